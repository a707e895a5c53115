/*
 * fs/vfs/fdtable.h - the inside of a table of descriptors
 */
#ifndef FS_VFS_FDTABLE_H
#define FS_VFS_FDTABLE_H

#include <linux/fdtable.h>
#include <linux/file.h>
#include <linux/sched.h>

/* fdtable.c */
int expand_files(struct files_struct *files, unsigned int nr);

/* fd.c */
struct file *take_fd_locked(struct files_struct *files, unsigned int fd);
int alloc_fd(unsigned int start, unsigned int flags);
struct file *get_fd_file(struct files_struct *files, unsigned int fd); /* a reference */

/* --- fdget() and its kin, for calls in which a function more would be felt ------------- */

static inline struct fd __fdget_raw(unsigned int fd)
{
	struct files_struct *files = current->files;
	struct file *file;

	if (unlikely(!files))
		return (struct fd){ NULL, 0 };
	if (likely(atomic_read(&files->count) == 1)) {
		file = fd < files->fdt.max_fds ? files->fdt.fd[fd] : NULL;
		return (struct fd){ file, 0 };
	}
	file = get_fd_file(files, fd);
	return (struct fd){ file, file ? FDPUT_FPUT : 0 };
}

static inline struct fd __fdget(unsigned int fd)
{
	struct fd f = __fdget_raw(fd);

	if (f.file && unlikely(f.file->f_mode & FMODE_PATH)) {
		fdput(f);
		return (struct fd){ NULL, 0 };
	}
	return f;
}

/* Two tasks that share one open file take turns with its position. */
static inline struct fd __fdget_pos(unsigned int fd)
{
	struct fd f = __fdget(fd);

	if (f.file && f.file->f_mode & FMODE_ATOMIC_POS && file_count(f.file) > 1) {
		mutex_lock(&f.file->f_pos_lock);
		f.flags |= FDPUT_POS_UNLOCK;
	}
	return f;
}

#endif
