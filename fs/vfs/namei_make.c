/*
 * fs/vfs/namei_make.c - making names: mkdir, mknod, symlink, link
 *
 * vfs_*() check and then call the file system; the do_*at() calls find the directory
 * first.
 *
 * Locking: the directory's i_rwsem for writing around look-up and change.
 */
#include <linux/capability.h>
#include <linux/dcache.h>
#include <linux/fs_struct.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/sprintf.h>
#include <atlas/file_calls.h>
#include "internal.h"

int sysctl_protected_hardlinks = 1; /* as Debian has it */

int may_create(struct inode *dir, struct dentry *dentry)
{
	if (d_is_positive(dentry))
		return -EEXIST;
	if (IS_DEADDIR(dir))
		return -ENOENT;
	return inode_permission(dir, MAY_WRITE | MAY_EXEC);
}

/* --- one operation each --------------------------------------------------------------- */

int vfs_create(struct inode *dir, struct dentry *dentry, umode_t mode, bool excl)
{
	int err = may_create(dir, dentry);

	if (err)
		return err;
	if (!dir->i_op->create)
		return -EACCES;
	return dir->i_op->create(dir, dentry, mode & ~current_umask(), excl);
}

struct dentry *vfs_tmpfile(struct dentry *parent, umode_t mode, bool excl)
{
	struct inode *dir = d_inode(parent), *inode;
	int err = inode_permission(dir, MAY_WRITE | MAY_EXEC);
	struct dentry *dentry;
	char name[24];

	if (err)
		return ERR_PTR(err);
	if (!dir->i_op->tmpfile)
		return ERR_PTR(-EOPNOTSUPP);
	inode = dir->i_op->tmpfile(dir, mode & ~current_umask());
	if (IS_ERR(inode))
		return ERR_CAST(inode);
	if (!excl)
		inode->i_flags |= S_LINKABLE;
	err = snprintf(name, sizeof(name), "#%lu", inode->i_ino);
	dentry = d_alloc(parent, &(struct qstr)QSTR_INIT(name, err));
	if (!dentry) {
		iput(inode);
		return ERR_PTR(-ENOMEM);
	}
	d_instantiate(dentry, inode);
	return dentry;
}

int vfs_mkdir(struct inode *dir, struct dentry *dentry, umode_t mode)
{
	int err = may_create(dir, dentry);

	if (err)
		return err;
	if (!dir->i_op->mkdir)
		return -EPERM;
	mode &= (S_IRWXUGO | S_ISVTX) & ~current_umask();
	return dir->i_op->mkdir(dir, dentry, mode);
}

int vfs_mknod(struct inode *dir, struct dentry *dentry, umode_t mode, dev_t dev)
{
	int err = may_create(dir, dentry);

	if (err)
		return err;
	if ((S_ISCHR(mode) || S_ISBLK(mode)) && !capable(CAP_MKNOD))
		return -EPERM;
	if (!dir->i_op->mknod)
		return -EPERM;
	return dir->i_op->mknod(dir, dentry, mode & ~current_umask(), dev);
}

int vfs_symlink(struct inode *dir, struct dentry *dentry, const char *target)
{
	int err = may_create(dir, dentry);

	if (err)
		return err;
	if (!dir->i_op->symlink)
		return -EPERM;
	return dir->i_op->symlink(dir, dentry, target);
}

int vfs_link(struct dentry *old, struct inode *dir, struct dentry *dentry)
{
	struct inode *inode = d_inode(old);
	int err = may_create(dir, dentry);

	if (err)
		return err;
	if (inode->i_sb != dir->i_sb)
		return -EXDEV;
	if (!dir->i_op->link || S_ISDIR(inode->i_mode))
		return -EPERM;
	inode_lock_nested(inode, I_MUTEX_CHILD);
	err = -ENOENT;
	if (inode->i_nlink || inode->i_flags & S_LINKABLE)
		err = dir->i_op->link(old, dir, dentry);
	if (!err)
		inode->i_flags &= ~S_LINKABLE;
	inode_unlock(inode);
	return err;
}

/* --- making by path ------------------------------------------------------------------- */

/* The last name, negative, its directory locked, its mount writable; ERR_PTR: neither. */
static struct dentry *lookup_new(struct nameidata *nd, unsigned int flags)
{
	struct inode *dir = d_inode(nd->path.dentry);
	struct dentry *dentry;
	int err;

	if (nd->last_type != LAST_NORM)
		return ERR_PTR(-EEXIST);
	inode_lock(dir);
	dentry = lookup_locked(nd->path.dentry, &nd->last, LOOKUP_CREATE | LOOKUP_EXCL);
	if (!IS_ERR(dentry)) {
		err = d_is_positive(dentry) ? -EEXIST : 0;
		if (!err && last_has_slash(nd) && !(flags & LOOKUP_DIRECTORY))
			err = -ENOENT;
		if (!err)
			err = mnt_want_write(nd->path.mnt);
		if (!err)
			return dentry;
		dput(dentry);
		dentry = ERR_PTR(err);
	}
	inode_unlock(dir);
	return dentry;
}

/*
 * Find the directory, lock it, look the last name up: a negative dentry, and *path with
 * references is where; or ERR_PTR. LOOKUP_DIRECTORY in flags: a directory is to be made,
 * so a slash may follow the name. Puts name.
 */
static struct dentry *filename_create(int dfd, struct filename *name, struct path *path,
				      unsigned int flags)
{
	struct nameidata nd;
	struct dentry *dentry;
	int err;

	if (IS_ERR(name))
		return ERR_CAST(name);
	err = walk_parent(&nd, dfd, name, LOOKUP_CREATE | LOOKUP_EXCL);
	dentry = err ? ERR_PTR(err) : lookup_new(&nd, flags);
	if (!IS_ERR(dentry)) {
		*path = nd.path;
		nd.path.mnt = NULL; /* its references are the caller's now */
	}
	walk_end(&nd);
	putname(name);
	return dentry;
}

static void done_path_create(struct path *path, struct dentry *dentry)
{
	dput(dentry);
	inode_unlock(d_inode(path->dentry));
	mnt_drop_write(path->mnt);
	path_put(path);
}

long do_mkdirat(int dfd, struct filename *name, umode_t mode)
{
	struct path path;
	struct dentry *dentry = filename_create(dfd, name, &path, LOOKUP_DIRECTORY);
	int err;

	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	err = vfs_mkdir(d_inode(path.dentry), dentry, mode);
	done_path_create(&path, dentry);
	return err;
}

int mknod_path(int dfd, struct filename *name, umode_t mode, dev_t dev)
{
	struct inode *dir;
	struct path path;
	struct dentry *dentry = filename_create(dfd, name, &path, 0);
	int err;

	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	dir = d_inode(path.dentry);
	if (S_ISREG(mode))
		err = vfs_create(dir, dentry, mode, true);
	else
		err = vfs_mknod(dir, dentry, mode, dev);
	done_path_create(&path, dentry);
	return err;
}

long do_mknodat(int dfd, struct filename *name, umode_t mode, unsigned int dev)
{
	int err = 0;

	switch (mode & S_IFMT) {
	case 0:
		mode |= S_IFREG;
		break;
	case S_IFREG:
	case S_IFCHR:
	case S_IFBLK:
	case S_IFIFO:
	case S_IFSOCK:
		break;
	case S_IFDIR:
		err = -EPERM;
		break;
	default:
		err = -EINVAL;
	}
	if (!err)
		return mknod_path(dfd, name, mode, new_decode_dev(dev));
	putname(name);
	return err;
}

long do_symlinkat(struct filename *from, int newdfd, struct filename *to)
{
	struct dentry *dentry;
	struct path path;
	int err;

	if (IS_ERR(from)) {
		putname(to);
		return PTR_ERR(from);
	}
	dentry = filename_create(newdfd, to, &path, 0);
	err = PTR_ERR(dentry);
	if (!IS_ERR(dentry)) {
		err = vfs_symlink(d_inode(path.dentry), dentry, from->name);
		done_path_create(&path, dentry);
	}
	putname(from);
	return err;
}

/*
 * May the caller give inode a further name? Who does not own it must be able to read and to
 * write it, and it must not run as somebody else.
 */
static int may_linkat(struct inode *inode)
{
	umode_t mode = inode->i_mode;

	if (!sysctl_protected_hardlinks || inode_owner_or_capable(inode))
		return 0;
	if (!S_ISREG(mode) || mode & S_ISUID ||
	    (mode & (S_ISGID | S_IXGRP)) == (S_ISGID | S_IXGRP) ||
	    inode_permission(inode, MAY_READ | MAY_WRITE))
		return -EPERM;
	return 0;
}

long do_linkat(int olddfd, struct filename *old, int newdfd, struct filename *new,
	       int flags)
{
	unsigned int how = flags & AT_SYMLINK_FOLLOW ? LOOKUP_FOLLOW : 0;
	struct path old_path, path;
	struct dentry *dentry;
	int err = -EINVAL;

	if (flags & ~(AT_SYMLINK_FOLLOW | AT_EMPTY_PATH))
		goto out_names;
	if (flags & AT_EMPTY_PATH) {
		err = -ENOENT;
		if (!capable(CAP_DAC_READ_SEARCH))
			goto out_names;
		how |= LOOKUP_EMPTY;
	}
	err = filename_lookup(olddfd, old, how, &old_path);
	old = NULL;
	if (err)
		goto out_names;
	dentry = filename_create(newdfd, new, &path, 0);
	new = NULL;
	err = PTR_ERR(dentry);
	if (!IS_ERR(dentry)) {
		err = -EXDEV;
		if (old_path.mnt == path.mnt)
			err = may_linkat(d_inode(old_path.dentry));
		if (!err)
			err = vfs_link(old_path.dentry, d_inode(path.dentry), dentry);
		done_path_create(&path, dentry);
	}
	path_put(&old_path);
out_names:
	putname(old);
	putname(new);
	return err;
}
