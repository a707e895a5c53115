/*
 * core/sched.c - the scheduler: switching from one task to the next
 *
 *	schedule() ----------+
 *	preempt_enable() ----+--> __schedule() --> fair_pick_next() --> context_switch()
 *	end of an interrupt -+                                              |
 *	                                                 next runs: finish_task_switch()
 *
 * The run queue's lock is held across the switch and released by the next task. So
 * whoever holds it sees each task either running or completely switched out.
 *
 * A switch always happens with the preempt count at 2 (one for schedule(), one for the
 * lock), whichever task it is; therefore the count belongs to the CPU, not to the task.
 *
 * Locking: rq->lock, with interrupts off, is inside every other lock. wake_up_process()
 * may be called with any other lock held.
 */
#include <linux/kernel.h>
#include <linux/bug.h>
#include <linux/irqflags.h>
#include <linux/kernel_stat.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/panic.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <asm/special_insns.h>
#include <asm/switch_to.h>
#include <asm/traps.h>
#include "sched.h"

#define PULL_TICKS 8 /* how often a busy CPU looks whether another has too much */

DEFINE_PER_CPU(struct rq, runqueues);

static const struct sched_mm_ops *mm_ops; /* [I after init] */

void sched_set_mm_ops(const struct sched_mm_ops *ops)
{
	mm_ops = ops;
}

static struct rq *this_rq(void)
{
	return this_cpu_ptr(&runqueues);
}

/* Lock the run queue that @t belongs to; a migration may win the race, so look again. */
struct rq *task_rq_lock(struct task_struct *t, unsigned long *flags)
{
	for (;;) {
		struct rq *rq = per_cpu_ptr(&runqueues, READ_ONCE(t->cpu));

		spin_lock_irqsave(&rq->lock, *flags);
		if (likely(rq == per_cpu_ptr(&runqueues, t->cpu)))
			return rq;
		spin_unlock_irqrestore(&rq->lock, *flags);
	}
}

bool mark_resched(struct rq *rq)
{
	if (test_tsk_thread_flag(rq->curr, TIF_NEED_RESCHED))
		return false;
	set_tsk_thread_flag(rq->curr, TIF_NEED_RESCHED);
	per_cpu(__need_resched, rq->cpu) = 1;
	return rq->cpu != smp_processor_id();
}

void resched_curr(struct rq *rq)
{
	if (mark_resched(rq))
		smp_send_reschedule(rq->cpu);
}

/* --- switching -------------------------------------------------------------------- */

/* The first thing after a switch, run by the task that was switched to. */
static void finish_task_switch(struct task_struct *prev)
{
	struct rq *rq = this_rq();
	struct mm_struct *mm = rq->prev_mm;
	bool dead = READ_ONCE(prev->state) == TASK_DEAD;
	bool push = rq->push_prev;

	rq->prev_mm = NULL;
	rq->push_prev = false;
	if (unlikely(push))
		rq = place_task(rq, prev);
	smp_store_release(&prev->on_cpu, 0);
	if (unlikely(push))
		activate(rq, prev);
	spin_unlock_irq(&rq->lock);

	if (mm)
		mm_ops->mmdrop(mm);
	if (dead)
		put_task_struct(prev);
}

/* Where a new task begins: called by arch/ on its own stack. */
void schedule_tail(struct task_struct *prev)
{
	finish_task_switch(prev);
	preempt_enable();
}

/*
 * A kernel thread has no address space and borrows that of the task before it (lazy
 * TLB): the kernel's half is the same everywhere. The loan is a reference to the mm.
 */
static void switch_address_space(struct rq *rq, struct task_struct *prev,
				 struct task_struct *next)
{
	if (!next->mm) {
		next->active_mm = prev->active_mm;
		if (prev->mm)
			mm_ops->mmgrab(prev->active_mm);
		else
			prev->active_mm = NULL; /* the loan passes on */
		return;
	}
	/* What was lent may have been given up since: switch_mm() knows. */
	if (prev->mm != next->mm)
		mm_ops->switch_mm(prev->active_mm, next->mm, next);
	if (!prev->mm) {
		rq->prev_mm = prev->active_mm;
		prev->active_mm = NULL;
	}
}

void sched_return_mm(struct mm_struct *kernel_mm)
{
	struct mm_struct *mm = current->active_mm;

	if (current->mm || !mm)
		return;
	mm_ops->switch_mm(mm, kernel_mm, NULL);
	current->active_mm = NULL;
	mm_ops->mmdrop(mm);
}

static void context_switch(struct rq *rq, struct task_struct *prev,
			   struct task_struct *next)
{
	switch_address_space(rq, prev, next);
	if (unlikely(prev->kmap_ctrl.idx | next->kmap_ctrl.idx))
		mm_ops->switch_kmaps(prev, next);
	prev = __switch_to_asm(prev, next);
	finish_task_switch(prev);
}

/* prev goes to sleep, waits for its next turn, or has to leave this CPU. */
static void put_prev(struct rq *rq, struct task_struct *prev, bool sleeps)
{
	if (sleeps) {
		prev->se.blocked = prev->state & TASK_UNINTERRUPTIBLE;
		rq->nr_uninterruptible += prev->se.blocked;
		fair_dequeue(rq, prev);
	} else if (likely(may_run_on(prev, rq->cpu))) {
		fair_put_prev(rq, prev);
	} else {
		fair_dequeue(rq, prev);
		prev->se.on_rq = true; /* in transit */
		rq->push_prev = true;
	}
}

/*
 * Pick and switch. Called with preemption disabled once and interrupts on. @preempt:
 * the task did not ask for it, so it stays runnable whatever its state says.
 */
static void __schedule(bool preempt)
{
	struct task_struct *prev = current, *next;
	struct rq *rq = this_rq();

	local_irq_disable();
	rcu_note_context_switch();
	spin_lock(&rq->lock);
	clear_tsk_thread_flag(prev, TIF_NEED_RESCHED);
	this_cpu_write(__need_resched, 0);

	if (!preempt && signal_pending_state(prev->state, prev))
		prev->state = TASK_RUNNING;
	if (prev != rq->idle)
		put_prev(rq, prev, !preempt && prev->state);
	next = fair_pick_next(rq);
	if (!next && pull_task(rq))
		next = fair_pick_next(rq);
	if (!next)
		next = rq->idle;
	rq->curr = next;

	if (next == prev) {
		spin_unlock_irq(&rq->lock);
		return;
	}
	if (preempt)
		prev->nivcsw++;
	else
		prev->nvcsw++;
	rq->nr_switches++;
	rseq_preempt(prev);
	next->on_cpu = 1;
	context_switch(rq, prev, next);
}

/* A bug that would show up as a hang much later: sleeping where that is forbidden. */
static void check_may_schedule(void)
{
	if (likely(preempt_count() == 1 && !irqs_disabled()))
		return;
	if (oops_in_progress)
		return;
	WARN(1, "BUG: scheduling while atomic: %s/%d, preempt count %#x, irqs %s\n",
	     current->comm, current->pid, preempt_count() - 1,
	     irqs_disabled() ? "off" : "on");
	show_atomic_holders();
}

/*
 * Let another task run. When the caller's state is not TASK_RUNNING it sleeps until
 * somebody wakes it. Process context, no spinlock held, interrupts on.
 */
void schedule(void)
{
	do {
		preempt_disable();
		check_may_schedule();
		__schedule(false);
		preempt_enable_no_resched();
	} while (need_resched());
}

/* preempt_enable() found that a switch is due. */
static void preempt_schedule(void)
{
	if (preempt_count() || irqs_disabled())
		return;
	do {
		preempt_disable();
		__schedule(true);
		preempt_enable_no_resched();
	} while (need_resched());
}

/* The end of an interrupt in kernel mode found it. Interrupts are off, and stay so. */
static void preempt_schedule_irq(void)
{
	do {
		preempt_disable();
		local_irq_enable();
		__schedule(true);
		local_irq_disable();
		preempt_enable_no_resched();
	} while (need_resched());
}

int __cond_resched(void)
{
	if (preempt_count())
		return 0;
	preempt_schedule();
	return 1;
}

void sched_yield(void)
{
	struct rq *rq;

	local_irq_disable();
	rq = this_rq();
	spin_lock(&rq->lock);
	fair_yield(rq);
	spin_unlock_irq(&rq->lock);
	schedule();
}

/* --- the tick, and the end ------------------------------------------------------ */

void sched_tick(void)
{
	struct rq *rq = this_rq();

	spin_lock(&rq->lock);
	if (++rq->ticks % PULL_TICKS == 0)
		pull_task(rq);
	if (fair_tick_preempts(rq))
		resched_curr(rq);
	spin_unlock(&rq->lock);
}

u64 task_sched_runtime(struct task_struct *t)
{
	unsigned long flags;
	struct rq *rq = task_rq_lock(t, &flags);
	u64 ns;

	if (rq->curr == t)
		fair_update_curr(rq);
	ns = t->se.sum_exec_runtime;
	spin_unlock_irqrestore(&rq->lock, flags);
	return ns;
}

/* The task has given up everything but its stack; the next one drops that. */
void __noreturn do_task_dead(void)
{
	debug_check_no_locks_held("the end of a task");
	preempt_disable();
	WRITE_ONCE(current->state, TASK_DEAD);
	__schedule(false);
	panic("a dead task was scheduled again");
}

/*
 * What a CPU does when nobody wants it: sleep until an interrupt. Drops the preempt
 * count that a CPU is started with.
 */
void __noreturn cpu_idle(void)
{
	preempt_enable_no_resched();
	for (;;) {
		local_irq_disable();
		if (!need_resched())
			safe_halt(); /* enables interrupts and halts in one step */
		local_irq_enable();
		schedule();
	}
}

static void init_rq(unsigned int cpu, struct task_struct *idle)
{
	struct rq *rq = per_cpu_ptr(&runqueues, cpu);

	*rq = (struct rq){ .cpu = cpu, .timeline = RB_ROOT, .idle = idle, .curr = idle };
	spin_lock_init(&rq->lock);
	idle->cpu = cpu;
	idle->on_cpu = 1;
}

void sched_init_cpu(unsigned int cpu, struct task_struct *idle)
{
	sched_fork(idle);
	init_rq(cpu, idle);
	idle->state = TASK_RUNNING;
}

void sched_init(void)
{
	init_rq(0, &init_task);
	set_schedule_tail_hook(schedule_tail);
	preempt_schedule_hook = preempt_schedule;
	set_kernel_preempt_hook(preempt_schedule_irq);
}
