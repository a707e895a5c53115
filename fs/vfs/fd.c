/*
 * fs/vfs/fd.c - one descriptor of the caller's table: reserve, install, look up, close
 *
 * A descriptor is reserved before the file exists (so that open(2) can fail early) and
 * installed when it is ready; in between its entry is NULL and its bit is set.
 *
 * Locking: files->file_lock; fdget() of an unshared table goes without.
 */
#include <linux/bitops.h>
#include <linux/fdtable.h>
#include <linux/file.h>
#include <linux/find.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <uapi/linux/resource.h>
#include "fdtable.h"

/* How many descriptors the caller may have. */
static unsigned int fd_limit(void)
{
	unsigned long limit = 1024;

	if (current->signal)
		limit = READ_ONCE(current->signal->rlim[RLIMIT_NOFILE].rlim_cur);
	return limit > INT_MAX ? INT_MAX : limit;
}

/*
 * Reserve the lowest free descriptor from start on, with CLOEXEC if flags has O_CLOEXEC.
 * Returns it, -EMFILE, -ENOMEM. May sleep.
 */
int alloc_fd(unsigned int start, unsigned int flags)
{
	struct files_struct *files = current->files;
	struct fdtable *fdt = &files->fdt;
	unsigned int fd;
	int err;

	spin_lock(&files->file_lock);
	do {
		fd = start > files->next_fd ? start : files->next_fd;
		if (fd < fdt->max_fds)
			fd = find_next_zero_bit(fdt->open_fds, fdt->max_fds, fd);
		err = fd >= fd_limit() ? -EMFILE : expand_files(files, fd);
	} while (err > 0);
	if (err) {
		spin_unlock(&files->file_lock);
		return err;
	}
	if (start <= files->next_fd)
		files->next_fd = fd + 1;
	__set_bit(fd, fdt->open_fds);
	__assign_bit(fd, fdt->close_on_exec, flags & O_CLOEXEC);
	spin_unlock(&files->file_lock);
	return fd;
}

int get_unused_fd_flags(unsigned int flags)
{
	return alloc_fd(0, flags);
}

/* file_lock held. */
static void put_fd_locked(struct files_struct *files, unsigned int fd)
{
	__clear_bit(fd, files->fdt.open_fds);
	__clear_bit(fd, files->fdt.close_on_exec);
	if (fd < files->next_fd)
		files->next_fd = fd;
}

void put_unused_fd(unsigned int fd)
{
	struct files_struct *files = current->files;

	spin_lock(&files->file_lock);
	put_fd_locked(files, fd);
	spin_unlock(&files->file_lock);
}

void fd_install(unsigned int fd, struct file *file)
{
	struct files_struct *files = current->files;

	spin_lock(&files->file_lock);
	WRITE_ONCE(files->fdt.fd[fd], file);
	spin_unlock(&files->file_lock);
}

/* Free fd and return the file that was there with its reference; NULL: none was. */
struct file *take_fd_locked(struct files_struct *files, unsigned int fd)
{
	struct file *file;

	if (fd >= files->fdt.max_fds || !files->fdt.fd[fd])
		return NULL;
	file = files->fdt.fd[fd];
	files->fdt.fd[fd] = NULL;
	put_fd_locked(files, fd);
	return file;
}

int close_fd(unsigned int fd)
{
	struct files_struct *files = current->files;
	struct file *file;

	spin_lock(&files->file_lock);
	file = take_fd_locked(files, fd);
	spin_unlock(&files->file_lock);
	return file ? filp_close(file, files) : -EBADF;
}

bool get_close_on_exec(unsigned int fd)
{
	struct files_struct *files = current->files;
	bool on;

	spin_lock(&files->file_lock);
	on = test_bit(fd, files->fdt.close_on_exec);
	spin_unlock(&files->file_lock);
	return on;
}

/* A descriptor that another thread has closed meanwhile stays as it is. */
void set_close_on_exec(unsigned int fd, bool on)
{
	struct files_struct *files = current->files;

	spin_lock(&files->file_lock);
	if (files->fdt.fd[fd])
		__assign_bit(fd, files->fdt.close_on_exec, on);
	spin_unlock(&files->file_lock);
}

/* --- looking up ------------------------------------------------------------------------ */

noinline struct file *get_fd_file(struct files_struct *files, unsigned int fd)
{
	struct file *file = NULL;

	spin_lock(&files->file_lock);
	if (fd < files->fdt.max_fds)
		file = files->fdt.fd[fd];
	if (file)
		get_file(file);
	spin_unlock(&files->file_lock);
	return file;
}

struct file *fget_raw(unsigned int fd)
{
	return current->files ? get_fd_file(current->files, fd) : NULL;
}

struct file *fget(unsigned int fd)
{
	struct file *file = fget_raw(fd);

	if (file && file->f_mode & FMODE_PATH) {
		fput(file);
		return NULL;
	}
	return file;
}

struct fd fdget_raw(unsigned int fd)
{
	return __fdget_raw(fd);
}

struct fd fdget(unsigned int fd)
{
	return __fdget(fd);
}

struct fd fdget_pos(unsigned int fd)
{
	return __fdget_pos(fd);
}

struct file *fget_task(struct task_struct *task, unsigned int fd)
{
	struct file *file = NULL;

	task_lock(task);
	if (task->files)
		file = get_fd_file(task->files, fd);
	task_unlock(task);
	return file;
}

bool task_close_on_exec(struct task_struct *task, unsigned int fd)
{
	struct files_struct *files;
	bool on = false;

	task_lock(task);
	files = task->files;
	if (files) {
		spin_lock(&files->file_lock);
		on = fd < files->fdt.max_fds && test_bit(fd, files->fdt.close_on_exec);
		spin_unlock(&files->file_lock);
	}
	task_unlock(task);
	return on;
}

struct file *task_lookup_next_fd(struct task_struct *task, unsigned int *fd)
{
	struct file *file = NULL;
	struct files_struct *files;

	task_lock(task);
	files = task->files;
	if (files) {
		spin_lock(&files->file_lock);
		while (*fd < files->fdt.max_fds && !(file = files->fdt.fd[*fd]))
			++*fd;
		if (file)
			get_file(file);
		spin_unlock(&files->file_lock);
	}
	task_unlock(task);
	return file;
}
