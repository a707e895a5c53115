/*
 * fs/vfs/libfs.c - what file systems that live in memory have in common
 *
 * Their directories are the dcache itself: a name exists because its dentry does, and it
 * stays because the file system holds ("pins") it by one reference. Removing a name drops
 * the pin.
 *
 * Locking: the directory's i_rwsem, as linux/fs.h says for each operation; dcache_lock to
 * walk the children of a dentry.
 */
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/libfs.h>
#include <linux/kernel.h>
#include <linux/pagemap.h>
#include <linux/slab.h>
#include <linux/statfs.h>
#include <linux/string.h>

/* What is not in the dcache does not exist. */
struct dentry *simple_lookup(struct inode *dir, struct dentry *dentry, unsigned int flags)
{
	d_add(dentry, NULL);
	return NULL;
}

/* --- inodes and their pins -------------------------------------------------------------- */

/* A new inode of this mode in dir (NULL: a root, or no matter); NULL: no memory. */
struct inode *simple_make_inode(struct super_block *sb, const struct inode *dir,
				umode_t mode, dev_t rdev)
{
	struct inode *inode = new_inode(sb);

	if (!inode)
		return NULL;
	inode_init_owner(inode, dir, mode);
	switch (mode & S_IFMT) {
	case S_IFDIR:
		inode->i_op = &simple_dir_inode_operations;
		inode->i_fop = &simple_dir_operations;
		inc_nlink(inode); /* "." */
		break;
	case S_IFLNK:
		inode->i_op = &simple_symlink_inode_operations;
		break;
	case S_IFREG:
		break;
	default:
		init_special_inode(inode, inode->i_mode, rdev);
	}
	return inode;
}

/* Where a new symbolic link leads to; false: no memory. */
bool simple_set_target(struct inode *inode, const char *target)
{
	inode->i_link = kstrdup(target, GFP_KERNEL);
	if (!inode->i_link)
		return false;
	i_size_write(inode, strlen(target));
	return true;
}

/* The same as simple_make_inode() for a symbolic link to target, which is copied. */
struct inode *simple_make_symlink(struct super_block *sb, const struct inode *dir,
				  const char *target)
{
	struct inode *inode = simple_make_inode(sb, dir, S_IFLNK | S_IRWXUGO, 0);

	if (!inode)
		return NULL;
	if (!simple_set_target(inode, target)) {
		iput(inode);
		return NULL;
	}
	return inode;
}

/* dir has so many names more; if it was made with a size, that counts them as a tmpfs does. */
static void change_dir(struct inode *dir, int names)
{
	if (dir->i_size)
		i_size_write(dir, dir->i_size + names * DIRENT_SIZE);
	dir->i_mtime = dir->i_ctime = current_time(dir);
}

/* dentry, negative in dir, becomes inode's name: takes inode's reference and pins. */
void simple_pin(struct inode *dir, struct dentry *dentry, struct inode *inode)
{
	d_instantiate(dentry, inode);
	dget(dentry);
	if (S_ISDIR(inode->i_mode))
		inc_nlink(dir); /* its ".." */
	change_dir(dir, 1);
}

/* The end of an inode in memory: its pages and, if simple_set_target() made it, its text. */
void simple_evict_inode(struct inode *inode)
{
	clear_inode(inode);
	if (S_ISLNK(inode->i_mode))
		kfree(inode->i_link);
}

/* --- directories ------------------------------------------------------------------------- */

/* Is there no name in the directory? True for other files. */
bool simple_empty(struct dentry *dentry)
{
	struct dentry *child;
	bool empty = true;

	spin_lock(&dcache_lock);
	list_for_each_entry (child, &dentry->d_subdirs, d_child) {
		if (d_is_positive(child) && !d_unhashed(child)) {
			empty = false;
			break;
		}
	}
	spin_unlock(&dcache_lock);
	return empty;
}

int simple_link(struct dentry *old, struct inode *dir, struct dentry *dentry)
{
	struct inode *inode = d_inode(old);

	inode->i_ctime = current_time(inode);
	inc_nlink(inode);
	ihold(inode);
	simple_pin(dir, dentry, inode);
	return 0;
}

int simple_unlink(struct inode *dir, struct dentry *dentry)
{
	struct inode *inode = d_inode(dentry);

	inode->i_ctime = current_time(inode);
	change_dir(dir, -1);
	drop_nlink(inode);
	dput(dentry); /* the pin; the caller holds it too */
	return 0;
}

int simple_rmdir(struct inode *dir, struct dentry *dentry)
{
	if (!simple_empty(dentry))
		return -ENOTEMPTY;
	drop_nlink(d_inode(dentry));
	simple_unlink(dir, dentry);
	drop_nlink(dir);
	return 0;
}

/* Two names change places; a directory takes its ".." along. */
static void exchange_links(struct inode *old_dir, struct dentry *old,
			   struct inode *new_dir, struct dentry *new)
{
	if (old_dir == new_dir || d_is_dir(old) == d_is_dir(new))
		return;
	if (d_is_dir(old)) {
		drop_nlink(old_dir);
		inc_nlink(new_dir);
	} else {
		drop_nlink(new_dir);
		inc_nlink(old_dir);
	}
}

int simple_rename(struct inode *old_dir, struct dentry *old, struct inode *new_dir,
		  struct dentry *new, unsigned int flags)
{
	bool isdir = d_is_dir(old);

	if (flags & RENAME_EXCHANGE) {
		exchange_links(old_dir, old, new_dir, new);
	} else if (!simple_empty(new)) {
		return -ENOTEMPTY;
	} else if (d_is_positive(new)) {
		simple_unlink(new_dir, new);
		if (isdir) {
			drop_nlink(d_inode(new));
			drop_nlink(old_dir);
		}
	} else if (isdir) {
		drop_nlink(old_dir);
		inc_nlink(new_dir);
	}
	change_dir(old_dir, flags & RENAME_EXCHANGE ? 0 : -1);
	change_dir(new_dir, flags & RENAME_EXCHANGE ? 0 : 1);
	d_inode(old)->i_ctime = current_time(old_dir);
	return 0;
}

/* --- attributes --------------------------------------------------------------------------- */

int simple_setattr(struct dentry *dentry, struct iattr *attr)
{
	struct inode *inode = d_inode(dentry);
	int err = setattr_prepare(dentry, attr);

	if (!err && (attr->ia_valid & ATTR_SIZE))
		err = seals_allow_size(inode, attr->ia_size);
	if (err)
		return err;
	if (attr->ia_valid & ATTR_SIZE)
		truncate_setsize(inode, attr->ia_size);
	setattr_copy(inode, attr);
	return 0;
}

int simple_getattr(const struct path *path, struct kstat *stat, u32 request_mask,
		   unsigned int query_flags)
{
	generic_fillattr(d_inode(path->dentry), stat);
	return 0;
}

/* No size of its own: as Linux's ramfs and procfs, the numbers are zero. */
int simple_statfs(struct dentry *dentry, struct kstatfs *buf)
{
	buf->f_type = dentry->d_sb->s_magic;
	buf->f_bsize = dentry->d_sb->s_blocksize;
	buf->f_namelen = NAME_MAX;
	return 0;
}

static const char *simple_get_link(struct dentry *dentry, struct inode *inode,
				   struct delayed_call *done)
{
	return inode->i_link;
}

/* For a get_link() that makes its text: set_delayed_call(done, kfree_link, text). */
void kfree_link(void *arg)
{
	kfree(arg);
}

/* For file_operations.open: what the inode's maker left is the file's private data. */
int simple_open(struct inode *inode, struct file *file)
{
	if (inode->i_private)
		file->private_data = inode->i_private;
	return 0;
}

/* For files without a disk. */
int noop_fsync(struct file *file, loff_t start, loff_t end, int datasync)
{
	return 0;
}

const struct inode_operations simple_dir_inode_operations = {
	.lookup = simple_lookup,
};

const struct inode_operations simple_symlink_inode_operations = {
	.get_link = simple_get_link,
};

const struct super_operations simple_super_operations = {
	.evict_inode = simple_evict_inode,
	.statfs = simple_statfs,
};
