/*
 * kernel/interval_timer.c - a timer that fires at a time, and then again and again
 *
 * Locking: as interval_timer.h says.
 */
#include <linux/compiler.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/math.h>
#include <linux/sched.h>
#include "interval_timer.h"

/* It is now, and the timer was due at expires. => when next, 0: no more. */
static u64 fire(struct interval_timer *t, u64 expires, u64 now)
{
	u64 times = t->interval ? 1 + (now - expires) / t->interval : 1;

	t->fire(t, times);
	return t->interval ? expires + times * t->interval : 0;
}

static u64 expire_cpu(struct cpu_timer *timer, u64 now)
{
	return fire(container_of(timer, struct interval_timer, cpu), timer->expires, now);
}

/* jiffies are the clock's nanoseconds by the tick's: rounded up, it is never early. */
static void arm_wall(struct interval_timer *t, u64 expires)
{
	WRITE_ONCE(t->expires, expires);
	if (expires)
		mod_timer(&t->wall, DIV_ROUND_UP(expires, (u64)TICK_NSEC));
}

static void expire_wall(struct timer_list *timer)
{
	struct interval_timer *t = from_timer(t, timer, wall);

	read_lock(&tasklist_lock);
	arm_wall(t, fire(t, t->expires, ktime_get_ns()));
	read_unlock(&tasklist_lock);
}

int interval_timer_init(struct interval_timer *t, clockid_t cpu_clock,
			void (*fire)(struct interval_timer *t, u64 times))
{
	*t = (struct interval_timer){ .on_cpu_time = cpu_clock, .fire = fire };
	timer_setup(&t->wall, expire_wall, 0);
	return cpu_clock ? cpu_timer_init(&t->cpu, cpu_clock, expire_cpu) : 0;
}

void interval_timer_end(struct interval_timer *t)
{
	if (t->on_cpu_time)
		cpu_timer_end(&t->cpu);
	else
		del_timer_sync(&t->wall);
}

u64 interval_timer_now(struct interval_timer *t)
{
	return t->on_cpu_time ? cpu_timer_now(&t->cpu) : ktime_get_ns();
}

int interval_timer_set(struct interval_timer *t, u64 expires, u64 interval)
{
	if (t->on_cpu_time) {
		cpu_timer_set(&t->cpu, 0);
		t->interval = interval;
		return cpu_timer_set(&t->cpu, expires);
	}
	del_timer_sync(&t->wall);
	t->interval = expires ? interval : 0;
	arm_wall(t, expires);
	return 0;
}

u64 interval_timer_left(struct interval_timer *t)
{
	u64 expires = t->on_cpu_time ? READ_ONCE(t->cpu.expires) : READ_ONCE(t->expires);
	u64 now = interval_timer_now(t);

	if (!expires)
		return 0;
	return expires > now ? expires - now : 1;
}
