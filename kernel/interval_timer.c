/*
 * kernel/interval_timer.c - a timer that fires at a time, and then again and again
 *
 * Locking: as interval_timer.h says.
 */
#include <linux/compiler.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/math.h>
#include "interval_timer.h"

/* jiffies are the clock's nanoseconds by the tick's: rounded up, it is never early. */
static void arm(struct interval_timer *t)
{
	mod_timer(&t->timer, DIV_ROUND_UP(t->expires, (u64)TICK_NSEC));
}

static void expire(struct timer_list *timer)
{
	struct interval_timer *t = from_timer(t, timer, timer);
	u64 times = 1;

	if (t->interval) {
		times += (ktime_get_ns() - t->expires) / t->interval;
		WRITE_ONCE(t->expires, t->expires + times * t->interval);
		arm(t);
	} else {
		WRITE_ONCE(t->expires, 0);
	}
	t->fire(t, times);
}

void interval_timer_init(struct interval_timer *t,
			 void (*fire)(struct interval_timer *t, u64 times))
{
	*t = (struct interval_timer){ .fire = fire };
	timer_setup(&t->timer, expire, 0);
}

void interval_timer_set(struct interval_timer *t, u64 expires, u64 interval)
{
	del_timer_sync(&t->timer);
	t->expires = expires;
	t->interval = expires ? interval : 0;
	if (expires)
		arm(t);
}

u64 interval_timer_left(const struct interval_timer *t)
{
	u64 expires = READ_ONCE(t->expires), now = ktime_get_ns();

	if (!expires)
		return 0;
	return expires > now ? expires - now : 1;
}
