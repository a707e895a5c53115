/*
 * kernel/futex.h - waiting for and waking by a word of user memory
 *
 * Locking: process context, no locks.
 */
#ifndef KERNEL_FUTEX_H
#define KERNEL_FUTEX_H

#include <linux/compiler.h>
#include <linux/limits.h>
#include <linux/types.h>
#include <uapi/linux/futex.h>

/* --- futex.c ---------------------------------------------------------------------- */

#define FUTEX_FOREVER U64_MAX

/*
 * Sleep while the word at uaddr is val, until somebody wakes for one of the bits of
 * bitset, or the monotonic clock shows expires (ns). shared: with whoever maps the word,
 * not only this process. => 0: woken; -EAGAIN: it is not val; -ETIMEDOUT, -ERESTARTSYS,
 * -ERESTART_RESTARTBLOCK; -EFAULT; -EINVAL: odd address, no bit.
 */
long futex_wait(u32 __user *uaddr, bool shared, u32 val, u64 expires, u32 bitset);

/*
 * Wake nr_wake of those who wait at from, and let nr_requeue of the others wait at to, if
 * the word at from is *expected (NULL: whatever it is). => woken and requeued, -EAGAIN,
 * -EFAULT, -EINVAL.
 */
int futex_requeue(u32 __user *from, u32 __user *to, bool shared, int nr_wake,
		  int nr_requeue, const u32 *expected);

/*
 * Wake at most nr of those who wait on the word at uaddr for one of the bits of bitset:
 * those of this process, or (shared) of all that map it. => how many, -EFAULT, -EINVAL.
 */
int futex_wake(u32 __user *uaddr, bool shared, int nr, u32 bitset);

/* --- futex_robust.c --------------------------------------------------------------- */

/* The caller leaves its mm: mark the robust locks that it still holds, wake a waiter each. */
void exit_robust_list(void);

#endif
