/*
 * include/linux/percpu_counter.h - a counter that all CPUs change often and few read
 *
 * Each CPU counts for itself, and adds to the common count once it has collected a
 * batch. percpu_counter_read() is that count alone: off by a batch for each CPU at most.
 * percpu_counter_sum() is exact if nobody counts meanwhile.
 *
 * Atlas: the CPUs' parts lie side by side in the structure, so nothing is allocated.
 */
#ifndef LINUX_PERCPU_COUNTER_H
#define LINUX_PERCPU_COUNTER_H

#include <linux/spinlock.h>
#include <linux/threads.h>
#include <linux/types.h>

#define PERCPU_COUNTER_BATCH 32

struct percpu_counter {
	raw_spinlock_t lock;
	s64 count;         /* [lock] */
	s32 part[NR_CPUS]; /* its CPU's, irqs off; [lock] to read */
};

#define PERCPU_COUNTER_INIT(name)                           \
	{                                                   \
		.lock = __RAW_SPIN_LOCK_UNLOCKED(name.lock) \
	}
#define DEFINE_PERCPU_COUNTER(name) struct percpu_counter name = PERCPU_COUNTER_INIT(name)

/* gfp is Linux's: it cannot fail here. */
#define percpu_counter_init(counter, value, gfp)                                  \
	({                                                                        \
		*(counter) = (struct percpu_counter)PERCPU_COUNTER_INIT(counter); \
		(counter)->count = (value);                                       \
		0;                                                                \
	})
static inline void percpu_counter_destroy(struct percpu_counter *counter)
{
}

/* Any context. */
void percpu_counter_add_batch(struct percpu_counter *counter, s64 amount, s32 batch);
s64 percpu_counter_sum(struct percpu_counter *counter);
void percpu_counter_set(struct percpu_counter *counter, s64 value);

static inline void percpu_counter_add(struct percpu_counter *counter, s64 amount)
{
	percpu_counter_add_batch(counter, amount, PERCPU_COUNTER_BATCH);
}

static inline void percpu_counter_sub(struct percpu_counter *counter, s64 amount)
{
	percpu_counter_add(counter, -amount);
}

static inline void percpu_counter_inc(struct percpu_counter *counter)
{
	percpu_counter_add(counter, 1);
}

static inline void percpu_counter_dec(struct percpu_counter *counter)
{
	percpu_counter_add(counter, -1);
}

static inline s64 percpu_counter_read(struct percpu_counter *counter)
{
	return READ_ONCE(counter->count);
}

/* For what can only look negative: nobody counts down before somebody counted up. */
static inline s64 percpu_counter_read_positive(struct percpu_counter *counter)
{
	s64 count = percpu_counter_read(counter);

	return count > 0 ? count : 0;
}

static inline s64 percpu_counter_sum_positive(struct percpu_counter *counter)
{
	s64 sum = percpu_counter_sum(counter);

	return sum > 0 ? sum : 0;
}

#endif
