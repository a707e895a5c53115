/*
 * core/fair.c - the policy: who deserves the CPU next
 *
 * Every task has a virtual runtime: the CPU time it got, in nanoseconds, divided by its
 * weight. The task with the least runs next, so over time each gets a share in
 * proportion to its weight. One step of nice is a factor of 1.25 in weight, so the
 * difference of one step between two tasks gives one of them about 10% more.
 *
 *	timeline (by vruntime)    A ---- B ------- C      curr is not in the tree
 *	                          ^ leftmost: next
 *
 * min_vruntime follows the least of all and never goes back: new tasks and sleepers are
 * placed near it, so that a long sleep is no savings account. The idea is that of
 * Linux's CFS; it is chosen because it is short, has no special cases for interactive
 * tasks, and nobody starves.
 *
 * Atlas: no groups, no classes besides this one and idle.
 *
 * Locking: every function is called with rq->lock held and interrupts off.
 */
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include "sched.h"

#define NICE_0_WEIGHT 1024UL
#define SCHED_SLICE_NS (6 * NSEC_PER_MSEC)    /* a turn, when others wait */
#define SCHED_LATENCY_NS (12 * NSEC_PER_MSEC) /* credit of a sleeper, twice */
#define WAKEUP_GRANULARITY_NS (1 * NSEC_PER_MSEC)

/* 1024 / 1.25^nice, rounded, for nice -20 to 19. */
static const unsigned int nice_to_weight[40] = {
	88818, 71054, 56843, 45475, 36380, 29104, 23283, 18626, 14901, 11921,
	9537,  7629,  6104,  4883,  3906,  3125,  2500,  2000,  1600,  1280,
	1024,  819,   655,   524,   419,   336,   268,   215,   172,   137,
	110,   88,    70,    56,    45,    36,    29,    23,    18,    15,
};

/* @nice is -20..19; the task is not queued or its queue's lock is held. */
void fair_set_weight(struct sched_entity *se, int nice)
{
	se->weight = nice_to_weight[nice + 20];
}

static u64 vruntime_of(u64 delta_ns, const struct sched_entity *se)
{
	return se->weight == NICE_0_WEIGHT ? delta_ns
					   : delta_ns * NICE_0_WEIGHT / se->weight;
}

/* Is @a before @b on the timeline? Differences are signed, so the clock may wrap. */
static bool before(const struct sched_entity *a, const struct sched_entity *b)
{
	return (s64)(a->vruntime - b->vruntime) < 0;
}

static struct task_struct *leftmost(struct rq *rq)
{
	struct rb_node *node = rb_first(&rq->timeline);

	return node ? rb_entry(node, struct task_struct, se.node) : NULL;
}

static void update_min_vruntime(struct rq *rq)
{
	struct task_struct *left = leftmost(rq);
	u64 least = rq->min_vruntime;

	if (rq->curr != rq->idle && rq->curr->se.on_rq) {
		least = rq->curr->se.vruntime;
		if (left && before(&left->se, &rq->curr->se))
			least = left->se.vruntime;
	} else if (left) {
		least = left->se.vruntime;
	}
	if ((s64)(least - rq->min_vruntime) > 0)
		rq->min_vruntime = least;
}

void fair_update_curr(struct rq *rq)
{
	struct sched_entity *se = &rq->curr->se;
	u64 now = ktime_get_ns();
	u64 delta = now - se->exec_start;

	if (rq->curr == rq->idle || (s64)delta <= 0)
		return;
	se->exec_start = now;
	se->sum_exec_runtime += delta;
	se->vruntime += vruntime_of(delta, se);
	update_min_vruntime(rq);
}

static void timeline_add(struct rq *rq, struct sched_entity *se)
{
	struct rb_node **link = &rq->timeline.rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		link = before(se, rb_entry(parent, struct sched_entity, node))
			       ? &parent->rb_left
			       : &parent->rb_right;
	}
	rb_link_node(&se->node, parent, link);
	rb_insert_color(&se->node, &rq->timeline);
}

void fair_place(struct rq *rq, struct task_struct *t, bool initial)
{
	struct sched_entity *se = &t->se;
	u64 place = rq->min_vruntime;

	if (initial)
		place += vruntime_of(SCHED_SLICE_NS, se);
	else
		place -= SCHED_LATENCY_NS / 2;
	if (initial || (s64)(place - se->vruntime) > 0)
		se->vruntime = place;
}

void fair_enqueue(struct rq *rq, struct task_struct *t)
{
	t->se.on_rq = true;
	rq->nr_running++;
	if (t != rq->curr)
		timeline_add(rq, &t->se);
}

static void timeline_remove(struct rq *rq, struct sched_entity *se)
{
	rb_erase(&se->node, &rq->timeline);
	RB_CLEAR_NODE(&se->node);
}

void fair_dequeue(struct rq *rq, struct task_struct *t)
{
	if (t == rq->curr)
		fair_update_curr(rq);
	else
		timeline_remove(rq, &t->se);
	t->se.on_rq = false;
	rq->nr_running--;
}

/* @t gives the CPU away; if it still wants to run it waits on the timeline. */
void fair_put_prev(struct rq *rq, struct task_struct *t)
{
	if (t->se.on_rq) {
		fair_update_curr(rq);
		timeline_add(rq, &t->se);
	}
}

/* Take the next task off the timeline; the caller makes it current. */
struct task_struct *fair_pick_next(struct rq *rq)
{
	struct task_struct *next = leftmost(rq);

	if (next) {
		timeline_remove(rq, &next->se);
		next->se.exec_start = ktime_get_ns();
		next->se.slice_start = next->se.sum_exec_runtime;
	}
	return next;
}

bool fair_wakeup_preempts(struct rq *rq, struct task_struct *woken)
{
	s64 lead;

	if (rq->curr == rq->idle)
		return true;
	fair_update_curr(rq);
	lead = rq->curr->se.vruntime - woken->se.vruntime;
	return lead > (s64)vruntime_of(WAKEUP_GRANULARITY_NS, &woken->se);
}

bool fair_tick_preempts(struct rq *rq)
{
	struct task_struct *left = leftmost(rq);
	struct sched_entity *se = &rq->curr->se;

	fair_update_curr(rq); /* others read what a task that runs alone has used */
	if (!left)
		return false;
	if (rq->curr == rq->idle)
		return true;
	return se->sum_exec_runtime - se->slice_start >= SCHED_SLICE_NS &&
	       before(&left->se, se);
}

/* Let everyone who waits now go first. */
void fair_yield(struct rq *rq)
{
	struct rb_node *last = rb_last(&rq->timeline);

	fair_update_curr(rq);
	if (last) {
		struct task_struct *t = rb_entry(last, struct task_struct, se.node);

		if (before(&rq->curr->se, &t->se))
			rq->curr->se.vruntime = t->se.vruntime;
	}
}
