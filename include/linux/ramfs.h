/*
 * include/linux/ramfs.h - the file system that is nothing but page cache
 */
#ifndef LINUX_RAMFS_H
#define LINUX_RAMFS_H

#include <linux/fs.h>

extern struct file_system_type ramfs_fs_type;

/* Register ramfs and tmpfs. Boot, once, after vfs_init(). 0 or -errno. */
int ramfs_init(void);

/*
 * A regular file of size bytes that has no name and goes with its last reference: the
 * store behind shared anonymous memory. ERR_PTR: -EINVAL (size), -ENOMEM.
 */
struct file *shmem_file_setup(const char *name, loff_t size, unsigned long flags);

#endif
