/*
 * include/linux/fault-inject.h - allocations that fail on purpose (mm/frames/fault_inject.c)
 *
 *	failslab=INTERVAL,PROBABILITY,SPACE,TIMES[,SEED]	objects: kmalloc, kmem_cache_alloc
 *	fail_page_alloc=...					pages: alloc_pages
 *	/proc/failslab/, /proc/fail_page_alloc/			the same and more, at run time
 *	/proc/PID/make-it-fail		1: with task-filter=Y, failures hit this process ...
 *	/proc/PID/fail-nth		n: its n-th allocation from now fails, once
 *
 * The words, and what they begin with, are Linux's: with ignore-gfp-wait=Y only
 * allocations that cannot sleep fail, with ignore-gfp-highmem=Y none that may use highmem, and
 * of pages only blocks of order min-order=1 and up. __GFP_NOFAIL never fails.
 */
#ifndef LINUX_FAULT_INJECT_H
#define LINUX_FAULT_INJECT_H

#include <linux/compiler.h>
#include <linux/gfp.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct task_struct;

/* What may fail, and how often. Each number is one file under /proc. */
struct fault_attr {
	const char *name;
	int probability;        /* per cent; 0: never */
	int interval;           /* of those that could, one in so many */
	int times;              /* then never again; -1: for ever */
	int space;              /* bytes, or pages, that are given out first */
	int verbose;            /* 0: silent, 1: a message, 2: and a backtrace */
	int task_filter;        /* only tasks with make_it_fail, and no interrupts */
	int ignore_gfp_wait;    /* not what may sleep */
	int ignore_gfp_highmem; /* not what may be highmem */
	int min_order;          /* not smaller blocks of pages */
	int seed;               /* the same seed, the same failures */
	u64 random;             /* [lock] the state of the generator */
	unsigned long count;    /* [lock] could have failed so far */
	spinlock_t lock;        /* irq-safe; also of times and space once armed */
};

extern struct fault_attr failslab, fail_page_alloc;

extern bool __fault_inject_armed;

/* Could anything fail at all? False costs nothing: the fast paths do not ask. */
static inline bool fault_inject_armed(void)
{
	return READ_ONCE(__fault_inject_armed);
}

bool __should_failslab(size_t size, gfp_t gfp);
bool __should_fail_alloc_page(gfp_t gfp, unsigned int order);

/* Shall this allocation fail? Any context. */
static inline bool should_failslab(size_t size, gfp_t gfp)
{
	return fault_inject_armed() && __should_failslab(size, gfp);
}

static inline bool should_fail_alloc_page(gfp_t gfp, unsigned int order)
{
	return fault_inject_armed() && __should_fail_alloc_page(gfp, order);
}

/*
 * An attribute has changed: arm or disarm. reseed: begin its random numbers again. May
 * sleep.
 */
void fault_attr_changed(struct fault_attr *attr, bool reseed);

/* The task's n-th allocation from now fails; 0: none does. May sleep. */
void fault_inject_set_nth(struct task_struct *task, unsigned int n);

#endif
