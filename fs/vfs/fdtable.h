/*
 * fs/vfs/fdtable.h - the inside of a table of descriptors
 */
#ifndef FS_VFS_FDTABLE_H
#define FS_VFS_FDTABLE_H

#include <linux/fdtable.h>

int expand_files(struct files_struct *files, unsigned int nr); /* fdtable.c */
struct file *take_fd_locked(struct files_struct *files, unsigned int fd); /* fd.c */
int alloc_fd(unsigned int start, unsigned int flags);			  /* fd.c */

#endif
