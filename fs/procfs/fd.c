/*
 * fs/procfs/fd.c - /proc/PID/fd: a link for each open descriptor; fdinfo: a text
 *
 * Locking: that of the table (fs/vfs/fd.c); a file is used only with a reference.
 */
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/fdtable.h>
#include <linux/file.h>
#include <linux/libfs.h>
#include <linux/sched.h>
#include <linux/sprintf.h>
#include "internal.h"

/* The file of descriptor fd of inode's process, with a reference, or NULL. */
static struct file *get_proc_file(const struct inode *inode, unsigned int fd)
{
	struct task_struct *task = get_proc_task(inode);
	struct file *file;

	if (!task)
		return NULL;
	file = fget_task(task, fd);
	put_task_struct(task);
	return file;
}

static int proc_fd_get_path(struct dentry *dentry, struct path *path)
{
	struct inode *inode = d_inode(dentry);
	struct file *file = get_proc_file(inode, PROC_I(inode)->fd);

	if (!file)
		return -ENOENT;
	*path = file->f_path;
	path_get(path);
	fput(file);
	return 0;
}

static const struct inode_operations proc_fd_link_iops = { .get_path = proc_fd_get_path };

static int fdinfo_show(struct seq_file *m, void *v)
{
	const struct inode *inode = m->private;
	unsigned int fd = PROC_I(inode)->fd;
	struct task_struct *task = get_proc_task(inode);
	struct file *file = NULL;
	int err = -ENOENT, cloexec = 0;
	struct kstat stat;

	if (task && !ptrace_may_access(task, PTRACE_MODE_READ_FSCREDS))
		err = -EACCES;
	else if (task)
		file = fget_task(task, fd);
	if (file) {
		cloexec = task_close_on_exec(task, fd) ? O_CLOEXEC : 0;
		err = vfs_getattr(&file->f_path, &stat, STATX_BASIC_STATS, 0);
	}
	if (!err)
		seq_printf(m, "pos:\t%lld\nflags:\t0%o\nmnt_id:\t%llu\nino:\t%llu\n",
			   file->f_pos, file->f_flags | cloexec, stat.mnt_id, stat.ino);
	if (file)
		fput(file);
	if (task)
		put_task_struct(task);
	return err;
}

static int fdinfo_open(struct inode *inode, struct file *file)
{
	return single_open(file, fdinfo_show, inode);
}

static const struct file_operations fdinfo_fops = {
	.open = fdinfo_open,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = single_release,
};

static const struct inode_operations fdinfo_iops = { .setattr = proc_pid_setattr };

static int proc_fd_revalidate(struct dentry *dentry, unsigned int flags)
{
	struct inode *inode = d_inode(dentry);
	struct file *file = inode ? get_proc_file(inode, PROC_I(inode)->fd) : NULL;

	if (!file)
		return 0;
	fput(file);
	return 1;
}

static const struct dentry_operations proc_fd_dops = { .d_revalidate =
							       proc_fd_revalidate };

/* A name in decimal as a descriptor; false: it is none. */
static bool name_to_fd(const struct qstr *name, unsigned int *fd)
{
	*fd = 0;
	if (!name->len || name->len > 9 || (name->name[0] == '0' && name->len > 1))
		return false;
	for (unsigned int i = 0; i < name->len; i++) {
		if (name->name[i] < '0' || name->name[i] > '9')
			return false;
		*fd = *fd * 10 + (name->name[i] - '0');
	}
	return true;
}

/* What may be done through the link, as Linux shows it. */
static umode_t link_mode(fmode_t mode)
{
	umode_t link = S_IFLNK | S_IXUSR;

	if (mode & FMODE_READ)
		link |= S_IRUSR;
	if (mode & FMODE_WRITE)
		link |= S_IWUSR;
	return link;
}

static struct dentry *proc_fd_lookup(struct inode *dir, struct dentry *dentry,
				     unsigned int flags)
{
	struct task_struct *task = get_proc_task(dir);
	struct file *file = NULL;
	bool info = dir->i_op == &proc_fdinfo_dir_iops;
	struct inode *inode = NULL;
	unsigned int fd;

	if (task && name_to_fd(&dentry->d_name, &fd))
		file = fget_task(task, fd);
	if (file) {
		umode_t mode = info ? S_IFREG | 0444 : link_mode(file->f_mode);

		inode = proc_pid_make_inode(dir->i_sb, task, mode, NULL);
		fput(file);
	}
	if (task)
		put_task_struct(task);
	if (!inode)
		return ERR_PTR(file ? -ENOMEM : -ENOENT);
	inode->i_op = info ? &fdinfo_iops : &proc_fd_link_iops;
	if (info)
		inode->i_fop = &fdinfo_fops;
	PROC_I(inode)->fd = fd;
	dentry->d_op = &proc_fd_dops;
	dentry->d_flags |= DCACHE_UNLISTED;
	d_add(dentry, inode);
	return NULL;
}

/* Position 2 is descriptor 0. */
static int proc_fd_readdir(struct file *dir, struct dir_context *ctx)
{
	struct task_struct *task = get_proc_task(file_inode(dir));
	bool info = file_inode(dir)->i_op == &proc_fdinfo_dir_iops;
	struct file *file;
	char name[12];

	if (!task)
		return -ENOENT;
	while (dir_emit_dots(dir, ctx)) {
		unsigned int fd = ctx->pos - 2;

		file = task_lookup_next_fd(task, &fd);
		ctx->pos = fd + 2;
		if (!file)
			break;
		fput(file);
		if (!dir_emit(ctx, name, snprintf(name, sizeof(name), "%u", fd),
			      file_inode(dir)->i_ino + ctx->pos, info ? DT_REG : DT_LNK))
			break;
		ctx->pos++;
	}
	put_task_struct(task);
	return 0;
}

/* A process sees its own descriptors, even if it is not who it was any more. */
static int proc_fd_permission(struct inode *inode, int mask)
{
	struct task_struct *task = get_proc_task(inode);
	bool own = task && task->tgid == current->tgid;

	if (task)
		put_task_struct(task);
	return own ? 0 : -EACCES;
}

const struct inode_operations proc_fd_dir_iops = {
	.lookup = proc_fd_lookup,
	.permission = proc_fd_permission,
	.setattr = proc_pid_setattr,
};

const struct inode_operations proc_fdinfo_dir_iops = {
	.lookup = proc_fd_lookup,
	.setattr = proc_pid_setattr,
};

const struct file_operations proc_fd_dir_fops = {
	.llseek = dcache_dir_lseek,
	.read = generic_read_dir,
	.iterate_shared = proc_fd_readdir,
};
