/*
 * fs/devfs/devfs.c - /dev: a tmpfs in which the kernel makes the nodes
 *
 * As Linux's devtmpfs it is an ordinary file system in memory, so programs may add
 * directories and links to it; the nodes of devices come and go with device_create() and
 * device_destroy().
 *
 * The kernel does so as itself, whoever opened the file that it is done for.
 *
 * Locking: the directories' i_rwsem.
 */
#include <linux/cred.h>
#include <linux/dcache.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/libfs.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/string.h>
#include "internal.h"

/* [I after boot] The kernel's own, nowhere in the tree. */
static struct vfsmount *devfs_mnt;

/* --- one name ------------------------------------------------------------------------------- */

/* The directory `name` of dir (put), made if it is missing; or ERR_PTR. */
static struct dentry *enter_or_make(struct dentry *dir, const char *name, int len)
{
	struct inode *inode = d_inode(dir);
	struct dentry *next;
	int err = 0;

	inode_lock(inode);
	next = lookup_one_len(name, dir, len);
	if (!IS_ERR(next) && d_is_negative(next))
		err = vfs_mkdir(inode, next, 0755);
	inode_unlock(inode);
	dput(dir);
	if (IS_ERR(next))
		return next;
	if (!err && !d_is_dir(next))
		err = -ENOTDIR;
	if (!err)
		return next;
	dput(next);
	return ERR_PTR(err);
}

/* The directory that path's last component is in, with a reference; *last is that one. */
static struct dentry *parent_of(const char *path, const char **last)
{
	struct dentry *dir = dget(devfs_mnt->mnt_root);
	const char *slash;

	while (!IS_ERR(dir) && (slash = strchr(path, '/')) != NULL) {
		dir = enter_or_make(dir, path, slash - path);
		path = slash + 1;
	}
	*last = path;
	return dir;
}

/* What a new name shall be: a link, if target is set, or a node. */
struct entry {
	const char *target;
	umode_t mode;
	dev_t devt;
	const struct cred *owner;
};

/* dir is locked. */
static int make_entry(struct inode *dir, struct dentry *dentry, const struct entry *entry)
{
	struct inode *inode;
	int err;

	if (entry->target)
		return vfs_symlink(dir, dentry, entry->target);
	err = vfs_mknod(dir, dentry, entry->mode, entry->devt);
	if (err)
		return err;
	inode = d_inode(dentry);
	inode->i_mode = entry->mode; /* whatever the caller's umask */
	inode->i_uid = entry->owner->fsuid;
	inode->i_gid = entry->owner->fsgid;
	return 0;
}

static int add_entry(const char *path, const struct entry *entry)
{
	const struct cred *caller = override_creds(&init_task.real_cred);
	const char *name;
	struct dentry *dir = parent_of(path, &name), *dentry;
	int err = PTR_ERR_OR_ZERO(dir);

	if (err)
		goto out;
	inode_lock(d_inode(dir));
	dentry = lookup_one_len(name, dir, strlen(name));
	err = PTR_ERR_OR_ZERO(dentry);
	if (!err) {
		err = make_entry(d_inode(dir), dentry, entry);
		dput(dentry);
	}
	inode_unlock(d_inode(dir));
	dput(dir);
out:
	revert_creds(caller);
	return err;
}

int devfs_mknod(const char *name, umode_t mode, dev_t devt, const struct cred *owner)
{
	return add_entry(name, &(struct entry){ .mode = mode,
						.devt = devt,
						.owner = owner ?: &init_task.real_cred });
}

int devfs_symlink(const char *name, const char *target)
{
	return add_entry(name, &(struct entry){ .target = target });
}

int devfs_remove(const char *name)
{
	struct dentry *dentry = simple_tree_find(devfs_mnt->mnt_root, name), *dir;
	const struct cred *caller;
	int err = -ENOENT;

	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	caller = override_creds(&init_task.real_cred);
	dir = dget_parent(dentry);
	inode_lock(d_inode(dir));
	if (!d_unhashed(dentry))
		err = vfs_unlink(d_inode(dir), dentry);
	inode_unlock(d_inode(dir));
	dput(dir);
	dput(dentry);
	revert_creds(caller);
	return err;
}

/* --- boot ------------------------------------------------------------------------------------ */

static struct super_block *devtmpfs_mount(struct file_system_type *type, int flags,
					  const char *dev_name, void *data)
{
	if (devfs_mnt)
		return grab_super(devfs_mnt->mnt_sb);
	return get_fs_type("tmpfs")->mount(type, flags, dev_name, "mode=0755");
}

static struct file_system_type devtmpfs_type = {
	.name = "devtmpfs",
	.mount = devtmpfs_mount,
	.kill_sb = kill_litter_super,
};

/* The caller's own descriptors, by the names that programs expect. */
static int __init make_links(void)
{
	static const char *const links[][2] __initconst = {
		{ "fd", "/proc/self/fd" },
		{ "stdin", "/proc/self/fd/0" },
		{ "stdout", "/proc/self/fd/1" },
		{ "stderr", "/proc/self/fd/2" },
	};
	int err = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(links) && !err; i++)
		err = devfs_symlink(links[i][0], links[i][1]);
	return err;
}

int __init devfs_init(void)
{
	int err = register_filesystem(&devtmpfs_type);
	struct vfsmount *mnt;

	if (!err)
		err = init_mkdir("/dev", 0755);
	if (err)
		return err;
	mnt = kern_mount(&devtmpfs_type);
	if (IS_ERR(mnt))
		return PTR_ERR(mnt);
	devfs_mnt = mnt;
	err = kernel_mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	if (!err)
		err = make_links();
	return err ? err : misc_init();
}
