/*
 * core/base/held.c - which locks are held here, and where they were taken
 *
 * Two small stacks: a CPU holds spinning locks, a task sleeping ones. Locks are mostly
 * released in the opposite order, but need not be: a release looks from the top
 * downwards. What does not fit is counted, but not noted.
 *
 * Locking: a stack belongs to its CPU or task. An interrupt may come at any instruction:
 * it leaves the stack as it found it, since it releases what it takes.
 */
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/thread_info.h>
#include "held.h"
#include "lock_graph.h"

static DEFINE_PER_CPU(struct held_locks, cpu_locks);

struct held_locks *held_by_cpu(void)
{
	return this_cpu_ptr(&cpu_locks);
}

struct held_locks *held_by_task(void)
{
	return current ? &current_thread_info()->locks : NULL;
}

void held_push(struct held_locks *held, const struct held_lock *lock)
{
	if (held->nr == MAX_HELD_LOCKS) {
		held->lost++;
		return;
	}
	held->entry[held->nr] = *lock;
	WRITE_ONCE(held->nr, held->nr + 1);
}

bool held_remove(struct held_locks *held, const struct lockdep_map *map,
		 struct held_lock *removed)
{
	unsigned int i = held->nr;

	while (i > 0 && held->entry[i - 1].map != map)
		i--;
	if (!i) { /* one of those that did not fit, or none */
		*removed = (struct held_lock){};
		return held->lost && held->lost--;
	}
	*removed = held->entry[i - 1];
	for (; i < held->nr; i++)
		held->entry[i - 1] = held->entry[i];
	WRITE_ONCE(held->nr, held->nr - 1);
	return true;
}

static void show(const struct held_locks *held)
{
	for (unsigned int i = 0; i < held->nr; i++)
		pr_err("  lock %px %s, taken at %pB\n", held->entry[i].map,
		       lock_class_name(held->entry[i].class), (void *)held->entry[i].ip);
}

unsigned int __held_show(void)
{
	if (held_by_task())
		show(held_by_task());
	show(held_by_cpu());
	return held_by_cpu()->nr + held_by_cpu()->lost;
}
