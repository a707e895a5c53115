/*
 * include/linux/resource.h - resource limits, as the kernel looks at them
 *
 * Locking: a limit is one word, read without a lock; prlimit64(2) writes it under
 * task_lock() of the group leader.
 */
#ifndef LINUX_RESOURCE_H
#define LINUX_RESOURCE_H

#include <linux/compiler.h>
#include <linux/sched.h>
#include <linux/signal_types.h>
#include <uapi/linux/resource.h>

/* The soft limit of the calling process: RLIMIT_STACK, ...; a kernel thread has none. */
static inline unsigned long rlimit(unsigned int limit)
{
	const struct signal_struct *signal = current->signal;

	return signal ? READ_ONCE(signal->rlim[limit].rlim_cur) : RLIM_INFINITY;
}

/* And the most to which it may raise that. */
static inline unsigned long rlimit_max(unsigned int limit)
{
	const struct signal_struct *signal = current->signal;

	return signal ? READ_ONCE(signal->rlim[limit].rlim_max) : RLIM_INFINITY;
}

#endif
