/*
 * fs/vfs/epoll_wait.c - epoll_wait(2): take what is ready, ask what it is, tell it
 *
 * Locking: as fs/vfs/epoll.c says. While items are on the list of one who tells, new news
 * of theirs need no mark: they are still to be asked.
 */
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/uaccess.h>
#include "epoll.h"

/* The next item that may have news; NULL: none. */
static struct epitem *take_ready(struct list_head *list, struct eventpoll *ep)
{
	struct epitem *item = NULL;

	spin_lock_irq(&ep->lock);
	if (!list_empty(list)) {
		item = list_first_entry(list, struct epitem, ready);
		list_del_init(&item->ready);
	}
	spin_unlock_irq(&ep->lock);
	return item;
}

/* Put an item's news at *to. 1, 0: it has none after all, -EFAULT. epoll_mutex held. */
static int tell(struct epitem *item, struct epoll_event __user *to)
{
	poll_table only_ask = { ._qproc = NULL };
	struct epoll_event event = { .data = item->data };

	event.events = ep_ask(item, &only_ask);
	if (!event.events)
		return 0;
	if (copy_to_user(to, &event, sizeof(event))) {
		ep_mark_ready(item);
		return -EFAULT;
	}
	if (item->events & EPOLLONESHOT)
		WRITE_ONCE(item->events, item->events & PRIVATE_EVENTS);
	else if (!(item->events & EPOLLET))
		ep_mark_ready(item);
	return 1;
}

/* => how many events were put at to, -EFAULT if the first could not be. */
static int tell_all(struct eventpoll *ep, struct epoll_event __user *to, int max)
{
	struct epitem *item;
	LIST_HEAD(list);
	int count = 0, n = 0;
	bool more;

	mutex_lock(&epoll_mutex);
	spin_lock_irq(&ep->lock);
	list_splice_init(&ep->ready, &list);
	spin_unlock_irq(&ep->lock);
	while (count < max && n >= 0 && (item = take_ready(&list, ep)) != NULL) {
		n = tell(item, to + count);
		count += max(n, 0);
	}
	spin_lock_irq(&ep->lock);
	list_splice(&list, &ep->ready); /* what max left over comes first */
	more = !list_empty(&ep->ready);
	spin_unlock_irq(&ep->lock);
	mutex_unlock(&epoll_mutex);
	if (more)
		ep_wake_waiter(ep);
	return count ? count : n;
}

/* Sleep until something is ready, a signal comes, or the clock shows expires. */
static void wait_for_news(struct eventpoll *ep, u64 expires)
{
	long ticks = MAX_SCHEDULE_TIMEOUT;
	u64 now = ktime_get_ns();
	DEFINE_WAIT(wait);

	if (expires != U64_MAX)
		ticks = expires <= now ? 0
				       : min(nsecs_to_jiffies(expires - now) + 1,
					     (unsigned long)MAX_JIFFY_OFFSET);
	prepare_to_wait_exclusive(&ep->wait, &wait, TASK_INTERRUPTIBLE);
	if (list_empty_careful(&ep->ready) && !signal_pending(current))
		schedule_timeout(ticks);
	finish_wait(&ep->wait, &wait);
}

int ep_wait(struct eventpoll *ep, struct epoll_event __user *to, int max, u64 expires)
{
	for (;;) {
		int count = tell_all(ep, to, max);

		if (count || (expires != U64_MAX && ktime_get_ns() >= expires))
			return count;
		if (signal_pending(current))
			return -EINTR;
		wait_for_news(ep, expires);
	}
}
