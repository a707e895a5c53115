/*
 * fs/vfs/fcntl.c - dup(2), dup2(2), dup3(2), close_range(2), fcntl(2)
 *
 * Locking: files->file_lock; f_lock for f_flags.
 */
#include <linux/bitops.h>
#include <linux/fdtable.h>
#include <linux/file.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <asm/page.h>
#include <uapi/linux/close_range.h>
#include <uapi/linux/resource.h>
#include <atlas/file_calls.h>
#include "fdtable.h"
#include "internal.h"
#include "pipe.h"

long ksys_dup(unsigned int fd)
{
	struct file *file = fget_raw(fd);
	int new;

	if (!file)
		return -EBADF;
	new = get_unused_fd_flags(0);
	if (new < 0)
		fput(file);
	else
		fd_install(new, file);
	return new;
}

/*
 * Put the file of oldfd at newfd too. file_lock is held, and dropped on return; what was
 * at newfd is closed then. A newfd that another thread has just reserved is -EBUSY.
 */
static int replace_fd_locked(struct files_struct *files, unsigned int oldfd,
			     unsigned int newfd, int flags) __releases(files->file_lock)
{
	struct fdtable *fdt = &files->fdt;
	struct file *file = NULL, *old;

	if (oldfd < fdt->max_fds)
		file = fdt->fd[oldfd];
	if (!file) {
		spin_unlock(&files->file_lock);
		return -EBADF;
	}
	old = fdt->fd[newfd];
	if (!old && test_bit(newfd, fdt->open_fds)) {
		spin_unlock(&files->file_lock);
		return -EBUSY;
	}
	fdt->fd[newfd] = get_file(file);
	__set_bit(newfd, fdt->open_fds);
	__assign_bit(newfd, fdt->close_on_exec, flags & O_CLOEXEC);
	spin_unlock(&files->file_lock);
	if (old)
		filp_close(old, files);
	return newfd;
}

long ksys_dup3(unsigned int oldfd, unsigned int newfd, int flags)
{
	struct files_struct *files = current->files;
	int err;

	if (flags & ~O_CLOEXEC || oldfd == newfd)
		return -EINVAL;
	if (newfd >= current->signal->rlim[RLIMIT_NOFILE].rlim_cur)
		return -EBADF;
	spin_lock(&files->file_lock);
	err = expand_files(files, newfd);
	if (err < 0) {
		spin_unlock(&files->file_lock);
		return err == -EMFILE ? -EBADF : err;
	}
	return replace_fd_locked(files, oldfd, newfd, flags);
}

long ksys_dup2(unsigned int oldfd, unsigned int newfd)
{
	struct fd f;

	if (oldfd != newfd)
		return ksys_dup3(oldfd, newfd, 0);
	f = fdget_raw(oldfd);
	if (!f.file)
		return -EBADF;
	fdput(f);
	return newfd;
}

/* --- close_range(2) ---------------------------------------------------------------------- */

/* The next open file from *fd to last is taken out, and *fd is behind it; NULL: none. */
static struct file *take_next(struct files_struct *files, unsigned int *fd,
			      unsigned int last)
{
	struct file *file = NULL;

	spin_lock(&files->file_lock);
	last = min(last, files->fdt.max_fds - 1);
	while (!file && *fd <= last)
		file = take_fd_locked(files, (*fd)++);
	spin_unlock(&files->file_lock);
	return file;
}

long ksys_close_range(unsigned int fd, unsigned int last, unsigned int flags)
{
	struct files_struct *files;
	struct file *file;
	int err;

	if (flags & ~(CLOSE_RANGE_UNSHARE | CLOSE_RANGE_CLOEXEC) || fd > last)
		return -EINVAL;
	err = flags & CLOSE_RANGE_UNSHARE ? unshare_files() : 0;
	if (err)
		return err;
	files = current->files;
	if (flags & CLOSE_RANGE_CLOEXEC) {
		spin_lock(&files->file_lock);
		for (last = min(last, files->fdt.max_fds - 1); fd <= last; fd++)
			if (files->fdt.fd[fd])
				__set_bit(fd, files->fdt.close_on_exec);
		spin_unlock(&files->file_lock);
		return 0;
	}
	while ((file = take_next(files, &fd, last)) != NULL)
		filp_close(file, files);
	return 0;
}

/* --- fcntl(2) --------------------------------------------------------------------------- */

static long dup_from(struct file *file, unsigned long start, int flags)
{
	int fd;

	if (start >= current->signal->rlim[RLIMIT_NOFILE].rlim_cur)
		return -EINVAL;
	fd = alloc_fd(start, flags);
	if (fd >= 0)
		fd_install(fd, get_file(file));
	return fd;
}

static long set_flags(struct file *file, unsigned int fd, unsigned int flags)
{
	int err = 0;

	if (flags & O_DIRECT && file->f_op != &pipefifo_fops)
		return -EINVAL;
	if ((flags ^ file->f_flags) & FASYNC && file->f_op->fasync)
		err = file->f_op->fasync(fd, file, (flags & FASYNC) != 0);
	if (err)
		return err;
	spin_lock(&file->f_lock);
	file->f_flags = (flags & SETFL_MASK) | (file->f_flags & ~SETFL_MASK);
	spin_unlock(&file->f_lock);
	return 0;
}

static long do_fcntl(struct file *file, unsigned int fd, unsigned int cmd,
		     unsigned long arg)
{
	switch (cmd) {
	case F_DUPFD:
		return dup_from(file, arg, 0);
	case F_DUPFD_CLOEXEC:
		return dup_from(file, arg, O_CLOEXEC);
	case F_GETFD:
		return get_close_on_exec(fd) ? FD_CLOEXEC : 0;
	case F_SETFD:
		set_close_on_exec(fd, arg & FD_CLOEXEC);
		return 0;
	case F_GETFL:
		return file->f_flags;
	}
	if (file->f_mode & FMODE_PATH)
		return -EBADF;
	switch (cmd) {
	case F_GETLK:
	case F_OFD_GETLK:
		return fcntl_getlk(file, cmd == F_OFD_GETLK, (struct flock __user *)arg);
	case F_SETLK:
	case F_SETLKW:
		return fcntl_setlk(file, false, cmd == F_SETLKW,
				   (struct flock __user *)arg);
	case F_OFD_SETLK:
	case F_OFD_SETLKW:
		return fcntl_setlk(file, true, cmd == F_OFD_SETLKW,
				   (struct flock __user *)arg);
	case F_SETFL:
		return set_flags(file, fd, arg);
	case F_SETOWN:
	case F_GETOWN:
	case F_SETOWN_EX:
	case F_GETOWN_EX:
	case F_SETSIG:
	case F_GETSIG:
		return fcntl_owner(file, cmd, arg);
	case F_ADD_SEALS:
		return file_add_seals(file, arg);
	case F_GET_SEALS:
		return file_get_seals(file);
	case F_SETPIPE_SZ:
	case F_GETPIPE_SZ:
		if (file->f_op != &pipefifo_fops)
			return -EBADF;
		return cmd == F_SETPIPE_SZ ? pipe_set_size(file->private_data, arg)
					   : pipe_get_size(file->private_data);
	default:
		return -EINVAL;
	}
}

long ksys_fcntl(unsigned int fd, unsigned int cmd, unsigned long arg)
{
	struct fd f = fdget_raw(fd);
	long ret;

	if (!f.file)
		return -EBADF;
	ret = do_fcntl(f.file, fd, cmd, arg);
	fdput(f);
	return ret;
}
