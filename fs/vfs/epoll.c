/*
 * fs/vfs/epoll.c - epoll(7): which of many files have news, without asking all of them
 *
 *	epoll_ctl(ADD): an item for the file, with an entry in each of its wait queues
 *	news: the entry's function puts the item on `ready` and wakes one who waits
 *	epoll_wait() (fs/vfs/epoll_wait.c): takes the items off `ready`, asks each file what
 *		there is now; level-triggered ones go back, to be asked again the next time
 *
 * An item does not keep its file open: the file's end takes it out. Source: the Linux man
 * pages epoll(7), epoll_ctl(2), epoll_wait(2). Atlas: an epoll file can be polled, but not
 * be in another one (-ELOOP); EPOLLEXCLUSIVE and EPOLLWAKEUP mean nothing.
 *
 * Locking: epoll_mutex for the items of all, and while files are asked; user memory is
 * touched inside. The queue's lock of a file > ep->lock, irqs off, for `ready` > the lock
 * of ep's own queues.
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

void ep_wake_waiter(struct eventpoll *ep)
{
	wake_up(&ep->wait);
	wake_up(&ep->poll_wait);
}

static int ep_wake(struct wait_queue_entry *entry, unsigned int mode, int flags,
		   void *key)
{
	struct epitem *item = entry->private;

	if (!(READ_ONCE(item->events) & ~PRIVATE_EVENTS))
		return 0; /* EPOLLONESHOT has told already */
	ep_mark_ready(item);
	ep_wake_waiter(item->ep);
	return 1;
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
	add_wait_queue(queue, &wait->entry);
}

__poll_t ep_ask(struct epitem *item, poll_table *table)
{
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
	hlist_del(&item->of_file);
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

	if (!item)
		return -ENOMEM;
	INIT_LIST_HEAD(&item->ready);
	item->ep = ep;
	item->file = file;
	item->fd = fd;
	set_event(item, event);
	list_add_tail(&item->item, &ep->items);
	hlist_add_head(&item->of_file, &file->f_ep);
	tell_if_ready(item, &et.table);
	if (et.error)
		remove_item(item);
	return et.error;
}

static int change_item(struct epitem *item, const struct epoll_event *event)
{
	poll_table only_ask = { ._qproc = NULL };

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
	poll_table only_ask = { ._qproc = NULL };
	struct epitem *item;
	__poll_t mask = 0;

	poll_wait(file, &ep->poll_wait, table);
	mutex_lock(&epoll_mutex);
	list_for_each_entry (item, &ep->items, item) {
		if (!list_empty_careful(&item->ready) && ep_ask(item, &only_ask)) {
			mask = EPOLLIN | EPOLLRDNORM;
			break;
		}
	}
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

static const struct file_operations eventpoll_fops = {
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
	fd_install(fd, file);
	return fd;
}

/* file is not an epoll's own; both are open. */
static int do_ctl(struct file *epfile, int op, struct file *file, int fd,
		  const struct epoll_event *event)
{
	struct eventpoll *ep = epfile->private_data;
	struct epitem *item;
	int err = -EINVAL;

	mutex_lock(&epoll_mutex);
	item = find_item(ep, file, fd);
	if (op == EPOLL_CTL_ADD)
		err = item ? -EEXIST : add_item(ep, file, fd, event);
	else if (op == EPOLL_CTL_MOD)
		err = item ? change_item(item, event) : -ENOENT;
	else if (op == EPOLL_CTL_DEL)
		err = item ? remove_item(item) : -ENOENT;
	mutex_unlock(&epoll_mutex);
	return err;
}

static int check_ctl(struct file *epfile, int op, struct file *file)
{
	if (!epfile || !file)
		return -EBADF;
	if (!file->f_op->poll)
		return -EPERM; /* it is always ready */
	if (epfile->f_op != &eventpoll_fops || epfile == file)
		return -EINVAL;
	return op == EPOLL_CTL_ADD && file->f_op == &eventpoll_fops ? -ELOOP : 0;
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
	err = check_ctl(epfile, op, file);
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
	if (f.file->f_op == &eventpoll_fops)
		count = ep_wait(f.file->private_data, to, max, expires);
	fdput(f);
	return count;
}
