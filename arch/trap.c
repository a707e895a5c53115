/*
 * arch/trap.c - from the entry code to whoever handles the exception or interrupt
 *
 * Two tables of registered functions, one for exceptions, one for interrupts; and what
 * is done where nobody registered. An interrupt is handled in hard-interrupt context and
 * may be followed by a switch to another task.
 *
 * Locking: none; see include/asm/traps.h.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/panic.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/reboot.h>
#include <linux/sched.h>
#include <linux/stacktrace.h>
#include <asm/apic.h>
#include <asm/desc.h>
#include <asm/hardirq.h>
#include <asm/traps.h>
#include "arch.h"

static const char *const exception_names[NR_EXCEPTIONS] = {
	[X86_TRAP_DE] = "divide error",
	[X86_TRAP_DB] = "debug exception",
	[X86_TRAP_NMI] = "non-maskable interrupt",
	[X86_TRAP_BP] = "breakpoint",
	[X86_TRAP_OF] = "overflow",
	[X86_TRAP_BR] = "bound range exceeded",
	[X86_TRAP_UD] = "invalid opcode",
	[X86_TRAP_NM] = "FPU not available",
	[X86_TRAP_DF] = "double fault",
	[X86_TRAP_OLD_MF] = "coprocessor segment overrun",
	[X86_TRAP_TS] = "invalid TSS",
	[X86_TRAP_NP] = "segment not present",
	[X86_TRAP_SS] = "stack segment fault",
	[X86_TRAP_GP] = "general protection fault",
	[X86_TRAP_PF] = "page fault",
	[X86_TRAP_MF] = "x87 floating-point error",
	[X86_TRAP_AC] = "alignment check",
	[X86_TRAP_MC] = "machine check",
	[X86_TRAP_XF] = "SIMD floating-point error",
	[X86_TRAP_VE] = "virtualization exception",
	[X86_TRAP_CP] = "control protection fault",
};

static void default_exit_to_user(struct pt_regs *regs);

static trap_handler_t exception_handlers[NR_EXCEPTIONS];
static trap_handler_t irq_handlers[NR_VECTORS];
static void (*kernel_preempt_hook)(void);

DEFINE_PER_CPU(irq_cpustat_t, irq_stat);

trap_handler_t exit_to_user_hook = default_exit_to_user;

const char *exception_name(unsigned int vec)
{
	return vec < NR_EXCEPTIONS && exception_names[vec] ? exception_names[vec]
							   : "reserved exception";
}

/* --- what happens where nobody registered ------------------------------------------ */

static void default_exception(struct pt_regs *regs, unsigned int vec)
{
	if (vec == X86_TRAP_NMI)
		nmi(regs);
	else if (vec == X86_TRAP_DF)
		double_fault(regs);
	else if (user_mode(regs) || !fixup_exception(regs))
		die(exception_name(vec), regs, vec);
}

static long default_syscall(struct pt_regs *regs)
{
	return -ENOSYS;
}

syscall_handler_t syscall_handler = default_syscall;

static void default_exit_to_user(struct pt_regs *regs)
{
	panic("a task has work before its return to ring 3, and nobody to do it");
}

/* --- registration ------------------------------------------------------------------ */

void set_exception_handler(unsigned int vec, trap_handler_t handler)
{
	BUG_ON(vec >= NR_EXCEPTIONS);
	WRITE_ONCE(exception_handlers[vec], handler);
}

void set_irq_handler(unsigned int vector, trap_handler_t handler)
{
	BUG_ON(vector < FIRST_EXTERNAL_VECTOR || vector >= NR_VECTORS);
	WRITE_ONCE(irq_handlers[vector], handler);
}

void set_syscall_handler(syscall_handler_t handler)
{
	syscall_handler = handler;
}

void set_exit_to_user_hook(trap_handler_t hook)
{
	exit_to_user_hook = hook;
}

void set_kernel_preempt_hook(void (*hook)(void))
{
	kernel_preempt_hook = hook;
}

/* --- the stacks that a backtrace may walk -------------------------------------------- */

static bool stack_holds(unsigned long addr, unsigned long base, unsigned long size,
			unsigned long *low, unsigned long *high)
{
	if (addr < base || addr >= base + size)
		return false;
	*low = base;
	*high = base + size;
	return true;
}

/* The running task's stack and this CPU's three emergency stacks. */
static bool stack_range(unsigned long addr, unsigned long *low, unsigned long *high)
{
	unsigned int i;

	if (current &&
	    stack_holds(addr, (unsigned long)current->stack, THREAD_SIZE, low, high))
		return true;
	for (i = IST_NONE + 1; i <= NR_IST; i++)
		if (stack_holds(addr, ist_stack_base(i), IST_STACK_SIZE, low, high))
			return true;
	return false;
}

void trap_init(void)
{
	gdt_init_cpu();
	idt_init();
	stack_range_hook = stack_range;
	panic_restart_hook = machine_restart;
	panic_stop_cpus_hook = nmi_stop_cpus;
	panic_show_cpus_hook = nmi_show_cpus;
	show_current_task_hook = oops_print_task;
}

/* --- dispatch: called by the entry code, irqs off ---------------------------------- */

void do_exception(struct pt_regs *regs, unsigned int vec)
{
	trap_handler_t handler = READ_ONCE(exception_handlers[vec]);

	if (likely(handler))
		handler(regs);
	else
		default_exception(regs, vec);
	if (user_mode(regs))
		debug_check_no_locks_held("the end of an exception");
}

/* A vector without handler. Acknowledge it only if the APIC thinks it delivered it. */
static void spurious_interrupt(unsigned int vector)
{
	this_cpu_inc(irq_stat.irq_spurious_count);
	if (apic_in_service(vector))
		apic_eoi();
}

/* Vectors 32..255. */
void do_interrupt(struct pt_regs *regs)
{
	unsigned int vector = regs->orig_rax;
	trap_handler_t handler = READ_ONCE(irq_handlers[vector]);

	preempt_count_add(HARDIRQ_OFFSET);
	if (likely(handler))
		handler(regs);
	else
		spurious_interrupt(vector);
	preempt_count_sub(HARDIRQ_OFFSET);
	regs->orig_rax = -1UL; /* no system call: a signal has nothing to restart */

	if (!user_mode(regs) && this_cpu_read(__need_resched) && preempt_count() == 0 &&
	    kernel_preempt_hook)
		kernel_preempt_hook();
}
