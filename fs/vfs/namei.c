/*
 * fs/vfs/namei.c - walking a path name
 *
 *	"/a/link/c"    a     directory: go in
 *	               link  symbolic link -> "x/y": put "c" aside, walk "x", "y"
 *	               c     taken up again
 *
 * The walk stops before the last component, since what happens to that one is the
 * caller's business: it is looked up, made, removed. A link there is followed only when
 * the caller wants, by walking its text in the same manner.
 *
 * Locking: nd->path holds references, so the place cannot go away. A name that is not in
 * the dcache is looked up under the directory's i_rwsem. No lock is held between steps.
 */
#include <linux/cred.h>
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/fs_struct.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/string.h>
#include "internal.h"

int sysctl_protected_symlinks = 1; /* as Debian has it */

void path_get(const struct path *path)
{
	mntget(path->mnt);
	dget(path->dentry);
}

void path_put(const struct path *path)
{
	dput(path->dentry);
	mntput(path->mnt);
}

/* --- where a walk begins and ends ------------------------------------------------------ */

static void set_root(struct nameidata *nd)
{
	if (!nd->root.mnt)
		get_fs_root(current_fs(), &nd->root);
}

static void jump_to_root(struct nameidata *nd)
{
	set_root(nd);
	path_get(&nd->root);
	if (nd->path.mnt)
		path_put(&nd->path);
	nd->path = nd->root;
}

static int start_at_fd(struct nameidata *nd, int dfd, bool must_be_dir)
{
	struct fd f = fdget_raw(dfd);
	int err = -ENOTDIR;

	if (!f.file)
		return -EBADF;
	if (!must_be_dir || d_is_dir(f.file->f_path.dentry)) {
		nd->path = f.file->f_path;
		path_get(&nd->path);
		err = 0;
	}
	fdput(f);
	return err;
}

static int walk_begin(struct nameidata *nd, int dfd, const char *name, unsigned int flags)
{
	nd->path = (struct path){ NULL, NULL };
	nd->root = (struct path){ NULL, NULL };
	nd->last = (struct qstr)QSTR_INIT("", 0);
	nd->last_type = LAST_ROOT;
	nd->flags = flags;
	nd->total_links = 0;
	nd->depth = 0;
	if (*name == '/')
		jump_to_root(nd);
	else if (dfd == AT_FDCWD)
		get_fs_pwd(current_fs(), &nd->path);
	else
		return start_at_fd(nd, dfd, *name != '\0');
	return 0;
}

/* The innermost link is done with; what comes after it. */
static const char *pop_link(struct nameidata *nd)
{
	struct saved_link *saved = &nd->saved[--nd->depth];

	do_delayed_call(&saved->done);
	dput(saved->link);
	return saved->rest;
}

void walk_end(struct nameidata *nd)
{
	while (nd->depth)
		pop_link(nd);
	if (nd->path.mnt)
		path_put(&nd->path);
	if (nd->root.mnt)
		path_put(&nd->root);
}

/* --- one step -------------------------------------------------------------------------- */

/* nd->path becomes *to, whose mount is counted only where it differs. */
static void move_to(struct nameidata *nd, const struct path *to)
{
	dput(nd->path.dentry);
	if (nd->path.mnt != to->mnt)
		mntput(nd->path.mnt);
	nd->path = *to;
}

/* While something is mounted on path, go to its root. `held`: the mount it came from. */
static void follow_mounts(struct path *path, const struct vfsmount *held)
{
	struct vfsmount *mnt;

	while (d_mountpoint(path->dentry) && (mnt = lookup_mnt(path)) != NULL) {
		dput(path->dentry);
		if (path->mnt != held)
			mntput(path->mnt);
		path->mnt = mnt;
		path->dentry = dget(mnt->mnt_root);
	}
}

static void step_up(struct nameidata *nd)
{
	struct path to;

	set_root(nd);
	while (!path_equal(&nd->path, &nd->root)) {
		if (nd->path.dentry != nd->path.mnt->mnt_root) {
			to.mnt = nd->path.mnt;
			to.dentry = dget_parent(nd->path.dentry);
			move_to(nd, &to);
			break;
		}
		if (!follow_up(&nd->path))
			break;
	}
	follow_mounts(&nd->path, NULL);
}

/* The directory's own i_op->lookup(), through a fresh dentry. */
static struct dentry *lookup_real(struct dentry *base, const struct qstr *name,
				  unsigned int flags)
{
	struct inode *dir = d_inode(base);
	struct dentry *dentry, *other;

	if (IS_DEADDIR(dir))
		return ERR_PTR(-ENOENT);
	if (!dir->i_op->lookup)
		return ERR_PTR(-ENOTDIR);
	dentry = d_alloc(base, name);
	if (!dentry)
		return ERR_PTR(-ENOMEM);
	other = dir->i_op->lookup(dir, dentry, flags);
	if (!other)
		return dentry;
	dput(dentry);
	return other;
}

/* d_lookup(), unless the file system says that the dentry is out of date. */
static struct dentry *lookup_cached(struct dentry *base, const struct qstr *name,
				    unsigned int flags)
{
	struct dentry *dentry = d_lookup(base, name);

	if (!dentry || !dentry->d_op || !dentry->d_op->d_revalidate ||
	    dentry->d_op->d_revalidate(dentry, flags))
		return dentry;
	d_drop(dentry);
	dput(dentry);
	return NULL;
}

struct dentry *lookup_locked(struct dentry *base, const struct qstr *name,
			     unsigned int flags)
{
	struct dentry *dentry = lookup_cached(base, name, flags);

	return dentry ? dentry : lookup_real(base, name, flags);
}

static struct dentry *lookup_unlocked(struct nameidata *nd)
{
	struct dentry *base = nd->path.dentry;
	struct dentry *dentry = lookup_cached(base, &nd->last, nd->flags);

	if (dentry)
		return dentry;
	inode_lock(d_inode(base));
	dentry = lookup_locked(base, &nd->last, nd->flags);
	inode_unlock(d_inode(base));
	return dentry;
}

/*
 * Does the link lead somebody astray? In a sticky directory for all, such as /tmp, the last
 * component of a name is followed by who made it, and if the directory's owner did so.
 */
static bool is_trap(const struct nameidata *nd, const struct inode *link)
{
	const struct inode *dir = d_inode(nd->path.dentry);

	return sysctl_protected_symlinks && nd->last_step &&
	       link->i_uid != current_fsuid() && link->i_uid != dir->i_uid &&
	       (dir->i_mode & (S_ISVTX | S_IWOTH)) == (S_ISVTX | S_IWOTH);
}

/*
 * Follow link, which is in nd->path. NULL: it was a magic link and nd->path is there; a
 * text to walk from nd->path; or ERR_PTR(-ELOOP), ...
 */
static const char *pick_link(struct nameidata *nd, struct dentry *link, const char *rest)
{
	struct inode *inode = d_inode(link);
	struct saved_link *saved = &nd->saved[nd->depth];
	const char *text;
	struct path to;
	int err;

	if (nd->total_links++ >= MAXSYMLINKS || nd->path.mnt->mnt_flags & MNT_NOSYMFOLLOW)
		return ERR_PTR(-ELOOP);
	if (is_trap(nd, inode))
		return ERR_PTR(-EACCES);
	if (inode->i_op->get_path) {
		err = inode->i_op->get_path(link, &to);
		if (err)
			return ERR_PTR(err);
		path_put(&nd->path);
		nd->path = to;
		return NULL;
	}
	saved->done.fn = NULL;
	text = inode->i_link;
	if (!text)
		text = inode->i_op->get_link(link, inode, &saved->done);
	if (IS_ERR(text))
		return text;
	saved->rest = rest;
	saved->link = dget(link);
	nd->depth++;
	if (*text == '/')
		jump_to_root(nd);
	return text;
}

const char *step_into(struct nameidata *nd, struct dentry *dentry, bool follow,
		      const char *rest)
{
	struct path to = { nd->path.mnt, dentry };
	const char *text;

	follow_mounts(&to, nd->path.mnt);
	if (d_is_negative(to.dentry)) {
		dput(to.dentry);
		return ERR_PTR(-ENOENT);
	}
	if (!follow || !d_is_symlink(to.dentry)) {
		move_to(nd, &to);
		return NULL;
	}
	text = pick_link(nd, to.dentry, rest);
	dput(to.dentry);
	return text;
}

/* Walk nd->last, behind which comes rest. As walk_last(). */
static const char *walk_component(struct nameidata *nd, bool follow, const char *rest)
{
	struct dentry *dentry;

	if (nd->last_type == LAST_DOTDOT)
		step_up(nd);
	if (nd->last_type != LAST_NORM)
		return NULL;
	dentry = lookup_unlocked(nd);
	if (IS_ERR(dentry))
		return ERR_CAST(dentry);
	return step_into(nd, dentry, follow, rest);
}

const char *walk_last(struct nameidata *nd)
{
	if (nd->last_type == LAST_NORM && last_has_slash(nd))
		nd->flags |= LOOKUP_FOLLOW | LOOKUP_DIRECTORY;
	nd->last_step = true;
	return walk_component(nd, nd->flags & LOOKUP_FOLLOW, "");
}

/* --- all steps ------------------------------------------------------------------------- */

/* Make the component that name begins with nd->last. Returns its length or -errno. */
static int next_component(struct nameidata *nd, const char *name)
{
	unsigned int len;
	u32 hash = component_hash(nd->path.dentry, name, &len);

	if (len > NAME_MAX)
		return -ENAMETOOLONG;
	nd->last = (struct qstr){ .hash = hash, .len = len, .name = name };
	nd->last_type = LAST_NORM;
	if (name[0] == '.' && len == 1)
		nd->last_type = LAST_DOT;
	else if (name[0] == '.' && name[1] == '.' && len == 2)
		nd->last_type = LAST_DOTDOT;
	return len;
}

/*
 * Links that this walk follows are above `base` in nd->saved; each is popped when its
 * text is used up. The component behind which nothing comes, neither here nor there, is
 * the last one.
 */
int walk_link(struct nameidata *nd, const char *name)
{
	int base = nd->depth, len;
	const char *text;

	nd->last_step = false;
	for (;;) {
		while (*name == '/')
			name++;
		if (!*name && nd->depth > base) {
			name = pop_link(nd);
			continue;
		}
		nd->last_type = LAST_ROOT;
		if (!*name)
			return 0;
		if (!d_is_dir(nd->path.dentry))
			return -ENOTDIR;
		len = may_lookup(d_inode(nd->path.dentry));
		len = len ? len : next_component(nd, name);
		if (len < 0)
			return len;
		name += len;
		while (*name == '/')
			name++;
		if (!*name && nd->depth == base)
			return 0;
		text = walk_component(nd, true, name);
		if (IS_ERR(text))
			return PTR_ERR(text);
		if (text)
			name = text;
	}
}

int walk_parent(struct nameidata *nd, int dfd, struct filename *name, unsigned int flags)
{
	int err = walk_begin(nd, dfd, name->name, flags);

	return err ? err : walk_link(nd, name->name);
}

struct dentry *lookup_one_len(const char *name, struct dentry *base, int len)
{
	struct qstr q = QSTR_INIT(name, len);

	if (len > NAME_MAX)
		return ERR_PTR(-ENAMETOOLONG);
	q.hash = full_name_hash(base, name, len);
	return lookup_locked(base, &q, 0);
}
