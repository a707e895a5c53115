/*
 * fs/vfs/pipe.h - what pipe.c and fifo.c share
 */
#ifndef FS_VFS_PIPE_H
#define FS_VFS_PIPE_H

#include <linux/pipe_fs_i.h>
#include <linux/uio.h>

/* Slots in use; without the mutex, as it was a moment ago. */
static inline unsigned int pipe_used(const struct pipe_inode_info *pipe)
{
	return READ_ONCE(pipe->head) - READ_ONCE(pipe->tail);
}

static inline struct pipe_buffer *pipe_buf(struct pipe_inode_info *pipe,
					   unsigned int slot)
{
	return &pipe->bufs[slot & (pipe->ring_size - 1)];
}

/*
 * pipe_size.c: fcntl(2)'s F_SETPIPE_SZ: room for that many bytes, rounded up to a power of
 * two of pages, which is returned. -EBUSY: more is in use; -EPERM: beyond pipe-max-size
 * without CAP_SYS_RESOURCE, or more pages than a user's pipes may have; -EINVAL, -ENOMEM.
 * And F_GETPIPE_SZ. Without the mutex; may sleep.
 */
long pipe_set_size(struct pipe_inode_info *pipe, unsigned long size);
long pipe_get_size(struct pipe_inode_info *pipe);

/* A new pipe's ring, which counts as the caller's. 0, or -EPERM: there are too many. */
int pipe_init_ring(struct pipe_inode_info *pipe);
void pipe_free_ring(struct pipe_inode_info *pipe); /* nobody uses pipe any more */

/* pipe.c */
struct pipe_inode_info *alloc_pipe_info(void); /* NULL: no memory */
void free_pipe_info(struct pipe_inode_info *pipe);

/*
 * Put a page of lowmem with n bytes at its beginning behind what is in the pipe, whose page
 * it is from then on. 0, or -EPIPE (and SIGPIPE), -EAGAIN (full, and the caller will not
 * wait), -ERESTARTSYS: then the page is the caller's still. No lock held; may sleep.
 */
int pipe_give_page(struct pipe_inode_info *pipe, char *data, size_t n, bool nonblock);

/*
 * Write count > 0 bytes, which are all that the pieces at from have: one write, not torn if
 * it is of PIPE_BUF bytes at most. The pieces, which the caller has checked with
 * access_ok(), are used up. Bytes, or -EPIPE (and SIGPIPE), -EAGAIN, -EFAULT, -ENOMEM,
 * -ERESTARTSYS. No lock held; may sleep. Source: the Linux man page pipe(7).
 */
ssize_t pipe_writev(struct file *file, struct iovec *from, size_t count);

/* fifo.c */
void put_pipe_info(struct inode *inode, struct pipe_inode_info *pipe); /* one file less */
int fifo_open(struct inode *inode, struct file *file);

#endif
