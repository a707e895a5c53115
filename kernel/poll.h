/*
 * kernel/poll.h - what poll(2), ppoll(2), select(2) and pselect6(2) have in common
 *
 * Locking: none; process context, may sleep.
 */
#ifndef KERNEL_POLL_H
#define KERNEL_POLL_H

#include <linux/ktime.h>
#include <linux/poll.h>
#include <linux/signal.h>
#include <uapi/linux/poll.h>

struct timespec;

/*
 * Ask the files of fds, in kernel memory, until one has news or the monotonic clock shows
 * expires (U64_MAX: never), and fill in revents. always: EPOLL* that count whether asked
 * for or not, beside EPOLLNVAL. => how many have news, -ENOMEM, -ERESTARTNOHAND.
 */
int do_poll(struct pollfd *fds, unsigned int nfds, u64 expires, __poll_t always);

/*
 * Before: when does the program's timeout (NULL: never) end, and which signals are blocked
 * meanwhile (NULL: as they are)? 0, -EFAULT, -EINVAL.
 */
int poll_begin(const struct timespec __user *timeout, u64 *expires,
	       const sigset_t __user *mask, size_t size);

/*
 * After: the program learns what is left of the time, and the old mask is back unless a
 * handler shall run with the other one. => what the system call returns.
 */
int poll_end(int count, struct timespec __user *timeout, u64 expires, bool masked);

static inline u64 poll_time_left(u64 expires)
{
	u64 now = ktime_get_ns();

	return expires > now ? expires - now : 0;
}

#endif
