/*
 * kernel/interval_timer.h - a timer as setitimer(2) and timer_settime(2) know it
 *
 * It fires when the monotonic clock shows `expires`, and then after each `interval`.
 * Atlas: at the first tick at or after that time.
 *
 * Locking: setting, reading and ending one is the caller's to serialize; fire() runs in
 * the timer interrupt, and whoever sets or ends the timer waits for it.
 */
#ifndef KERNEL_INTERVAL_TIMER_H
#define KERNEL_INTERVAL_TIMER_H

#include <linux/timer.h>

struct interval_timer {
	struct timer_list timer;
	u64 expires;  /* ktime_get_ns(); 0: not armed */
	u64 interval; /* ns; 0: once only */
	/* times: how often it was due since it fired last, at least 1. */
	void (*fire)(struct interval_timer *t, u64 times);
};

void interval_timer_init(struct interval_timer *t,
			 void (*fire)(struct interval_timer *t, u64 times));

/* Set it anew; expires 0: off, and without an interval. Process context. */
void interval_timer_set(struct interval_timer *t, u64 expires, u64 interval);

/* ns until it fires, at least 1; 0: it is not armed. */
u64 interval_timer_left(const struct interval_timer *t);

#endif
