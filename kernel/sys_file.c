/*
 * kernel/sys_file.c - the system calls on open files
 *
 * Each is one call down to the file layer, which checks descriptors and user pointers.
 * Names are sys_path.c.
 *
 * Locking: none here.
 */
#include <linux/fcntl.h>
#include <linux/file.h>
#include <linux/syscalls.h>
#include <atlas/file_calls.h>

/* --- moving bytes ----------------------------------------------------------------- */

SYSCALL_DEFINE3(read, unsigned int, fd, char __user *, buf, size_t, count)
{
	return ksys_read(fd, buf, count);
}

SYSCALL_DEFINE3(write, unsigned int, fd, const char __user *, buf, size_t, count)
{
	return ksys_write(fd, buf, count);
}

SYSCALL_DEFINE4(pread64, unsigned int, fd, char __user *, buf, size_t, count, loff_t, pos)
{
	return ksys_pread64(fd, buf, count, pos);
}

SYSCALL_DEFINE4(pwrite64, unsigned int, fd, const char __user *, buf, size_t, count,
		loff_t, pos)
{
	return ksys_pwrite64(fd, buf, count, pos);
}

SYSCALL_DEFINE3(readv, unsigned long, fd, const struct iovec __user *, vec, unsigned long,
		vlen)
{
	return do_readv(fd, vec, vlen);
}

SYSCALL_DEFINE3(writev, unsigned long, fd, const struct iovec __user *, vec,
		unsigned long, vlen)
{
	return do_writev(fd, vec, vlen);
}

SYSCALL_DEFINE3(lseek, unsigned int, fd, off_t, offset, unsigned int, whence)
{
	return ksys_lseek(fd, offset, whence);
}

SYSCALL_DEFINE2(ftruncate, unsigned int, fd, loff_t, length)
{
	return do_sys_ftruncate(fd, length);
}

SYSCALL_DEFINE1(fsync, unsigned int, fd)
{
	return ksys_fsync(fd);
}

SYSCALL_DEFINE1(fdatasync, unsigned int, fd)
{
	return ksys_fsync(fd);
}

SYSCALL_DEFINE4(fallocate, unsigned int, fd, int, mode, loff_t, offset, loff_t, len)
{
	return ksys_fallocate(fd, mode, offset, len);
}

SYSCALL_DEFINE4(fadvise64, int, fd, loff_t, offset, size_t, len, int, advice)
{
	return ksys_fadvise64(fd, offset, len, advice);
}

SYSCALL_DEFINE6(copy_file_range, int, fd_in, loff_t __user *, off_in, int, fd_out,
		loff_t __user *, off_out, size_t, len, unsigned int, flags)
{
	return ksys_copy_file_range(fd_in, off_in, fd_out, off_out, len, flags);
}

SYSCALL_DEFINE4(sendfile, int, out_fd, int, in_fd, loff_t __user *, offset, size_t, count)
{
	return ksys_sendfile64(out_fd, in_fd, offset, count);
}

SYSCALL_DEFINE3(getdents64, unsigned int, fd, struct linux_dirent64 __user *, dirent,
		unsigned int, count)
{
	return ksys_getdents64(fd, dirent, count);
}

SYSCALL_DEFINE3(ioctl, unsigned int, fd, unsigned int, cmd, unsigned long, arg)
{
	return ksys_ioctl(fd, cmd, arg);
}

/* --- descriptors ------------------------------------------------------------------ */

SYSCALL_DEFINE1(close, unsigned int, fd)
{
	return close_fd(fd);
}

SYSCALL_DEFINE3(close_range, unsigned int, first, unsigned int, last, unsigned int, flags)
{
	return ksys_close_range(first, last, flags);
}

SYSCALL_DEFINE1(dup, unsigned int, fd)
{
	return ksys_dup(fd);
}

SYSCALL_DEFINE2(dup2, unsigned int, oldfd, unsigned int, newfd)
{
	return ksys_dup2(oldfd, newfd);
}

SYSCALL_DEFINE3(dup3, unsigned int, oldfd, unsigned int, newfd, int, flags)
{
	return ksys_dup3(oldfd, newfd, flags);
}

SYSCALL_DEFINE3(fcntl, unsigned int, fd, unsigned int, cmd, unsigned long, arg)
{
	return ksys_fcntl(fd, cmd, arg);
}

SYSCALL_DEFINE2(flock, unsigned int, fd, unsigned int, operation)
{
	return ksys_flock(fd, operation);
}

SYSCALL_DEFINE1(pipe, int __user *, fds)
{
	return do_pipe2(fds, 0);
}

SYSCALL_DEFINE2(pipe2, int __user *, fds, int, flags)
{
	return do_pipe2(fds, flags);
}

/* --- attributes by descriptor ----------------------------------------------------- */

SYSCALL_DEFINE2(fstat, unsigned int, fd, struct stat __user *, statbuf)
{
	return ksys_newfstat(fd, statbuf);
}

SYSCALL_DEFINE2(fstatfs, unsigned int, fd, struct statfs __user *, buf)
{
	return ksys_fstatfs(fd, buf);
}

SYSCALL_DEFINE2(fchmod, unsigned int, fd, umode_t, mode)
{
	return ksys_fchmod(fd, mode);
}

SYSCALL_DEFINE3(fchown, unsigned int, fd, uid_t, uid, gid_t, gid)
{
	return ksys_fchown(fd, uid, gid);
}

SYSCALL_DEFINE1(fchdir, unsigned int, fd)
{
	return ksys_fchdir(fd);
}
