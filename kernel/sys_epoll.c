/*
 * kernel/sys_epoll.c - the system calls of epoll(7)
 *
 * Locking: none here.
 */
#include <linux/errno.h>
#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/syscalls.h>
#include <atlas/file_calls.h>
#include "signal.h"

SYSCALL_DEFINE1(epoll_create1, int, flags)
{
	return ksys_epoll_create1(flags);
}

SYSCALL_DEFINE4(epoll_ctl, int, epfd, int, op, int, fd, const struct epoll_event __user *,
		event)
{
	return ksys_epoll_ctl(epfd, op, fd, event);
}

static long wait_ms(int epfd, struct epoll_event __user *events, int max, int timeout)
{
	u64 expires = U64_MAX;

	if (timeout >= 0)
		expires = ktime_get_ns() + (u64)timeout * NSEC_PER_MSEC;
	return do_epoll_wait(epfd, events, max, expires);
}

SYSCALL_DEFINE4(epoll_wait, int, epfd, struct epoll_event __user *, events, int, max, int,
		timeout)
{
	return wait_ms(epfd, events, max, timeout);
}

SYSCALL_DEFINE6(epoll_pwait, int, epfd, struct epoll_event __user *, events, int, max,
		int, timeout, const sigset_t __user *, mask, size_t, size)
{
	long count = mask ? set_user_sigmask(mask, size) : 0;

	if (count)
		return count;
	count = wait_ms(epfd, events, max, timeout);
	if (mask && count != -EINTR)
		restore_saved_sigmask();
	return count;
}
