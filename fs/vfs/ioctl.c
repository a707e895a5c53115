/*
 * fs/vfs/ioctl.c - ioctl(2): what all files understand, then the file's own
 *
 * Locking: f_lock for f_flags.
 */
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/uaccess.h>
#include <uapi/asm/ioctls.h>
#include <atlas/file_calls.h>
#include "fdtable.h"

/* The file's own ioctl; a command that it does not know is -ENOTTY. */
long vfs_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	long ret = -ENOTTY;

	if (file->f_op->unlocked_ioctl)
		ret = file->f_op->unlocked_ioctl(file, cmd, arg);
	return ret == -ENOIOCTLCMD ? -ENOTTY : ret;
}

static long set_nonblock(struct file *file, const int __user *user)
{
	int on = 0;

	if (get_user(on, user))
		return -EFAULT;
	spin_lock(&file->f_lock);
	if (on)
		file->f_flags |= O_NONBLOCK;
	else
		file->f_flags &= ~O_NONBLOCK;
	spin_unlock(&file->f_lock);
	return 0;
}

static long set_async(struct file *file, unsigned int fd, const int __user *user)
{
	int on = 0;

	if (get_user(on, user))
		return -EFAULT;
	if (!on == !(file->f_flags & FASYNC))
		return 0;
	return file->f_op->fasync ? file->f_op->fasync(fd, file, on) : -ENOTTY;
}

/* FIONREAD of a regular file: the bytes up to its end. */
static long bytes_left(struct file *file, int __user *user)
{
	return put_user((int)(i_size_read(file_inode(file)) - file->f_pos), user);
}

static long do_ioctl(struct file *file, unsigned int fd, unsigned int cmd,
		     unsigned long arg)
{
	switch (cmd) {
	case FIOCLEX:
		set_close_on_exec(fd, true);
		return 0;
	case FIONCLEX:
		set_close_on_exec(fd, false);
		return 0;
	case FIONBIO:
		return set_nonblock(file, (const int __user *)arg);
	case FIOASYNC:
		return set_async(file, fd, (const int __user *)arg);
	case FIONREAD:
		if (S_ISREG(file_inode(file)->i_mode))
			return bytes_left(file, (int __user *)arg);
		return vfs_ioctl(file, cmd, arg);
	default:
		return vfs_ioctl(file, cmd, arg);
	}
}

long ksys_ioctl(unsigned int fd, unsigned int cmd, unsigned long arg)
{
	struct fd f = fdget(fd);
	long ret;

	if (!f.file)
		return -EBADF;
	ret = do_ioctl(f.file, fd, cmd, arg);
	fdput(f);
	return ret;
}
