/*
 * include/linux/libfs.h - for file systems whose tree the kernel itself makes
 *
 * Atlas's own; the simple_*() of linux/fs.h are what Linux has. Floor: fs/vfs.
 */
#ifndef LINUX_LIBFS_H
#define LINUX_LIBFS_H

#include <linux/fs.h>

struct dentry;

/* A tmpfs's directory of n names has the size (2 + n) * DIRENT_SIZE. */
#define DIRENT_SIZE 20

/* libfs.c: inodes with the operations of their kind, and giving them a name. */
struct inode *simple_make_inode(struct super_block *sb, const struct inode *dir,
				umode_t mode, dev_t rdev);
struct inode *simple_make_symlink(struct super_block *sb, const struct inode *dir,
				  const char *target);
bool simple_set_target(struct inode *inode, const char *target);
void simple_pin(struct inode *dir, struct dentry *dentry, struct inode *inode);
void simple_evict_inode(struct inode *inode); /* super_operations.evict_inode */

/* libfs_dir.c */
bool dir_emit_dots(struct file *file, struct dir_context *ctx);
bool dcache_readdir_done(struct file *file, struct dir_context *ctx);

/*
 * libfs_tree.c: put inode (taken over, or put on failure; NULL: -ENOMEM) at path below
 * root. mkdir makes the inodes of missing directories; NULL: -ENOENT. The dentry with a
 * reference, or ERR_PTR: -EEXIST, -ENOTDIR, -ENAMETOOLONG. May sleep.
 */
struct dentry *simple_tree_add(struct dentry *root, const char *path, struct inode *inode,
			       struct inode *(*mkdir)(struct super_block *sb));
/* The dentry at path with a reference, or ERR_PTR. */
struct dentry *simple_tree_find(struct dentry *root, const char *path);
/* Remove the name and all below it. The caller holds a reference to it. */
void simple_tree_remove(struct dentry *top);

#endif
