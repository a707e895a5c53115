/*
 * fs/vfs/fdtable.c - the table of descriptors: making, growing, copying, ending one
 *
 * A table starts with 64 entries inside files_struct. When they are used up, a table
 * twice as large or more is allocated and takes its place, up to RLIMIT_NOFILE.
 *
 * Locking: files->file_lock for all of a files_struct but its count; task_lock() for
 * task->files. A task that is the only user of its table reads it without the lock
 * (fs/vfs/fd.c): nobody else changes it.
 */
#include <linux/bitmap.h>
#include <linux/err.h>
#include <linux/fdtable.h>
#include <linux/file.h>
#include <linux/find.h>
#include <linux/log2.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <uapi/linux/sched.h>
#include "fdtable.h"

#define MAX_FDS (1U << 20) /* Linux's fs.nr_open */

struct files_struct *alloc_files(void)
{
	struct files_struct *files = kzalloc(sizeof(*files), GFP_KERNEL);

	if (!files)
		return NULL;
	atomic_set(&files->count, 1);
	spin_lock_init(&files->file_lock);
	files->fdt.max_fds = NR_OPEN_DEFAULT;
	files->fdt.fd = files->fd_array;
	files->fdt.close_on_exec = files->close_on_exec_init;
	files->fdt.open_fds = files->open_fds_init;
	return files;
}

/* One block: the pointers, then the two bitmaps. nr is a multiple of 64. */
static int alloc_fdtable(struct fdtable *fdt, unsigned int nr)
{
	size_t bitmap = nr / 8;
	char *block = kvzalloc(nr * sizeof(struct file *) + 2 * bitmap, GFP_KERNEL);

	if (!block)
		return -ENOMEM;
	fdt->max_fds = nr;
	fdt->fd = (struct file **)block;
	fdt->close_on_exec = (unsigned long *)(block + nr * sizeof(struct file *));
	fdt->open_fds = fdt->close_on_exec + nr / BITS_PER_LONG;
	return 0;
}

static void free_fdtable(struct files_struct *files, const struct fdtable *fdt)
{
	if (fdt->fd != files->fd_array)
		kvfree(fdt->fd);
}

static void copy_fdtable(struct fdtable *to, const struct fdtable *from)
{
	memcpy(to->fd, from->fd, from->max_fds * sizeof(struct file *));
	bitmap_copy(to->close_on_exec, from->close_on_exec, from->max_fds);
	bitmap_copy(to->open_fds, from->open_fds, from->max_fds);
}

/*
 * Make room for descriptor nr. file_lock is held, and dropped meanwhile: 1 says that the
 * table may have changed, 0 that nothing had to be done. -EMFILE, -ENOMEM.
 */
int expand_files(struct files_struct *files, unsigned int nr) __releases(files->file_lock)
	__acquires(files->file_lock)
{
	struct fdtable new, old;
	int err;

	if (nr < files->fdt.max_fds)
		return 0;
	if (nr >= MAX_FDS)
		return -EMFILE;
	spin_unlock(&files->file_lock);
	err = alloc_fdtable(&new, roundup_pow_of_two(nr + 1));
	spin_lock(&files->file_lock);
	if (err)
		return err;
	old = new;
	if (new.max_fds > files->fdt.max_fds) {
		old = files->fdt;
		copy_fdtable(&new, &old);
		files->fdt = new;
	}
	/* vfree() may sleep. */
	spin_unlock(&files->file_lock);
	free_fdtable(files, &old);
	spin_lock(&files->file_lock);
	return 1;
}

/* --- fork ------------------------------------------------------------------------------ */

/* Entries that a copy must have room for: up to the last one that is taken. */
static unsigned int count_open_fds(const struct fdtable *fdt)
{
	unsigned long last = find_last_bit(fdt->open_fds, fdt->max_fds);

	return last < fdt->max_fds ? round_up(last + 1, BITS_PER_LONG) : BITS_PER_LONG;
}

/* A new table with room for what old has open; old->file_lock is held on return. */
static struct files_struct *alloc_files_like(struct files_struct *old)
	__acquires(old->file_lock)
{
	struct files_struct *files = alloc_files();
	unsigned int need;

	spin_lock(&old->file_lock);
	while (files && (need = count_open_fds(&old->fdt)) > files->fdt.max_fds) {
		spin_unlock(&old->file_lock);
		free_fdtable(files, &files->fdt);
		if (alloc_fdtable(&files->fdt, roundup_pow_of_two(need))) {
			kfree(files);
			files = NULL;
		}
		spin_lock(&old->file_lock);
	}
	return files;
}

struct files_struct *dup_fd(struct files_struct *old)
{
	struct files_struct *files = alloc_files_like(old);
	struct fdtable *from = &old->fdt, *to;
	struct file **source, **target;
	unsigned int nr, fd;

	if (!files) {
		spin_unlock(&old->file_lock);
		return ERR_PTR(-ENOMEM);
	}
	to = &files->fdt;
	nr = count_open_fds(from);
	bitmap_copy(to->open_fds, from->open_fds, nr);
	bitmap_copy(to->close_on_exec, from->close_on_exec, nr);
	source = from->fd;
	target = to->fd;
	for (fd = 0; fd < nr; fd++) {
		if (source[fd])
			target[fd] = get_file(source[fd]);
		else /* free, or reserved by a thread that is still in open(2) */
			__clear_bit(fd, to->open_fds);
	}
	files->next_fd = old->next_fd;
	spin_unlock(&old->file_lock);
	if (files->next_fd > find_first_zero_bit(to->open_fds, to->max_fds))
		files->next_fd = find_first_zero_bit(to->open_fds, to->max_fds);
	return files;
}

int copy_files(unsigned long clone_flags, struct task_struct *task)
{
	struct files_struct *old = current->files, *new;

	task->files = NULL;
	if (!old)
		return 0; /* a kernel thread makes a kernel thread */
	if (clone_flags & CLONE_FILES) {
		atomic_inc(&old->count);
		task->files = old;
		return 0;
	}
	new = dup_fd(old);
	if (IS_ERR(new))
		return PTR_ERR(new);
	task->files = new;
	return 0;
}

/* --- the end --------------------------------------------------------------------------- */

void put_files_struct(struct files_struct *files)
{
	struct fdtable *fdt = &files->fdt;

	if (!atomic_dec_and_test(&files->count))
		return;
	for (unsigned int fd = 0; fd < fdt->max_fds; fd++)
		if (fdt->fd[fd])
			filp_close(fdt->fd[fd], files);
	free_fdtable(files, &files->fdt);
	kfree(files);
}

void exit_files(struct task_struct *task)
{
	struct files_struct *files = task->files;

	if (!files)
		return;
	task_lock(task);
	task->files = NULL;
	task_unlock(task);
	put_files_struct(files);
}

int unshare_files(void)
{
	struct files_struct *old = current->files, *new;

	if (old && atomic_read(&old->count) == 1)
		return 0;
	new = old ? dup_fd(old) : alloc_files();
	if (IS_ERR_OR_NULL(new))
		return -ENOMEM;
	task_lock(current);
	current->files = new;
	task_unlock(current);
	if (old)
		put_files_struct(old);
	return 0;
}

/* The lowest descriptor with CLOEXEC is taken out and returned; NULL: none is left. */
static struct file *take_cloexec_file(struct files_struct *files)
{
	struct fdtable *fdt = &files->fdt;
	struct file *file = NULL;
	unsigned int fd;

	spin_lock(&files->file_lock);
	for_each_set_bit (fd, fdt->close_on_exec, fdt->max_fds) {
		file = take_fd_locked(files, fd);
		if (file)
			break;
	}
	spin_unlock(&files->file_lock);
	return file;
}

void do_close_on_exec(struct files_struct *files)
{
	struct file *file;

	while ((file = take_cloexec_file(files)) != NULL)
		filp_close(file, files);
}
