/*
 * core/sched.h - what the files of the scheduler share
 *
 * Locking: struct rq's fields are guarded by its lock, taken with interrupts off.
 */
#ifndef CORE_SCHED_H
#define CORE_SCHED_H

#include <linux/percpu.h>
#include <linux/rbtree.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

/* One CPU's tasks that want to run. */
struct rq {
	spinlock_t lock;           /* innermost of all locks */
	unsigned int cpu;          /* [I] */
	unsigned int nr_running;   /* [lock] with the running one, without idle */
	struct rb_root timeline;   /* [lock] waiting tasks by vruntime */
	u64 min_vruntime;          /* [lock] never goes back */
	struct task_struct *curr;  /* [lock] */
	struct task_struct *idle;  /* [I] */
	struct mm_struct *prev_mm; /* [lock] borrowed, dropped after the switch */
	bool push_prev;            /* [lock] who is switched out may not stay here */
	int nr_uninterruptible; /* [lock] fell asleep here minus woken; the sum counts */
	u64 nr_switches;        /* [lock] */
	unsigned int ticks;     /* [lock] */
};

DECLARE_PER_CPU(struct rq, runqueues);

static inline struct rq *cpu_rq(unsigned int cpu)
{
	return per_cpu_ptr(&runqueues, cpu);
}

/* --- core/sched.c --- */

/* Lock the run queue that t belongs to, irqs off. */
struct rq *task_rq_lock(struct task_struct *t, unsigned long *flags);

/* Ask the CPU of rq to call schedule() soon. rq->lock held. */
void resched_curr(struct rq *rq);
/* The same but for the interrupt. => whether the caller must send it. rq->lock held. */
bool mark_resched(struct rq *rq);

/* Make the run queue of a CPU that does not run yet; idle is what it will start with. */
void sched_init_cpu(unsigned int cpu, struct task_struct *idle);

/* --- core/wake.c --- */

/* t, which is not queued, becomes runnable on rq. rq->lock held. */
void activate(struct rq *rq, struct task_struct *t);

/* --- core/place.c --- */

/* May t, whose run queue is locked, run on this CPU? */
bool may_run_on(const struct task_struct *t, unsigned int cpu);

/*
 * Choose a CPU for t, which is in transit from rq: irqs off, rq->lock held. => its run
 * queue, locked; rq is locked no more if it is another one.
 */
struct rq *place_task(struct rq *rq, struct task_struct *t);

/* If another CPU has two tasks more than rq, take one of them. rq->lock held. */
bool pull_task(struct rq *rq);

/* --- core/fair.c: all with rq->lock held --- */

void fair_set_weight(struct sched_entity *se, int nice);
void fair_update_curr(struct rq *rq); /* charge the running task up to now */
void fair_enqueue(struct rq *rq, struct task_struct *t);
void fair_dequeue(struct rq *rq, struct task_struct *t);
/* Give a task that was not queued its place in time: @initial for a new one. */
void fair_place(struct rq *rq, struct task_struct *t, bool initial);
void fair_put_prev(struct rq *rq, struct task_struct *t);
struct task_struct *fair_pick_next(struct rq *rq); /* NULL: nobody waits */
bool fair_wakeup_preempts(struct rq *rq, struct task_struct *woken);
bool fair_tick_preempts(struct rq *rq);
void fair_yield(struct rq *rq);

#endif
