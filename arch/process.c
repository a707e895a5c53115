/*
 * arch/process.c - the machine's side of a task: its first steps, and the switch
 *
 * The kernel stack of a task, from high to low:
 *
 *	stack + THREAD_SIZE
 *	  struct pt_regs	what ring 3 gets back: task_pt_regs()
 *	  ...			calls of the kernel
 *	  struct switch_frame	while it is switched out; thread.sp points here
 *	stack			below lies the guard page
 *
 * Locking: a new task is still private to its maker; the switch runs with irqs off.
 */
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/irqflags.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <asm/desc.h>
#include <asm/fpu.h>
#include <asm/msr.h>
#include <asm/page.h>
#include <asm/processor.h>
#include <asm/processor-flags.h>
#include <asm/ptrace.h>
#include <asm/special_insns.h>
#include <asm/switch_to.h>
#include "arch.h"

DEFINE_PER_CPU(struct task_struct *, current_task);

void (*schedule_tail_hook)(struct task_struct *prev); /* [I after boot] */

/* What __switch_to_asm pops, lowest address first. */
struct switch_frame {
	unsigned long r15, r14, r13, r12, rbx, rbp;
	unsigned long return_address;
};

void set_schedule_tail_hook(void (*hook)(struct task_struct *prev))
{
	schedule_tail_hook = hook;
}

struct pt_regs *task_pt_regs(const struct task_struct *t)
{
	return (struct pt_regs *)((unsigned long)t->stack + THREAD_SIZE) - 1;
}

/* Let t begin at new_task with these in RBX and R12. */
static void push_first_frame(struct task_struct *t, void (*fn)(void *), void *arg)
{
	struct pt_regs *regs = task_pt_regs(t);
	struct switch_frame *frame = (struct switch_frame *)regs - 1;

	*frame = (struct switch_frame){
		.rbx = (unsigned long)fn,
		.r12 = (unsigned long)arg,
		.rbp = fn ? 0
			  : (unsigned long)regs | 1, /* ends the walk, or shows regs */
		.return_address = (unsigned long)new_task,
	};
	t->thread.sp = (unsigned long)frame;
}

void arch_setup_new_task(struct task_struct *t, void (*fn)(void *), void *arg)
{
	memset(task_pt_regs(t), 0, sizeof(struct pt_regs));
	push_first_frame(t, fn, arg);
}

int copy_thread(struct task_struct *t, const struct pt_regs *regs, unsigned long usp,
		unsigned long tls, bool set_tls)
{
	struct pt_regs *child = task_pt_regs(t);

	if (set_tls && tls >= TASK_SIZE_MAX)
		return -EPERM;
	*child = *regs;
	child->rax = 0;
	if (usp)
		child->rsp = usp;
	current_save_fsgs();
	t->thread.fsbase = set_tls ? tls : current->thread.fsbase;
	t->thread.fsindex = set_tls ? 0 : current->thread.fsindex;
	t->thread.gsbase = current->thread.gsbase;
	t->thread.gsindex = current->thread.gsindex;
	fpu_save(t->thread.fpu_state);
	push_first_frame(t, NULL, NULL);
	return 0;
}

void start_thread(struct pt_regs *regs, unsigned long ip, unsigned long sp)
{
	memset(regs, 0, sizeof(*regs));
	regs->rip = ip;
	regs->rsp = sp;
	regs->cs = __USER_CS;
	regs->ss = __USER_DS;
	regs->rflags = X86_EFLAGS_IF | X86_EFLAGS_FIXED;
}

void flush_thread(void)
{
	set_user_fs_base(0);
	set_user_gs_base(0);
	fpu_reset();
}

/* --- FS and GS of ring 3 ---------------------------------------------------------- */

static u16 read_fs(void)
{
	u16 selector;

	asm volatile("mov %%fs, %0" : "=r"(selector));
	return selector;
}

static u16 read_gs(void)
{
	u16 selector;

	asm volatile("mov %%gs, %0" : "=r"(selector));
	return selector;
}

/* The selectors that ring 3 could load are all in the GDT: this cannot fault. */
static void load_fs(u16 selector)
{
	if (read_fs() != selector)
		asm volatile("mov %0, %%fs" : : "r"(selector));
}

/* A selector brings a base. The kernel's own is out of its reach meanwhile. irqs off. */
static void load_gs(u16 selector)
{
	if (read_gs() != selector)
		asm volatile("swapgs; mov %0, %%gs; swapgs" : : "r"(selector) : "memory");
}

/* Without FSGSBASE only the kernel changes a base, and what a selector brings is lost. */
static void save_fsgs(struct thread_struct *thread)
{
	thread->fsindex = read_fs();
	thread->gsindex = read_gs();
	if (boot_cpu_has(X86_FEATURE_FSGSBASE)) {
		asm volatile("rdfsbase %0" : "=r"(thread->fsbase));
		thread->gsbase = rdmsr(MSR_KERNEL_GS_BASE);
	}
}

static void load_fsgs(const struct thread_struct *thread)
{
	load_fs(thread->fsindex);
	load_gs(thread->gsindex);
	if (boot_cpu_has(X86_FEATURE_FSGSBASE))
		asm volatile("wrfsbase %0" : : "r"(thread->fsbase));
	else
		wrmsr(MSR_FS_BASE, thread->fsbase);
	wrmsr(MSR_KERNEL_GS_BASE, thread->gsbase);
}

void current_save_fsgs(void)
{
	unsigned long flags;

	local_irq_save(flags);
	save_fsgs(&current->thread);
	local_irq_restore(flags);
}

int set_user_fs_base(unsigned long base)
{
	unsigned long flags;

	if (base >= TASK_SIZE_MAX)
		return -EPERM;
	local_irq_save(flags);
	load_fs(0);
	current->thread.fsbase = base;
	wrmsr(MSR_FS_BASE, base);
	local_irq_restore(flags);
	return 0;
}

int set_user_gs_base(unsigned long base)
{
	unsigned long flags;

	if (base >= TASK_SIZE_MAX)
		return -EPERM;
	local_irq_save(flags);
	load_gs(0);
	current->thread.gsbase = base;
	wrmsr(MSR_KERNEL_GS_BASE, base);
	local_irq_restore(flags);
	return 0;
}

/* --- the time-stamp counter ------------------------------------------------------- */

static void load_tsd(const struct task_struct *t)
{
	unsigned long cr4 = read_cr4() & ~X86_CR4_TSD;

	write_cr4(t->flags & PF_NOTSC ? cr4 | X86_CR4_TSD : cr4);
}

void set_tsc_mode(bool allowed)
{
	preempt_disable(); /* a switch goes by the flag alone */
	current->flags &= ~PF_NOTSC;
	if (!allowed)
		current->flags |= PF_NOTSC;
	load_tsd(current);
	preempt_enable();
}

/* --- the switch ------------------------------------------------------------------- */

struct task_struct *__switch_to(struct task_struct *prev, struct task_struct *next)
{
	fpu_switch(prev, next);
	if (!(prev->flags & PF_KTHREAD))
		save_fsgs(&prev->thread);
	if (!(next->flags & PF_KTHREAD))
		load_fsgs(&next->thread);
	if (unlikely((prev->flags ^ next->flags) & PF_NOTSC))
		load_tsd(next);
	set_kernel_stack_top((unsigned long)next->stack + THREAD_SIZE);
	this_cpu_write(current_task, next);
	return prev;
}
