/*
 * kernel/time.h - times as programs hand them over
 *
 * Locking: none.
 */
#ifndef KERNEL_TIME_H
#define KERNEL_TIME_H

#include <linux/compiler.h>
#include <linux/types.h>

struct timespec;

/* -EFAULT, -EINVAL, or 0 and *ns; what is longer than 292 years counts as that. */
int get_timespec_ns(u64 *ns, const struct timespec __user *user);

#endif
