/*
 * kernel/sys_poll.c - waiting for several files at once
 *
 *	poll_all(): ask every file; news, or no time to wait: done
 *	poll_all(): ask again, and put a waiter on each queue that may have news
 *	   file->f_op->poll(file, table) --> poll_wait(queue) --> enqueue_waiter()
 *	nothing yet: sleep; a waiter that is woken sets `triggered`; ask again
 *	at the end take every waiter off its queue
 *
 * Source: the Linux man page poll(2).
 *
 * Locking: a waiter is on the queue of a file that it holds a reference to. `triggered`
 * is set before the wake-up and read after the state is set, as in wait_event().
 */
#include <linux/errno.h>
#include <linux/file.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/poll.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>
#include <uapi/linux/poll.h>
#include "poll.h"
#include "signal.h"
#include "time.h"

#define NR_INLINE_WAITERS 8

struct waiter {
	struct wait_queue_entry entry;
	wait_queue_head_t *queue;
	struct file *file; /* counted */
	struct waiter *next;
	bool is_inline;
};

/* One call of poll(2). */
struct poller {
	poll_table table; /* first: what f_op->poll() gets */
	struct task_struct *task;
	bool triggered;  /* [a] something happened since we looked */
	__poll_t always; /* what is told even if it was not asked for */
	int error;       /* -ENOMEM: a waiter is missing */
	struct waiter *waiters;
	unsigned int nr_inline;
	struct waiter *inline_waiters; /* NR_INLINE_WAITERS that need no memory */
};

/* --- waiters ---------------------------------------------------------------------- */

static int wake_poller(struct wait_queue_entry *entry, unsigned int mode, int flags,
		       void *key)
{
	struct poller *poller = entry->private;

	WRITE_ONCE(poller->triggered, true);
	smp_mb(); /* the poller sets its state, then looks at triggered */
	return wake_up_state(poller->task, mode);
}

static struct waiter *new_waiter(struct poller *poller)
{
	struct waiter *waiter;

	if (poller->nr_inline < NR_INLINE_WAITERS) {
		waiter = &poller->inline_waiters[poller->nr_inline++];
		waiter->is_inline = true;
		return waiter;
	}
	waiter = kmalloc(sizeof(*waiter), GFP_KERNEL);
	if (waiter)
		waiter->is_inline = false;
	return waiter;
}

/* poll_wait(): be woken by queue. */
static void enqueue_waiter(struct file *file, wait_queue_head_t *queue, poll_table *table)
{
	struct poller *poller = container_of(table, struct poller, table);
	struct waiter *waiter = new_waiter(poller);

	if (!waiter) {
		poller->error = -ENOMEM;
		return;
	}
	waiter->queue = queue;
	waiter->file = get_file(file);
	waiter->entry =
		(struct wait_queue_entry){ .private = poller, .func = wake_poller };
	INIT_LIST_HEAD(&waiter->entry.entry);
	waiter->next = poller->waiters;
	poller->waiters = waiter;
	add_wait_queue(queue, &waiter->entry);
}

static void free_waiters(struct poller *poller)
{
	struct waiter *waiter = poller->waiters, *next;

	for (; waiter; waiter = next) {
		next = waiter->next;
		remove_wait_queue(waiter->queue, &waiter->entry);
		fput(waiter->file);
		if (!waiter->is_inline)
			kfree(waiter);
	}
}

/* --- asking and sleeping ---------------------------------------------------------- */

/* => what can be done with the file of p. */
static __poll_t poll_one(struct pollfd *p, struct poller *poller)
{
	__poll_t wanted = (u16)p->events | poller->always, mask = EPOLLNVAL;
	poll_table *table = &poller->table;
	struct fd f;

	if (p->fd < 0)
		return 0;
	f = fdget(p->fd);
	if (!f.file)
		return mask;
	table->_key = wanted;
	mask = vfs_poll(f.file, table) & wanted;
	fdput(f);
	return mask;
}

/* Fill in revents. => how many files have news. */
static int poll_all(struct pollfd *fds, unsigned int nfds, struct poller *poller)
{
	int count = 0;

	for (unsigned int i = 0; i < nfds; i++) {
		fds[i].revents = poll_one(&fds[i], poller);
		if (fds[i].revents) {
			count++;
			poller->table._qproc = NULL; /* we shall not sleep */
		}
	}
	return count;
}

/* Sleep until a file has news, a signal comes, or the clock shows expires. */
static void poll_sleep(struct poller *poller, u64 expires)
{
	u64 now = ktime_get_ns();
	long ticks = MAX_SCHEDULE_TIMEOUT;

	if (expires <= now)
		return;
	if (expires != U64_MAX)
		ticks = min(nsecs_to_jiffies(expires - now) + 1,
			    (unsigned long)MAX_JIFFY_OFFSET);
	set_current_state(TASK_INTERRUPTIBLE);
	if (!READ_ONCE(poller->triggered))
		schedule_timeout(ticks);
	__set_current_state(TASK_RUNNING);
	WRITE_ONCE(poller->triggered, false);
	smp_mb(); /* pairs with wake_poller(): what it announced is seen below */
}

int do_poll(struct pollfd *fds, unsigned int nfds, u64 expires, __poll_t always)
{
	struct waiter few[NR_INLINE_WAITERS];
	struct poller poller = {
		.task = current,
		.inline_waiters = few,
		.always = always,
	};
	bool waits = false; /* every waiter is in place */
	int count;

	for (;;) {
		count = poll_all(fds, nfds, &poller);
		if (!count)
			count = poller.error;
		if (!count && signal_pending(current))
			count = -ERESTARTNOHAND;
		if (count || (expires != U64_MAX && ktime_get_ns() >= expires))
			break;
		poller.table._qproc = waits ? NULL : enqueue_waiter;
		if (waits)
			poll_sleep(&poller, expires);
		waits = true;
	}
	free_waiters(&poller);
	return count;
}

/* --- system calls ----------------------------------------------------------------- */

/* expires: when the monotonic clock shows this many ns; U64_MAX: never. */
static int poll_user(struct pollfd __user *user, unsigned int nfds, u64 expires)
{
	size_t size = nfds * sizeof(struct pollfd);
	struct pollfd *fds;
	int count;

	if (nfds > rlimit(RLIMIT_NOFILE))
		return -EINVAL;
	fds = kvmalloc(max(size, sizeof(*fds)), GFP_KERNEL);
	if (!fds)
		return -ENOMEM;
	if (copy_from_user(fds, user, size)) {
		kvfree(fds);
		return -EFAULT;
	}
	count = do_poll(fds, nfds, expires, EPOLLERR | EPOLLHUP);
	for (unsigned int i = 0; i < nfds && count >= 0; i++)
		if (put_user(fds[i].revents, &user[i].revents))
			count = -EFAULT;
	kvfree(fds);
	return count;
}

SYSCALL_DEFINE3(poll, struct pollfd __user *, fds, unsigned int, nfds, int, timeout_ms)
{
	u64 expires = U64_MAX;

	if (timeout_ms >= 0)
		expires = ktime_get_ns() + (u64)timeout_ms * NSEC_PER_MSEC;
	return poll_user(fds, nfds, expires);
}

int poll_begin(const struct timespec __user *timeout, u64 *expires,
	       const sigset_t __user *mask, size_t size)
{
	int err = 0;

	*expires = U64_MAX;
	if (timeout)
		err = get_timespec_ns(expires, timeout);
	if (err)
		return err;
	if (timeout)
		*expires += ktime_get_ns();
	return mask ? set_user_sigmask(mask, size) : 0;
}

int poll_end(int count, struct timespec __user *timeout, u64 expires, bool masked)
{
	struct timespec left = ns_to_timespec(poll_time_left(expires));

	if (masked && count != -ERESTARTNOHAND)
		restore_saved_sigmask();
	if (!timeout || !copy_to_user(timeout, &left, sizeof(left)))
		return count;
	/* Without the time left it cannot be restarted. */
	return count == -ERESTARTNOHAND ? -EINTR : count;
}

SYSCALL_DEFINE5(ppoll, struct pollfd __user *, fds, unsigned int, nfds,
		struct timespec __user *, timeout, const sigset_t __user *, mask, size_t,
		size)
{
	u64 expires;
	int count = poll_begin(timeout, &expires, mask, size);

	if (count)
		return count;
	count = poll_user(fds, nfds, expires);
	return poll_end(count, timeout, expires, mask);
}
