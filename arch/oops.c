/*
 * arch/oops.c - the one report of a kernel that went wrong
 *
 *	BUG: kernel NULL pointer dereference: write to address 0000000000000008 ...
 *	the page-table walk of that address
 *	who ran, where, the registers, the instruction bytes
 *	Call trace: function+offset/size file:line
 *
 * and then panic(). What was the cause is said in words; numbers follow for those who
 * want them.
 *
 * Locking: none; oops_enter() sees to it that messages get out whatever is held.
 */
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/stacktrace.h>
#include <linux/uaccess.h>
#include <asm/desc.h>
#include <asm/msr.h>
#include <asm/page.h>
#include <asm/traps.h>
#include "arch.h"

#define CODE_BYTES 24 /* instruction bytes shown, from RIP on */

static void (*oops_page_walk)(unsigned long addr); /* [I after boot] */

void set_oops_page_walk(void (*walk)(unsigned long addr))
{
	oops_page_walk = walk;
}

/* --- the cause of a page fault, in words ------------------------------------------- */

static const char *access_kind(unsigned long error)
{
	if (error & X86_PF_INSTR)
		return "instruction fetch from";
	return error & X86_PF_WRITE ? "write to" : "read from";
}

static const char *address_kind(unsigned long addr)
{
	if (addr < PAGE_SIZE)
		return "NULL pointer";
	if (addr < TASK_SIZE_MAX)
		return "user address";
	return "kernel address";
}

/* Why the CPU refused. The kernel is r-x, r-- and rw-, so the kind of access tells. */
static const char *refusal(unsigned long error, unsigned long addr)
{
	if (error & X86_PF_RSVD)
		return "a reserved bit is set in its page-table entry";
	if (!(error & X86_PF_PROT))
		return "no page is there (not present)";
	if (error & X86_PF_USER)
		return "the page is there, but not for ring 3 or not for this access";
	if (addr < TASK_SIZE_MAX)
		return error & X86_PF_INSTR
			       ? "it is a user page, which the kernel may not execute (SMEP, NX)"
			       : "it is a user page, which the kernel may touch only by uaccess "
				 "(SMAP), or it is read-only";
	if (error & X86_PF_INSTR)
		return "the page is there, but not executable (NX)";
	return "the page is there, but read-only";
}

static void print_page_fault(unsigned long error, unsigned long addr)
{
	pr_emerg("BUG: page fault in %s mode: %s %s %016lx: %s\n",
		 error & X86_PF_USER ? "user" : "kernel", access_kind(error),
		 address_kind(addr), addr, refusal(error, addr));
	if (oops_page_walk)
		oops_page_walk(addr);
}

/* --- the state of the machine ------------------------------------------------------ */

void oops_print_task(void)
{
	pr_emerg("CPU: %u  task: %s  pid: %d  preempt count %#x\n",
		 raw_smp_processor_id(), current ? current->comm : "(none yet)",
		 current ? current->pid : 0, preempt_count());
}

static void print_code(const struct pt_regs *regs)
{
	u8 code[CODE_BYTES];

	if (user_mode(regs) ||
	    copy_from_kernel_nofault(code, (void *)regs->rip, CODE_BYTES))
		pr_emerg("Code: not readable at RIP\n");
	else
		pr_emerg("Code: <%02x> %*ph\n", code[0], CODE_BYTES - 1, code + 1);
}

static void print_registers(const struct pt_regs *regs)
{
	if (user_mode(regs))
		pr_emerg("RIP: %04lx:%016lx\n", regs->cs, regs->rip);
	else
		pr_emerg("RIP: %04lx:%016lx %pS\n", regs->cs, regs->rip,
			 (void *)regs->rip);
	pr_emerg("RSP: %04lx:%016lx EFLAGS: %08lx error or vector: %#lx\n", regs->ss,
		 regs->rsp, regs->rflags, regs->orig_rax);
	pr_emerg("RAX: %016lx RBX: %016lx RCX: %016lx\n", regs->rax, regs->rbx,
		 regs->rcx);
	pr_emerg("RDX: %016lx RSI: %016lx RDI: %016lx\n", regs->rdx, regs->rsi,
		 regs->rdi);
	pr_emerg("RBP: %016lx R08: %016lx R09: %016lx\n", regs->rbp, regs->r8, regs->r9);
	pr_emerg("R10: %016lx R11: %016lx R12: %016lx\n", regs->r10, regs->r11,
		 regs->r12);
	pr_emerg("R13: %016lx R14: %016lx R15: %016lx\n", regs->r13, regs->r14,
		 regs->r15);
	pr_emerg("CR0: %016lx CR2: %016lx CR3: %016lx CR4: %08lx\n", read_cr0(),
		 read_cr2(), read_cr3(), read_cr4());
	pr_emerg("FS:  %016llx GS:  %016llx kernel GS: %016llx\n", rdmsr(MSR_FS_BASE),
		 rdmsr(MSR_GS_BASE), rdmsr(MSR_KERNEL_GS_BASE));
}

/* --- the report -------------------------------------------------------------------- */

/*
 * cr2 comes from the caller, who read it before anything else could fault.
 */
static void __noreturn oops(const char *cause, struct pt_regs *regs, int vec,
			    unsigned long cr2)
{
	static bool reporting;

	oops_enter();
	if (reporting)
		panic("%s at %pS within the report of another", cause, (void *)regs->rip);
	reporting = true;
	if (vec == X86_TRAP_PF)
		print_page_fault(regs->orig_rax, cr2);
	else
		pr_emerg("BUG: %s\n", cause);
	oops_print_task();
	print_registers(regs);
	print_code(regs);
	if (vec == X86_TRAP_DF)
		show_trace(regs->rip, regs->rbp); /* RSP may have left its stack */
	else
		show_trace_regs(regs);
	panic("Fatal exception%s: %s", in_hardirq() ? " in interrupt" : "", cause);
}

void die(const char *cause, struct pt_regs *regs, int vec)
{
	oops(cause, regs, vec, read_cr2());
}

void die_page_fault(struct pt_regs *regs, unsigned long addr)
{
	oops(exception_name(X86_TRAP_PF), regs, X86_TRAP_PF, addr);
}

/* Does the page below this task's stack hold addr? That is the guard page. */
static bool in_stack_guard(const struct task_struct *t, unsigned long addr)
{
	unsigned long stack = (unsigned long)t->stack;

	return addr >= stack - PAGE_SIZE && addr < stack;
}

/*
 * A push into the guard page faults, and the CPU cannot push that fault's frame either:
 * so a stack that ran over arrives as a double fault. CR2 still holds the address.
 */
void double_fault(struct pt_regs *regs)
{
	unsigned long cr2 = read_cr2();

	if (current &&
	    (in_stack_guard(current, cr2) || in_stack_guard(current, regs->rsp)))
		oops("kernel stack overflow (double fault in the guard page)", regs,
		     X86_TRAP_DF, cr2);
	if (ist_stack_overran(IST_NMI) || ist_stack_overran(IST_MCE))
		oops("double fault after an NMI or machine-check stack ran over", regs,
		     X86_TRAP_DF, cr2);
	oops("double fault", regs, X86_TRAP_DF, cr2);
}
