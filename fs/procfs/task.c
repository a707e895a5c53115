/*
 * fs/procfs/task.c - /proc/PID/task: a directory for each thread of a process
 *
 * Locking: tasklist_lock (read) for the ring of threads.
 */
#include <linux/err.h>
#include <linux/libfs.h>
#include <linux/namei.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/sprintf.h>
#include "internal.h"

static struct dentry *proc_task_lookup(struct inode *dir, struct dentry *dentry,
				       unsigned int flags)
{
	struct task_struct *task =
		find_get_task_by_vpid(proc_name_to_pid(&dentry->d_name));
	struct task_struct *process = get_proc_task(dir);
	bool found = task && process && task->tgid == process->tgid;
	struct inode *inode = NULL;

	if (found)
		inode = proc_pid_make_dir(dir->i_sb, task, true);
	if (task)
		put_task_struct(task);
	if (process)
		put_task_struct(process);
	return found ? proc_pid_instantiate(dentry, inode) : ERR_PTR(-ENOENT);
}

/* The lowest number from `from` on that a thread of the process has; 0: none. */
static pid_t next_tid(struct task_struct *process, pid_t from)
{
	struct task_struct *t = process;
	pid_t best = 0;

	read_lock(&tasklist_lock);
	do {
		if (!hlist_unhashed(&t->pid_link) && t->pid >= from &&
		    (!best || t->pid < best))
			best = t->pid;
		t = next_thread(t);
	} while (t != process);
	read_unlock(&tasklist_lock);
	return best;
}

/* ctx->pos is 2 and the number to begin with. */
static int proc_task_readdir(struct file *file, struct dir_context *ctx)
{
	struct task_struct *process = get_proc_task(file_inode(file));
	char name[12];
	pid_t tid;
	int len;

	if (!process)
		return -ENOENT;
	if (dir_emit_dots(file, ctx)) {
		while ((tid = next_tid(process, ctx->pos - 2)) != 0) {
			ctx->pos = tid + 2;
			len = snprintf(name, sizeof(name), "%d", tid);
			if (!dir_emit(ctx, name, len, tid, DT_DIR))
				break;
			ctx->pos++;
		}
	}
	put_task_struct(process);
	return 0;
}

const struct inode_operations proc_task_dir_iops = {
	.lookup = proc_task_lookup,
	.setattr = proc_pid_setattr,
};

const struct file_operations proc_task_dir_fops = {
	.llseek = dcache_dir_lseek,
	.read = generic_read_dir,
	.iterate_shared = proc_task_readdir,
};
