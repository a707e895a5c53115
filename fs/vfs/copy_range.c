/*
 * fs/vfs/copy_range.c - copy_file_range(2): from file to file, with no user memory between
 *
 * Both lie in one file system and in the page cache; bytes go by way of one page.
 *
 * Source: the Linux man page copy_file_range(2).
 *
 * Locking: none over the whole; each page's worth is a read and a write by themselves.
 */
#include <linux/file.h>
#include <linux/pagemap.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <atlas/file_calls.h>
#include "internal.h"

static int check_files(const struct file *in, const struct file *out)
{
	const struct inode *from = file_inode(in), *to = file_inode(out);

	if (S_ISDIR(from->i_mode) || S_ISDIR(to->i_mode))
		return -EISDIR;
	if (!S_ISREG(from->i_mode) || !S_ISREG(to->i_mode))
		return -EINVAL;
	if (!(in->f_mode & FMODE_READ) || !(out->f_mode & FMODE_WRITE) ||
	    (out->f_flags & O_APPEND))
		return -EBADF;
	return from->i_sb == to->i_sb ? 0 : -EXDEV;
}

/* *len is cut at the end of the file that is read, and where the other may not grow. */
static int check_ranges(const struct file *in, loff_t pos_in, const struct file *out,
			loff_t pos_out, size_t *len)
{
	loff_t size = i_size_read(file_inode(in)), allowed;
	int err;

	if (pos_in + *len < (u64)pos_in || pos_out + *len < (u64)pos_out)
		return -EOVERFLOW;
	if (pos_in < 0 || pos_out < 0)
		return -EINVAL;
	allowed = pos_in < size ? min_t(u64, *len, size - pos_in) : 0;
	err = generic_write_check_limits(out, pos_out, &allowed);
	if (err)
		return err;
	*len = allowed;
	if (file_inode(in) == file_inode(out) && pos_out + allowed > pos_in &&
	    pos_out < pos_in + allowed)
		return -EINVAL;
	return 0;
}

static ssize_t copy_pages(struct file *in, loff_t *pos_in, struct file *out,
			  loff_t *pos_out, size_t len)
{
	void *buf = (void *)__get_free_page(GFP_KERNEL);
	ssize_t done = 0, n = 0;

	if (!buf)
		return -ENOMEM;
	while (len && !fatal_signal_pending(current)) {
		loff_t at = *pos_in;

		n = kernel_read(in, buf, min(len, PAGE_SIZE), &at);
		if (n > 0)
			n = kernel_write(out, buf, n, pos_out);
		if (n <= 0)
			break;
		*pos_in += n;
		done += n;
		len -= n;
		cond_resched();
	}
	free_page((unsigned long)buf);
	return done ? done : n;
}

static ssize_t copy_range(struct file *in, loff_t *pos_in, struct file *out,
			  loff_t *pos_out, size_t len)
{
	int err = check_files(in, out);

	if (!err)
		err = check_ranges(in, *pos_in, out, *pos_out, &len);
	return err ? err : copy_pages(in, pos_in, out, pos_out, min(len, MAX_RW_COUNT));
}

/* Where to begin: at *at, or at the file's position. */
static int get_pos(const struct file *file, const loff_t __user *at, loff_t *pos)
{
	*pos = file->f_pos;
	return at && copy_from_user(pos, at, sizeof(*pos)) ? -EFAULT : 0;
}

static int put_pos(struct file *file, loff_t __user *at, loff_t pos)
{
	if (at)
		return copy_to_user(at, &pos, sizeof(pos)) ? -EFAULT : 0;
	file->f_pos = pos;
	return 0;
}

ssize_t ksys_copy_file_range(int fd_in, loff_t __user *off_in, int fd_out,
			     loff_t __user *off_out, size_t len, unsigned int flags)
{
	struct fd in = fdget(fd_in), out = fdget(fd_out);
	ssize_t ret = -EBADF;
	loff_t from, to;

	if (!in.file || !out.file)
		goto out;
	ret = get_pos(in.file, off_in, &from);
	if (!ret)
		ret = get_pos(out.file, off_out, &to);
	if (!ret && flags)
		ret = -EINVAL;
	if (!ret)
		ret = copy_range(in.file, &from, out.file, &to, len);
	if (ret > 0 && (put_pos(in.file, off_in, from) || put_pos(out.file, off_out, to)))
		ret = -EFAULT;
out:
	if (out.file)
		fdput(out);
	if (in.file)
		fdput(in);
	return ret;
}
