/*
 * include/linux/poll.h - what a driver's ->poll() needs
 *
 * The driver calls poll_wait() for each queue that will be woken when its answer may
 * change, then returns what can be done now. Whoever asks brings the poll_table; NULL
 * or no function in it: only the answer is wanted.
 */
#ifndef LINUX_POLL_H
#define LINUX_POLL_H

#include <linux/fs.h>
#include <linux/wait.h>

#define EPOLLIN ((__poll_t)0x00000001)
#define EPOLLPRI ((__poll_t)0x00000002)
#define EPOLLOUT ((__poll_t)0x00000004)
#define EPOLLERR ((__poll_t)0x00000008)
#define EPOLLHUP ((__poll_t)0x00000010)
#define EPOLLNVAL ((__poll_t)0x00000020)
#define EPOLLRDNORM ((__poll_t)0x00000040)
#define EPOLLRDBAND ((__poll_t)0x00000080)
#define EPOLLWRNORM ((__poll_t)0x00000100)
#define EPOLLWRBAND ((__poll_t)0x00000200)

#define POLLIN EPOLLIN
#define POLLPRI EPOLLPRI
#define POLLOUT EPOLLOUT
#define POLLERR EPOLLERR
#define POLLHUP EPOLLHUP
#define POLLNVAL EPOLLNVAL
#define POLLRDNORM EPOLLRDNORM
#define POLLRDBAND EPOLLRDBAND
#define POLLWRNORM EPOLLWRNORM
#define POLLWRBAND EPOLLWRBAND

/* What a file without ->poll() answers. */
#define DEFAULT_POLLMASK (EPOLLIN | EPOLLOUT | EPOLLRDNORM | EPOLLWRNORM)

struct poll_table_struct;
typedef void (*poll_queue_proc)(struct file *file, wait_queue_head_t *queue,
				struct poll_table_struct *table);

typedef struct poll_table_struct {
	poll_queue_proc _qproc;
	__poll_t _key;
} poll_table;

static inline void poll_wait(struct file *file, wait_queue_head_t *queue,
			     poll_table *table)
{
	if (table && table->_qproc && queue) {
		table->_qproc(file, queue, table);
		smp_mb(); /* pairs with wq_has_sleeper(): now the driver looks */
	}
}

static inline __poll_t vfs_poll(struct file *file, poll_table *table)
{
	return file->f_op->poll ? file->f_op->poll(file, table) : DEFAULT_POLLMASK;
}

#endif
