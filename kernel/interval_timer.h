/*
 * kernel/interval_timer.h - a timer as setitimer(2) and timer_settime(2) know it
 *
 * It fires when its clock shows a time, and then after each `interval`. Its clock is the
 * monotonic one, or one of CPU time. Atlas: at the first tick at or after that time.
 *
 * Locking: setting, reading and ending one is the caller's to serialize. Process context.
 */
#ifndef KERNEL_INTERVAL_TIMER_H
#define KERNEL_INTERVAL_TIMER_H

#include <linux/posix-timers.h>
#include <linux/timer.h>

struct interval_timer {
	bool on_cpu_time;       /* [I] which of the two it is */
	struct cpu_timer cpu;   /* on a clock of CPU time */
	struct timer_list wall; /* on the monotonic clock ... */
	u64 expires;            /* ... of which this is the time; 0: not armed */
	u64 interval;           /* ns; 0: once only */
	/* times: how often it was due since it fired last, at least 1. tasklist_lock held. */
	void (*fire)(struct interval_timer *t, u64 times);
};

/* Make one on a clock of CPU time, or on the monotonic clock (0). 0, or -EINVAL: no clock. */
int interval_timer_init(struct interval_timer *t, clockid_t cpu_clock,
			void (*fire)(struct interval_timer *t, u64 times));

/* It fires no more, nor is it firing. */
void interval_timer_end(struct interval_timer *t);

/* What its clock shows: ns. */
u64 interval_timer_now(struct interval_timer *t);

/*
 * Forget what it was set to, also if it is firing; then arm it, unless expires is 0: by the
 * clock, it has no interval then. 0, or -ESRCH: whose CPU time it counts has ended.
 */
int interval_timer_set(struct interval_timer *t, u64 expires, u64 interval);

/* ns until it fires, at least 1; 0: it is not armed. */
u64 interval_timer_left(struct interval_timer *t);

#endif
