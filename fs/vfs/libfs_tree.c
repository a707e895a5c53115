/*
 * fs/vfs/libfs_tree.c - names that the kernel itself makes and removes: /dev, /proc, /sys
 *
 *	simple_tree_add(root, "host/stdin", inode, mkdir)
 *
 * makes the directories on the way that are missing (if there is a mkdir) and puts inode
 * under the last name.
 *
 * Locking: the i_rwsem of each directory, one at a time.
 */
#include <linux/dcache.h>
#include <linux/kernel.h>
#include <linux/libfs.h>
#include <linux/namei.h>
#include <linux/string.h>

/*
 * The child of dir by this name with a reference, made with inode (which is taken over,
 * or put) if there is none. *made says so.
 */
static struct dentry *find_or_pin(struct dentry *dir, const char *name, int len,
				  struct inode *inode, bool *made)
{
	struct dentry *dentry;

	inode_lock(d_inode(dir));
	dentry = lookup_one_len(name, dir, len);
	*made = !IS_ERR(dentry) && d_is_negative(dentry);
	if (*made)
		simple_pin(d_inode(dir), dentry, inode);
	inode_unlock(d_inode(dir));
	if (!*made)
		iput(inode);
	return dentry;
}

/* The directory `name` of dir, made if it is missing and mkdir is there. Puts dir. */
static struct dentry *enter_dir(struct dentry *dir, const char *name, int len,
				struct inode *(*mkdir)(struct super_block *sb))
{
	struct dentry *next;
	struct inode *inode;
	bool made;

	inode_lock(d_inode(dir));
	next = lookup_one_len(name, dir, len);
	inode_unlock(d_inode(dir));
	if (!IS_ERR(next) && d_is_negative(next) && mkdir) {
		dput(next);
		inode = mkdir(dir->d_sb);
		next = inode ? find_or_pin(dir, name, len, inode, &made)
			     : ERR_PTR(-ENOMEM);
	}
	dput(dir);
	if (IS_ERR(next) || d_is_dir(next))
		return next;
	made = d_is_negative(next);
	dput(next);
	return ERR_PTR(made ? -ENOENT : -ENOTDIR);
}

struct dentry *simple_tree_add(struct dentry *root, const char *path, struct inode *inode,
			       struct inode *(*mkdir)(struct super_block *sb))
{
	struct dentry *dir = dget(root), *dentry;
	const char *slash;
	bool made;

	if (!inode) {
		dput(dir);
		return ERR_PTR(-ENOMEM);
	}
	while (!IS_ERR(dir) && (slash = strchr(path, '/')) != NULL) {
		dir = enter_dir(dir, path, slash - path, mkdir);
		path = slash + 1;
	}
	if (IS_ERR(dir) || !*path) {
		iput(inode);
		if (IS_ERR(dir))
			return dir;
		dput(dir);
		return ERR_PTR(-EINVAL);
	}
	dentry = find_or_pin(dir, path, strlen(path), inode, &made);
	dput(dir);
	if (!IS_ERR(dentry) && !made) {
		dput(dentry);
		return ERR_PTR(-EEXIST);
	}
	return dentry;
}

/* Drop one name and its pin. */
static void unpin(struct dentry *dentry)
{
	struct dentry *parent = dget_parent(dentry);
	struct inode *dir = d_inode(parent), *inode = d_inode(dentry);
	bool ours;

	inode_lock(dir);
	ours = !d_unhashed(dentry);
	if (ours) {
		d_delete(dentry);
		drop_nlink(inode);
		if (S_ISDIR(inode->i_mode)) {
			inode->i_flags |= S_DEAD;
			drop_nlink(inode);
			drop_nlink(dir);
		}
		dir->i_mtime = dir->i_ctime = current_time(dir);
	}
	inode_unlock(dir);
	dput(parent);
	if (ours)
		dput(dentry);
}

/* The first child that has a name, with a reference, or NULL. */
static struct dentry *first_child(struct dentry *dentry)
{
	struct dentry *child, *found = NULL;

	spin_lock(&dcache_lock);
	list_for_each_entry (child, &dentry->d_subdirs, d_child) {
		if (d_is_positive(child) && !d_unhashed(child)) {
			found = dget(child);
			break;
		}
	}
	spin_unlock(&dcache_lock);
	return found;
}

void simple_tree_remove(struct dentry *top)
{
	struct dentry *at = dget(top), *child;

	for (;;) {
		while ((child = first_child(at)) != NULL) {
			dput(at);
			at = child;
		}
		unpin(at);
		if (at == top)
			break;
		child = at;
		at = dget_parent(child);
		dput(child);
	}
	dput(at);
}

struct dentry *simple_tree_find(struct dentry *root, const char *path)
{
	struct dentry *dir = dget(root), *dentry;
	const char *slash;

	while (!IS_ERR(dir) && (slash = strchr(path, '/')) != NULL) {
		dir = enter_dir(dir, path, slash - path, NULL);
		path = slash + 1;
	}
	if (IS_ERR(dir))
		return dir;
	inode_lock(d_inode(dir));
	dentry = lookup_one_len(path, dir, strlen(path));
	inode_unlock(d_inode(dir));
	dput(dir);
	if (!IS_ERR(dentry) && d_is_negative(dentry)) {
		dput(dentry);
		return ERR_PTR(-ENOENT);
	}
	return dentry;
}
