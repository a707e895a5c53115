/*
 * include/atlas/file_calls.h - the one call down that each system call on files makes
 *
 * Arguments are the system call's own: user pointers and descriptors, unchecked. Each
 * returns what the program shall get: a result or -errno. do_*at() functions with a
 * struct filename take it from getname(), may be given its ERR_PTR, and put it.
 *
 * Locking: process context, no locks held; all may sleep. Floor: fs/vfs.
 */
#ifndef ATLAS_FILE_CALLS_H
#define ATLAS_FILE_CALLS_H

#include <linux/fs.h>
#include <linux/statfs.h>
#include <linux/types.h>
#include <linux/uio.h>

struct epoll_event;
struct linux_dirent64;
struct timespec;

/* open.c */
long do_sys_open(int dfd, const char __user *filename, int flags, umode_t mode);
long do_sys_truncate(const char __user *pathname, loff_t length);
long do_sys_ftruncate(unsigned int fd, loff_t length);
long do_faccessat(int dfd, const char __user *filename, int mode, int flags);
long do_fchmodat(int dfd, const char __user *filename, umode_t mode);
long ksys_fchmod(unsigned int fd, umode_t mode);
long do_fchownat(int dfd, const char __user *filename, uid_t uid, gid_t gid, int flags);
long ksys_fchown(unsigned int fd, uid_t uid, gid_t gid);
long do_utimensat(int dfd, const char __user *filename,
		  const struct timespec __user *times, int flags);
long ksys_chdir(const char __user *filename);
long ksys_fchdir(unsigned int fd);
long ksys_chroot(const char __user *filename);
long ksys_umask(int mask);
long ksys_fsync(unsigned int fd);
long ksys_fallocate(unsigned int fd, int mode, loff_t offset, loff_t len);
long ksys_fadvise64(int fd, loff_t offset, loff_t len, int advice);
/* close: close_fd() of linux/file.h */

/* read_write.c */
ssize_t ksys_read(unsigned int fd, char __user *buf, size_t count);
ssize_t ksys_write(unsigned int fd, const char __user *buf, size_t count);
ssize_t ksys_pread64(unsigned int fd, char __user *buf, size_t count, loff_t pos);
ssize_t ksys_pwrite64(unsigned int fd, const char __user *buf, size_t count, loff_t pos);
ssize_t do_readv(unsigned long fd, const struct iovec __user *vec, unsigned long vlen);
ssize_t do_writev(unsigned long fd, const struct iovec __user *vec, unsigned long vlen);
ssize_t ksys_copy_file_range(int fd_in, loff_t __user *off_in, int fd_out,
			     loff_t __user *off_out, size_t len, unsigned int flags);
ssize_t ksys_sendfile64(int out_fd, int in_fd, loff_t __user *offset, size_t count);
off_t ksys_lseek(unsigned int fd, off_t offset, unsigned int whence);

/*
 * readv.c: copy a list of pieces in; no length is negative: -EINVAL, -EFAULT. For memory of
 * the caller's own, all pieces may be its, and are cut to what one call moves: how much.
 */
int copy_iovec(const struct iovec __user *user, unsigned long nr, struct iovec *vec);
ssize_t import_iovec(const struct iovec __user *user, unsigned long nr,
		     struct iovec *vec);

/* fcntl.c, ioctl.c, pipe.c */
long ksys_dup(unsigned int fd);
long ksys_dup2(unsigned int oldfd, unsigned int newfd);
long ksys_dup3(unsigned int oldfd, unsigned int newfd, int flags);
long ksys_close_range(unsigned int fd, unsigned int last, unsigned int flags);
long ksys_fcntl(unsigned int fd, unsigned int cmd, unsigned long arg);
long ksys_flock(unsigned int fd, unsigned int operation); /* locks.c */
long ksys_ioctl(unsigned int fd, unsigned int cmd, unsigned long arg);
long do_pipe2(int __user *fildes, int flags);

/* epoll.c; expires: of the monotonic clock, U64_MAX: never */
long ksys_epoll_create1(int flags);
long ksys_epoll_ctl(int epfd, int op, int fd, const struct epoll_event __user *user);
long do_epoll_wait(int epfd, struct epoll_event __user *to, int max, u64 expires);

/* stat.c */
int vfs_fstat(int fd, struct kstat *stat);
int vfs_fstatat(int dfd, const char __user *filename, struct kstat *stat, int flags);
long ksys_newfstat(unsigned int fd, struct stat __user *statbuf);
long ksys_newfstatat(int dfd, const char __user *filename, struct stat __user *statbuf,
		     int flags);
long ksys_newstat(const char __user *filename, struct stat __user *statbuf);
long ksys_newlstat(const char __user *filename, struct stat __user *statbuf);
long do_statx(int dfd, const char __user *filename, unsigned int flags, unsigned int mask,
	      struct statx __user *buffer);
long do_readlinkat(int dfd, const char __user *pathname, char __user *buf, int bufsiz);

/* statfs.c */
long ksys_statfs(const char __user *pathname, struct statfs __user *buf);
long ksys_fstatfs(unsigned int fd, struct statfs __user *buf);

/* readdir.c, dcache.c */
long ksys_getdents64(unsigned int fd, struct linux_dirent64 __user *dirent,
		     unsigned int count);
long ksys_getcwd(char __user *buf, unsigned long size);

/* namei.c */
long do_mkdirat(int dfd, struct filename *name, umode_t mode);
long do_mknodat(int dfd, struct filename *name, umode_t mode, unsigned int dev);
long do_unlinkat(int dfd, struct filename *name);
long do_rmdir(int dfd, struct filename *name);
long do_symlinkat(struct filename *from, int newdfd, struct filename *to);
long do_linkat(int olddfd, struct filename *old, int newdfd, struct filename *new,
	       int flags);
long do_renameat2(int olddfd, struct filename *from, int newdfd, struct filename *to,
		  unsigned int flags);

#endif
