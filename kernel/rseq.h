/*
 * kernel/rseq.h - sequences of a program that start again when they are interrupted
 *
 * Locking: what is here belongs to the calling task, or to one that does not run yet.
 */
#ifndef KERNEL_RSEQ_H
#define KERNEL_RSEQ_H

#include <linux/sched.h>
#include <uapi/linux/sched.h>

struct pt_regs;

/*
 * Before the return to ring 3 after another task had the CPU, or to a signal's handler:
 * write down the CPU, and let regs leave the critical section that they are in. May
 * sleep. 0; -EFAULT, -EINVAL: the program's area or section makes no sense.
 */
int __rseq_resume(struct pt_regs *regs);

static inline int rseq_resume(struct pt_regs *regs)
{
	return current->rseq ? __rseq_resume(regs) : 0;
}

/* A child with memory of its own has its parent's area there, a thread has none. */
static inline void rseq_fork(struct task_struct *t, u64 clone_flags)
{
	if (clone_flags & CLONE_VM)
		return;
	t->rseq = current->rseq;
	t->rseq_sig = current->rseq_sig;
	rseq_preempt(t);
}

/* exec: the area is no more. */
static inline void rseq_execve(void)
{
	current->rseq = NULL;
}

#endif
