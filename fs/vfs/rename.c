/*
 * fs/vfs/rename.c - renameat2(2)
 *
 * Locking: s_vfs_rename_mutex when the two directories differ, so that no directory moves
 * while we look which of the two is above the other; then their i_rwsem, the ancestor's
 * first; then that of the file that is replaced.
 */
#include <linux/dcache.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <atlas/file_calls.h>
#include "internal.h"

/* The child of `above` that is below's ancestor or below itself; NULL: it is not below. */
static struct dentry *child_towards(struct dentry *above, struct dentry *below)
{
	struct dentry *found = NULL;

	spin_lock(&dcache_lock);
	for (; !IS_ROOT(below); below = below->d_parent) {
		if (below->d_parent == above) {
			found = below;
			break;
		}
	}
	spin_unlock(&dcache_lock);
	return found;
}

/*
 * Lock directories a and b, which may be the same. Returns the entry of the one that is,
 * or contains, the other: it cannot be moved into that one.
 */
struct dentry *lock_rename(struct dentry *a, struct dentry *b)
{
	struct dentry *trap;

	if (a == b) {
		inode_lock(d_inode(a));
		return NULL;
	}
	mutex_lock(&a->d_sb->s_vfs_rename_mutex);
	trap = child_towards(b, a);
	if (trap) {
		inode_lock(d_inode(b));
		inode_lock_nested(d_inode(a), I_MUTEX_PARENT2);
		return trap;
	}
	inode_lock(d_inode(a));
	inode_lock_nested(d_inode(b), I_MUTEX_PARENT2);
	return child_towards(a, b);
}

void unlock_rename(struct dentry *a, struct dentry *b)
{
	inode_unlock(d_inode(a));
	if (a != b) {
		inode_unlock(d_inode(b));
		mutex_unlock(&a->d_sb->s_vfs_rename_mutex);
	}
}

/* May the new name be taken? A name that is replaced must be of the same kind. */
static int may_rename(struct inode *old_dir, struct dentry *old, struct inode *new_dir,
		      struct dentry *new, unsigned int flags)
{
	bool isdir = d_is_dir(old);
	int err = may_delete(old_dir, old, isdir);

	if (err)
		return err;
	if (d_is_negative(new))
		err = may_create(new_dir, new);
	else if (flags & RENAME_EXCHANGE)
		err = may_delete(new_dir, new, d_is_dir(new));
	else
		err = may_delete(new_dir, new, isdir);
	if (!err && !old_dir->i_op->rename)
		err = -EPERM;
	/* A directory that changes its place changes its "..". */
	if (!err && isdir && old_dir != new_dir)
		err = inode_permission(d_inode(old), MAY_WRITE);
	return err;
}

int vfs_rename(struct inode *old_dir, struct dentry *old, struct inode *new_dir,
	       struct dentry *new, unsigned int flags)
{
	struct inode *target = d_inode(new);
	int err;

	if (d_inode(old) == target)
		return 0; /* two links to one file: POSIX wants nothing done */
	err = may_rename(old_dir, old, new_dir, new, flags);
	if (err)
		return err;
	if (target)
		inode_lock_nested(target, I_MUTEX_CHILD);
	err = old_dir->i_op->rename(old_dir, old, new_dir, new, flags);
	if (!err && target && S_ISDIR(target->i_mode) && !(flags & RENAME_EXCHANGE))
		target->i_flags |= S_DEAD;
	if (target)
		inode_unlock(target);
	if (err)
		return err;
	if (flags & RENAME_EXCHANGE)
		d_exchange(old, new);
	else
		d_move(old, new);
	return 0;
}

/* What of the two names is wrong before the file system is asked. */
static int check_names(struct nameidata *from, struct dentry *old, struct nameidata *to,
		       struct dentry *new, struct dentry *trap, unsigned int flags)
{
	if (d_is_negative(old))
		return -ENOENT;
	if (flags & RENAME_NOREPLACE && d_is_positive(new))
		return -EEXIST;
	if (flags & RENAME_EXCHANGE) {
		if (d_is_negative(new))
			return -ENOENT;
		if (!d_is_dir(new) && last_has_slash(to))
			return -ENOTDIR;
	}
	if (!d_is_dir(old)) {
		if (last_has_slash(from))
			return -ENOTDIR;
		if (!(flags & RENAME_EXCHANGE) && last_has_slash(to))
			return -ENOTDIR;
	}
	if (old == trap)
		return -EINVAL; /* a directory into itself */
	if (new == trap)
		return flags & RENAME_EXCHANGE ? -EINVAL : -ENOTEMPTY;
	return 0;
}

static int rename_last(struct nameidata *from, struct nameidata *to, unsigned int flags)
{
	struct dentry *old_dir = from->path.dentry, *new_dir = to->path.dentry;
	struct dentry *trap = lock_rename(new_dir, old_dir), *old, *new;
	int err;

	old = lookup_locked(old_dir, &from->last, 0);
	new = ERR_PTR(-ENOENT);
	if (!IS_ERR(old))
		new = lookup_locked(new_dir, &to->last, LOOKUP_RENAME_TARGET);
	if (IS_ERR(old) || IS_ERR(new)) {
		err = IS_ERR(old) ? PTR_ERR(old) : PTR_ERR(new);
	} else {
		err = check_names(from, old, to, new, trap, flags);
		if (!err)
			err = vfs_rename(d_inode(old_dir), old, d_inode(new_dir), new,
					 flags);
	}
	unlock_rename(new_dir, old_dir);
	if (!IS_ERR(new))
		dput(new);
	if (!IS_ERR(old))
		dput(old);
	return err;
}

static int rename_names(struct nameidata *from, struct nameidata *to, unsigned int flags)
{
	int err;

	if (from->path.mnt != to->path.mnt)
		return -EXDEV;
	if (from->last_type != LAST_NORM)
		return -EBUSY;
	if (to->last_type != LAST_NORM)
		return flags & RENAME_NOREPLACE ? -EEXIST : -EBUSY;
	err = mnt_want_write(from->path.mnt);
	if (err)
		return err;
	err = rename_last(from, to, flags);
	mnt_drop_write(from->path.mnt);
	return err;
}

/* The two walks: separate functions, since a nameidata is a large thing on a stack. */
static int rename_to(struct nameidata *from, int newdfd, struct filename *to,
		     unsigned int flags)
{
	struct nameidata nd;
	int err = walk_parent(&nd, newdfd, to, LOOKUP_RENAME_TARGET);

	if (!err)
		err = rename_names(from, &nd, flags);
	walk_end(&nd);
	return err;
}

static int rename_from(int olddfd, struct filename *from, int newdfd, struct filename *to,
		       unsigned int flags)
{
	struct nameidata nd;
	int err = walk_parent(&nd, olddfd, from, 0);

	if (!err)
		err = rename_to(&nd, newdfd, to, flags);
	walk_end(&nd);
	return err;
}

long do_renameat2(int olddfd, struct filename *from, int newdfd, struct filename *to,
		  unsigned int flags)
{
	int err;

	if (flags & ~(RENAME_NOREPLACE | RENAME_EXCHANGE) ||
	    (flags & RENAME_NOREPLACE && flags & RENAME_EXCHANGE))
		err = -EINVAL;
	else if (IS_ERR(from) || IS_ERR(to))
		err = IS_ERR(from) ? PTR_ERR(from) : PTR_ERR(to);
	else
		err = rename_from(olddfd, from, newdfd, to, flags);
	putname(from);
	putname(to);
	return err;
}
