/*
 * kernel/time.h - times as programs hand them over
 *
 * Locking: none.
 */
#ifndef KERNEL_TIME_H
#define KERNEL_TIME_H

#include <linux/compiler.h>
#include <linux/ktime.h>
#include <linux/types.h>
#include <uapi/linux/time.h>

/* -EINVAL, or 0 and *ns; what is longer than 292 years counts as that. */
int make_ns(u64 *ns, s64 sec, s64 nsec);

/* The same of a program's structure; -EFAULT. */
int get_timespec_ns(u64 *ns, const struct timespec __user *user);

static inline struct timespec ns_to_timespec(u64 ns)
{
	return (struct timespec){ .tv_sec = ns / NSEC_PER_SEC,
				  .tv_nsec = ns % NSEC_PER_SEC };
}

#endif
