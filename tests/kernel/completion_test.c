/*
 * tests/kernel/completion_test.c - each completion lets one go, complete_all() everybody
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include "ktest.h"

KTEST(completion, counts_what_nobody_waited_for)
{
	DECLARE_COMPLETION_ONSTACK(x);

	KT_EXPECT(!completion_done(&x));
	KT_EXPECT(!try_wait_for_completion(&x));
	complete(&x);
	complete(&x);
	KT_EXPECT(completion_done(&x));
	KT_EXPECT(try_wait_for_completion(&x));
	wait_for_completion(&x);
	KT_EXPECT(!completion_done(&x));
	complete_all(&x);
	for (int i = 0; i < 3; i++)
		wait_for_completion(&x);
	KT_EXPECT(completion_done(&x));
	reinit_completion(&x);
	KT_EXPECT(!completion_done(&x));
}

KTEST(completion, timeouts_end_the_wait)
{
	DECLARE_COMPLETION_ONSTACK(x);
	unsigned long begin = jiffies;

	KT_EXPECT_EQ(wait_for_completion_timeout(&x, 3), 0);
	KT_EXPECT_EQ(wait_for_completion_interruptible_timeout(&x, 3), 0);
	KT_EXPECT_EQ(wait_for_completion_killable_timeout(&x, 3), 0);
	KT_EXPECT(jiffies - begin >= 9);
	complete_all(&x);
	KT_EXPECT_EQ(wait_for_completion_timeout(&x, 3), 3);
	KT_EXPECT_EQ(wait_for_completion_interruptible_timeout(&x, 0), 1);
	KT_EXPECT_EQ(wait_for_completion_killable_timeout(&x, 5), 5);
	KT_EXPECT_EQ(wait_for_completion_interruptible(&x), 0);
	KT_EXPECT_EQ(wait_for_completion_killable(&x), 0);
}

static struct {
	struct completion go;
	atomic_t gone;
} crowd;

static int wait_and_go(void *unused)
{
	wait_for_completion(&crowd.go);
	atomic_inc(&crowd.gone);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

static bool gone(int n)
{
	while (atomic_read(&crowd.gone) < n)
		msleep(4);
	msleep(20); /* for one too many */
	return atomic_read(&crowd.gone) == n;
}

KTEST(completion, one_at_a_time_or_all)
{
	struct task_struct *t[4];

	init_completion(&crowd.go);
	atomic_set(&crowd.gone, 0);
	for (int i = 0; i < 4; i++) {
		t[i] = kthread_run(wait_and_go, NULL, "crowd/%d", i);
		KT_ASSERT(!IS_ERR(t[i]));
	}
	KT_EXPECT(gone(0));
	complete(&crowd.go);
	KT_EXPECT(gone(1));
	complete_all(&crowd.go);
	KT_EXPECT(gone(4));
	for (int i = 0; i < 4; i++)
		kthread_stop(t[i]);
}
