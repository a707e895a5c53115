/*
 * kernel/sys_absent.c - calls about what Atlas has not: sockets, attributes, modules, swap
 *
 * Programs ask for these on the way to something else (who is uid 0? has the file an
 * ACL?), and go on when they get the answer of a Linux kernel that was built without. The
 * other calls on sockets and attributes are ENOSYS.
 *
 * Locking: none.
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/file.h>
#include <linux/namei.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>

/* --- modules and swap areas: who may not learns no more than that ------------------ */

static long absent_for(int cap)
{
	return capable(cap) ? -ENOSYS : -EPERM;
}

SYSCALL_DEFINE3(init_module, void __user *, image, unsigned long, len,
		const char __user *, args)
{
	return absent_for(CAP_SYS_MODULE);
}

SYSCALL_DEFINE3(finit_module, int, fd, const char __user *, args, int, flags)
{
	return absent_for(CAP_SYS_MODULE);
}

SYSCALL_DEFINE2(delete_module, const char __user *, name, unsigned int, flags)
{
	return absent_for(CAP_SYS_MODULE);
}

SYSCALL_DEFINE2(swapon, const char __user *, path, int, flags)
{
	return absent_for(CAP_SYS_ADMIN);
}

SYSCALL_DEFINE1(swapoff, const char __user *, path)
{
	return absent_for(CAP_SYS_ADMIN);
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
