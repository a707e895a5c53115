/*
 * core/wake.c - tasks become runnable: after a sleep, and for the first time
 *
 * A CPU that must look at its run queue is told when the queue is unlocked again: the
 * first that it does is take the lock, and an interrupt takes long to send.
 *
 * Locking: rq->lock of the task; place_task() changes to that of its new run queue.
 */
#include <linux/kernel_stat.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include "sched.h"

/* => whether the CPU of rq must be told to look. rq->lock held. */
static bool enqueue(struct rq *rq, struct task_struct *t)
{
	fair_enqueue(rq, t);
	return fair_wakeup_preempts(rq, t) && mark_resched(rq);
}

void activate(struct rq *rq, struct task_struct *t)
{
	if (enqueue(rq, t))
		smp_send_reschedule(rq->cpu);
}

/* activate(), and the end of the caller's section under rq->lock. */
static void activate_and_unlock(struct rq *rq, struct task_struct *t, unsigned long flags)
{
	bool kick = enqueue(rq, t);

	preempt_disable();
	spin_unlock_irqrestore(&rq->lock, flags);
	if (kick)
		smp_send_reschedule(rq->cpu);
	preempt_enable();
}

/*
 * Make @t runnable if it sleeps in one of the states of the mask @state.
 * => 1 if it was woken here, 0 if there was nothing to do. Any context.
 */
int wake_up_state(struct task_struct *t, unsigned int state)
{
	unsigned long flags;
	struct rq *rq = task_rq_lock(t, &flags);
	bool sleeps = t->state & state;

	if (sleeps)
		WRITE_ONCE(t->state, TASK_RUNNING);
	if (!sleeps || t->se.on_rq) {
		spin_unlock_irqrestore(&rq->lock, flags);
		return sleeps;
	}
	rq->nr_uninterruptible -= t->se.blocked;
	t->se.blocked = false;
	t->se.on_rq = true;
	rq = place_task(rq, t);
	fair_place(rq, t, false);
	activate_and_unlock(rq, t, flags);
	return 1;
}

int wake_up_process(struct task_struct *t)
{
	return wake_up_state(t, TASK_NORMAL);
}

void kick_process(struct task_struct *t)
{
	unsigned int cpu = READ_ONCE(t->cpu);

	if (cpu != smp_processor_id() && READ_ONCE(cpu_rq(cpu)->curr) == t)
		smp_send_reschedule(cpu);
}

/* The scheduler's fields of a task that is being made; it cannot be woken yet. */
void sched_fork(struct task_struct *t)
{
	t->state = TASK_NEW;
	t->se = (struct sched_entity){ .weight = 0 };
	if (!t->static_prio)
		t->static_prio = 120;
	fair_set_weight(&t->se, task_nice(t));
	RB_CLEAR_NODE(&t->se.node);
	t->cpu = raw_smp_processor_id();
	t->cpus_mask = current->cpus_mask;
	t->on_cpu = 0;
	t->nvcsw = t->nivcsw = 0;
	t->utime = t->stime = 0;
	t->start_time = ktime_get_ns();
}

/* Start a task made by fork or kthread_create. Process context. */
void wake_up_new_task(struct task_struct *t)
{
	unsigned long flags;
	struct rq *rq = task_rq_lock(t, &flags);

	WRITE_ONCE(t->state, TASK_RUNNING);
	t->se.on_rq = true;
	rq = place_task(rq, t);
	fair_update_curr(rq);
	fair_place(rq, t, true);
	this_cpu_inc(kstat.forks);
	activate_and_unlock(rq, t, flags);
}

int task_nice(const struct task_struct *t)
{
	return t->static_prio - 120;
}

void set_user_nice(struct task_struct *t, long nice)
{
	unsigned long flags;
	struct rq *rq = task_rq_lock(t, &flags);

	if (rq->curr == t)
		fair_update_curr(rq);
	t->static_prio = 120 + clamp(nice, -20L, 19L);
	fair_set_weight(&t->se, task_nice(t));
	spin_unlock_irqrestore(&rq->lock, flags);
}
