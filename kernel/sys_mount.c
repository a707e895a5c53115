/*
 * kernel/sys_mount.c - mount(2), umount2(2)
 *
 * Source: the Linux man pages. Atlas: only a new mount, read-only or without
 * set-IDs, devices or programs (MS_*), or its end; no remount, no bind. All are private, as
 * there is one namespace, and can be told to be so.
 *
 * Locking: fs/vfs takes its own.
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/syscalls.h>

#define MS_REMOUNT 0x20
#define MS_BIND 0x1000
#define MS_REC 0x4000
#define MS_SILENT 0x8000
#define MS_UNBINDABLE 0x20000
#define MS_PRIVATE 0x40000
#define MS_SLAVE 0x80000
#define MS_SHARED 0x100000
#define MS_PROPAGATION (MS_UNBINDABLE | MS_PRIVATE | MS_SLAVE | MS_SHARED)

/* A string of the program's, or NULL for none; ERR_PTR: -EFAULT, -ENAMETOOLONG, -ENOMEM. */
static struct filename *copy_string(const char __user *from)
{
	return from ? getname_flags(from, LOOKUP_EMPTY) : NULL;
}

static int change_propagation(const char *place, unsigned long flags)
{
	struct path path;
	int err;

	if ((flags & ~(MS_REC | MS_SILENT)) != MS_PRIVATE)
		return -EINVAL;
	err = kern_path(place, LOOKUP_FOLLOW, &path);
	if (err)
		return err;
	err = path.dentry == path.mnt->mnt_root ? 0 : -EINVAL;
	path_put(&path);
	return err;
}

SYSCALL_DEFINE5(mount, const char __user *, dev, const char __user *, dir,
		const char __user *, type, unsigned long, flags, const char __user *,
		data)
{
	struct filename *kind = copy_string(type), *options = copy_string(data);
	struct filename *place = getname(dir), *source = copy_string(dev);
	int err = -EINVAL;

	if (IS_ERR(source))
		err = PTR_ERR(source);
	else if (IS_ERR(place))
		err = PTR_ERR(place);
	else if (IS_ERR(kind))
		err = PTR_ERR(kind);
	else if (IS_ERR(options))
		err = PTR_ERR(options);
	else if (!capable(CAP_SYS_ADMIN))
		err = -EPERM;
	else if ((flags & MS_PROPAGATION) && !(flags & (MS_REMOUNT | MS_BIND)))
		err = change_propagation(place->name, flags);
	else if (kind && !(flags & (MS_REMOUNT | MS_BIND)))
		err = kernel_mount(source ? source->name : "none", place->name,
				   kind->name, flags, options ? options->name : NULL);
	putname(source);
	putname(place);
	putname(kind);
	putname(options);
	return err;
}

SYSCALL_DEFINE2(umount2, const char __user *, dir, int, flags)
{
	struct filename *place = getname(dir);
	int err;

	if (IS_ERR(place))
		return PTR_ERR(place);
	if (flags & ~(MNT_FORCE | MNT_DETACH | MNT_EXPIRE | UMOUNT_NOFOLLOW) ||
	    (flags & MNT_EXPIRE && flags & (MNT_FORCE | MNT_DETACH)))
		err = -EINVAL;
	else if (!capable(CAP_SYS_ADMIN))
		err = -EPERM;
	else
		err = detach_mount(place->name, flags);
	putname(place);
	return err;
}
