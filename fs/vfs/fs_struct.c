/*
 * fs/vfs/fs_struct.c - a process's root, working directory and umask
 *
 * Locking: fs->lock for the fields; task_lock() for task->fs. References are dropped
 * after the lock is, since that may sleep.
 */
#include <linux/errno.h>
#include <linux/fs_struct.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <uapi/linux/sched.h>

struct fs_struct init_fs = {
	.users = 1,
	.lock = __SPIN_LOCK_UNLOCKED(init_fs.lock),
	.umask = 0022,
};

struct fs_struct *current_fs(void)
{
	return current->fs ? current->fs : &init_fs;
}

int current_umask(void)
{
	return current_fs()->umask;
}

void get_fs_root(struct fs_struct *fs, struct path *root)
{
	spin_lock(&fs->lock);
	*root = fs->root;
	path_get(root);
	spin_unlock(&fs->lock);
}

void get_fs_pwd(struct fs_struct *fs, struct path *pwd)
{
	spin_lock(&fs->lock);
	*pwd = fs->pwd;
	path_get(pwd);
	spin_unlock(&fs->lock);
}

/* Replace *field, which is fs's root or pwd. */
static void set_path(struct fs_struct *fs, struct path *field, const struct path *path)
{
	struct path old;

	path_get(path);
	spin_lock(&fs->lock);
	old = *field;
	*field = *path;
	spin_unlock(&fs->lock);
	if (old.dentry)
		path_put(&old);
}

void set_fs_root(struct fs_struct *fs, const struct path *path)
{
	set_path(fs, &fs->root, path);
}

void set_fs_pwd(struct fs_struct *fs, const struct path *path)
{
	set_path(fs, &fs->pwd, path);
}

struct fs_struct *copy_fs_struct(struct fs_struct *old)
{
	struct fs_struct *fs = kzalloc(sizeof(*fs), GFP_KERNEL);

	if (!fs)
		return NULL;
	fs->users = 1;
	spin_lock_init(&fs->lock);
	spin_lock(&old->lock);
	fs->umask = old->umask;
	fs->root = old->root;
	fs->pwd = old->pwd;
	path_get(&fs->root);
	path_get(&fs->pwd);
	spin_unlock(&old->lock);
	return fs;
}

int copy_fs(unsigned long clone_flags, struct task_struct *task)
{
	struct fs_struct *fs = current_fs();

	if (clone_flags & CLONE_FS) {
		spin_lock(&fs->lock);
		fs->users++;
		spin_unlock(&fs->lock);
		task->fs = fs;
		return 0;
	}
	task->fs = copy_fs_struct(fs);
	return task->fs ? 0 : -ENOMEM;
}

/* One user less; the last one drops what it holds. */
static void put_fs_struct(struct fs_struct *fs)
{
	int users;

	spin_lock(&fs->lock);
	users = --fs->users;
	spin_unlock(&fs->lock);
	if (users || fs == &init_fs)
		return;
	path_put(&fs->root);
	path_put(&fs->pwd);
	kfree(fs);
}

static void replace_fs(struct task_struct *task, struct fs_struct *new)
{
	struct fs_struct *old = task->fs;

	task_lock(task);
	task->fs = new;
	task_unlock(task);
	if (old)
		put_fs_struct(old);
}

int unshare_fs(void)
{
	struct fs_struct *new;

	if (READ_ONCE(current->fs->users) == 1)
		return 0;
	new = copy_fs_struct(current->fs);
	if (!new)
		return -ENOMEM;
	replace_fs(current, new);
	return 0;
}

void exit_fs(struct task_struct *task)
{
	if (task->fs)
		replace_fs(task, NULL);
}
