/*
 * fs/vfs/epoll.h - what the two files of epoll(7) share
 *
 * Locking: see fs/vfs/epoll.c.
 */
#ifndef FS_VFS_EPOLL_H
#define FS_VFS_EPOLL_H

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <uapi/linux/eventpoll.h>

/* What stays of an item's events when EPOLLONESHOT has told them. */
#define PRIVATE_EVENTS (EPOLLET | EPOLLONESHOT | EPOLLEXCLUSIVE | EPOLLWAKEUP)

struct eventpoll {
	struct file *file;           /* [I] its own, not counted */
	struct list_head items;      /* [epoll_mutex] */
	u64 last_check;              /* [epoll_mutex] that has looked into it ... */
	unsigned int depth;          /* [epoll_mutex] ... and what it found */
	spinlock_t lock;             /* irqs off */
	struct list_head ready;      /* [lock] items that may have news */
	wait_queue_head_t wait;      /* who is in epoll_wait() */
	wait_queue_head_t poll_wait; /* who polls the epoll file itself */
};

struct epitem {
	struct list_head item;     /* [epoll_mutex] in ep->items */
	struct hlist_node of_file; /* [epoll_mutex, nest_lock] in file->f_ep */
	struct list_head ready;    /* [ep->lock] in ep->ready */
	struct eventpoll *ep;      /* [I] */
	struct file *file;         /* [I] not counted */
	int fd;                    /* [I] file and fd are its key */
	u32 events;                /* [epoll_mutex]; also read in ep_wake() */
	u64 data;                  /* [epoll_mutex] the program's own */
	struct ep_wait *waits;     /* [epoll_mutex] */
};

/* One entry in one of the file's queues. */
struct ep_wait {
	struct wait_queue_entry entry; /* its private is the item */
	wait_queue_head_t *queue;
	struct ep_wait *next;
};

extern struct mutex epoll_mutex;
extern const struct file_operations eventpoll_fops;

/* The epoll whose file this is, or NULL. */
static inline struct eventpoll *file_epoll(const struct file *file)
{
	return file->f_op == &eventpoll_fops ? file->private_data : NULL;
}

/* The item may have news, and somebody should ask. Any context. */
void ep_mark_ready(struct epitem *item);

/* The same if it is to hear of them: one of EPOLLONESHOT may have told. => is it? */
bool ep_mark_news(struct epitem *item);

/* --- epoll_nest.c ------------------------------------------------------------------ */

/*
 * ep may have news: wake one who waits for them (he wakes the next if there is more than he
 * takes), and whoever waits for an epoll that watches this one. Any context.
 */
void ep_wake_waiter(struct eventpoll *ep);

/* The item is among its file's from now on, or no more. epoll_mutex held. */
void ep_link(struct epitem *item);
void ep_unlink(struct epitem *item);

/*
 * May ep watch file? 0, or -ELOOP: it is watched by it, or this is too deep. When it does,
 * may the files below be watched this way? 0 or -EINVAL. epoll_mutex held.
 */
int ep_check_loop(struct eventpoll *ep, const struct file *file);
int ep_check_ways(const struct file *file);

/* --- epoll.c, epoll_wait.c ---------------------------------------------------------- */

/* What of its events has the item's file now? epoll_mutex held; may sleep. */
__poll_t ep_ask(struct epitem *item, poll_table *table);

/*
 * Put up to max events at to, as soon as there are any or the monotonic clock shows
 * expires (U64_MAX: never). => how many, -EFAULT, -EINTR. May sleep.
 */
int ep_wait(struct eventpoll *ep, struct epoll_event __user *to, int max, u64 expires);

#endif
