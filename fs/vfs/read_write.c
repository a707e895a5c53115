/*
 * fs/vfs/read_write.c - read, write and seek, from the descriptor to the file's own call
 *
 * Locking: f_pos_lock around the position, taken by fdget_pos() only where two tasks can
 * meet there.
 */
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/pagemap.h>
#include <linux/uaccess.h>
#include <atlas/file_calls.h>
#include "fdtable.h"
#include "internal.h"

/* Is [pos, pos + count) a range that a file can have? count is cut to what one call moves. */
static int check_range(const struct file *file, loff_t pos, size_t *count)
{
	if ((ssize_t)*count < 0 || pos < 0 || *count > (size_t)(MAX_LFS_FILESIZE - pos))
		return -EINVAL;
	*count = min(*count, (size_t)MAX_RW_COUNT);
	return 0;
}

/*
 * Read up to count bytes at *pos, which moves on, into user memory. Bytes read, 0 at the
 * end, or -errno: -EBADF (not open to read), -EINVAL, -EFAULT, and the file's own.
 */
ssize_t vfs_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	int err;

	if (!(file->f_mode & FMODE_READ))
		return -EBADF;
	if (!(file->f_mode & FMODE_CAN_READ))
		return -EINVAL;
	if (unlikely(!access_ok(buf, count)))
		return -EFAULT;
	err = check_range(file, *pos, &count);
	return err ? err : file->f_op->read(file, buf, count, pos);
}

ssize_t vfs_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	int err;

	if (!(file->f_mode & FMODE_WRITE))
		return -EBADF;
	if (!(file->f_mode & FMODE_CAN_WRITE))
		return -EINVAL;
	if (unlikely(!access_ok(buf, count)))
		return -EFAULT;
	err = check_range(file, *pos, &count);
	if (err)
		return err;
	if (unlikely(file->f_inode->i_mode & (S_ISUID | S_ISGID)))
		file_remove_privs(file);
	return file->f_op->write(file, buf, count, pos);
}

/*
 * Read into kernel memory from a file whose pages are in the page cache; -EINVAL for any
 * other kind, -EBADF if it is not open to read.
 */
ssize_t kernel_read(struct file *file, void *buf, size_t count, loff_t *pos)
{
	int err;

	if (!(file->f_mode & FMODE_READ))
		return -EBADF;
	if (file->f_op->read != generic_file_read)
		return -EINVAL;
	err = check_range(file, *pos, &count);
	return err ? err : page_cache_read(file, buf, count, pos);
}

ssize_t kernel_write(struct file *file, const void *buf, size_t count, loff_t *pos)
{
	int err;

	if (!(file->f_mode & FMODE_WRITE))
		return -EBADF;
	if (file->f_op->write != generic_file_write)
		return -EINVAL;
	err = check_range(file, *pos, &count);
	if (err)
		return err;
	if (unlikely(file->f_inode->i_mode & (S_ISUID | S_ISGID)))
		file_remove_privs(file);
	return page_cache_write(file, buf, count, pos);
}

/* --- the calls ------------------------------------------------------------------------- */

ssize_t ksys_read(unsigned int fd, char __user *buf, size_t count)
{
	struct fd f = __fdget_pos(fd);
	loff_t scratch;
	ssize_t ret;

	if (!f.file)
		return -EBADF;
	ret = vfs_read(f.file, buf, count, file_ppos(f.file, &scratch));
	fdput_pos(f);
	return ret;
}

ssize_t ksys_write(unsigned int fd, const char __user *buf, size_t count)
{
	struct fd f = __fdget_pos(fd);
	loff_t scratch;
	ssize_t ret;

	if (!f.file)
		return -EBADF;
	ret = vfs_write(f.file, buf, count, file_ppos(f.file, &scratch));
	fdput_pos(f);
	return ret;
}

ssize_t ksys_pread64(unsigned int fd, char __user *buf, size_t count, loff_t pos)
{
	ssize_t ret = -ESPIPE;
	struct fd f;

	if (pos < 0)
		return -EINVAL;
	f = __fdget(fd);
	if (!f.file)
		return -EBADF;
	if (f.file->f_mode & FMODE_PREAD)
		ret = vfs_read(f.file, buf, count, &pos);
	fdput(f);
	return ret;
}

ssize_t ksys_pwrite64(unsigned int fd, const char __user *buf, size_t count, loff_t pos)
{
	ssize_t ret = -ESPIPE;
	struct fd f;

	if (pos < 0)
		return -EINVAL;
	f = __fdget(fd);
	if (!f.file)
		return -EBADF;
	if (f.file->f_mode & FMODE_PWRITE)
		ret = vfs_write(f.file, buf, count, &pos);
	fdput(f);
	return ret;
}
