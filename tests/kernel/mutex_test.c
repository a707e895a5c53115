/*
 * tests/kernel/mutex_test.c - one at a time, and nobody starves
 */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include "ktest.h"

static DEFINE_MUTEX(lock);
static int inside, most_inside;
static unsigned long counter;

#define ROUNDS 300

static int contend(void *unused)
{
	int i;

	for (i = 0; i < ROUNDS; i++) {
		unsigned long seen;

		mutex_lock(&lock);
		inside++;
		if (inside > most_inside)
			most_inside = inside;
		seen = counter;
		if (i % 16 == 0)
			sched_yield(); /* sleep while holding it */
		counter = seen + 1;
		inside--;
		mutex_unlock(&lock);
	}
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

KTEST(mutex, excludes)
{
	struct task_struct *t[4];
	int i;

	counter = inside = most_inside = 0;
	for (i = 0; i < 4; i++) {
		t[i] = kthread_run(contend, NULL, "mutex_%d", i);
		KT_ASSERT(!IS_ERR(t[i]));
	}
	for (i = 0; i < 500 && READ_ONCE(counter) < 4 * ROUNDS; i++)
		msleep(4);
	KT_EXPECT_EQ(counter, 4 * ROUNDS);
	KT_EXPECT_EQ(most_inside, 1);
	KT_EXPECT(!mutex_is_locked(&lock));
	for (i = 0; i < 4; i++)
		kthread_stop(t[i]);
}

KTEST(mutex, trylock_fails_when_held)
{
	KT_EXPECT_EQ(mutex_trylock(&lock), 1);
	KT_EXPECT_EQ(mutex_trylock(&lock), 0);
	mutex_unlock(&lock);
	KT_EXPECT(!mutex_is_locked(&lock));
}

static int hold_until_told(void *data)
{
	mutex_lock(&lock);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	mutex_unlock(&lock);
	return 0;
}

KTEST(mutex, unlock_hands_over_to_the_first_waiter)
{
	struct task_struct *t[2];

	mutex_lock(&lock);
	t[0] = kthread_run(hold_until_told, NULL, "first");
	KT_ASSERT(!IS_ERR(t[0]));
	while (list_empty(&lock.wait_list))
		msleep(1);
	t[1] = kthread_run(hold_until_told, NULL, "second");
	KT_ASSERT(!IS_ERR(t[1]));
	while (list_is_singular(&lock.wait_list))
		msleep(1);
	mutex_unlock(&lock);
	KT_EXPECT_EQ(mutex_trylock(&lock), 0); /* already the first waiter's */
	kthread_stop(t[0]);
	kthread_stop(t[1]);
	KT_EXPECT(!mutex_is_locked(&lock));
}
