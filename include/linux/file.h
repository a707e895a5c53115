/*
 * include/linux/file.h - from a descriptor to its open file
 *
 * fdget() is for the length of one system call: it takes a reference only when somebody
 * else could close the descriptor meanwhile, that is, when the table is shared.
 */
#ifndef LINUX_FILE_H
#define LINUX_FILE_H

#include <linux/fs.h>

struct dentry_operations;
struct file_operations;
struct task_struct;
struct vfsmount;

struct fd {
	struct file *file; /* NULL: no such descriptor */
	unsigned int flags;
};
#define FDPUT_FPUT 1
#define FDPUT_POS_UNLOCK 2

/* --- fs/vfs/file_table.c ------------------------------------------------------------- */

/* A file with count 1 and no fd on path, whose references it takes; or ERR_PTR. */
struct file *alloc_file(const struct path *path, int flags,
			const struct file_operations *fop);
struct file *alloc_empty_file(int flags);
/*
 * A file on an inode that no directory has: a pipe, shared memory. dops->d_dname() makes
 * the text of its path out of name. Takes the inode's reference on success.
 */
struct file *alloc_file_pseudo(struct inode *inode, struct vfsmount *mnt,
			       const char *name, int flags,
			       const struct dentry_operations *dops,
			       const struct file_operations *fop);
/* Another file on the same path, already open: the other end of the pipe. */
struct file *alloc_file_clone(struct file *base, int flags,
			      const struct file_operations *fop);

static inline struct file *get_file(struct file *file)
{
	atomic_long_inc(&file->f_count);
	return file;
}

#define file_count(file) atomic_long_read(&(file)->f_count)

/* Drop a reference; the last one closes the file. May sleep. */
void fput(struct file *file);
/* How many struct file exist; and may, of those without CAP_SYS_ADMIN, [a]: fs.file-max. */
long get_nr_files(void);
extern unsigned long sysctl_max_files;

/* --- fs/vfs/fdtable.c: the caller's table -------------------------------------------- */

/* The file of fd with a reference; NULL: not open, or (fget) opened with O_PATH. */
struct file *fget(unsigned int fd);
struct file *fget_raw(unsigned int fd);
/* The same of another task. */
struct file *fget_task(struct task_struct *task, unsigned int fd);

struct fd fdget(unsigned int fd);
struct fd fdget_raw(unsigned int fd);
struct fd fdget_pos(unsigned int fd); /* with the right to move f_pos */

static inline void fdput(struct fd fd)
{
	if (fd.flags & FDPUT_FPUT)
		fput(fd.file);
}

static inline void fdput_pos(struct fd fd)
{
	if (fd.flags & FDPUT_POS_UNLOCK)
		mutex_unlock(&fd.file->f_pos_lock);
	fdput(fd);
}

/* Reserve the lowest free descriptor: its number, -EMFILE or -ENOMEM. */
int get_unused_fd_flags(unsigned int flags);         /* flags: O_CLOEXEC */
void put_unused_fd(unsigned int fd);                 /* give a reserved one back */
void fd_install(unsigned int fd, struct file *file); /* takes the reference */
int close_fd(unsigned int fd);                       /* 0, -EBADF, or ->flush()'s error */
bool get_close_on_exec(unsigned int fd);             /* fd is open */
void set_close_on_exec(unsigned int fd, bool on);

#endif
