/*
 * fs/vfs/epoll_nest.c - an epoll file that is watched by another one
 *
 *	pipe <-- item of A <-- item of B	news of the pipe make both items ready
 *
 * Such an item waits in no queue: whoever has news for A goes on to the items that watch
 * A's file. What may watch what is limited, so that there is no way round, and the ways
 * up from one file are neither long nor many.
 *
 * Source: the Linux man page epoll_ctl(2), ELOOP; the numbers are Linux's.
 *
 * Locking: epoll_mutex and nest_lock guard the items of a file: one of them to read, both
 * to write. The queue's lock of a file > nest_lock, irqs off > ep->lock, ep's own queues.
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include "epoll.h"

#define MAX_NESTS 4

static DEFINE_SPINLOCK(nest_lock);

/* --- news go up -------------------------------------------------------------------- */

void ep_link(struct epitem *item)
{
	spin_lock_irq(&nest_lock);
	hlist_add_head(&item->of_file, &item->file->f_ep);
	spin_unlock_irq(&nest_lock);
}

void ep_unlink(struct epitem *item)
{
	spin_lock_irq(&nest_lock);
	hlist_del(&item->of_file);
	spin_unlock_irq(&nest_lock);
}

/* nest_lock held. */
static void wake_watchers(struct eventpoll *ep)
{
	struct epitem *item;

	wake_up(&ep->wait);
	wake_up(&ep->poll_wait);
	hlist_for_each_entry (item, &ep->file->f_ep, of_file)
		if (ep_mark_news(item))
			wake_watchers(item->ep);
}

void ep_wake_waiter(struct eventpoll *ep)
{
	unsigned long flags;

	spin_lock_irqsave(&nest_lock, flags);
	wake_watchers(ep);
	spin_unlock_irqrestore(&nest_lock, flags);
}

/* --- what may watch what: epoll_mutex held ----------------------------------------- */

/* Ways of each length up from a file, and how many there may be; of the shortest: any. */
static const unsigned int max_ways[MAX_NESTS + 1] = { 0, 500, 100, 50, 10 };

struct ways {
	unsigned int nr[MAX_NESTS + 1];
};

/* depth is MAX_NESTS at most: ep_check_loop(). */
static bool too_many_ways(const struct file *file, unsigned int depth, struct ways *ways)
{
	struct epitem *item;

	hlist_for_each_entry (item, &file->f_ep, of_file) {
		const struct file *above = item->ep->file;

		if (!hlist_empty(&above->f_ep)) {
			if (too_many_ways(above, depth + 1, ways))
				return true;
		} else if (depth && ++ways->nr[depth] > max_ways[depth]) {
			return true;
		}
	}
	return false;
}

/* Each epoll is looked into once in a check, however many ways lead there. */
static u64 this_check; /* [epoll_mutex] */

static bool looked_into(struct eventpoll *ep)
{
	bool before = ep->last_check == this_check;

	ep->last_check = this_check;
	return before;
}

static int check_ways(const struct file *file)
{
	struct eventpoll *ep = file_epoll(file);
	struct ways ways = { { 0 } };
	struct epitem *item;

	if (!ep)
		return too_many_ways(file, 0, &ways) ? -EINVAL : 0;
	if (!looked_into(ep))
		list_for_each_entry (item, &ep->items, item)
			if (check_ways(item->file))
				return -EINVAL;
	return 0;
}

int ep_check_ways(const struct file *file)
{
	this_check++;
	return check_ways(file);
}

/* The most epolls one in the other below inner, too many if ep is among them. */
static unsigned int depth_below(const struct eventpoll *ep, struct eventpoll *inner)
{
	struct epitem *item;

	if (inner == ep)
		return MAX_NESTS + 1;
	if (looked_into(inner))
		return inner->depth;
	inner->depth = 0;
	list_for_each_entry (item, &inner->items, item)
		if (file_epoll(item->file))
			inner->depth = max(inner->depth,
					   1 + depth_below(ep, file_epoll(item->file)));
	return inner->depth;
}

static unsigned int height_above(struct eventpoll *ep)
{
	struct epitem *item;

	if (looked_into(ep))
		return ep->depth;
	ep->depth = 0;
	hlist_for_each_entry (item, &ep->file->f_ep, of_file)
		ep->depth = max(ep->depth, 1 + height_above(item->ep));
	return ep->depth;
}

int ep_check_loop(struct eventpoll *ep, const struct file *file)
{
	struct eventpoll *inner = file_epoll(file);
	unsigned int below, above;

	if (!inner)
		return 0;
	this_check++;
	below = depth_below(ep, inner);
	this_check++;
	above = height_above(ep);
	return below + 1 + above > MAX_NESTS ? -ELOOP : 0;
}
