/*
 * include/linux/mount.h - which file system is seen where
 *
 * A mount shows a super block's tree on top of a dentry of another mount. Floor:
 * fs/vfs/namespace.c.
 *
 * Locking: mount_lock, a spinlock, guards the tree of mounts; references are atomic.
 */
#ifndef LINUX_MOUNT_H
#define LINUX_MOUNT_H

#include <linux/fs.h>
#include <linux/types.h>

/* mount(2)'s flags that Atlas obeys; those of vfsmount->mnt_flags lie one bit lower. */
#define MS_RDONLY 1 /* of the super block: SB_RDONLY */
#define MS_NOSUID 2
#define MS_NODEV 4
#define MS_NOEXEC 8

/* vfsmount->mnt_flags */
#define MNT_NOSUID 0x01 /* set-ID bits of programs mean nothing */
#define MNT_NODEV 0x02  /* devices cannot be opened */
#define MNT_NOEXEC 0x04 /* nothing can be run, nor mapped to be run */
#define MNT_USER_SETTABLE_MASK (MNT_NOSUID | MNT_NODEV | MNT_NOEXEC)

struct vfsmount {
	struct dentry *mnt_root;    /* [I] with a reference */
	struct super_block *mnt_sb; /* [I] */
	int mnt_flags;              /* [I] MNT_* */
};

struct vfsmount *mntget(struct vfsmount *mnt);
void mntput(struct vfsmount *mnt); /* may sleep */

/* Make a mount that is nowhere in the tree, with one reference; or ERR_PTR. flags: MS_*. */
struct vfsmount *vfs_kern_mount(struct file_system_type *type, int flags,
				const char *name, void *data);
struct vfsmount *kern_mount(struct file_system_type *type);

/* Show mnt on the directory path; takes mnt's reference. 0, -ENOTDIR, -ENOENT, -EBUSY. */
int attach_mount(struct vfsmount *mnt, const struct path *path);
/* Mount a registered file system on the directory name: what /init's mount(2) will be. */
int kernel_mount(const char *dev_name, const char *dir_name, const char *type, int flags,
		 void *data);

/*
 * Undo it, as umount2(2): -EINVAL: nothing is mounted there; -EBUSY: somebody is in it, or
 * a mount. MNT_DETACH: with all mounts below, and who is in there stays there. MNT_EXPIRE:
 * only if nobody has been in it since the last such try, which gave -EAGAIN. MNT_FORCE
 * changes nothing: no server is waited for.
 */
#define MNT_FORCE 1
#define MNT_DETACH 2
#define MNT_EXPIRE 4
#define UMOUNT_NOFOLLOW 8
int detach_mount(const char *dir_name, int flags);
/*
 * Undo what is mounted on directories that are no more: those of a process that was reaped;
 * who is in there stays there. Nearly free if there is no such mount. May sleep.
 */
void detach_dead_mounts(void);

/* Make the top of the tree, and the root of init_fs and of the caller. Boot, once. */
int mount_root(struct file_system_type *type);

/* What is mounted on path, with a reference, or NULL. */
struct vfsmount *lookup_mnt(const struct path *path);
/* From the root of a mount to the place it covers: false at the top of the tree. */
bool follow_up(struct path *path);
void mounts_show(struct seq_file *m); /* the lines of /proc/mounts */

/* Does the mount forbid to run the file? */
static inline bool path_noexec(const struct path *path)
{
	return path->mnt->mnt_flags & MNT_NOEXEC;
}

#endif
