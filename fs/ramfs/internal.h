/*
 * fs/ramfs/internal.h - what the files of this folder share
 */
#ifndef FS_RAMFS_INTERNAL_H
#define FS_RAMFS_INTERNAL_H

#include <linux/fs.h>

/* A new inode with ramfs's operations; ERR_PTR: -ENOMEM, -ENOSPC. */
struct inode *ramfs_make_inode(struct super_block *sb, const struct inode *dir,
			       umode_t mode, dev_t rdev);

int ramfs_fill_super(struct super_block *sb, void *data);

/* tmpfs_file.c: a regular file of a tmpfs; inode->i_private is its pages promised ahead. */
void tmpfs_init_file(struct inode *inode);

extern struct file_system_type tmpfs_fs_type;

/* A mounted tmpfs: sb->s_fs_info, which a ramfs does not have. */
struct tmpfs {
	struct tmpfs_options {
		long blocks; /* pages that files may have; 0: any number */
		long inodes; /* files and further links; 0: any number */
		umode_t mode;
		uid_t uid;
		gid_t gid;
	} opt;                /* [namespace_sem] to write; the last three: of the root */
	atomic_long_t used;   /* [a] pages */
	atomic_long_t inodes; /* [a] files and further links */
};

/* tmpfs.c: one more file or link; false: too many. For a ramfs always true. */
bool tmpfs_take_inode(struct super_block *sb);
void tmpfs_give_inode(struct super_block *sb);

/* shmem.c: mount the tmpfs that nobody sees, and tell mm. Boot, once. 0 or -errno. */
int shmem_init(void);

#endif
