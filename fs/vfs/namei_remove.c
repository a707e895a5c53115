/*
 * fs/vfs/namei_remove.c - removing names: unlink, rmdir
 *
 * vfs_*() check and then call the file system; the do_*at() calls find the directory
 * first.
 *
 * Locking: the directory's i_rwsem for writing around look-up and change, and the victim's
 * inside it.
 */
#include <linux/capability.h>
#include <linux/dcache.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <atlas/file_calls.h>
#include "internal.h"

/* In a sticky directory a file is its owner's, or the directory's, to remove. */
static bool is_sticky(const struct inode *dir, const struct inode *inode)
{
	return dir->i_mode & S_ISVTX && inode->i_uid != current_fsuid() &&
	       dir->i_uid != current_fsuid() && !capable(CAP_FOWNER);
}

int may_delete(struct inode *dir, struct dentry *dentry, bool isdir)
{
	int err;

	if (d_is_negative(dentry))
		return -ENOENT;
	err = inode_permission(dir, MAY_WRITE | MAY_EXEC);
	if (err)
		return err;
	if (is_sticky(dir, d_inode(dentry)))
		return -EPERM;
	if (isdir && !d_is_dir(dentry))
		return -ENOTDIR;
	if (!isdir && d_is_dir(dentry))
		return -EISDIR;
	if (IS_ROOT(dentry) || d_mountpoint(dentry))
		return -EBUSY;
	return IS_DEADDIR(dir) ? -ENOENT : 0;
}

int vfs_unlink(struct inode *dir, struct dentry *dentry)
{
	struct inode *inode = d_inode(dentry);
	int err = may_delete(dir, dentry, false);

	if (err)
		return err;
	if (!dir->i_op->unlink)
		return -EPERM;
	inode_lock_nested(inode, I_MUTEX_CHILD);
	err = dir->i_op->unlink(dir, dentry);
	inode_unlock(inode);
	if (!err)
		d_delete(dentry);
	return err;
}

int vfs_rmdir(struct inode *dir, struct dentry *dentry)
{
	struct inode *inode = d_inode(dentry);
	int err = may_delete(dir, dentry, true);

	if (err)
		return err;
	if (!dir->i_op->rmdir)
		return -EPERM;
	inode_lock_nested(inode, I_MUTEX_CHILD);
	err = dir->i_op->rmdir(dir, dentry);
	if (!err)
		inode->i_flags |= S_DEAD;
	inode_unlock(inode);
	if (!err)
		d_delete(dentry);
	return err;
}

/* dir, where nd stands, is locked. *victim is what was removed, or not, with a reference. */
static int unlink_locked(struct nameidata *nd, struct inode *dir, bool isdir,
			 struct dentry **victim)
{
	struct dentry *dentry = lookup_locked(nd->path.dentry, &nd->last, 0);

	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	*victim = dentry;
	if (isdir)
		return vfs_rmdir(dir, dentry);
	if (!last_has_slash(nd))
		return vfs_unlink(dir, dentry);
	return d_is_negative(dentry) ? -ENOENT : d_is_dir(dentry) ? -EISDIR : -ENOTDIR;
}

static int unlink_last(struct nameidata *nd, bool isdir)
{
	struct inode *dir = d_inode(nd->path.dentry);
	struct dentry *victim = NULL;
	int err = mnt_want_write(nd->path.mnt);

	if (err)
		return err;
	inode_lock(dir);
	err = unlink_locked(nd, dir, isdir, &victim);
	inode_unlock(dir);
	dput(victim); /* with the lock dropped: the file may be large */
	mnt_drop_write(nd->path.mnt);
	return err;
}

/* The errors for "/", ".", ".." as POSIX has them. */
static int bad_last(int last_type, bool isdir)
{
	if (!isdir)
		return -EISDIR;
	return last_type == LAST_DOTDOT ? -ENOTEMPTY
	       : last_type == LAST_DOT  ? -EINVAL
					: -EBUSY;
}

static int remove_path(int dfd, struct filename *name, bool isdir)
{
	struct nameidata nd;
	int err;

	if (IS_ERR(name))
		return PTR_ERR(name);
	err = walk_parent(&nd, dfd, name, 0);
	if (!err && nd.last_type != LAST_NORM)
		err = bad_last(nd.last_type, isdir);
	if (!err)
		err = unlink_last(&nd, isdir);
	walk_end(&nd);
	putname(name);
	return err;
}

long do_unlinkat(int dfd, struct filename *name)
{
	return remove_path(dfd, name, false);
}

long do_rmdir(int dfd, struct filename *name)
{
	return remove_path(dfd, name, true);
}
