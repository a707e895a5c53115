/*
 * tests/kernel/timer_test.c - timers fire once, in order, not early; sleeping takes time
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/cpumask.h>
#include <linux/irqflags.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/sched.h>
#include <linux/timer.h>
#include "ktest.h"

struct probe {
	struct timer_list timer;
	unsigned long fired_at;
	int order;
};

static int fired;

static void note(struct timer_list *timer)
{
	struct probe *p = from_timer(p, timer, timer);

	p->fired_at = jiffies;
	p->order = ++fired;
}

KTEST(timer, fire_in_order_and_not_early)
{
	struct probe p[3];
	unsigned long begin, flags;
	int i;

	fired = 0;
	ktest_use_one_cpu(); /* whose tick runs the timers */
	local_irq_save(flags);
	begin = jiffies;
	for (i = 0; i < 3; i++) {
		p[i].order = 0;
		timer_setup(&p[i].timer, note, 0);
		mod_timer(&p[i].timer, begin + 12 - 4 * i); /* the last is the first */
	}
	local_irq_restore(flags);
	msleep(80);
	for (i = 0; i < 3; i++) {
		KT_EXPECT_EQ(p[i].order, 3 - i);
		KT_EXPECT(time_after_eq(p[i].fired_at, begin + 12 - 4 * i));
		KT_EXPECT(!timer_pending(&p[i].timer));
	}
}

KTEST(timer, a_deleted_timer_does_not_fire)
{
	struct probe p = { .order = 0 };
	unsigned long flags;

	fired = 0;
	ktest_use_one_cpu(); /* whose tick runs the timers, now not */
	local_irq_save(flags);
	timer_setup(&p.timer, note, 0);
	KT_EXPECT_EQ(mod_timer(&p.timer, jiffies + 3), 0);
	KT_EXPECT_EQ(mod_timer(&p.timer, jiffies + 5), 1);
	KT_EXPECT_EQ(del_timer_sync(&p.timer), 1);
	KT_EXPECT_EQ(del_timer(&p.timer), 0);
	local_irq_restore(flags);
	msleep(40);
	KT_EXPECT_EQ(fired, 0);
}

KTEST(timer, msleep_is_not_short)
{
	u64 begin = ktime_get_ns();

	msleep(20);
	KT_EXPECT(ktime_get_ns() - begin >= 20 * NSEC_PER_MSEC);
}

static bool ready;

/* While it has the CPU, there is no tick on it. */
static int keep_cpu(void *unused)
{
	local_irq_disable();
	WRITE_ONCE(ready, true);
	mdelay(100);
	local_irq_enable();
	return 0;
}

KTEST(timer, msleep_is_not_short_when_cpu_0_is_late)
{
	struct task_struct *t;
	u64 begin;

	if (num_online_cpus() < 2)
		KT_SKIP("there is only CPU 0");
	ready = false;
	t = kthread_create_on_cpu(keep_cpu, NULL, 0, "keeper/%u");
	KT_ASSERT(!IS_ERR(t));
	KT_ASSERT(!set_cpus_allowed_ptr(current, cpumask_of(1)));
	wake_up_process(t);
	while (!READ_ONCE(ready))
		cond_resched();
	mdelay(60);
	begin = ktime_get_ns();
	msleep(80);
	KT_EXPECT(ktime_get_ns() - begin >= 80 * NSEC_PER_MSEC);
}

KTEST(timer, schedule_timeout_tells_what_is_left)
{
	KT_EXPECT_EQ(schedule_timeout_uninterruptible(3), 0);
}

KTEST(timer, the_clock_never_goes_back)
{
	u64 last = ktime_get_ns();
	int i;

	for (i = 0; i < 20000; i++) {
		u64 now = ktime_get_ns();

		KT_ASSERT(now >= last);
		last = now;
	}
	KT_EXPECT(ktime_get_real_ns() > 1600000000ULL * NSEC_PER_SEC);
}

KTEST(timer, completion_is_waited_for_with_a_limit)
{
	DECLARE_COMPLETION_ONSTACK(never);

	KT_EXPECT_EQ(wait_for_completion_timeout(&never, 3), 0);
	complete(&never);
	KT_EXPECT(wait_for_completion_timeout(&never, 3) > 0);
	KT_EXPECT(!try_wait_for_completion(&never));
	complete_all(&never);
	KT_EXPECT(try_wait_for_completion(&never));
	KT_EXPECT(try_wait_for_completion(&never));
}
