/*
 * tests/kernel/sched_test.c - the CPU is shared, taken away, and shared fairly
 */
#include <linux/console.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/sprintf.h>
#include "ktest.h"

struct spinner {
	struct task_struct *task;
	unsigned long laps;
};

/* Never gives the CPU away by itself. */
static int spin(void *data)
{
	struct spinner *s = data;

	while (!kthread_should_stop())
		WRITE_ONCE(s->laps, s->laps + 1);
	return 0;
}

/* On the CPU that the test uses from now on. */
static bool start(struct spinner *s, int nice)
{
	s->laps = 0;
	ktest_use_one_cpu();
	s->task = kthread_create_on_cpu(spin, s, 0, "spinner/%u");
	if (IS_ERR(s->task))
		return false;
	set_user_nice(s->task, nice);
	wake_up_process(s->task);
	return true;
}

KTEST(sched, a_spinning_thread_does_not_keep_the_cpu)
{
	struct spinner s;

	KT_ASSERT(start(&s, 0));
	while (!READ_ONCE(s.laps))
		msleep(1);
	KT_EXPECT(s.task->nivcsw > 0); /* or we would not be here */
	kthread_stop(s.task);
}

/* For tests/machine/smp.t, whose bounds are narrow. */
static void report_share(int nice, u64 percent)
{
	char line[64];

	console_write_raw(line,
			  scnprintf(line, sizeof(line),
				    "# nice 0 gets %llu%% of nice %d\n", percent, nice));
}

/*
 * Let a task at nice 0 and one at @nice share the CPU for a while. => does the first get
 * from low to high hundredths of what the second gets? A host that is busy elsewhere takes
 * the virtual CPU away from one of them for a while, which counts less in a longer try.
 */
static bool share_is_within(int nice, u64 low, u64 high)
{
	for (int try = 0; try < 5; try++) {
		struct spinner a, b;
		u64 ta, tb;

		if (!start(&a, 0))
			return false;
		if (!start(&b, nice)) {
			kthread_stop(a.task);
			return false;
		}
		msleep(400 << try);
		ta = a.task->se.sum_exec_runtime;
		tb = b.task->se.sum_exec_runtime;
		kthread_stop(a.task);
		kthread_stop(b.task);
		report_share(nice, ta * 100 / max(tb, 1ULL));
		if (ta * 100 > tb * low && ta * 100 < tb * high)
			return true;
	}
	return false;
}

KTEST(sched, equal_tasks_get_equal_shares)
{
	KT_EXPECT(share_is_within(0, 70, 143));
}

KTEST(sched, five_steps_of_nice_are_a_factor_of_three)
{
	KT_EXPECT(share_is_within(5, 200, 500)); /* 1.25^5 is 3.05 */
}

KTEST(sched, preemption_waits_for_preempt_enable)
{
	struct spinner s;
	u64 end;

	KT_ASSERT(start(&s, 0));
	preempt_disable();
	s.laps = 0;
	end = ktime_get_ns() + 30 * NSEC_PER_MSEC;
	while (ktime_get_ns() < end)
		cpu_relax();
	KT_EXPECT_EQ(READ_ONCE(s.laps), 0);
	preempt_enable();
	while (!READ_ONCE(s.laps))
		msleep(1);
	kthread_stop(s.task);
}

KTEST(sched, yield_lets_the_other_run)
{
	struct spinner s;
	int i;

	KT_ASSERT(start(&s, 0));
	for (i = 0; i < 50 && !READ_ONCE(s.laps); i++)
		sched_yield();
	KT_EXPECT(READ_ONCE(s.laps) > 0);
	kthread_stop(s.task);
}
