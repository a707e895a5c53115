/*
 * mm/frames/fault_inject.c - allocations that fail on purpose
 *
 * Memory hardly ever runs out, so the code that deals with it hardly ever runs. Here it is
 * made to: at random, or, with a task's fail_nth, each allocation of a system call in turn.
 *
 * The fast paths of slab and buddy allocator never ask whether to fail. While injection is
 * armed they find nothing: caches have no chains (kmem_cache_set_chains()) and zones look
 * too full for them (setup_fast_marks()); the slow paths ask.
 *
 * Locking: arm_lock (a mutex, outside slab_mutex) for arming; attr->lock, irqs off and
 * nothing inside it, for counting.
 */
#include <linux/errno.h>
#include <linux/fault-inject.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/setup.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "frames.h"

#define FAULT_ATTR(_name)                                 \
	struct fault_attr _name = {                       \
		.name = #_name,                           \
		.lock = __SPIN_LOCK_UNLOCKED(_name.lock), \
		.interval = 1,                            \
		.times = 1,                               \
		.verbose = 2,                             \
		.min_order = 1,                           \
		.ignore_gfp_wait = true,                  \
		.ignore_gfp_highmem = true,               \
		.seed = 1,                                \
	}

FAULT_ATTR(failslab);
FAULT_ATTR(fail_page_alloc);

bool __fault_inject_armed; /* [arm_lock], read without */

static DEFINE_MUTEX(arm_lock);
static atomic_t nth_tasks; /* [a] tasks that have set fail_nth */

/* --- arming --- */

static void update_armed(void)
{
	bool arm;

	mutex_lock(&arm_lock);
	arm = failslab.probability || fail_page_alloc.probability ||
	      atomic_read(&nth_tasks);
	if (arm != __fault_inject_armed) {
		WRITE_ONCE(__fault_inject_armed, arm);
		setup_fast_marks();
		kmem_cache_set_chains();
	}
	mutex_unlock(&arm_lock);
}

void fault_attr_changed(struct fault_attr *attr, bool reseed)
{
	if (reseed)
		attr->random = attr->seed;
	update_armed();
}

void fault_inject_set_nth(struct task_struct *task, unsigned int n)
{
	bool counts = n;

	WRITE_ONCE(task->fail_nth, n);
	if (xchg(&task->fail_nth_set, counts) == counts)
		return;
	atomic_add(counts ? 1 : -1, &nth_tasks);
	update_armed();
}

/* --- failing --- */

/* From 0 to 99. Knuth's multiplier (MMIX); the high bits are the good ones. lock held. */
static int random_percent(struct fault_attr *attr)
{
	attr->random = attr->random * 6364136223846793005ULL + 1442695040888963407ULL;
	return (attr->random >> 33) % 100;
}

/* size: what it takes from attr->space. lock held. */
static bool fails_by_chance(struct fault_attr *attr, int size)
{
	if (!attr->times)
		return false;
	if (attr->space > size) {
		attr->space -= size;
		return false;
	}
	if (attr->interval > 1 && ++attr->count % attr->interval)
		return false;
	if (random_percent(attr) >= attr->probability)
		return false;
	if (attr->times > 0)
		attr->times--;
	return true;
}

static bool should_fail(struct fault_attr *attr, int size)
{
	unsigned long flags;
	bool fails;

	if (in_task() && current->fail_nth) {
		fails = !--current->fail_nth;
	} else if (!attr->probability ||
		   (attr->task_filter && !(in_task() && current->make_it_fail))) {
		return false;
	} else {
		spin_lock_irqsave(&attr->lock, flags);
		fails = fails_by_chance(attr, size);
		spin_unlock_irqrestore(&attr->lock, flags);
	}
	if (fails && attr->verbose > 0) {
		pr_notice("FAULT_INJECTION: forcing a failure. name %s, interval %d, "
			  "probability %d, space %d, times %d\n",
			  attr->name, attr->interval, attr->probability, attr->space,
			  attr->times);
		if (attr->verbose > 1)
			dump_stack();
	}
	return fails;
}

static bool is_exempt(const struct fault_attr *attr, gfp_t gfp)
{
	return gfp & __GFP_NOFAIL ||
	       (attr->ignore_gfp_wait && gfp & __GFP_DIRECT_RECLAIM);
}

bool __should_failslab(size_t size, gfp_t gfp)
{
	return !is_exempt(&failslab, gfp) && should_fail(&failslab, size);
}

bool __should_fail_alloc_page(gfp_t gfp, unsigned int order)
{
	const struct fault_attr *attr = &fail_page_alloc;

	if (is_exempt(attr, gfp) || (int)order < attr->min_order ||
	    (attr->ignore_gfp_highmem && gfp & __GFP_HIGHMEM))
		return false;
	return should_fail(&fail_page_alloc, 1 << order);
}

/* --- the command line --- */

/* INTERVAL,PROBABILITY,SPACE,TIMES[,SEED] */
static int __init setup_fault_attr(struct fault_attr *attr, char *p)
{
	int *const numbers[] = { &attr->interval, &attr->probability, &attr->space,
				 &attr->times, &attr->seed };
	unsigned int n = 0;
	char *end;

	do {
		if (n == ARRAY_SIZE(numbers))
			return -EINVAL;
		*numbers[n++] = simple_strtol(p, &end, 0);
		if (end == p)
			return -EINVAL;
		p = end + 1;
	} while (*end == ',');
	if (*end || n < 4)
		return -EINVAL;
	fault_attr_changed(attr, true);
	pr_info("%s: interval %d, probability %d, space %d, times %d, seed %d\n",
		attr->name, attr->interval, attr->probability, attr->space, attr->times,
		attr->seed);
	return 1;
}

static int __init failslab_setup(char *value)
{
	return setup_fault_attr(&failslab, value);
}
__setup("failslab=", failslab_setup, "INTERVAL,PROBABILITY,SPACE,TIMES[,SEED]");

static int __init fail_page_alloc_setup(char *value)
{
	return setup_fault_attr(&fail_page_alloc, value);
}
__setup("fail_page_alloc=", fail_page_alloc_setup,
	"INTERVAL,PROBABILITY,SPACE,TIMES[,SEED]");
