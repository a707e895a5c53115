/*
 * kernel/sys_mount.c - mount(2), umount2(2)
 *
 * Source: the Linux man pages.
 *
 * Locking: fs/vfs takes its own.
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/syscalls.h>

/* A string of the program's, or NULL for none; ERR_PTR: -EFAULT, -EINVAL (long), -ENOMEM. */
static struct filename *copy_string(const char __user *from)
{
	struct filename *name = from ? getname_flags(from, LOOKUP_EMPTY) : NULL;

	return name == ERR_PTR(-ENAMETOOLONG) ? ERR_PTR(-EINVAL) : name;
}

static char *text_of(struct filename *name)
{
	return name ? (char *)name->name : NULL;
}

SYSCALL_DEFINE5(mount, const char __user *, dev, const char __user *, dir,
		const char __user *, type, unsigned long, flags, const char __user *,
		data)
{
	struct filename *kind = copy_string(type), *source = copy_string(dev);
	struct filename *options = copy_string(data);
	struct path path;
	int err;

	if (IS_ERR(kind))
		err = PTR_ERR(kind);
	else if (IS_ERR(source))
		err = PTR_ERR(source);
	else if (IS_ERR(options))
		err = PTR_ERR(options);
	else
		err = user_path_at(AT_FDCWD, dir, LOOKUP_FOLLOW, &path);
	if (!err) {
		err = path_mount(text_of(source), &path, text_of(kind), flags,
				 text_of(options));
		path_put(&path);
	}
	putname(source);
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
