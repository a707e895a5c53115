/*
 * kernel/futex.h - what the end of a thread does about futexes
 *
 * Locking: process context, no locks.
 */
#ifndef KERNEL_FUTEX_H
#define KERNEL_FUTEX_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <uapi/linux/futex.h>

/*
 * Wake at most nr of those who wait on the word at uaddr for one of the bits of bitset:
 * those of this process, or (shared) of all that map it. => how many, -EFAULT, -EINVAL.
 */
int futex_wake(u32 __user *uaddr, bool shared, int nr, u32 bitset);

/* The caller leaves its mm: mark the robust locks that it still holds, wake a waiter each. */
void exit_robust_list(void);

#endif
