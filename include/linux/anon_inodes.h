/*
 * include/linux/anon_inodes.h - open files without a name (fs/vfs/anon_inode.c)
 */
#ifndef LINUX_ANON_INODES_H
#define LINUX_ANON_INODES_H

struct file;
struct file_operations;

/*
 * An open file, count 1, on no file: name ("[eventpoll]") is what /proc shows, fops what
 * it does, priv its private_data; flags: O_ACCMODE and O_NONBLOCK. ERR_PTR(-ENOMEM). May
 * sleep.
 */
struct file *anon_inode_getfile(const char *name, const struct file_operations *fops,
				void *priv, int flags);

#endif
