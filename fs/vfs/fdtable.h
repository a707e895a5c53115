/*
 * fs/vfs/fdtable.h - the inside of a table of descriptors
 */
#ifndef FS_VFS_FDTABLE_H
#define FS_VFS_FDTABLE_H

#include <linux/fdtable.h>

/* fdtable.c */
int expand_files(struct files_struct *files, unsigned int nr);

/* fd.c */
struct file *take_fd_locked(struct files_struct *files, unsigned int fd);
int alloc_fd(unsigned int start, unsigned int flags);
bool get_close_on_exec(unsigned int fd); /* fd is open in the caller's table */
void set_close_on_exec(unsigned int fd, bool on);

#endif
