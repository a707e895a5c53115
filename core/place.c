/*
 * core/place.c - on which CPU a task runs
 *
 *	it wakes, or is new	where it ran last, if nobody runs there; else where nobody
 *				runs; else where it ran last
 *	a CPU runs dry		takes a waiting task from the CPU that has most; and looks
 *				every few ticks whether another has two more than itself
 *	its mask changes	a running task is moved when it has left its CPU
 *
 * Whoever moves a task holds both run queues, or takes it off one before it locks the
 * other. In between the task is `in transit`: on_rq, but in no timeline; so a waker has
 * nothing to do, and nobody else finds it.
 *
 * Atlas: CPUs are compared by the number of their tasks, not by the tasks' weights.
 *
 * Locking: rq->lock. A second one is only tried while one is held.
 */
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <asm/processor.h>
#include "sched.h"

static bool is_idle(unsigned int cpu)
{
	return READ_ONCE(cpu_rq(cpu)->nr_running) == 0;
}

/* What a task has mapped by kmap_local_page() is there on its own CPU only. */
bool may_run_on(const struct task_struct *t, unsigned int cpu)
{
	if (t->kmap_ctrl.idx)
		return cpu == t->cpu;
	return cpumask_test_cpu(cpu, &t->cpus_mask);
}

static unsigned int select_cpu(const struct task_struct *t)
{
	unsigned int last = t->cpu, any = last, cpu;

	if (may_run_on(t, last) && is_idle(last))
		return last;
	for_each_online_cpu (cpu) {
		if (!may_run_on(t, cpu))
			continue;
		if (is_idle(cpu))
			return cpu;
		if (!may_run_on(t, any))
			any = cpu;
	}
	return any;
}

/* Its vruntime means something only beside those of its run queue. */
static void change_rq(struct task_struct *t, struct rq *from, struct rq *to)
{
	t->se.vruntime += to->min_vruntime - from->min_vruntime;
	WRITE_ONCE(t->cpu, to->cpu);
}

struct rq *place_task(struct rq *rq, struct task_struct *t)
{
	unsigned int cpu = select_cpu(t);

	while (cpu != rq->cpu) {
		struct rq *to = cpu_rq(cpu);

		t->se.vruntime -= rq->min_vruntime;
		WRITE_ONCE(t->cpu, cpu);
		spin_unlock(&rq->lock);
		spin_lock(&to->lock);
		t->se.vruntime += to->min_vruntime;
		rq = to;
		if (may_run_on(t, cpu)) /* the mask may have changed */
			break;
		cpu = select_cpu(t);
	}
	return rq;
}

/* --- pulling ---------------------------------------------------------------------- */

/* The CPU with the most tasks, of those not tried, if it has two more than rq. */
static struct rq *find_busiest(const struct rq *rq, const struct cpumask *tried)
{
	unsigned int most = READ_ONCE(rq->nr_running) + 1, cpu;
	struct rq *busiest = NULL;

	for_each_online_cpu (cpu) {
		unsigned int nr = READ_ONCE(cpu_rq(cpu)->nr_running);

		if (nr > most && !cpumask_test_cpu(cpu, tried)) {
			most = nr;
			busiest = cpu_rq(cpu);
		}
	}
	return busiest;
}

/* The one that would wait longest there, of those that may run here. */
static struct task_struct *find_movable(struct rq *from, const struct rq *to)
{
	struct rb_node *node;

	for (node = rb_last(&from->timeline); node; node = rb_prev(node)) {
		struct task_struct *t = rb_entry(node, struct task_struct, se.node);

		if (may_run_on(t, to->cpu))
			return t;
	}
	return NULL;
}

static bool pull_from(struct rq *from, struct rq *to)
{
	struct task_struct *t = NULL;

	if (!spin_trylock(&from->lock))
		return false;
	if (from->nr_running > to->nr_running + 1)
		t = find_movable(from, to);
	if (t) {
		fair_dequeue(from, t);
		change_rq(t, from, to);
		fair_enqueue(to, t);
	}
	spin_unlock(&from->lock);
	return t;
}

/* The tasks of the busiest may all have to stay there: then the next is asked. */
bool pull_task(struct rq *rq)
{
	struct cpumask tried = { 0 };
	struct rq *busiest;

	if (nr_cpu_ids == 1)
		return false;
	while ((busiest = find_busiest(rq, &tried))) {
		if (pull_from(busiest, rq))
			return true;
		cpumask_set_cpu(busiest->cpu, &tried);
	}
	return false;
}

/* --- affinity --------------------------------------------------------------------- */

/* Is t in a timeline: neither running nor in transit? rq->lock held. */
static bool is_waiting(const struct rq *rq, const struct task_struct *t)
{
	return t->se.on_rq && rq->curr != t && !RB_EMPTY_NODE(&t->se.node);
}

/* Wait until t, which runs where it may not, has been switched away from. */
static void wait_until_moved(const struct task_struct *t)
{
	while (READ_ONCE(t->on_cpu) && !may_run_on(t, READ_ONCE(t->cpu))) {
		cond_resched();
		cpu_relax();
	}
}

int set_cpus_allowed_ptr(struct task_struct *t, const struct cpumask *mask)
{
	struct cpumask allowed;
	unsigned long flags;
	struct rq *rq;

	might_sleep();
	if (!cpumask_and(&allowed, mask, cpu_online_mask) ||
	    (t->flags & PF_NO_SETAFFINITY))
		return -EINVAL;
	rq = task_rq_lock(t, &flags);
	cpumask_copy(&t->cpus_mask, &allowed);
	if (!may_run_on(t, rq->cpu)) {
		if (rq->curr == t) {
			resched_curr(rq);
		} else if (is_waiting(rq, t)) {
			fair_dequeue(rq, t);
			t->se.on_rq = true;
			rq = place_task(rq, t);
			activate(rq, t);
		}
	}
	spin_unlock_irqrestore(&rq->lock, flags);
	wait_until_moved(t);
	return 0;
}
