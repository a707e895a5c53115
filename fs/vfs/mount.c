/*
 * fs/vfs/mount.c - mount(2): a new mount, or what becomes of one that is there
 *
 *	MS_REMOUNT             other flags for the mount, its super block and its options
 *	MS_REMOUNT | MS_BIND   other flags for this mount only
 *	MS_BIND, MS_REC        a directory or file seen at a second place; with all below it
 *	MS_MOVE                a mount at another place
 *	MS_PRIVATE             what all mounts are
 *
 * Source: the Linux man page mount(2). Atlas: one namespace, and no mount is shared.
 *
 * Locking: namespace_sem for writing around all changes but a new mount's.
 */
#include <linux/capability.h>
#include <linux/dcache.h>
#include <linux/namei.h>
#include <linux/sched.h>
#include "mount.h"

#define MS_PROPAGATION (MS_UNBINDABLE | MS_PRIVATE | MS_SLAVE | MS_SHARED)
#define MNT_SETTABLE                                                        \
	(MNT_READONLY | MNT_NOSUID | MNT_NODEV | MNT_NOEXEC | MNT_NOATIME | \
	 MNT_NODIRATIME | MNT_NOSYMFOLLOW)

static bool is_mount_root(const struct path *path)
{
	return path->dentry == path->mnt->mnt_root && is_in_tree(path->mnt);
}

/* What flags say of the mount; of access times a remount may say nothing, and keeps old's. */
static int mnt_flags_of(unsigned long flags, int old)
{
	int mnt_flags = flags & MNT_SETTABLE;

	if (flags & MS_REMOUNT &&
	    !(flags & (MS_NOATIME | MS_NODIRATIME | MS_RELATIME | MS_STRICTATIME)))
		return mnt_flags | (old & MNT_ATIME_MASK);
	if (flags & MS_STRICTATIME)
		return mnt_flags & ~MNT_NOATIME;
	return flags & MS_NOATIME ? mnt_flags : mnt_flags | MNT_RELATIME;
}

/* --- remount --------------------------------------------------------------------------- */

/* Does anybody write through mnt, or through any mount of its super block? */
static bool has_writers(struct vfsmount *mnt, bool any)
{
	struct mount *mount;
	int id = 0;

	if (!any)
		return atomic_read(&real_mount(mnt)->writers);
	while ((mount = next_mount(id)) != NULL) {
		id = mount->id;
		if (mount->mnt.mnt_sb == mnt->mnt_sb && atomic_read(&mount->writers))
			return true;
	}
	return false;
}

static int remount_mnt(struct vfsmount *mnt, int mnt_flags)
{
	int old = mnt->mnt_flags;

	WRITE_ONCE(mnt->mnt_flags, mnt_flags);
	smp_mb();
	if (!(mnt_flags & ~old & MNT_READONLY) || !has_writers(mnt, false))
		return 0;
	WRITE_ONCE(mnt->mnt_flags, old);
	return -EBUSY;
}

static int remount_sb(struct vfsmount *mnt, int mnt_flags, const char *options)
{
	unsigned long ro = mnt_flags & MNT_READONLY ? SB_RDONLY : 0;
	struct super_block *sb = mnt->mnt_sb;
	unsigned long old = sb->s_flags;
	int err = 0;

	WRITE_ONCE(sb->s_flags, (old & ~SB_RDONLY) | ro);
	smp_mb();
	if (ro & ~old && has_writers(mnt, true))
		err = -EBUSY;
	if (!err && sb->s_op->remount_fs)
		err = sb->s_op->remount_fs(sb, options);
	if (err)
		WRITE_ONCE(sb->s_flags, old);
	else
		WRITE_ONCE(mnt->mnt_flags, mnt_flags);
	return err;
}

static int do_remount(const struct path *path, unsigned long flags, const char *options)
{
	int mnt_flags = mnt_flags_of(flags, path->mnt->mnt_flags);

	if (!is_mount_root(path))
		return -EINVAL;
	return flags & MS_BIND ? remount_mnt(path->mnt, mnt_flags)
			       : remount_sb(path->mnt, mnt_flags, options);
}

/* --- bind and move ----------------------------------------------------------------------- */

/* In the copy of mount's parent, if that has one and shows the place. */
static int copy_mount(struct mount *mount)
{
	struct path place = { mount->parent->copy, mount->mountpoint };
	struct vfsmount *copy;
	int err;

	if (!place.mnt || !is_subdir(place.dentry, place.mnt->mnt_root))
		return 0;
	copy = clone_mnt(&mount->mnt, mount->mnt.mnt_root);
	if (IS_ERR(copy))
		return PTR_ERR(copy);
	err = attach_mount(copy, &place);
	if (err)
		mntput(copy);
	else
		mount->copy = copy;
	return err;
}

/* Copy what is mounted below those that have a copy; until one fails. Copies come last. */
static int copy_mounts(int last)
{
	struct mount *mount;
	int id = 0, err = 0;

	while ((mount = next_mount(id)) != NULL && mount->id <= last) {
		id = mount->id;
		if (!err && mount->parent && !mount->copy)
			err = copy_mount(mount);
	}
	for (id = 0; (mount = next_mount(id)) != NULL; id = mount->id)
		mount->copy = NULL;
	return err;
}

static int do_loopback(const struct path *path, const struct path *from, bool all)
{
	struct vfsmount *copy;
	int err;

	if (!is_in_tree(from->mnt))
		return -EINVAL;
	copy = clone_mnt(from->mnt, from->dentry);
	if (IS_ERR(copy))
		return PTR_ERR(copy);
	err = attach_mount(copy, path);
	if (err) {
		mntput(copy);
	} else if (all) {
		real_mount(from->mnt)->copy = copy;
		err = copy_mounts(real_mount(copy)->id - 1);
	}
	return err;
}

static int bind_or_move(const struct path *path, const char *old_name,
			unsigned long flags)
{
	struct path from;
	int err;

	if (!old_name || !*old_name)
		return -EINVAL;
	err = kern_path(old_name, LOOKUP_FOLLOW, &from);
	if (err)
		return err;
	down_write(&namespace_sem);
	if (flags & MS_BIND)
		err = do_loopback(path, &from, flags & MS_REC);
	else
		err = is_mount_root(&from) ? move_mount(from.mnt, path) : -EINVAL;
	up_write(&namespace_sem);
	path_put(&from);
	return err;
}

/* --- new mounts, and the call ------------------------------------------------------------ */

static int do_new_mount(const struct path *path, const char *dev_name,
			const char *type_name, unsigned long flags, void *data)
{
	struct file_system_type *type;
	struct vfsmount *mnt;
	int err;

	if (!type_name)
		return -EINVAL;
	type = get_fs_type(type_name);
	if (!type)
		return -ENODEV;
	mnt = vfs_kern_mount(type, mnt_flags_of(flags, 0), dev_name ?: "none", data);
	if (IS_ERR(mnt))
		return PTR_ERR(mnt);
	err = attach_mount(mnt, path);
	if (err)
		mntput(mnt);
	return err;
}

static int change_propagation(const struct path *path, unsigned long flags)
{
	if ((flags & ~(MS_REC | MS_SILENT)) != MS_PRIVATE)
		return -EINVAL;
	return is_mount_root(path) ? 0 : -EINVAL;
}

int path_mount(const char *dev_name, const struct path *path, const char *type,
	       unsigned long flags, void *data)
{
	int err;

	if ((flags & MS_MGC_MSK) == MS_MGC_VAL)
		flags &= ~MS_MGC_MSK;
	if (flags & MS_NOUSER)
		return -EINVAL;
	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	if (flags & MS_REMOUNT) {
		down_write(&namespace_sem);
		err = do_remount(path, flags, data);
		up_write(&namespace_sem);
		return err;
	}
	if (flags & MS_BIND)
		return bind_or_move(path, dev_name, flags);
	if (flags & MS_PROPAGATION)
		return change_propagation(path, flags);
	if (flags & MS_MOVE)
		return bind_or_move(path, dev_name, flags);
	return do_new_mount(path, dev_name, type, flags, data);
}

int kernel_mount(const char *dev_name, const char *dir_name, const char *type,
		 unsigned long flags, void *data)
{
	struct path path;
	int err = kern_path(dir_name, LOOKUP_FOLLOW, &path);

	if (err)
		return err;
	err = path_mount(dev_name, &path, type, flags, data);
	path_put(&path);
	return err;
}
