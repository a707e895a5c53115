/*
 * tests/kernel/wait_test.c - no wake-up is lost, and no more are woken than should be
 */
#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/wait.h>
#include "ktest.h"

static struct {
	wait_queue_head_t queue;
	int turn;        /* ping-pong: whose */
	atomic_t tokens; /* exclusive waiters take one each */
	atomic_t woken;
} shared;

static bool take_token(void)
{
	int old = atomic_read(&shared.tokens);

	while (old > 0 && !atomic_try_cmpxchg(&shared.tokens, &old, old - 1))
		;
	return old > 0;
}

static int wait_for_token(void *unused)
{
	wait_event_interruptible_exclusive(shared.queue,
					   take_token() || kthread_should_stop());
	atomic_inc(&shared.woken);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

#define PINGPONG_ROUNDS 2000

static int answer(void *unused)
{
	int i;

	for (i = 0; i < PINGPONG_ROUNDS; i++) {
		wait_event(shared.queue, READ_ONCE(shared.turn) == 1);
		WRITE_ONCE(shared.turn, 0);
		wake_up(&shared.queue);
	}
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

KTEST(wait, ping_pong_loses_no_wakeup)
{
	struct task_struct *t;
	int i;

	init_waitqueue_head(&shared.queue);
	shared.turn = 0;
	t = kthread_run(answer, NULL, "pong");
	KT_ASSERT(!IS_ERR(t));
	for (i = 0; i < PINGPONG_ROUNDS; i++) {
		WRITE_ONCE(shared.turn, 1);
		wake_up(&shared.queue);
		wait_event(shared.queue, READ_ONCE(shared.turn) == 0);
	}
	KT_EXPECT(!waitqueue_active(&shared.queue));
	kthread_stop(t);
}

KTEST(wait, timeout_ends_the_wait)
{
	unsigned long begin = jiffies;
	DECLARE_WAIT_QUEUE_HEAD(queue);

	KT_EXPECT_EQ(wait_event_timeout(queue, false, 5), 0);
	KT_EXPECT(jiffies - begin >= 5);
	KT_EXPECT_EQ(wait_event_timeout(queue, true, 5), 5);
	KT_EXPECT(!waitqueue_active(&queue));
}

static void wait_until_woken(int n)
{
	while (atomic_read(&shared.woken) < n)
		msleep(1);
}

KTEST(wait, wake_up_wakes_one_exclusive_waiter)
{
	struct task_struct *t[3];
	int i;

	init_waitqueue_head(&shared.queue);
	atomic_set(&shared.tokens, 0);
	atomic_set(&shared.woken, 0);
	for (i = 0; i < 3; i++) {
		t[i] = kthread_run(wait_for_token, NULL, "waiter");
		KT_ASSERT(!IS_ERR(t[i]));
	}
	for (i = 0; i < 3; i++)
		ktest_wait_until_asleep(t[i]);
	KT_EXPECT_EQ(atomic_read(&shared.woken), 0);
	atomic_set(&shared.tokens, 3);
	wake_up(&shared.queue);
	wait_until_woken(1);
	msleep(20); /* for one too many */
	KT_EXPECT_EQ(atomic_read(&shared.woken), 1);
	wake_up_all(&shared.queue);
	wait_until_woken(3);
	for (i = 0; i < 3; i++)
		kthread_stop(t[i]);
}
