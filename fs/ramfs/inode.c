/*
 * fs/ramfs/inode.c - ramfs: files that are nothing but page cache
 *
 * A regular file's content is its cached pages, which are never written anywhere; a
 * directory is its dentries (fs/vfs/libfs.c). The root file system is one; tmpfs.c adds a
 * limit.
 *
 * Locking: that of the layers it is made of; it has no state of its own.
 */
#include <linux/dcache.h>
#include <linux/init.h>
#include <linux/libfs.h>
#include <linux/magic.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/ramfs.h>
#include "internal.h"

static const struct file_operations ramfs_file_operations = {
	.llseek = generic_file_llseek,
	.read = generic_file_read,
	.write = generic_file_write,
	.mmap = generic_file_mmap,
	.fsync = noop_fsync,
};

static const struct inode_operations ramfs_file_inode_operations = {
	.setattr = simple_setattr,
	.getattr = simple_getattr,
};

static const struct inode_operations ramfs_dir_inode_operations;

struct inode *ramfs_make_inode(struct super_block *sb, const struct inode *dir,
			       umode_t mode, dev_t rdev)
{
	struct inode *inode;

	if (!tmpfs_take_inode(sb))
		return ERR_PTR(-ENOSPC);
	inode = simple_make_inode(sb, dir, mode, rdev);
	if (!inode) {
		tmpfs_give_inode(sb);
		return ERR_PTR(-ENOMEM);
	}
	if (S_ISREG(mode)) {
		inode->i_op = &ramfs_file_inode_operations;
		inode->i_fop = &ramfs_file_operations;
		if (sb->s_fs_info)
			tmpfs_init_file(inode);
	} else if (S_ISDIR(mode)) {
		inode->i_op = &ramfs_dir_inode_operations;
		if (sb->s_fs_info)
			inode->i_size = 2 * DIRENT_SIZE;
	}
	return inode;
}

static int ramfs_mknod(struct inode *dir, struct dentry *dentry, umode_t mode, dev_t rdev)
{
	struct inode *inode = ramfs_make_inode(dir->i_sb, dir, mode, rdev);

	if (IS_ERR(inode))
		return PTR_ERR(inode);
	simple_pin(dir, dentry, inode);
	return 0;
}

static int ramfs_create(struct inode *dir, struct dentry *dentry, umode_t mode, bool excl)
{
	return ramfs_mknod(dir, dentry, (mode & S_IALLUGO) | S_IFREG, 0);
}

static struct inode *ramfs_tmpfile(struct inode *dir, umode_t mode)
{
	struct inode *inode = ramfs_make_inode(dir->i_sb, dir, mode, 0);

	if (!IS_ERR(inode))
		clear_nlink(inode);
	return inode;
}

static int ramfs_mkdir(struct inode *dir, struct dentry *dentry, umode_t mode)
{
	return ramfs_mknod(dir, dentry, mode | S_IFDIR, 0);
}

static int ramfs_symlink(struct inode *dir, struct dentry *dentry, const char *target)
{
	struct inode *inode = ramfs_make_inode(dir->i_sb, dir, S_IFLNK | S_IRWXUGO, 0);

	if (IS_ERR(inode))
		return PTR_ERR(inode);
	if (!simple_set_target(inode, target)) {
		iput(inode);
		return -ENOMEM;
	}
	simple_pin(dir, dentry, inode);
	return 0;
}

/* A further link counts as a file does; the first one of a file without name is no further. */
static int ramfs_link(struct dentry *old, struct inode *dir, struct dentry *dentry)
{
	if (d_inode(old)->i_nlink && !tmpfs_take_inode(dir->i_sb))
		return -ENOSPC;
	return simple_link(old, dir, dentry);
}

/* A name of inode is gone: it was a further link. */
static void drop_link(struct inode *inode)
{
	if (!S_ISDIR(inode->i_mode) && inode->i_nlink)
		tmpfs_give_inode(inode->i_sb);
}

static int ramfs_unlink(struct inode *dir, struct dentry *dentry)
{
	simple_unlink(dir, dentry);
	drop_link(d_inode(dentry));
	return 0;
}

static int ramfs_rename(struct inode *old_dir, struct dentry *old, struct inode *new_dir,
			struct dentry *new, unsigned int flags)
{
	int err = simple_rename(old_dir, old, new_dir, new, flags);

	if (!err && d_is_positive(new) && !(flags & RENAME_EXCHANGE))
		drop_link(d_inode(new));
	return err;
}

static const struct inode_operations ramfs_dir_inode_operations = {
	.lookup = simple_lookup,
	.create = ramfs_create,
	.tmpfile = ramfs_tmpfile,
	.link = ramfs_link,
	.unlink = ramfs_unlink,
	.symlink = ramfs_symlink,
	.mkdir = ramfs_mkdir,
	.rmdir = simple_rmdir,
	.mknod = ramfs_mknod,
	.rename = ramfs_rename,
};

/* --- mounting ------------------------------------------------------------------------------ */

int ramfs_fill_super(struct super_block *sb, void *data)
{
	struct inode *root = ramfs_make_inode(sb, NULL, S_IFDIR | 0755, 0);

	if (IS_ERR(root))
		return PTR_ERR(root);
	sb->s_magic = RAMFS_MAGIC;
	sb->s_root = d_make_root(root);
	return sb->s_root ? 0 : -ENOMEM;
}

static struct super_block *ramfs_mount(struct file_system_type *type, int flags,
				       const char *dev_name, void *data)
{
	return mount_nodev(type, flags, data, ramfs_fill_super);
}

struct file_system_type ramfs_fs_type = {
	.name = "ramfs",
	.mount = ramfs_mount,
	.kill_sb = kill_litter_super,
};

int __init ramfs_init(void)
{
	int err = register_filesystem(&ramfs_fs_type);

	if (!err)
		err = register_filesystem(&tmpfs_fs_type);
	return err ? err : shmem_init();
}
