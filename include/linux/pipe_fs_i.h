/*
 * include/linux/pipe_fs_i.h - pipes: a ring of pages between two ends
 *
 *	tail                head
 *	 v                   v
 *	[page][page][page][    ][    ]   head - tail pages are in use
 *
 * Locking: everything by pipe->mutex, but the readers' and writers' queues.
 */
#ifndef LINUX_PIPE_FS_I_H
#define LINUX_PIPE_FS_I_H

#include <linux/fs.h>
#include <linux/mutex.h>
#include <linux/wait.h>

#define PIPE_DEF_BUFFERS 16
#define PIPE_SIZE_END (1UL << 31) /* no pipe holds more bytes */

struct pipe_buffer {
	char *data;                 /* [mutex] a page of the kernel's own */
	unsigned short offset, len; /* [mutex] what of it is not read yet */
	bool packet;                /* [mutex] one read takes of it what it wants */
};

struct pipe_inode_info {
	struct mutex mutex;
	wait_queue_head_t rd_wait,
		wr_wait;         /* readers of an empty, writers of a full one */
	unsigned int head, tail; /* [mutex] count up for ever; slot: modulo the ring */
	unsigned int readers, writers; /* [mutex] open ends */
	unsigned int r_counter,
		w_counter;  /* [mutex] opens of each end, ever: for FIFOs */
	unsigned int files; /* [mutex] struct files that use it */
	struct fasync_struct *fasync_readers, *fasync_writers; /* O_ASYNC files */
	char *spare; /* [mutex] an emptied page kept for the next write, or NULL */
	atomic_long_t *user_pages; /* [I] slots of all pipes of who made it */
	unsigned int ring_size;    /* [mutex] slots; a power of two */
	struct pipe_buffer *bufs;  /* [mutex] the slots: initial, or from the slab */
	struct pipe_buffer initial[PIPE_DEF_BUFFERS];
};

/* /proc/sys/fs: bytes of one pipe, more for CAP_SYS_RESOURCE; pages of one user's, 0: any */
extern unsigned int pipe_max_size;
extern unsigned long pipe_user_pages_soft, pipe_user_pages_hard;
void pipe_max_size_set(void); /* it was written: round it up */

/* Two files with count 1: res[0] to read, res[1] to write. 0 or -errno. */
int create_pipe_files(struct file **res, int flags);
extern const struct file_operations pipefifo_fops;

#endif
