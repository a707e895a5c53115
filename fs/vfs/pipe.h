/*
 * fs/vfs/pipe.h - what pipe.c and fifo.c share
 */
#ifndef FS_VFS_PIPE_H
#define FS_VFS_PIPE_H

#include <linux/pipe_fs_i.h>

/* pipe.c */
struct pipe_inode_info *alloc_pipe_info(void); /* NULL: no memory */
void free_pipe_info(struct pipe_inode_info *pipe);

/* fifo.c */
void put_pipe_info(struct inode *inode, struct pipe_inode_info *pipe); /* one file less */
int fifo_open(struct inode *inode, struct file *file);

#endif
