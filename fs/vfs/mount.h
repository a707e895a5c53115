/*
 * fs/vfs/mount.h - one mount, as this folder sees it
 */
#ifndef FS_VFS_MOUNT_H
#define FS_VFS_MOUNT_H

#include <linux/atomic.h>
#include <linux/container_of.h>
#include <linux/list.h>
#include <linux/mount.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>

struct mount {
	struct vfsmount mnt;
	atomic_t count;            /* [a] references; its place in the tree is one */
	atomic_t writers;          /* [a] mnt_want_write() without mnt_drop_write() */
	struct mount *parent;      /* [mount_lock] NULL: the top, or not in the tree */
	struct dentry *mountpoint; /* [mount_lock] in parent, with a reference */
	struct list_head list;     /* [mount_lock] all that are in the tree */
	unsigned int walks;        /* [mount_lock] that went into it */
	unsigned int expires;      /* [mount_lock] if so many when MNT_EXPIRE comes */
	char *devname;             /* [I] for /proc/mounts */
	int id;                    /* [mount_lock] in the tree; ascending in its list */
	struct vfsmount *copy;     /* [namespace_sem] while its tree is bound */
};

extern spinlock_t mount_lock; /* inside dcache_lock */
extern struct rw_semaphore namespace_sem;

/* A mount of root, a dentry that mnt shows; else as vfs_kern_mount(). */
struct vfsmount *clone_mnt(struct vfsmount *mnt, struct dentry *root);
/* Show mnt on path; takes its reference. 0, -ENOTDIR, -ENOENT, -EINVAL, -EBUSY. */
int attach_mount(struct vfsmount *mnt, const struct path *path);
/* Show it there, with all that is mounted below, instead: -ELOOP if path is in it. */
int move_mount(struct vfsmount *mnt, const struct path *path);
/* The mount that joined the tree next after that id, or NULL. namespace_sem held. */
struct mount *next_mount(int id);

static inline struct mount *real_mount(struct vfsmount *mnt)
{
	return container_of(mnt, struct mount, mnt);
}

/* mount_lock or namespace_sem held. */
static inline bool is_in_tree(struct vfsmount *mnt)
{
	return !list_empty(&real_mount(mnt)->list);
}

#endif
