/*
 * kernel/sys_futex.c - futex(2): which operation, and until when
 *
 * Source: the Linux man page futex(2). Atlas: no WAKE_OP, no priority inheritance.
 *
 * Locking: none; futex.c takes what it needs.
 */
#include <linux/errno.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/syscalls.h>
#include "futex.h"
#include "time.h"

/* When a wait is to end, by the monotonic clock. 0, -EFAULT, -EINVAL. */
static int get_expiry(u64 *expires, int op, const struct timespec __user *timeout)
{
	u64 ns, now = ktime_get_ns(), offset = ktime_get_real_ns() - now;
	int err = get_timespec_ns(&ns, timeout);

	if (err)
		return err;
	if ((op & FUTEX_CMD_MASK) == FUTEX_WAIT)
		ns += now;
	else if (op & FUTEX_CLOCK_REALTIME)
		ns -= min(ns, offset);
	*expires = ns;
	return 0;
}

SYSCALL_DEFINE6(futex, u32 __user *, uaddr, int, op, u32, val,
		const struct timespec __user *, timeout, u32 __user *, uaddr2, u32, val3)
{
	bool shared = !(op & FUTEX_PRIVATE_FLAG);
	int cmd = op & FUTEX_CMD_MASK, nr2 = (long)timeout, err;
	u64 expires = FUTEX_FOREVER;

	if (timeout && (cmd == FUTEX_WAIT || cmd == FUTEX_WAIT_BITSET)) {
		err = get_expiry(&expires, op, timeout);
		if (err)
			return err;
	}
	if ((op & FUTEX_CLOCK_REALTIME) && cmd != FUTEX_WAIT_BITSET)
		return -ENOSYS;
	switch (cmd) {
	case FUTEX_WAIT:
		return futex_wait(uaddr, shared, val, expires, FUTEX_BITSET_MATCH_ANY);
	case FUTEX_WAIT_BITSET:
		return futex_wait(uaddr, shared, val, expires, val3);
	case FUTEX_WAKE:
		return futex_wake(uaddr, shared, val, FUTEX_BITSET_MATCH_ANY);
	case FUTEX_WAKE_BITSET:
		return futex_wake(uaddr, shared, val, val3);
	case FUTEX_REQUEUE:
		return futex_requeue(uaddr, uaddr2, shared, val, nr2, NULL);
	case FUTEX_CMP_REQUEUE:
		return futex_requeue(uaddr, uaddr2, shared, val, nr2, &val3);
	default:
		return -ENOSYS;
	}
}
