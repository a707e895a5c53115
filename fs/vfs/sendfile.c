/*
 * fs/vfs/sendfile.c - sendfile(2): from the page cache to any file, past user memory
 *
 * A page's worth at a time is read into a page of our own. A pipe takes over that page as it
 * stands; another file of the page cache, or one with a sendpage() of its own, copies it.
 *
 * Source: the Linux man page sendfile(2).
 *
 * Locking: none over the whole; each page's worth is a read and a write by themselves.
 */
#include <linux/file.h>
#include <linux/pagemap.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/uaccess.h>
#include <atlas/file_calls.h>
#include "internal.h"
#include "pipe.h"

/* Pass on n bytes of *data to what is no pipe. Bytes, or -errno. */
static ssize_t send_copy(struct file *out, const char *data, size_t n, loff_t *pos)
{
	struct page *page = virt_to_page(data);
	ssize_t done = 0, ret;

	do {
		if (out->f_op->sendpage)
			ret = out->f_op->sendpage(out, page, done, n - done, pos, 0);
		else
			ret = kernel_write(out, data + done, n - done, pos);
		done += max_t(ssize_t, ret, 0);
	} while (ret > 0 && (size_t)done < n && !signal_pending(current));
	return done ? done : ret;
}

static ssize_t send_to_file(struct file *in, loff_t *pos, struct file *out,
			    loff_t *out_pos, size_t count)
{
	char *data = (char *)__get_free_page(GFP_KERNEL);
	loff_t start = *pos;
	ssize_t had, n;

	if (!data)
		return -ENOMEM;
	do {
		loff_t at = *pos;

		n = had = kernel_read(in, data, min(count, PAGE_SIZE), &at);
		if (had > 0)
			n = send_copy(out, data, had, out_pos);
		if (n > 0) {
			*pos += n;
			count -= n;
			cond_resched();
		}
	} while (n > 0 && n == had && count && !signal_pending(current));
	free_page((unsigned long)data);
	return *pos > start ? *pos - start : n;
}

/* What fits: only for the first page is waited. */
static ssize_t send_to_pipe(struct file *in, loff_t *pos, struct file *out, size_t count)
{
	bool nonblock = out->f_flags & O_NONBLOCK;
	loff_t start = *pos;
	ssize_t ret = 0;

	while (count) {
		char *data = (char *)__get_free_page(GFP_KERNEL);
		loff_t at = *pos;
		ssize_t n = -ENOMEM;

		if (data)
			n = kernel_read(in, data, min(count, PAGE_SIZE), &at);
		ret = n > 0 ? pipe_give_page(out->private_data, data, n, nonblock) : n;
		if (ret || !n) {
			free_page((unsigned long)data);
			break;
		}
		*pos = at;
		count -= n;
		nonblock = true;
	}
	return *pos > start ? *pos - start : ret;
}

/* Is [pos, pos + count) a range that a file can have? */
static bool is_range(loff_t pos, size_t count)
{
	return pos >= 0 && (ssize_t)count >= 0 &&
	       count <= (size_t)(MAX_LFS_FILESIZE - pos);
}

/* May count bytes at pos be sent? */
static int check_files(const struct file *in, loff_t pos, const struct file *out,
		       size_t count)
{
	if (!is_range(pos, count))
		return -EINVAL;
	if (!(out->f_mode & FMODE_WRITE))
		return -EBADF;
	if (in->f_op->read != generic_file_read || !is_range(out->f_pos, count))
		return -EINVAL;
	if ((out->f_flags & O_APPEND) && out->f_op != &pipefifo_fops)
		return -EINVAL;
	return 0;
}

static ssize_t send_range(struct file *in, loff_t *pos, struct file *out, size_t count)
{
	int err = check_files(in, *pos, out, count);

	if (err || !count)
		return err;
	count = min(count, (size_t)MAX_RW_COUNT);
	if (out->f_op == &pipefifo_fops)
		return send_to_pipe(in, pos, out, count);
	return send_to_file(in, pos, out, &out->f_pos, count);
}

/* From the file's position, which moves on, or from *at. */
static ssize_t send_from(struct file *in, loff_t *at, struct file *out, size_t count)
{
	if (!(in->f_mode & FMODE_READ))
		return -EBADF;
	if (at && !(in->f_mode & FMODE_PREAD))
		return -ESPIPE;
	return send_range(in, at ? at : &in->f_pos, out, count);
}

ssize_t ksys_sendfile64(int out_fd, int in_fd, loff_t __user *offset, size_t count)
{
	ssize_t ret = -EBADF;
	struct fd in, out;
	loff_t at;

	if (offset && copy_from_user(&at, offset, sizeof(at)))
		return -EFAULT;
	in = fdget(in_fd);
	out = fdget(out_fd);
	if (in.file && out.file)
		ret = send_from(in.file, offset ? &at : NULL, out.file, count);
	if (out.file)
		fdput(out);
	if (in.file)
		fdput(in);
	if (offset && copy_to_user(offset, &at, sizeof(at)))
		return -EFAULT;
	return ret;
}
