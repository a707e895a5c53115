/*
 * kernel/sys_select.c - select(2), pselect6(2): poll(2) with sets of bits
 *
 *	three sets --> one pollfd for each descriptor that is in any --> do_poll() --> sets
 *
 * Source: the Linux man page select(2). As on Linux, the timeout is set to what is left.
 *
 * Locking: none here.
 */
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/fdtable.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/slab.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include "poll.h"
#include "time.h"

#define NR_SETS 3

/* A set: what its descriptors are asked for (so they are known by it), and what counts. */
static const struct {
	u16 asked, counts;
} kinds[NR_SETS] = {
	{ EPOLLIN, EPOLLIN | EPOLLRDNORM | EPOLLRDBAND | EPOLLHUP | EPOLLERR },
	{ EPOLLOUT, EPOLLOUT | EPOLLWRNORM | EPOLLWRBAND | EPOLLERR },
	{ EPOLLPRI, EPOLLPRI },
};

/* In one block: the three sets, then a pollfd for each descriptor in one of them. */
struct selection {
	unsigned int n;   /* descriptors 0 to n-1 */
	size_t set_bytes; /* of one set */
	unsigned long *sets[NR_SETS];
	struct pollfd *fds;
	unsigned int nr_fds;
};

/* 0 or -ENOMEM. kvfree(s->sets[0]) frees it. */
static int alloc_selection(struct selection *s, unsigned int n)
{
	char *block;

	s->n = n;
	s->set_bytes = DIV_ROUND_UP(n, BITS_PER_LONG) * sizeof(long);
	block = kvzalloc(NR_SETS * s->set_bytes + (n + 1) * sizeof(struct pollfd),
			 GFP_KERNEL);
	for (int i = 0; i < NR_SETS; i++)
		s->sets[i] = (unsigned long *)(block + i * s->set_bytes);
	s->fds = (struct pollfd *)(block + NR_SETS * s->set_bytes);
	return block ? 0 : -ENOMEM;
}

static void make_pollfds(struct selection *s)
{
	s->nr_fds = 0;
	for (unsigned int fd = 0; fd < s->n; fd++) {
		struct pollfd p = { .fd = fd };

		for (int i = 0; i < NR_SETS; i++)
			if (test_bit(fd, s->sets[i]))
				p.events |= kinds[i].counts;
		if (p.events)
			s->fds[s->nr_fds++] = p;
	}
}

/* => the bits that are set now; -EBADF: one of the descriptors is not open. */
static int fill_sets(struct selection *s)
{
	int count = 0;

	memset(s->sets[0], 0, NR_SETS * s->set_bytes);
	for (struct pollfd *p = s->fds; p < s->fds + s->nr_fds; p++) {
		if (p->revents & EPOLLNVAL)
			return -EBADF;
		for (int i = 0; i < NR_SETS; i++) {
			if (!(p->events & kinds[i].asked) ||
			    !(p->revents & kinds[i].counts))
				continue;
			__set_bit(p->fd, s->sets[i]);
			count++;
		}
	}
	return count;
}

/* The program's sets, of which any may be NULL, before and after. 0 or -EFAULT. */
static int copy_sets(struct selection *s, unsigned long __user *const user[], bool in)
{
	for (int i = 0; i < NR_SETS; i++) {
		if (!user[i])
			continue;
		if (in ? copy_from_user(s->sets[i], user[i], s->set_bytes)
		       : copy_to_user(user[i], s->sets[i], s->set_bytes))
			return -EFAULT;
	}
	return 0;
}

static int do_select(int n, unsigned long __user *const user[], u64 expires)
{
	struct selection s;
	int count;

	if (n < 0)
		return -EINVAL;
	count = alloc_selection(&s, min((unsigned int)n, current->files->fdt.max_fds));
	if (count)
		return count;
	count = copy_sets(&s, user, true);
	if (!count) {
		make_pollfds(&s);
		count = do_poll(s.fds, s.nr_fds, expires, 0);
	}
	if (count >= 0)
		count = fill_sets(&s);
	if (count >= 0 && copy_sets(&s, user, false))
		count = -EFAULT;
	kvfree(s.sets[0]);
	return count;
}

/* Seconds and microseconds, of which there may be more than a million. */
static int get_timeval_ns(u64 *ns, const struct timeval __user *user)
{
	struct timeval tv;

	if (copy_from_user(&tv, user, sizeof(tv)))
		return -EFAULT;
	if (tv.tv_usec < 0)
		return -EINVAL;
	return make_ns(ns, tv.tv_sec + tv.tv_usec / USEC_PER_SEC,
		       tv.tv_usec % USEC_PER_SEC * NSEC_PER_USEC);
}

SYSCALL_DEFINE5(select, int, n, unsigned long __user *, in, unsigned long __user *, out,
		unsigned long __user *, ex, struct timeval __user *, timeout)
{
	unsigned long __user *const sets[] = { in, out, ex };
	u64 expires = U64_MAX, left;
	struct timeval rest;
	int count = 0;

	if (timeout) {
		count = get_timeval_ns(&expires, timeout);
		if (count)
			return count;
		expires += ktime_get_ns();
	}
	count = do_select(n, sets, expires);
	left = poll_time_left(expires);
	rest = (struct timeval){ left / NSEC_PER_SEC,
				 left % NSEC_PER_SEC / NSEC_PER_USEC };
	if (timeout && copy_to_user(timeout, &rest, sizeof(rest)) &&
	    count == -ERESTARTNOHAND)
		count = -EINTR;
	return count;
}

SYSCALL_DEFINE6(pselect6, int, n, unsigned long __user *, in, unsigned long __user *, out,
		unsigned long __user *, ex, struct timespec __user *, timeout,
		const void __user *, sigmask)
{
	unsigned long __user *const sets[] = { in, out, ex };
	struct {
		const sigset_t __user *set;
		size_t size;
	} mask = { NULL, 0 };
	u64 expires;
	int count;

	if (sigmask && copy_from_user(&mask, sigmask, sizeof(mask)))
		return -EFAULT;
	count = poll_begin(timeout, &expires, mask.set, mask.size);
	if (count)
		return count;
	return poll_end(do_select(n, sets, expires), timeout, expires, mask.set);
}
