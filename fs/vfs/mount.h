/*
 * fs/vfs/mount.h - one mount, as this folder sees it
 */
#ifndef FS_VFS_MOUNT_H
#define FS_VFS_MOUNT_H

#include <linux/atomic.h>
#include <linux/container_of.h>
#include <linux/list.h>
#include <linux/mount.h>
#include <linux/spinlock.h>

struct mount {
	struct vfsmount mnt;
	atomic_t count;            /* [a] references; its place in the tree is one */
	struct mount *parent;      /* [mount_lock] NULL: the top, or not in the tree */
	struct dentry *mountpoint; /* [mount_lock] in parent, with a reference */
	struct list_head list;     /* [mount_lock] all that are in the tree */
	unsigned int walks;        /* [mount_lock] that went into it */
	unsigned int expires;      /* [mount_lock] if so many when MNT_EXPIRE comes */
	char *devname;             /* [I] for /proc/mounts */
	int id;                    /* [I] in the tree; ascending in its list */
};

extern spinlock_t mount_lock; /* inside dcache_lock */

static inline struct mount *real_mount(struct vfsmount *mnt)
{
	return container_of(mnt, struct mount, mnt);
}

#endif
