/*
 * fs/ramfs/internal.h - what the files of this folder share
 */
#ifndef FS_RAMFS_INTERNAL_H
#define FS_RAMFS_INTERNAL_H

#include <linux/fs.h>

/* A new inode with ramfs's operations; NULL: no memory. */
struct inode *ramfs_make_inode(struct super_block *sb, const struct inode *dir,
			       umode_t mode, dev_t rdev);

int ramfs_fill_super(struct super_block *sb, void *data);

/* tmpfs.c: a regular file of a tmpfs; inode->i_private is its pages promised ahead. */
extern struct file_system_type tmpfs_fs_type;
void tmpfs_init_file(struct inode *inode);

/* shmem.c: mount the tmpfs that nobody sees, and tell mm. Boot, once. 0 or -errno. */
int shmem_init(void);

#endif
