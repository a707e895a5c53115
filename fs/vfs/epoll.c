/*
 * fs/vfs/epoll.c - epoll(7): which of many files have news, without asking all of them
 *
 *	epoll_ctl(ADD): an item for the file, with an entry in each of its wait queues
 *	news: the entry's function puts the item on `ready` and wakes one who waits
 *	epoll_wait() (fs/vfs/epoll_wait.c): takes the items off `ready`, asks each file what
 *		there is now; level-triggered ones go back, to be asked again the next time
 *
 * An item does not keep its file open: the file's end takes it out. Source: the Linux man
 * pages epoll(7), epoll_ctl(2), epoll_wait(2). One epoll in another: fs/vfs/epoll_nest.c.
 * Atlas: EPOLLWAKEUP means nothing, as there is no suspending.
 *
 * Locking: epoll_mutex for the items of all, and while files are asked; user memory is
 * touched inside. The queue's lock of a file > ep->lock, irqs off, for `ready`.
 */
#include <linux/anon_inodes.h>
#include <linux/errno.h>
#include <linux/file.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <atlas/file_calls.h>
#include <uapi/linux/eventpoll.h>
#include "epoll.h"
#include "internal.h"

/* What f_op->poll() gets while an item is made. */
struct ep_table {
	poll_table table; /* first */
	struct epitem *item;
	int error;
};

DEFINE_MUTEX(epoll_mutex);

/* --- news ------------------------------------------------------------------------- */

void ep_mark_ready(struct epitem *item)
{
	struct eventpoll *ep = item->ep;
	unsigned long flags;

	spin_lock_irqsave(&ep->lock, flags);
	if (list_empty(&item->ready))
		list_add_tail(&item->ready, &ep->ready);
	spin_unlock_irqrestore(&ep->lock, flags);
}

bool ep_mark_news(struct epitem *item)
{
	if (!(READ_ONCE(item->events) & ~PRIVATE_EVENTS))
		return false;
	ep_mark_ready(item);
	return true;
}

static int ep_wake(struct wait_queue_entry *entry, unsigned int mode, int flags,
		   void *key)
{
	struct epitem *item = entry->private;
	bool waited_for = waitqueue_active(&item->ep->wait);

	if (!ep_mark_news(item))
		return 0;
	ep_wake_waiter(item->ep);
	return waited_for; /* else, under EPOLLEXCLUSIVE, another epoll shall hear of it */
}

static void enqueue_wait(struct file *file, wait_queue_head_t *queue, poll_table *table)
{
	struct ep_table *et = container_of(table, struct ep_table, table);
	struct ep_wait *wait = kmalloc(sizeof(*wait), GFP_KERNEL);

	if (!wait) {
		et->error = -ENOMEM;
		return;
	}
	wait->entry = (struct wait_queue_entry){ .private = et->item, .func = ep_wake };
	wait->queue = queue;
	wait->next = et->item->waits;
	et->item->waits = wait;
	if (et->item->events & EPOLLEXCLUSIVE)
		add_wait_queue_exclusive(queue, &wait->entry);
	else
		add_wait_queue(queue, &wait->entry);
}

/* Has one of its items news? epoll_mutex held. */
static __poll_t ep_poll_locked(struct eventpoll *ep)
{
	poll_table only_ask = { ._qproc = NULL };
	struct epitem *item;

	list_for_each_entry (item, &ep->items, item)
		if (!list_empty_careful(&item->ready) && ep_ask(item, &only_ask))
			return EPOLLIN | EPOLLRDNORM;
	return 0;
}

__poll_t ep_ask(struct epitem *item, poll_table *table)
{
	struct eventpoll *inner = file_epoll(item->file);

	if (inner)
		return ep_poll_locked(inner) & item->events;
	table->_key = item->events;
	return vfs_poll(item->file, table) & item->events;
}

/* --- items: epoll_mutex held ------------------------------------------------------ */

static struct epitem *find_item(struct eventpoll *ep, struct file *file, int fd)
{
	struct epitem *item;

	list_for_each_entry (item, &ep->items, item)
		if (item->file == file && item->fd == fd)
			return item;
	return NULL;
}

static int remove_item(struct epitem *item)
{
	struct ep_wait *wait, *next;

	for (wait = item->waits; wait; wait = next) {
		next = wait->next;
		remove_wait_queue(wait->queue, &wait->entry);
		kfree(wait);
	}
	spin_lock_irq(&item->ep->lock);
	list_del(&item->ready);
	spin_unlock_irq(&item->ep->lock);
	ep_unlink(item);
	list_del(&item->item);
	kfree(item);
	return 0;
}

static void set_event(struct epitem *item, const struct epoll_event *event)
{
	item->data = event->data;
	WRITE_ONCE(item->events, event->events | EPOLLERR | EPOLLHUP);
}

static void tell_if_ready(struct epitem *item, poll_table *table)
{
	if (ep_ask(item, table)) {
		ep_mark_ready(item);
		ep_wake_waiter(item->ep);
	}
}

static int add_item(struct eventpoll *ep, struct file *file, int fd,
		    const struct epoll_event *event)
{
	struct epitem *item = kzalloc(sizeof(*item), GFP_KERNEL);
	struct ep_table et = { .table._qproc = enqueue_wait, .item = item };
	int err;

	if (!item)
		return -ENOMEM;
	INIT_LIST_HEAD(&item->ready);
	item->ep = ep;
	item->file = file;
	item->fd = fd;
	set_event(item, event);
	list_add_tail(&item->item, &ep->items);
	ep_link(item);
	err = ep_check_ways(file);
	if (!err) {
		tell_if_ready(item, &et.table);
		err = et.error;
	}
	if (err)
		remove_item(item);
	return err;
}

static int change_item(struct epitem *item, const struct epoll_event *event)
{
	poll_table only_ask = { ._qproc = NULL };

	if (item->events & EPOLLEXCLUSIVE)
		return -EINVAL;
	set_event(item, event);
	tell_if_ready(item, &only_ask);
	return 0;
}

void __eventpoll_release(struct file *file)
{
	struct hlist_node *next;
	struct epitem *item;

	mutex_lock(&epoll_mutex);
	hlist_for_each_entry_safe (item, next, &file->f_ep, of_file)
		remove_item(item);
	mutex_unlock(&epoll_mutex);
}

/* --- the epoll file --------------------------------------------------------------- */

static __poll_t ep_file_poll(struct file *file, poll_table *table)
{
	struct eventpoll *ep = file->private_data;
	__poll_t mask;

	poll_wait(file, &ep->poll_wait, table);
	mutex_lock(&epoll_mutex);
	mask = ep_poll_locked(ep);
	mutex_unlock(&epoll_mutex);
	return mask;
}

static int ep_release(struct inode *inode, struct file *file)
{
	struct eventpoll *ep = file->private_data;
	struct epitem *item, *next;

	mutex_lock(&epoll_mutex);
	list_for_each_entry_safe (item, next, &ep->items, item)
		remove_item(item);
	mutex_unlock(&epoll_mutex);
	kfree(ep);
	return 0;
}

const struct file_operations eventpoll_fops = {
	.poll = ep_file_poll,
	.release = ep_release,
	.llseek = noop_llseek,
};

static struct eventpoll *new_eventpoll(void)
{
	struct eventpoll *ep = kzalloc(sizeof(*ep), GFP_KERNEL);

	if (!ep)
		return NULL;
	INIT_LIST_HEAD(&ep->items);
	INIT_LIST_HEAD(&ep->ready);
	spin_lock_init(&ep->lock);
	init_waitqueue_head(&ep->wait);
	init_waitqueue_head(&ep->poll_wait);
	return ep;
}

/* --- the calls -------------------------------------------------------------------- */

long ksys_epoll_create1(int flags)
{
	struct eventpoll *ep;
	struct file *file;
	int fd;

	if (flags & ~EPOLL_CLOEXEC)
		return -EINVAL;
	fd = get_unused_fd_flags(flags);
	if (fd < 0)
		return fd;
	ep = new_eventpoll();
	file = ep ? anon_inode_getfile("[eventpoll]", &eventpoll_fops, ep, O_RDWR)
		  : ERR_PTR(-ENOMEM);
	if (IS_ERR(file)) {
		kfree(ep);
		put_unused_fd(fd);
		return PTR_ERR(file);
	}
	ep->file = file;
	fd_install(fd, file);
	return fd;
}

static int add_or_refuse(struct eventpoll *ep, struct file *file, int fd,
			 const struct epoll_event *event)
{
	int err = ep_check_loop(ep, file);

	return err ? err : add_item(ep, file, fd, event);
}

/* Both files are open. */
static int do_ctl(struct file *epfile, int op, struct file *file, int fd,
		  const struct epoll_event *event)
{
	struct eventpoll *ep = epfile->private_data;
	struct epitem *item;
	int err = -EINVAL;

	mutex_lock(&epoll_mutex);
	item = find_item(ep, file, fd);
	if (op == EPOLL_CTL_ADD)
		err = item ? -EEXIST : add_or_refuse(ep, file, fd, event);
	else if (op == EPOLL_CTL_MOD)
		err = item ? change_item(item, event) : -ENOENT;
	else if (op == EPOLL_CTL_DEL)
		err = item ? remove_item(item) : -ENOENT;
	mutex_unlock(&epoll_mutex);
	return err;
}

/* What may stand beside EPOLLEXCLUSIVE. */
#define EXCLUSIVE_OK                                                        \
	(EPOLLIN | EPOLLOUT | EPOLLERR | EPOLLHUP | EPOLLWAKEUP | EPOLLET | \
	 EPOLLEXCLUSIVE)

static int check_ctl(struct file *epfile, int op, struct file *file, u32 events)
{
	if (!epfile || !file)
		return -EBADF;
	if (!file->f_op->poll)
		return -EPERM; /* it is always ready */
	if (epfile->f_op != &eventpoll_fops || epfile == file)
		return -EINVAL;
	if ((events & EPOLLEXCLUSIVE) &&
	    (op == EPOLL_CTL_MOD || file_epoll(file) || (events & ~EXCLUSIVE_OK)))
		return -EINVAL;
	return 0;
}

long ksys_epoll_ctl(int epfd, int op, int fd, const struct epoll_event __user *user)
{
	struct epoll_event event = { .events = 0 };
	struct file *epfile, *file;
	int err;

	if (op != EPOLL_CTL_DEL && copy_from_user(&event, user, sizeof(event)))
		return -EFAULT;
	epfile = fget(epfd);
	file = fget(fd);
	err = check_ctl(epfile, op, file, event.events);
	if (!err)
		err = do_ctl(epfile, op, file, fd, &event);
	if (file)
		fput(file);
	if (epfile)
		fput(epfile);
	return err;
}

long do_epoll_wait(int epfd, struct epoll_event __user *to, int max, u64 expires)
{
	struct fd f;
	long count = -EINVAL;

	if (max <= 0 || max > INT_MAX / (int)sizeof(struct epoll_event))
		return -EINVAL;
	if (!access_ok(to, max * sizeof(struct epoll_event)))
		return -EFAULT;
	f = fdget(epfd);
	if (!f.file)
		return -EBADF;
	if (file_epoll(f.file))
		count = ep_wait(file_epoll(f.file), to, max, expires);
	fdput(f);
	return count;
}
