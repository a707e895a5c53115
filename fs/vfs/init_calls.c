/*
 * fs/vfs/init_calls.c - calls on names for the kernel itself: the initramfs, /dev, tests
 *
 * Each is what the system call of that name does, for a kernel string, relative to the
 * caller's root and working directory, umask included.
 *
 * Locking: none of its own.
 */
#include <linux/mount.h>
#include <linux/namei.h>
#include <atlas/file_calls.h>
#include "internal.h"

int init_mkdir(const char *name, umode_t mode)
{
	return do_mkdirat(AT_FDCWD, getname_kernel(name), mode);
}

int init_mknod(const char *name, umode_t mode, dev_t dev)
{
	return mknod_path(AT_FDCWD, getname_kernel(name), mode, dev);
}

int init_symlink(const char *target, const char *name)
{
	return do_symlinkat(getname_kernel(target), AT_FDCWD, getname_kernel(name));
}

int init_link(const char *old, const char *name)
{
	return do_linkat(AT_FDCWD, getname_kernel(old), AT_FDCWD, getname_kernel(name),
			 0);
}

int init_unlink(const char *name)
{
	return do_unlinkat(AT_FDCWD, getname_kernel(name));
}

int init_rmdir(const char *name)
{
	return do_rmdir(AT_FDCWD, getname_kernel(name));
}

static int change_kern_path(const char *name, int flags, struct iattr *attr)
{
	struct path path;
	int err = kern_path(name, flags & AT_SYMLINK_NOFOLLOW ? 0 : LOOKUP_FOLLOW, &path);

	if (err)
		return err;
	err = change_attr(&path, attr);
	path_put(&path);
	return err;
}

int init_chmod(const char *name, umode_t mode)
{
	struct iattr attr = { .ia_valid = ATTR_MODE, .ia_mode = mode };

	return change_kern_path(name, 0, &attr);
}

int init_chown(const char *name, uid_t uid, gid_t gid, int flags)
{
	struct iattr attr = owner_attr(uid, gid);

	return change_kern_path(name, flags, &attr);
}

/* The link itself, where name is one. mtime in ns since 1970, for atime too. */
int init_utimes(const char *name, ktime_t mtime)
{
	struct iattr attr = {
		.ia_valid = ATTR_ATIME | ATTR_MTIME,
		.ia_atime = mtime,
		.ia_mtime = mtime,
	};

	return change_kern_path(name, AT_SYMLINK_NOFOLLOW, &attr);
}

int init_stat(const char *name, struct kstat *stat, int flags)
{
	struct path path;
	int err = kern_path(name, flags & AT_SYMLINK_NOFOLLOW ? 0 : LOOKUP_FOLLOW, &path);

	if (err)
		return err;
	err = vfs_getattr(&path, stat, STATX_BASIC_STATS, 0);
	path_put(&path);
	return err;
}
