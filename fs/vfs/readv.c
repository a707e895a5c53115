/*
 * fs/vfs/readv.c - readv(2) and writev(2): several pieces of memory, one call
 *
 * Locking: as read(2); the position moves once, over all pieces.
 *
 * Atlas: a driver sees one call a piece; only a pipe takes all pieces of a writev(2) at once.
 */
#include <linux/file.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <atlas/file_calls.h>
#include "internal.h"
#include "pipe.h"

#define UIO_FASTIOV 8

typedef ssize_t (*vfs_rw)(struct file *file, char __user *buf, size_t count, loff_t *pos);

static ssize_t write_piece(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	return vfs_write(file, buf, count, pos);
}

int copy_iovec(const struct iovec __user *user, unsigned long nr, struct iovec *vec)
{
	if (copy_from_user(vec, user, nr * sizeof(*vec)))
		return -EFAULT;
	for (unsigned long i = 0; i < nr; i++)
		if ((ssize_t)vec[i].iov_len < 0)
			return -EINVAL;
	return 0;
}

ssize_t import_iovec(const struct iovec __user *user, unsigned long nr, struct iovec *vec)
{
	size_t left = MAX_RW_COUNT;
	int err = copy_iovec(user, nr, vec);

	if (err)
		return err;
	for (unsigned long i = 0; i < nr; i++) {
		if (!access_ok(vec[i].iov_base, vec[i].iov_len))
			return -EFAULT;
		vec[i].iov_len = min(vec[i].iov_len, left);
		left -= vec[i].iov_len;
	}
	return MAX_RW_COUNT - left;
}

/* Piece after piece, until one is not moved whole. A read that has bytes does not wait. */
static ssize_t loop_pieces(struct file *file, const struct iovec *vec, unsigned long nr,
			   loff_t *pos, vfs_rw rw)
{
	ssize_t done = 0;

	for (unsigned long i = 0; i < nr; i++) {
		ssize_t n;

		if (done && rw == vfs_read && !(vfs_poll(file, NULL) & EPOLLIN))
			break;
		n = rw(file, vec[i].iov_base, vec[i].iov_len, pos);
		if (n < 0)
			return done ? done : n;
		done += n;
		if ((size_t)n < vec[i].iov_len)
			break;
	}
	return done;
}

static ssize_t do_iovec(struct file *file, const struct iovec __user *user,
			unsigned long nr, loff_t *pos, fmode_t need, vfs_rw rw)
{
	struct iovec fast[UIO_FASTIOV] = { 0 }, *vec = fast;
	ssize_t ret;

	if (!(file->f_mode & need))
		return -EBADF;
	if (!(file->f_mode & (need == FMODE_READ ? FMODE_CAN_READ : FMODE_CAN_WRITE)))
		return -EINVAL;
	if (nr > UIO_MAXIOV)
		return -EINVAL;
	if (nr > UIO_FASTIOV) {
		vec = kmalloc_array(nr, sizeof(*vec), GFP_KERNEL);
		if (!vec)
			return -ENOMEM;
	}
	ret = import_iovec(user, nr, vec);
	if (ret > 0 && need == FMODE_WRITE && file->f_op == &pipefifo_fops)
		ret = pipe_writev(file, vec, ret);
	else if (ret > 0)
		ret = loop_pieces(file, vec, nr, pos, rw);
	if (vec != fast)
		kfree(vec);
	return ret;
}

static ssize_t iovec_at_pos(unsigned long fd, const struct iovec __user *vec,
			    unsigned long vlen, fmode_t need, vfs_rw rw)
{
	struct fd f = fdget_pos(fd);
	loff_t scratch;
	ssize_t ret;

	if (!f.file)
		return -EBADF;
	ret = do_iovec(f.file, vec, vlen, file_ppos(f.file, &scratch), need, rw);
	fdput_pos(f);
	return ret;
}

ssize_t do_readv(unsigned long fd, const struct iovec __user *vec, unsigned long vlen)
{
	return iovec_at_pos(fd, vec, vlen, FMODE_READ, vfs_read);
}

ssize_t do_writev(unsigned long fd, const struct iovec __user *vec, unsigned long vlen)
{
	return iovec_at_pos(fd, vec, vlen, FMODE_WRITE, write_piece);
}
