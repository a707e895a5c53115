/*
 * include/linux/fs_struct.h - where a process stands in the tree of files
 */
#ifndef LINUX_FS_STRUCT_H
#define LINUX_FS_STRUCT_H

#include <linux/path.h>
#include <linux/spinlock.h>

struct task_struct;

struct fs_struct {
	int users; /* [lock] tasks */
	spinlock_t lock;
	int umask;             /* [lock] */
	struct path root, pwd; /* [lock] with references */
};

/* The kernel's own; mount_root() sets its root. */
extern struct fs_struct init_fs;

/* The caller's, or init_fs for one that has none. */
struct fs_struct *current_fs(void);
int current_umask(void);
/* Copies with references; path_put() them. */
void get_fs_root(struct fs_struct *fs, struct path *root);
void get_fs_pwd(struct fs_struct *fs, struct path *pwd);
/* Take their own references. */
void set_fs_root(struct fs_struct *fs, const struct path *path);
void set_fs_pwd(struct fs_struct *fs, const struct path *path);

struct fs_struct *copy_fs_struct(struct fs_struct *old); /* NULL: no memory */
/* For fork: copy, or share with CLONE_FS. 0 or -ENOMEM. */
int copy_fs(unsigned long clone_flags, struct task_struct *task);
/* For unshare(2): the caller stops sharing it. 0 or -ENOMEM. */
int unshare_fs(void);
/* task->fs = NULL and drop it. */
void exit_fs(struct task_struct *task);

#endif
