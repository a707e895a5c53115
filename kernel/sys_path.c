/*
 * kernel/sys_path.c - the system calls on names
 *
 * Each is one call down to the file layer. The older calls are the *at calls from the
 * working directory.
 *
 * Locking: none here.
 */
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/fs.h>
#include <linux/namei.h>
#include <linux/syscalls.h>
#include <atlas/file_calls.h>

/* --- opening ---------------------------------------------------------------------- */

SYSCALL_DEFINE3(open, const char __user *, name, int, flags, umode_t, mode)
{
	return do_sys_open(AT_FDCWD, name, flags, mode);
}

SYSCALL_DEFINE4(openat, int, dfd, const char __user *, name, int, flags, umode_t, mode)
{
	return do_sys_open(dfd, name, flags, mode);
}

SYSCALL_DEFINE2(creat, const char __user *, name, umode_t, mode)
{
	return do_sys_open(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

/* --- asking ----------------------------------------------------------------------- */

SYSCALL_DEFINE2(stat, const char __user *, name, struct stat __user *, statbuf)
{
	return ksys_newstat(name, statbuf);
}

SYSCALL_DEFINE2(lstat, const char __user *, name, struct stat __user *, statbuf)
{
	return ksys_newlstat(name, statbuf);
}

SYSCALL_DEFINE4(newfstatat, int, dfd, const char __user *, name, struct stat __user *,
		statbuf, int, flags)
{
	return ksys_newfstatat(dfd, name, statbuf, flags);
}

SYSCALL_DEFINE5(statx, int, dfd, const char __user *, name, unsigned int, flags,
		unsigned int, mask, struct statx __user *, buffer)
{
	return do_statx(dfd, name, flags, mask, buffer);
}

SYSCALL_DEFINE2(statfs, const char __user *, name, struct statfs __user *, buf)
{
	return ksys_statfs(name, buf);
}

SYSCALL_DEFINE2(access, const char __user *, name, int, mode)
{
	return do_faccessat(AT_FDCWD, name, mode, 0);
}

SYSCALL_DEFINE3(faccessat, int, dfd, const char __user *, name, int, mode)
{
	return do_faccessat(dfd, name, mode, 0);
}

SYSCALL_DEFINE4(faccessat2, int, dfd, const char __user *, name, int, mode, int, flags)
{
	return do_faccessat(dfd, name, mode, flags);
}

SYSCALL_DEFINE3(readlink, const char __user *, name, char __user *, buf, int, size)
{
	return do_readlinkat(AT_FDCWD, name, buf, size);
}

SYSCALL_DEFINE4(readlinkat, int, dfd, const char __user *, name, char __user *, buf, int,
		size)
{
	return do_readlinkat(dfd, name, buf, size);
}

/* --- changing --------------------------------------------------------------------- */

SYSCALL_DEFINE2(truncate, const char __user *, name, loff_t, length)
{
	return do_sys_truncate(name, length);
}

SYSCALL_DEFINE2(chmod, const char __user *, name, umode_t, mode)
{
	return do_fchmodat(AT_FDCWD, name, mode);
}

SYSCALL_DEFINE3(fchmodat, int, dfd, const char __user *, name, umode_t, mode)
{
	return do_fchmodat(dfd, name, mode);
}

SYSCALL_DEFINE3(chown, const char __user *, name, uid_t, uid, gid_t, gid)
{
	return do_fchownat(AT_FDCWD, name, uid, gid, 0);
}

SYSCALL_DEFINE3(lchown, const char __user *, name, uid_t, uid, gid_t, gid)
{
	return do_fchownat(AT_FDCWD, name, uid, gid, AT_SYMLINK_NOFOLLOW);
}

SYSCALL_DEFINE5(fchownat, int, dfd, const char __user *, name, uid_t, uid, gid_t, gid,
		int, flags)
{
	return do_fchownat(dfd, name, uid, gid, flags);
}

SYSCALL_DEFINE4(utimensat, int, dfd, const char __user *, name,
		const struct timespec __user *, times, int, flags)
{
	return do_utimensat(dfd, name, times, flags);
}

/* --- making and removing names ---------------------------------------------------- */

SYSCALL_DEFINE2(mkdir, const char __user *, name, umode_t, mode)
{
	return do_mkdirat(AT_FDCWD, getname(name), mode);
}

SYSCALL_DEFINE3(mkdirat, int, dfd, const char __user *, name, umode_t, mode)
{
	return do_mkdirat(dfd, getname(name), mode);
}

SYSCALL_DEFINE3(mknod, const char __user *, name, umode_t, mode, unsigned int, dev)
{
	return do_mknodat(AT_FDCWD, getname(name), mode, dev);
}

SYSCALL_DEFINE4(mknodat, int, dfd, const char __user *, name, umode_t, mode, unsigned int,
		dev)
{
	return do_mknodat(dfd, getname(name), mode, dev);
}

SYSCALL_DEFINE1(rmdir, const char __user *, name)
{
	return do_rmdir(AT_FDCWD, getname(name));
}

SYSCALL_DEFINE1(unlink, const char __user *, name)
{
	return do_unlinkat(AT_FDCWD, getname(name));
}

SYSCALL_DEFINE3(unlinkat, int, dfd, const char __user *, name, int, flags)
{
	if (flags & ~AT_REMOVEDIR)
		return -EINVAL;
	return flags ? do_rmdir(dfd, getname(name)) : do_unlinkat(dfd, getname(name));
}

SYSCALL_DEFINE2(link, const char __user *, old, const char __user *, new)
{
	return do_linkat(AT_FDCWD, getname(old), AT_FDCWD, getname(new), 0);
}

SYSCALL_DEFINE5(linkat, int, olddfd, const char __user *, old, int, newdfd,
		const char __user *, new, int, flags)
{
	int lookup = flags & AT_EMPTY_PATH ? LOOKUP_EMPTY : 0;

	return do_linkat(olddfd, getname_flags(old, lookup), newdfd, getname(new), flags);
}

SYSCALL_DEFINE2(symlink, const char __user *, target, const char __user *, name)
{
	return do_symlinkat(getname(target), AT_FDCWD, getname(name));
}

SYSCALL_DEFINE3(symlinkat, const char __user *, target, int, dfd, const char __user *,
		name)
{
	return do_symlinkat(getname(target), dfd, getname(name));
}

SYSCALL_DEFINE2(rename, const char __user *, old, const char __user *, new)
{
	return do_renameat2(AT_FDCWD, getname(old), AT_FDCWD, getname(new), 0);
}

SYSCALL_DEFINE4(renameat, int, olddfd, const char __user *, old, int, newdfd,
		const char __user *, new)
{
	return do_renameat2(olddfd, getname(old), newdfd, getname(new), 0);
}

SYSCALL_DEFINE5(renameat2, int, olddfd, const char __user *, old, int, newdfd,
		const char __user *, new, unsigned int, flags)
{
	return do_renameat2(olddfd, getname(old), newdfd, getname(new), flags);
}

/* --- the working directory and its like ------------------------------------------- */

SYSCALL_DEFINE2(getcwd, char __user *, buf, unsigned long, size)
{
	return ksys_getcwd(buf, size);
}

SYSCALL_DEFINE1(chdir, const char __user *, name)
{
	return ksys_chdir(name);
}

SYSCALL_DEFINE1(chroot, const char __user *, name)
{
	return ksys_chroot(name);
}

SYSCALL_DEFINE1(umask, int, mask)
{
	return ksys_umask(mask);
}
