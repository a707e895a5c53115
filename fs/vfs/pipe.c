/*
 * fs/vfs/pipe.c - pipes: bytes from a writer to a reader through a ring of pages
 *
 * A write puts whole pages into the ring; only a last piece that is shorter than a page
 * may go behind an earlier one in the same page, and only if it fits there whole. So a
 * write of up to PIPE_BUF bytes, in one piece or several, needs one slot or none, and is
 * never torn. Nobody else sees these pages, and they live until the bytes are read: they
 * are of lowmem, where a copy needs no mapping.
 *
 * vfs_read() and vfs_write() have done access_ok() for the whole transfer.
 *
 * Locking: pipe->mutex for the ring and the counts. It is held while user memory is
 * touched, so it is outside mmap_lock. Waiters look at the ring without it, then again
 * with it; who changed the ring looks for waiters after it (wq_has_sleeper()). The inode's
 * i_rwsem guards i_pipe of a FIFO (fs/vfs/fifo.c).
 */
#include <linux/gfp.h>
#include <linux/pipe_fs_i.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <uapi/asm/ioctls.h>
#include "pipe.h"

static bool pipe_empty(const struct pipe_inode_info *pipe)
{
	return pipe_used(pipe) == 0;
}

static bool pipe_full(const struct pipe_inode_info *pipe)
{
	return pipe_used(pipe) >= READ_ONCE(pipe->ring_size);
}

struct pipe_inode_info *alloc_pipe_info(void)
{
	struct pipe_inode_info *pipe = kzalloc(sizeof(*pipe), GFP_KERNEL);

	if (!pipe)
		return NULL;
	if (pipe_init_ring(pipe)) {
		kfree(pipe);
		return NULL;
	}
	mutex_init(&pipe->mutex);
	init_waitqueue_head(&pipe->rd_wait);
	init_waitqueue_head(&pipe->wr_wait);
	return pipe;
}

void free_pipe_info(struct pipe_inode_info *pipe)
{
	while (!pipe_empty(pipe))
		free_page((unsigned long)pipe_buf(pipe, pipe->tail++)->data);
	free_page((unsigned long)pipe->spare);
	pipe_free_ring(pipe);
	kfree(pipe);
}

/* The ring has changed, which those on queue wait for. */
static void pipe_wake(wait_queue_head_t *queue)
{
	if (wq_has_sleeper(queue))
		wake_up_interruptible(queue);
}

/* --- reading ----------------------------------------------------------------------------- */

/* The first page of the ring is read. [mutex] */
static void drop_first(struct pipe_inode_info *pipe, struct pipe_buffer *first)
{
	if (pipe->spare)
		free_page((unsigned long)first->data);
	else
		pipe->spare = first->data;
	WRITE_ONCE(pipe->tail, pipe->tail + 1);
}

/* Take up to count bytes that are there. Bytes, or -EFAULT. [mutex] */
static ssize_t take_bytes(struct pipe_inode_info *pipe, char __user *to, size_t count)
{
	size_t left = count;

	while (left && !pipe_empty(pipe)) {
		struct pipe_buffer *buf = pipe_buf(pipe, pipe->tail);
		size_t n = min(left, (size_t)buf->len);

		n -= __copy_to_user(to, buf->data + buf->offset, n);
		to += n;
		left -= n;
		buf->offset += n;
		buf->len -= n;
		if (buf->len && !(buf->packet && n))
			break; /* that was all, or the address is bad */
		drop_first(pipe, buf);
		if (buf->packet)
			break;
	}
	return left == count && !pipe_empty(pipe) ? -EFAULT : (ssize_t)(count - left);
}

/* Sleep until there is something to read or nobody to write it. [mutex, dropped meanwhile] */
static int wait_readable(struct pipe_inode_info *pipe)
{
	int err;

	mutex_unlock(&pipe->mutex);
	err = wait_event_interruptible(pipe->rd_wait,
				       !pipe_empty(pipe) || !READ_ONCE(pipe->writers));
	mutex_lock(&pipe->mutex);
	return err;
}

static ssize_t pipe_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	struct pipe_inode_info *pipe = file->private_data;
	bool was_full;
	ssize_t ret = 0;

	if (!count)
		return 0;
	mutex_lock(&pipe->mutex);
	while (pipe_empty(pipe) && pipe->writers && !ret) {
		ret = -EAGAIN;
		if (!(file->f_flags & O_NONBLOCK))
			ret = wait_readable(pipe);
	}
	was_full = pipe_full(pipe);
	if (!ret)
		ret = take_bytes(pipe, buf, count);
	mutex_unlock(&pipe->mutex);
	if (was_full)
		pipe_wake(&pipe->wr_wait);
	if (ret > 0) {
		kill_fasync(&pipe->fasync_writers, SIGIO, POLL_OUT);
		file_accessed(file);
	}
	return ret;
}

/* --- writing ----------------------------------------------------------------------------- */

/*
 * How n bytes of a write, whose first at bytes are copied already, get into a page: 0, or
 * anything else if they cannot be read. Inlined, for pipe_write() to cost what it must.
 */
typedef size_t (*fetch_fn)(char *to, void *from, size_t at, size_t n);

static size_t fetch_flat(char *to, void *from, size_t at, size_t n)
{
	return __copy_from_user(to, (const char __user *)from + at, n);
}

/* From an array of struct iovec, which are used up. */
static size_t fetch_pieces(char *to, void *from, size_t at, size_t n)
{
	size_t left = 0;

	for (struct iovec *piece = from; n && !left; piece++) {
		size_t part = min(n, piece->iov_len);

		left = __copy_from_user(to, piece->iov_base, part);
		piece->iov_base += part;
		piece->iov_len -= part;
		to += part;
		n -= part;
	}
	return left;
}

/* The odd bytes of a write go behind what is in the last page, if they fit. [mutex] */
static __always_inline ssize_t append_bytes(struct pipe_inode_info *pipe, void *from,
					    size_t n, fetch_fn fetch)
{
	struct pipe_buffer *buf;
	size_t end;

	if (!n || pipe_empty(pipe))
		return 0;
	buf = pipe_buf(pipe, pipe->head - 1);
	end = buf->offset + buf->len;
	if (buf->packet || end + n > PAGE_SIZE)
		return 0;
	if (fetch(buf->data + end, from, 0, n))
		return -EFAULT; /* nothing was added: buf->len is what counts */
	buf->len += n;
	return n;
}

/* The ring's next page. [mutex, not full] */
static inline void push_page(struct pipe_inode_info *pipe, char *data, size_t n,
			     bool packet)
{
	*pipe_buf(pipe, pipe->head) =
		(struct pipe_buffer){ .data = data, .len = n, .packet = packet };
	WRITE_ONCE(pipe->head, pipe->head + 1);
}

/* One more page. Its bytes, -ENOMEM or -EFAULT. [mutex, not full] */
static __always_inline ssize_t add_page(struct file *file, void *from, size_t at,
					size_t count, fetch_fn fetch)
{
	struct pipe_inode_info *pipe = file->private_data;
	char *data = pipe->spare;
	size_t n = min(count - at, PAGE_SIZE);

	if (!data)
		data = (char *)__get_free_page(GFP_KERNEL);
	if (!data)
		return -ENOMEM;
	pipe->spare = data;
	if (fetch(data, from, at, n))
		return -EFAULT;
	pipe->spare = NULL;
	push_page(pipe, data, n, file->f_flags & O_DIRECT);
	return n;
}

/* Sleep until there is room or nobody to read. [mutex, dropped meanwhile] */
static int wait_writable(struct pipe_inode_info *pipe)
{
	int err;

	mutex_unlock(&pipe->mutex);
	pipe_wake(&pipe->rd_wait);
	err = wait_event_interruptible(pipe->wr_wait,
				       !pipe_full(pipe) || !READ_ONCE(pipe->readers));
	mutex_lock(&pipe->mutex);
	return err;
}

/* 0 when there is room, -EPIPE, -EAGAIN or -ERESTARTSYS. [mutex, dropped to wait] */
static inline int make_room(struct pipe_inode_info *pipe, bool nonblock)
{
	int err = 0;

	while (pipe_full(pipe) && pipe->readers && !err)
		err = nonblock ? -EAGAIN : wait_writable(pipe);
	return pipe->readers ? err : -EPIPE;
}

static __always_inline ssize_t write_ring(struct file *file, void *from, size_t count,
					  fetch_fn fetch)
{
	struct pipe_inode_info *pipe = file->private_data;
	ssize_t done = 0, n;

	if (!count)
		return 0;
	mutex_lock(&pipe->mutex);
	n = pipe->readers ? append_bytes(pipe, from, count % PAGE_SIZE, fetch) : -EPIPE;
	while (n >= 0) {
		done += n;
		if ((size_t)done == count)
			break;
		n = make_room(pipe, file->f_flags & O_NONBLOCK);
		if (!n)
			n = add_page(file, from, done, count, fetch);
	}
	mutex_unlock(&pipe->mutex);
	if (done) {
		pipe_wake(&pipe->rd_wait);
		kill_fasync(&pipe->fasync_readers, SIGIO, POLL_IN);
	}
	if (n == -EPIPE)
		send_sig(SIGPIPE, current, 0);
	return done ? done : n;
}

static ssize_t pipe_write(struct file *file, const char __user *buf, size_t count,
			  loff_t *pos)
{
	return write_ring(file, (void __user *)buf, count, fetch_flat);
}

ssize_t pipe_writev(struct file *file, struct iovec *from, size_t count)
{
	return write_ring(file, from, count, fetch_pieces);
}

int pipe_give_page(struct pipe_inode_info *pipe, char *data, size_t n, bool nonblock)
{
	int err;

	mutex_lock(&pipe->mutex);
	err = make_room(pipe, nonblock);
	if (!err)
		push_page(pipe, data, n, false);
	mutex_unlock(&pipe->mutex);
	if (!err) {
		pipe_wake(&pipe->rd_wait);
		kill_fasync(&pipe->fasync_readers, SIGIO, POLL_IN);
	}
	if (err == -EPIPE)
		send_sig(SIGPIPE, current, 0);
	return err;
}

/* --- the rest ------------------------------------------------------------------------------ */

static __poll_t pipe_poll(struct file *file, poll_table *wait)
{
	struct pipe_inode_info *pipe = file->private_data;
	__poll_t mask = 0;

	if (file->f_mode & FMODE_READ) {
		poll_wait(file, &pipe->rd_wait, wait);
		if (!pipe_empty(pipe))
			mask |= EPOLLIN | EPOLLRDNORM;
		if (!READ_ONCE(pipe->writers))
			mask |= EPOLLHUP;
	}
	if (file->f_mode & FMODE_WRITE) {
		poll_wait(file, &pipe->wr_wait, wait);
		if (!pipe_full(pipe))
			mask |= EPOLLOUT | EPOLLWRNORM;
		if (!READ_ONCE(pipe->readers))
			mask |= EPOLLERR;
	}
	return mask;
}

static long pipe_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct pipe_inode_info *pipe = file->private_data;
	int bytes = 0;

	if (cmd != FIONREAD)
		return -ENOIOCTLCMD;
	mutex_lock(&pipe->mutex);
	for (unsigned int slot = pipe->tail; slot != pipe->head; slot++)
		bytes += pipe_buf(pipe, slot)->len;
	mutex_unlock(&pipe->mutex);
	return put_user(bytes, (int __user *)arg);
}

static int pipe_fasync(int fd, struct file *file, int on)
{
	struct pipe_inode_info *pipe = file->private_data;
	int err = 0;

	if (file->f_mode & FMODE_READ)
		err = fasync_helper(fd, file, on, &pipe->fasync_readers);
	if (!err && file->f_mode & FMODE_WRITE) {
		err = fasync_helper(fd, file, on, &pipe->fasync_writers);
		if (err && file->f_mode & FMODE_READ)
			fasync_helper(fd, file, 0, &pipe->fasync_readers);
	}
	return err;
}

static int pipe_release(struct inode *inode, struct file *file)
{
	struct pipe_inode_info *pipe = file->private_data;
	bool one_end;

	mutex_lock(&pipe->mutex);
	if (file->f_mode & FMODE_READ)
		WRITE_ONCE(pipe->readers, pipe->readers - 1);
	if (file->f_mode & FMODE_WRITE)
		WRITE_ONCE(pipe->writers, pipe->writers - 1);
	one_end = !pipe->readers != !pipe->writers;
	mutex_unlock(&pipe->mutex);
	wake_up_interruptible(&pipe->rd_wait);
	wake_up_interruptible(&pipe->wr_wait);
	if (one_end) {
		kill_fasync(&pipe->fasync_readers, SIGIO, POLL_IN);
		kill_fasync(&pipe->fasync_writers, SIGIO, POLL_OUT);
	}
	put_pipe_info(inode, pipe);
	return 0;
}

const struct file_operations pipefifo_fops = {
	.open = fifo_open,
	.read = pipe_read,
	.write = pipe_write,
	.poll = pipe_poll,
	.unlocked_ioctl = pipe_ioctl,
	.fasync = pipe_fasync,
	.release = pipe_release,
};
