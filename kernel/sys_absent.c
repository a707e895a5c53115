/*
 * kernel/sys_absent.c - calls about what Atlas has not: sockets, attributes, rseq
 *
 * Programs ask for these on the way to something else (who is uid 0? has the file an
 * ACL?), and go on when they get the answer of a Linux kernel that was built without. The
 * other calls on sockets and attributes are ENOSYS, as those on modules and swap areas.
 *
 * Locking: none.
 */
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/file.h>
#include <linux/namei.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>

/* The C library asks at the start of each program, and goes without. */
SYSCALL_DEFINE4(rseq, void __user *, area, u32, len, int, flags, u32, signature)
{
	return -ENOSYS;
}

/* --- sockets ---------------------------------------------------------------------- */

#define SOCK_TYPE_MASK 0xf
#define SOCK_FLAGS (O_CLOEXEC | O_NONBLOCK)
#define SOCK_MAX 11

SYSCALL_DEFINE3(socket, int, family, int, type, int, protocol)
{
	int kind = type & SOCK_TYPE_MASK;

	if (type & ~(SOCK_TYPE_MASK | SOCK_FLAGS))
		return -EINVAL;
	return family >= 0 && kind >= SOCK_MAX ? -EINVAL : -EAFNOSUPPORT;
}

SYSCALL_DEFINE3(connect, int, fd, const void __user *, addr, int, len)
{
	struct fd f = fdget(fd);
	int err = f.file ? -ENOTSOCK : -EBADF;

	fdput(f);
	return err;
}

/* --- extended attributes ---------------------------------------------------------- */

#define XATTR_NAME_MAX 255

/* The file must be there all the same, and the name be one. */
static long get_no_xattr(const char __user *name, const char __user *attr, int lookup)
{
	long len = strnlen_user(attr, XATTR_NAME_MAX + 1);
	struct path path;
	int err;

	err = user_path_at(AT_FDCWD, name, lookup, &path);
	if (err)
		return err;
	path_put(&path);
	if (!len)
		return -EFAULT;
	return len == 1 || len > XATTR_NAME_MAX + 1 ? -ERANGE : -EOPNOTSUPP;
}

SYSCALL_DEFINE4(getxattr, const char __user *, name, const char __user *, attr,
		void __user *, value, size_t, size)
{
	return get_no_xattr(name, attr, LOOKUP_FOLLOW);
}

SYSCALL_DEFINE4(lgetxattr, const char __user *, name, const char __user *, attr,
		void __user *, value, size_t, size)
{
	return get_no_xattr(name, attr, 0);
}
