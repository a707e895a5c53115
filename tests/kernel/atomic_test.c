/*
 * tests/kernel/atomic_test.c - counters, in every width
 */
#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/limits.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include "ktest.h"

/* What the families have in common; big is near the end of the counter's range. */
#define EXPECT_FAMILY(prefix, type, counter_t, big)                                 \
	do {                                                                        \
		type v;                                                             \
		counter_t old = 7;                                                  \
                                                                                    \
		prefix##_set(&v, 5);                                                \
		prefix##_add(3, &v);                                                \
		prefix##_sub(1, &v);                                                \
		KT_EXPECT_EQ(prefix##_read(&v), 7);                                 \
		KT_EXPECT_EQ(prefix##_add_return(2, &v), 9);                        \
		KT_EXPECT_EQ(prefix##_fetch_sub_release(4, &v), 9);                 \
		KT_EXPECT_EQ(prefix##_inc_return_relaxed(&v), 6);                   \
		KT_EXPECT_EQ(prefix##_fetch_or(8, &v), 6);                          \
		KT_EXPECT_EQ(prefix##_fetch_and_acquire(12, &v), 14);               \
		KT_EXPECT_EQ(prefix##_fetch_xor(4, &v), 12);                        \
		prefix##_andnot(8, &v);                                             \
		KT_EXPECT_EQ(prefix##_xchg(&v, 7), 0);                              \
		KT_EXPECT(prefix##_try_cmpxchg(&v, &old, 1));                       \
		KT_EXPECT(!prefix##_try_cmpxchg_acquire(&v, &old, 2));              \
		KT_EXPECT_EQ(old, 1);                                               \
		KT_EXPECT_EQ(prefix##_cmpxchg(&v, 9, 3), 1);                        \
		KT_EXPECT(prefix##_dec_and_test(&v));                               \
		KT_EXPECT(!prefix##_inc_not_zero(&v));                              \
		KT_EXPECT_EQ(prefix##_dec_if_positive(&v), -1);                     \
		KT_EXPECT_EQ(prefix##_read_acquire(&v), 0);                         \
		KT_EXPECT(prefix##_dec_unless_positive(&v));                        \
		KT_EXPECT(!prefix##_inc_unless_negative(&v));                       \
		KT_EXPECT(prefix##_add_negative(-1, &v));                           \
		KT_EXPECT(prefix##_add_unless(&v, 2, 0));                           \
		KT_EXPECT(!prefix##_add_unless(&v, 2, 0));                          \
		prefix##_set_release(&v, big);                                      \
		KT_EXPECT_EQ(prefix##_add_return(1, &v), (counter_t)((big) + 1UL)); \
	} while (0)

KTEST(atomic, every_width_counts)
{
	EXPECT_FAMILY(atomic, atomic_t, int, INT_MAX);
	EXPECT_FAMILY(atomic64, atomic64_t, s64, LONG_MAX);
	EXPECT_FAMILY(atomic_long, atomic_long_t, long, LONG_MAX);
}

#define ROUNDS 20000

static atomic_t shared, left;

static int count(void *unused)
{
	for (int i = 0; i < ROUNDS; i++) {
		int old = atomic_read(&shared);

		atomic_inc(&shared);
		while (!atomic_try_cmpxchg(&shared, &old, old + 1))
			;
	}
	atomic_dec(&left);
	return 0;
}

KTEST(atomic, no_cpus_count_is_lost)
{
	unsigned int cpu, n = num_online_cpus();

	atomic_set(&shared, 0);
	atomic_set(&left, n);
	for_each_online_cpu (cpu) {
		struct task_struct *t =
			kthread_create_on_cpu(count, NULL, cpu, "count/%u");

		KT_ASSERT(!IS_ERR(t));
		wake_up_process(t);
	}
	while (atomic_read(&left))
		schedule_timeout_uninterruptible(1);
	KT_EXPECT_EQ(atomic_read(&shared), 2 * ROUNDS * n);
}

KTEST(atomic, the_last_one_gets_the_lock)
{
	static DEFINE_SPINLOCK(spin);
	static DEFINE_MUTEX(mutex);
	atomic_t users = ATOMIC_INIT(2);

	KT_EXPECT(!atomic_dec_and_lock(&users, &spin));
	KT_EXPECT(!spin_is_locked(&spin));
	KT_ASSERT(atomic_dec_and_lock(&users, &spin));
	assert_spin_locked(&spin);
	spin_unlock(&spin);
	atomic_set(&users, 2);
	KT_EXPECT(!atomic_dec_and_mutex_lock(&users, &mutex));
	KT_EXPECT(!mutex_is_locked(&mutex));
	KT_ASSERT(atomic_dec_and_mutex_lock(&users, &mutex));
	mutex_unlock(&mutex);
	KT_EXPECT_EQ(atomic_read(&users), 0);
}
