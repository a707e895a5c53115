/*
 * include/linux/namei.h - from a path name to a dentry
 */
#ifndef LINUX_NAMEI_H
#define LINUX_NAMEI_H

#include <linux/fs.h>
#include <linux/path.h>

/* Symbolic links that one walk follows before -ELOOP. */
#define MAXSYMLINKS 40

#define LOOKUP_FOLLOW 0x0001    /* a link at the end is followed */
#define LOOKUP_DIRECTORY 0x0002 /* the end must be a directory */
#define LOOKUP_EMPTY 0x4000     /* "" is the starting point itself */
#define LOOKUP_PARENT 0x0010
#define LOOKUP_OPEN 0x0100 /* what the walk is for: */
#define LOOKUP_CREATE 0x0200
#define LOOKUP_EXCL 0x0400
#define LOOKUP_RENAME_TARGET 0x0800

/* The place that name leads to, with references. 0 or -errno. Kernel and user strings. */
int kern_path(const char *name, unsigned int flags, struct path *path);
int user_path_at(int dfd, const char __user *name, unsigned int flags, struct path *path);
/* The same for a struct filename, which it puts. */
int filename_lookup(int dfd, struct filename *name, unsigned int flags,
		    struct path *path);
/* One name of len bytes in a directory, whose i_rwsem is held. */
struct dentry *lookup_one_len(const char *name, struct dentry *base, int len);

/* [a] /proc/sys/fs: links are followed, and made, with care (proc(5)). */
extern int sysctl_protected_symlinks, sysctl_protected_hardlinks;

/* Make and remove names. The directories' i_rwsem are held (vfs_rename: lock_rename()). */
int vfs_create(struct inode *dir, struct dentry *dentry, umode_t mode, bool excl);
int vfs_mkdir(struct inode *dir, struct dentry *dentry, umode_t mode);
int vfs_mknod(struct inode *dir, struct dentry *dentry, umode_t mode, dev_t dev);
int vfs_symlink(struct inode *dir, struct dentry *dentry, const char *target);
int vfs_link(struct dentry *old, struct inode *dir, struct dentry *dentry);
int vfs_unlink(struct inode *dir, struct dentry *dentry);
int vfs_rmdir(struct inode *dir, struct dentry *dentry);
int vfs_rename(struct inode *old_dir, struct dentry *old_dentry, struct inode *new_dir,
	       struct dentry *new_dentry, unsigned int flags);

/* Lock two directories in an order that cannot deadlock; the ancestor of the two names. */
struct dentry *lock_rename(struct dentry *a, struct dentry *b);
void unlock_rename(struct dentry *a, struct dentry *b);

/* Whole calls on absolute kernel paths, for the initramfs: 0 or -errno. */
int init_mkdir(const char *name, umode_t mode);
int init_mknod(const char *name, umode_t mode, dev_t dev);
int init_symlink(const char *target, const char *name);
int init_link(const char *old, const char *name);
int init_unlink(const char *name);
int init_rmdir(const char *name);
int init_chmod(const char *name, umode_t mode);
int init_chown(const char *name, uid_t uid, gid_t gid, int flags);
int init_utimes(const char *name, ktime_t mtime);
int init_stat(const char *name, struct kstat *stat, int flags);

#endif
