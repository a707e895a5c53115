/*
 * fs/procfs/links.c - /proc/PID/exe, cwd and root: links that lead to the place itself
 *
 * Following one needs no path name, so it works for a file that was removed, or that lies
 * outside the follower's root.
 *
 * Locking: task_lock() for task->fs; fs->lock and mmap_lock inside the functions called.
 */
#include <linux/err.h>
#include <linux/cred.h>
#include <linux/file.h>
#include <linux/fs_struct.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include "internal.h"

static int exe_path(struct task_struct *task, struct path *path)
{
	struct mm_struct *mm = get_task_mm(task);
	struct file *file = NULL;

	if (mm) {
		file = get_mm_exe_file(mm);
		mmput(mm);
	}
	if (!file)
		return -ENOENT;
	*path = file->f_path;
	path_get(path);
	fput(file);
	return 0;
}

/* The task's root or working directory. */
static int fs_path(struct task_struct *task, struct path *path,
		   void (*get)(struct fs_struct *fs, struct path *path))
{
	int err = -ENOENT;

	task_lock(task);
	if (task->fs) {
		get(task->fs, path);
		err = 0;
	}
	task_unlock(task);
	return err;
}

static int cwd_path(struct task_struct *task, struct path *path)
{
	return fs_path(task, path, get_fs_pwd);
}

static int root_path(struct task_struct *task, struct path *path)
{
	return fs_path(task, path, get_fs_root);
}

static int link_path(struct dentry *dentry, struct path *path,
		     int (*get)(struct task_struct *task, struct path *path))
{
	struct task_struct *task = get_proc_task(d_inode(dentry));
	int err;

	if (!task)
		return -ENOENT;
	err = ptrace_may_access(task, PTRACE_MODE_READ_FSCREDS) ? get(task, path)
								: -EACCES;
	put_task_struct(task);
	return err;
}

static int proc_exe_get_path(struct dentry *dentry, struct path *path)
{
	return link_path(dentry, path, exe_path);
}

static int proc_cwd_get_path(struct dentry *dentry, struct path *path)
{
	return link_path(dentry, path, cwd_path);
}

static int proc_root_get_path(struct dentry *dentry, struct path *path)
{
	return link_path(dentry, path, root_path);
}

const struct inode_operations proc_exe_iops = { .get_path = proc_exe_get_path };
const struct inode_operations proc_cwd_iops = { .get_path = proc_cwd_get_path };
const struct inode_operations proc_root_iops = { .get_path = proc_root_get_path };
