/*
 * include/linux/fdtable.h - a process's table of open files
 *
 *	fd table: fd[n] -> struct file, or NULL
 *	open_fds: bit n is set while n is taken, from get_unused_fd_flags() on
 *
 * It begins inside files_struct with 64 entries and is replaced by larger ones up to
 * RLIMIT_NOFILE. Floor: fs/vfs/fdtable.c.
 */
#ifndef LINUX_FDTABLE_H
#define LINUX_FDTABLE_H

#include <linux/atomic.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#define NR_OPEN_DEFAULT 64
#define NR_OPEN_MAX 1048576 /* the most that RLIMIT_NOFILE may be */

struct file;
struct task_struct;

struct fdtable {
	unsigned int max_fds;         /* a multiple of 64 */
	struct file **fd;             /* a counted reference each */
	unsigned long *close_on_exec; /* bitmap */
	unsigned long *open_fds;      /* bitmap */
};

struct files_struct {
	atomic_t count;          /* [a] tasks that use it */
	spinlock_t file_lock;    /* everything below; inside all other locks of fs */
	struct fdtable fdt;      /* [file_lock] */
	unsigned int next_fd;    /* [file_lock] none below it is free */
	struct fdtable embedded; /* [I] what fdt is at first */
	unsigned long close_on_exec_init[1];
	unsigned long open_fds_init[1];
	struct file *fd_array[NR_OPEN_DEFAULT];
};

/* A new table with the same files (fork), or ERR_PTR(-ENOMEM). */
struct files_struct *dup_fd(struct files_struct *old);
/* An empty one with count 1, or NULL. */
struct files_struct *alloc_files(void);
/* Drop one task's use; the last one closes all files. May sleep. */
void put_files_struct(struct files_struct *files);
/* task->files = NULL and put it. For an ending task; also undoes a failed fork. */
void exit_files(struct task_struct *task);
/*
 * execve(): stop sharing the table, then close what has CLOEXEC. A kernel thread that has
 * none gets an empty one. 0 or -ENOMEM.
 */
int unshare_files(void);
void do_close_on_exec(struct files_struct *files);
/* For fork: copy, or share with CLONE_FILES. 0 or -ENOMEM. */
int copy_files(unsigned long clone_flags, struct task_struct *task);
/* Does descriptor fd of task close on exec? No when it is not open. */
bool task_close_on_exec(struct task_struct *task, unsigned int fd);
/* The next open descriptor of task at or after *fd, with a reference; NULL: none. */
struct file *task_lookup_next_fd(struct task_struct *task, unsigned int *fd);

#endif
