/*
 * kernel/time.h - times as programs hand them over
 *
 * Locking: none.
 */
#ifndef KERNEL_TIME_H
#define KERNEL_TIME_H

#include <linux/capability.h>
#include <linux/compiler.h>
#include <linux/ktime.h>
#include <linux/types.h>
#include <uapi/linux/time.h>

/* -EINVAL, or 0 and *ns; what is longer than 292 years counts as that. */
int make_ns(u64 *ns, s64 sec, s64 nsec);

/* The same of a program's structure; -EFAULT. */
int get_timespec_ns(u64 *ns, const struct timespec __user *user);

/*
 * CLOCK_REALTIME or CLOCK_MONOTONIC where id always shows the same as that one, else id: the
 * machine never sleeps, and nobody says how many leap seconds there were.
 */
static inline clockid_t plain_clock(clockid_t id)
{
	switch (id) {
	case CLOCK_TAI:
	case CLOCK_REALTIME_ALARM:
		return CLOCK_REALTIME;
	case CLOCK_BOOTTIME:
	case CLOCK_BOOTTIME_ALARM:
		return CLOCK_MONOTONIC;
	default:
		return id;
	}
}

/* Only some may sleep or have timers by a clock that would wake the machine. */
static inline bool may_use_clock(clockid_t id)
{
	return (id != CLOCK_REALTIME_ALARM && id != CLOCK_BOOTTIME_ALARM) ||
	       capable(CAP_WAKE_ALARM);
}

static inline struct timespec ns_to_timespec(u64 ns)
{
	return (struct timespec){ .tv_sec = ns / NSEC_PER_SEC,
				  .tv_nsec = ns % NSEC_PER_SEC };
}

#endif
