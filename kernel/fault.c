/*
 * kernel/fault.c - a page fault, from the CPU to whoever answers it
 *
 *	          user address                    kernel address
 *	ring 3    find the VMA, handle it;        SIGSEGV
 *	          nothing there: SIGSEGV
 *	ring 0    the same, if uaccess did it;    exception table, else an oops
 *	          nothing there: exception table
 *
 * Ring 0 touches user memory only by instructions that have an entry in the exception
 * table (uaccess). A fault on a user address by any other is a bug, and must not sleep on
 * mmap_lock: its CPU may hold any lock.
 *
 * Source: SDM volume 3A, 4.7 (error code) and 6.15 (#PF).
 *
 * Locking: mmap_lock for reading around handle_mm_fault().
 */
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/uaccess.h>
#include <asm/extable.h>
#include <asm/processor-flags.h>
#include <asm/special_insns.h>
#include <asm/traps.h>
#include "init.h"
#include "signal.h"

/* One fault, while it is being answered. */
struct page_fault {
	struct pt_regs *regs;
	unsigned long addr;
	unsigned long error; /* X86_PF_* */
};

/* --- when there is no answer ------------------------------------------------------ */

/* In ring 0: uaccess reports -EFAULT; everything else is a bug. */
static void kernel_fault(const struct page_fault *f)
{
	if (fixup_exception(f->regs))
		return;
	die_page_fault(f->regs, f->addr);
}

static void print_segfault(const struct page_fault *f)
{
	pr_info_ratelimited("%s[%d]: segfault at %lx ip %016lx sp %016lx error %lx\n",
			    current->comm, current->pid, f->addr, f->regs->rip,
			    f->regs->rsp, f->error);
}

static void send_fault(const struct page_fault *f, int sig, int code)
{
	current->thread.cr2 = f->addr;
	note_user_exception(f->regs, X86_TRAP_PF, f->error);
	if (sig == SIGSEGV && signal_is_unhandled(sig))
		print_segfault(f);
	force_sig_fault(sig, code, f->addr);
}

static void bad_access(const struct page_fault *f, int sig, int code)
{
	if (user_mode(f->regs))
		send_fault(f, sig, code);
	else
		kernel_fault(f);
}

/* No memory for a page that the program has a right to. There is nobody else to ask. */
static void out_of_memory(const struct page_fault *f)
{
	if (!user_mode(f->regs)) {
		kernel_fault(f);
		return;
	}
	if (READ_ONCE(sysctl_panic_on_oom))
		panic("Out of memory: panic_on_oom is %d", sysctl_panic_on_oom);
	pr_err_ratelimited("Out of memory: Killed process %d (%s)\n", current->pid,
			   current->comm);
	force_sig(SIGKILL);
}

static void failed_fault(const struct page_fault *f, vm_fault_t result)
{
	if (result & VM_FAULT_OOM)
		out_of_memory(f);
	else if (result & (VM_FAULT_SIGBUS | VM_FAULT_HWPOISON))
		bad_access(f, SIGBUS, BUS_ADRERR);
	else
		bad_access(f, SIGSEGV, SEGV_MAPERR);
}

/* --- the answer ------------------------------------------------------------------- */

/* Do the VMA's permissions forbid this access? */
static bool access_error(const struct page_fault *f, const struct vm_area_struct *vma)
{
	if (f->error & X86_PF_WRITE)
		return !(vma->vm_flags & VM_WRITE);
	if (f->error & X86_PF_INSTR)
		return !(vma->vm_flags & VM_EXEC);
	/* The CPU cannot write or execute what it may not read. */
	return !(vma->vm_flags & VM_ACCESS_FLAGS);
}

static unsigned int fault_flags(const struct page_fault *f)
{
	return FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_KILLABLE |
	       (user_mode(f->regs) ? FAULT_FLAG_USER : 0) |
	       (f->error & X86_PF_WRITE ? FAULT_FLAG_WRITE : 0) |
	       (f->error & X86_PF_INSTR ? FAULT_FLAG_INSTRUCTION : 0);
}

/* A fault on an address in the lower half, in a context that may sleep. */
static void user_address_fault(const struct page_fault *f)
{
	struct mm_struct *mm = current->mm;
	unsigned int flags = fault_flags(f);
	struct vm_area_struct *vma;
	vm_fault_t result;

	for (;;) {
		vma = lock_mm_and_find_vma(mm, f->addr);
		if (!vma) {
			bad_access(f, SIGSEGV, SEGV_MAPERR);
			return;
		}
		if (access_error(f, vma)) {
			mmap_read_unlock(mm);
			bad_access(f, SIGSEGV, SEGV_ACCERR);
			return;
		}
		result = handle_mm_fault(vma, f->addr, flags, f->regs);
		if (!(result & VM_FAULT_RETRY))
			break;
		/* The lock was dropped while we waited for the page. */
		if (fatal_signal_pending(current)) {
			if (!user_mode(f->regs))
				kernel_fault(f);
			return;
		}
		flags |= FAULT_FLAG_TRIED;
	}
	mmap_read_unlock(mm);
	if (result & VM_FAULT_ERROR)
		failed_fault(f, result);
}

static void do_page_fault(struct pt_regs *regs)
{
	struct page_fault f = { regs, read_cr2(), regs->orig_rax };

	if (f.error & X86_PF_RSVD)
		die("a page-table entry is corrupt", regs, X86_TRAP_PF);
	if (user_mode(regs)) {
		local_irq_enable();
		regs->orig_rax = -1UL; /* no system call: nothing to restart */
		if (f.addr >= TASK_SIZE_MAX) {
			f.error |= X86_PF_PROT; /* what is there is not to be told */
			send_fault(&f, SIGSEGV, SEGV_MAPERR);
		} else if (!(f.error & X86_PF_USER)) {
			/* The CPU itself read or wrote there for ring 3, and SMAP forbade it. */
			send_fault(&f, SIGSEGV, SEGV_ACCERR);
		} else {
			user_address_fault(&f);
		}
	} else if (f.addr >= TASK_SIZE_MAX || faulthandler_disabled() || !current->mm ||
		   !search_exception_tables(regs->rip)) {
		kernel_fault(&f);
	} else {
		if (regs->rflags & X86_EFLAGS_IF)
			local_irq_enable();
		user_address_fault(&f);
	}
	local_irq_disable();
}

void fault_init(void)
{
	set_exception_handler(X86_TRAP_PF, do_page_fault);
	user_exception_init();
	user_return_init();
}
