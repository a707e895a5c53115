/*
 * fs/procfs/base.c - /proc/PID: a directory for each process, made when somebody looks
 *
 * The inode remembers the number and the birth time of its process, not the task itself:
 * a file that stays open does not keep a dead process's memory, and a later process of
 * the same number is not mistaken for it. Files of a dead process answer -ESRCH.
 *
 * /proc/PID/task/TID is the same for one thread, made of the same table; only what is a
 * sum over the threads in one is the thread's own in the other.
 *
 * Locking: tasklist_lock (read) to find a process; a task is used only with a reference.
 */
#include <linux/err.h>
#include <linux/kstrtox.h>
#include <linux/mm.h>
#include <linux/libfs.h>
#include <linux/minmax.h>
#include <linux/namei.h>
#include <linux/sched.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "internal.h"

struct task_struct *get_proc_task(const struct inode *inode)
{
	const struct proc_inode *pi = PROC_I(inode);
	struct task_struct *task = find_get_task_by_vpid(pi->pid);

	if (task && task->start_time != pi->start_time) {
		put_task_struct(task);
		return NULL;
	}
	return task;
}

/*
 * A process's files are its effective user's; root's where it may know what others must
 * not. What everybody may look at, the directory itself, is its user's all the same.
 */
static void set_owner(struct inode *inode, struct task_struct *task)
{
	bool own = inode->i_mode == (S_IFDIR | 0555);

	task_lock(task);
	own |= task->mm && task->mm->dumpable;
	inode->i_uid = own ? task->real_cred.euid : 0;
	inode->i_gid = own ? task->real_cred.egid : 0;
	task_unlock(task);
}

struct inode *proc_pid_make_inode(struct super_block *sb, struct task_struct *task,
				  umode_t mode, const struct pid_entry *entry)
{
	struct inode *inode = simple_make_inode(sb, NULL, mode, 0);

	if (!inode)
		return NULL;
	set_owner(inode, task);
	PROC_I(inode)->pid = task->pid;
	PROC_I(inode)->start_time = task->start_time;
	PROC_I(inode)->entry = entry;
	return inode;
}

static int proc_pid_revalidate(struct dentry *dentry, unsigned int flags)
{
	struct inode *inode = d_inode(dentry);
	struct task_struct *task = inode ? get_proc_task(inode) : NULL;

	if (!task)
		return 0;
	set_owner(inode, task);
	put_task_struct(task);
	return 1;
}

static const struct dentry_operations proc_pid_dops = {
	.d_revalidate = proc_pid_revalidate,
};

struct dentry *proc_pid_instantiate(struct dentry *dentry, struct inode *inode)
{
	if (!inode)
		return ERR_PTR(-ENOMEM);
	dentry->d_op = &proc_pid_dops;
	dentry->d_flags |= DCACHE_UNLISTED;
	d_add(dentry, inode);
	return NULL;
}

/* --- one file of a process -------------------------------------------------------------------- */

static int show_entry(struct seq_file *m, void *v)
{
	struct inode *inode = m->private;
	const struct pid_entry *entry = PROC_I(inode)->entry;
	struct task_struct *task = get_proc_task(inode);
	int err;

	if (!task)
		return -ESRCH;
	if (PROC_I(inode)->thread && entry->show_thread)
		err = entry->show_thread(m, task);
	else
		err = entry->show(m, task);
	put_task_struct(task);
	return err;
}

/* The rest of a text that is too long is swallowed, as Linux does. */
static ssize_t proc_single_write(struct file *file, const char __user *buf, size_t count,
				 loff_t *pos)
{
	const struct pid_entry *entry = PROC_I(file_inode(file))->entry;
	char text[TASK_COMM_LEN] = "";
	struct task_struct *task;
	int err;

	if (!entry->store)
		return -EINVAL;
	if (copy_from_user(text, buf, min(count, sizeof(text) - 1)))
		return -EFAULT;
	task = get_proc_task(file_inode(file));
	if (!task)
		return -ESRCH;
	err = entry->store(task, text);
	put_task_struct(task);
	return err ? err : (ssize_t)count;
}

static int proc_single_open(struct inode *inode, struct file *file)
{
	return single_open(file, show_entry, inode);
}

static const struct file_operations proc_single_fops = {
	.open = proc_single_open,
	.read = seq_read,
	.write = proc_single_write,
	.llseek = seq_lseek,
	.release = single_release,
};

static const struct pid_entry pid_entries[] = {
	{ "auxv", S_IFREG | 0400, .show = proc_pid_auxv },
	{ "clear_refs", S_IFREG | 0200, .fop = &proc_pid_clear_refs_fops },
	{ "cmdline", S_IFREG | 0444, .show = proc_pid_cmdline },
	{ "comm", S_IFREG | 0644, .show = proc_pid_comm, .store = proc_pid_set_comm },
	{ "cwd", S_IFLNK | 0777, .iop = &proc_cwd_iops },
	{ "environ", S_IFREG | 0400, .show = proc_pid_environ },
	{ "exe", S_IFLNK | 0777, .iop = &proc_exe_iops },
	{ "fail-nth", S_IFREG | 0644, .fop = &proc_pid_fail_nth_fops },
	{ "fd", S_IFDIR | 0500, .iop = &proc_fd_dir_iops, .fop = &proc_fd_dir_fops },
	{ "fdinfo", S_IFDIR | 0555, .iop = &proc_fdinfo_dir_iops,
	  .fop = &proc_fd_dir_fops },
	{ "limits", S_IFREG | 0444, .show = proc_pid_limits },
	{ "make-it-fail", S_IFREG | 0644, .fop = &proc_pid_make_it_fail_fops },
	{ "maps", S_IFREG | 0444, .fop = &proc_pid_maps_fops },
	{ "mem", S_IFREG | 0600, .fop = &proc_pid_mem_fops },
	{ "mountinfo", S_IFREG | 0444, .show = proc_pid_mountinfo },
	{ "mounts", S_IFREG | 0444, .show = proc_pid_mounts },
	{ "numa_maps", S_IFREG | 0444, .show = proc_pid_numa_maps },
	{ "oom_score_adj", S_IFREG | 0644, .show = proc_pid_oom_score_adj,
	  .store = proc_pid_set_oom_score_adj },
	{ "page_tables", S_IFREG | 0400, .fop = &proc_pid_page_tables_fops },
	{ "pagemap", S_IFREG | 0400, .fop = &proc_pid_pagemap_fops },
	{ "root", S_IFLNK | 0777, .iop = &proc_root_iops },
	{ "smaps", S_IFREG | 0444, .fop = &proc_pid_smaps_fops },
	{ "smaps_rollup", S_IFREG | 0444, .show = proc_pid_smaps_rollup },
	{ "stat", S_IFREG | 0444, .show = proc_pid_stat, .show_thread = proc_tid_stat },
	{ "statm", S_IFREG | 0444, .show = proc_pid_statm },
	{ "status", S_IFREG | 0444, .show = proc_pid_status },
	{ "task", S_IFDIR | 0555, .iop = &proc_task_dir_iops,
	  .fop = &proc_task_dir_fops },
};

/* How many of them the directory has: a thread's all but the last, which is task. */
static unsigned int nr_entries(const struct inode *dir)
{
	return ARRAY_SIZE(pid_entries) - PROC_I(dir)->thread;
}

/* What a file lets whom do is not to be changed; what else is, ends with the inode. */
int proc_pid_setattr(struct dentry *dentry, struct iattr *attr)
{
	return attr->ia_valid & ATTR_MODE ? -EPERM : proc_setattr(dentry, attr);
}

static const struct inode_operations pid_file_iops = { .setattr = proc_pid_setattr };

static const struct pid_entry *find_entry(const struct inode *dir,
					  const struct qstr *name)
{
	const struct pid_entry *entry = pid_entries;

	for (; entry < pid_entries + nr_entries(dir); entry++) {
		if (strlen(entry->name) == name->len &&
		    !memcmp(entry->name, name->name, name->len))
			return entry;
	}
	return NULL;
}

static struct dentry *proc_entry_lookup(struct inode *dir, struct dentry *dentry,
					unsigned int flags)
{
	const struct pid_entry *entry = find_entry(dir, &dentry->d_name);
	struct task_struct *task = get_proc_task(dir);
	struct inode *inode = NULL;

	if (!task)
		return ERR_PTR(-ENOENT);
	if (entry)
		inode = proc_pid_make_inode(dir->i_sb, task, entry->mode, entry);
	put_task_struct(task);
	if (!entry)
		return ERR_PTR(-ENOENT);
	if (inode) {
		PROC_I(inode)->thread = PROC_I(dir)->thread;
		inode->i_fop = entry->show ? &proc_single_fops : inode->i_fop;
		inode->i_fop = entry->fop ? entry->fop : inode->i_fop;
		inode->i_op = entry->iop ? entry->iop : &pid_file_iops;
	}
	return proc_pid_instantiate(dentry, inode);
}

/* Position 2 is the first entry of the table. */
static int proc_entry_readdir(struct file *file, struct dir_context *ctx)
{
	struct task_struct *task = get_proc_task(file_inode(file));
	const struct pid_entry *entry;

	if (!task)
		return -ENOENT;
	put_task_struct(task);
	if (!dir_emit_dots(file, ctx))
		return 0;
	while ((u64)ctx->pos < 2 + nr_entries(file_inode(file))) {
		entry = &pid_entries[ctx->pos - 2];
		if (!dir_emit(ctx, entry->name, strlen(entry->name),
			      file_inode(file)->i_ino + ctx->pos,
			      fs_umode_to_dtype(entry->mode)))
			break;
		ctx->pos++;
	}
	return 0;
}

static int proc_pid_dir_setattr(struct dentry *dentry, struct iattr *attr)
{
	return -EPERM;
}

static const struct inode_operations proc_pid_dir_iops = {
	.lookup = proc_entry_lookup,
	.setattr = proc_pid_dir_setattr,
};

static const struct file_operations proc_pid_dir_fops = {
	.llseek = dcache_dir_lseek,
	.read = generic_read_dir,
	.iterate_shared = proc_entry_readdir,
};

/* --- the directories ---------------------------------------------------------------------------- */

pid_t proc_name_to_pid(const struct qstr *name)
{
	pid_t pid = 0;

	if (!name->len || name->len > 9 || (name->name[0] == '0' && name->len > 1))
		return -1;
	for (unsigned int i = 0; i < name->len; i++) {
		if (name->name[i] < '0' || name->name[i] > '9')
			return -1;
		pid = pid * 10 + (name->name[i] - '0');
	}
	return pid;
}

struct inode *proc_pid_make_dir(struct super_block *sb, struct task_struct *task,
				bool thread)
{
	struct inode *inode = proc_pid_make_inode(sb, task, S_IFDIR | 0555, NULL);

	if (inode) {
		PROC_I(inode)->thread = thread;
		inode->i_op = &proc_pid_dir_iops;
		inode->i_fop = &proc_pid_dir_fops;
	}
	return inode;
}

struct dentry *proc_pid_lookup(struct inode *dir, struct dentry *dentry,
			       unsigned int flags)
{
	pid_t pid = proc_name_to_pid(&dentry->d_name);
	struct task_struct *task;
	struct inode *inode;

	if (pid <= 0)
		return simple_lookup(dir, dentry, flags);
	task = find_get_task_by_vpid(pid);
	if (!task)
		return ERR_PTR(-ENOENT);
	inode = proc_pid_make_dir(dir->i_sb, task, false);
	put_task_struct(task);
	return proc_pid_instantiate(dentry, inode);
}

/* The lowest number from `from` on that a process has; 0: none. */
static pid_t next_pid(pid_t from)
{
	struct task_struct *task;
	pid_t best = 0;

	read_lock(&tasklist_lock);
	for_each_process (task) {
		if (task->tgid >= from && (!best || task->tgid < best))
			best = task->tgid;
	}
	read_unlock(&tasklist_lock);
	return best;
}

/* ctx->pos is the number to begin with. */
int proc_pid_readdir(struct file *file, struct dir_context *ctx)
{
	char name[12];
	pid_t pid;
	int len;

	while ((pid = next_pid(ctx->pos ? ctx->pos : 1)) != 0) {
		ctx->pos = pid;
		len = snprintf(name, sizeof(name), "%d", pid);
		if (!dir_emit(ctx, name, len, pid, DT_DIR))
			break;
		ctx->pos = pid + 1;
	}
	return 0;
}
