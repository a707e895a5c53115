/*
 * core/base/held.c - which spinlocks this CPU holds, and where it took them
 *
 * A small stack on each CPU. Locks are mostly released in the opposite order, but need not
 * be: a release looks from the top downwards. What does not fit is not noted.
 *
 * Locking: per CPU, preemption off. An interrupt may come at any instruction: it leaves
 * the stack as it found it, since it releases what it takes.
 */
#include <linux/minmax.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include "held.h"

#define MAX_HELD 12

struct held_locks {
	unsigned int nr; /* may be more than MAX_HELD */
	struct {
		const void *lock;
		unsigned long ip;
	} entries[MAX_HELD];
};

static DEFINE_PER_CPU(struct held_locks, held_locks);

void __held_push(const void *lock, unsigned long ip)
{
	struct held_locks *held = this_cpu_ptr(&held_locks);
	unsigned int n = held->nr;

	if (n < MAX_HELD) {
		held->entries[n].lock = lock;
		held->entries[n].ip = ip;
	}
	WRITE_ONCE(held->nr, n + 1);
}

void __held_pop(const void *lock)
{
	struct held_locks *held = this_cpu_ptr(&held_locks);
	unsigned int n = held->nr;
	unsigned int i = min(n, (unsigned int)MAX_HELD);

	if (!n)
		return;
	while (i > 0 && held->entries[i - 1].lock != lock)
		i--;
	/* Not noted: it was one of those that did not fit. */
	if (i > 0) {
		for (; i < min(n, (unsigned int)MAX_HELD); i++)
			held->entries[i - 1] = held->entries[i];
	}
	WRITE_ONCE(held->nr, n - 1);
}

unsigned int held_show(void)
{
	const struct held_locks *held = this_cpu_ptr(&held_locks);

	for (unsigned int i = 0; i < min(held->nr, (unsigned int)MAX_HELD); i++)
		pr_err("  lock %px, taken at %pB\n", held->entries[i].lock,
		       (void *)held->entries[i].ip);
	return held->nr;
}
