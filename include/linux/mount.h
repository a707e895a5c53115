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

/* mount(2)'s flags */
#define MS_RDONLY 1
#define MS_NOSUID 2
#define MS_NODEV 4
#define MS_NOEXEC 8
#define MS_REMOUNT 0x20
#define MS_NOSYMFOLLOW 0x100
#define MS_NOATIME 0x400
#define MS_NODIRATIME 0x800
#define MS_BIND 0x1000
#define MS_MOVE 0x2000
#define MS_REC 0x4000
#define MS_SILENT 0x8000
#define MS_UNBINDABLE 0x20000
#define MS_PRIVATE 0x40000
#define MS_SLAVE 0x80000
#define MS_SHARED 0x100000
#define MS_RELATIME 0x200000
#define MS_STRICTATIME 0x1000000
#define MS_NOUSER 0x80000000
#define MS_MGC_VAL 0xc0ed0000 /* what the upper half was in old programs */
#define MS_MGC_MSK 0xffff0000

/* vfsmount->mnt_flags; Atlas: the bits are those of MS_* */
#define MNT_READONLY MS_RDONLY         /* through this mount; SB_RDONLY: through any */
#define MNT_NOSUID MS_NOSUID           /* set-ID bits of programs mean nothing */
#define MNT_NODEV MS_NODEV             /* devices cannot be opened */
#define MNT_NOEXEC MS_NOEXEC           /* nothing can be run, nor mapped to be run */
#define MNT_NOSYMFOLLOW MS_NOSYMFOLLOW /* a walk ends with -ELOOP at a link */
#define MNT_NOATIME MS_NOATIME         /* reading leaves the time of access */
#define MNT_NODIRATIME MS_NODIRATIME   /* ... that of directories */
#define MNT_RELATIME MS_RELATIME       /* unless it is older than the last change */
#define MNT_ATIME_MASK (MNT_NOATIME | MNT_NODIRATIME | MNT_RELATIME)

struct vfsmount {
	struct dentry *mnt_root;    /* [I] with a reference */
	struct super_block *mnt_sb; /* [I] with a reference, s_active */
	int mnt_flags;              /* [namespace_sem] to write; MNT_* */
};

struct vfsmount *mntget(struct vfsmount *mnt);
void mntput(struct vfsmount *mnt); /* may sleep */

/* Make a mount that is nowhere in the tree, with one reference; or ERR_PTR. flags: MNT_*. */
struct vfsmount *vfs_kern_mount(struct file_system_type *type, int flags,
				const char *name, void *data);
struct vfsmount *kern_mount(struct file_system_type *type);

/*
 * What mount(2) does, on the place path; flags are MS_*, strings the kernel's or NULL.
 * 0; -EPERM, -EINVAL, -ENODEV, -ENOTDIR, -ENOENT, -EBUSY (MS_RDONLY: there are writers),
 * -ELOOP (MS_MOVE into itself), -ENOMEM. fs/vfs/mount.c.
 */
int path_mount(const char *dev_name, const struct path *path, const char *type,
	       unsigned long flags, void *data);
/* The same for a place's name: -ENOENT and what else a walk can say. */
int kernel_mount(const char *dev_name, const char *dir_name, const char *type,
		 unsigned long flags, void *data);

/*
 * Something is about to be changed through mnt: -EROFS; or 0, and until mnt_drop_write()
 * the mount does not become read-only.
 */
int mnt_want_write(struct vfsmount *mnt);
void mnt_drop_write(struct vfsmount *mnt);

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

/* The lines of /proc/PID/mounts and /proc/PID/mountinfo: fs/vfs/mount_show.c. */
void mounts_show(struct seq_file *m);
void mountinfo_show(struct seq_file *m);

static inline bool __mnt_is_readonly(const struct vfsmount *mnt)
{
	return mnt->mnt_flags & MNT_READONLY || mnt->mnt_sb->s_flags & SB_RDONLY;
}

/* Does the mount forbid to run the file? */
static inline bool path_noexec(const struct path *path)
{
	return path->mnt->mnt_flags & MNT_NOEXEC;
}

#endif
