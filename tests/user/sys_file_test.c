/* tests/user/sys_file_test.c - open, read, write, seek, stat: the calls on files */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include "tap.h"

#define FILE_NAME "/tmp/sys_file_test.data"
#define DIR_NAME "/tmp"
#define NO_FD 1000

/* struct linux_dirent64 of getdents64(2), which has no wrapper. */
struct dirent64 {
	uint64_t d_ino;
	int64_t d_off;
	unsigned short d_reclen;
	unsigned char d_type;
	char d_name[];
};

static int create(void)
{
	return sys(SYS_open, FILE_NAME, O_RDWR | O_CREAT | O_TRUNC, 0600);
}

static void test_open_and_close(void)
{
	int fd = create(), second;

	EQ(fd, 3, "open returns the lowest free descriptor");
	second = sys(SYS_openat, AT_FDCWD, FILE_NAME, O_RDONLY, 0);
	EQ(second, 4, "openat relative to the working directory");
	EQ(sys(SYS_close, fd), 0, "close");
	EQ(sys(SYS_open, FILE_NAME, O_RDONLY), 3, "the closed descriptor is reused");
	EQ(sys(SYS_close, 3), 0, "close again");
	EQ(sys(SYS_close, second), 0, "close the second");
	FAILS(sys(SYS_close, second), EBADF, "close twice");
	FAILS(sys(SYS_close, -1), EBADF, "close -1");

	FAILS(sys(SYS_open, "/tmp/no/such", O_RDONLY), ENOENT, "open: no directory");
	FAILS(sys(SYS_open, "/tmp/no-such", O_RDONLY), ENOENT, "open: no file");
	FAILS(sys(SYS_open, "", O_RDONLY), ENOENT, "open: empty name");
	FAILS(sys(SYS_open, FILE_NAME "/x", O_RDONLY), ENOTDIR, "open: below a file");
	FAILS(sys(SYS_open, FILE_NAME, O_RDONLY | O_DIRECTORY), ENOTDIR,
	      "open: O_DIRECTORY on a file");
	FAILS(sys(SYS_open, DIR_NAME, O_WRONLY), EISDIR, "open: write a directory");
	FAILS(sys(SYS_open, FILE_NAME, O_RDWR | O_CREAT | O_EXCL, 0600), EEXIST,
	      "open: O_EXCL on a file that exists");
	FAILS(sys(SYS_openat, NO_FD, "x", O_RDONLY), EBADF, "openat: no directory fd");
	fd = sys(SYS_open, FILE_NAME, O_RDONLY);
	FAILS(sys(SYS_openat, fd, "x", O_RDONLY), ENOTDIR, "openat: fd of a file");
	sys(SYS_close, fd);
	fd = sys(SYS_open, DIR_NAME, O_RDONLY | O_DIRECTORY);
	OK(fd >= 0, "open a directory");
	second = sys(SYS_openat, fd, "sys_file_test.data", O_RDONLY);
	OK(second >= 0, "openat relative to a directory");
	sys(SYS_close, second);
	sys(SYS_close, fd);
}

static void test_long_names(void)
{
	static char name[8192];

	memset(name, 'n', sizeof(name) - 1);
	name[0] = '/';
	FAILS(sys(SYS_open, name, O_RDONLY), ENAMETOOLONG, "open: a path of 8191");
	name[300] = '\0';
	FAILS(sys(SYS_open, name, O_RDONLY), ENAMETOOLONG, "open: a component of 299");
}

static void test_read_and_write(void)
{
	char buf[64] = "";
	int fd = create();

	EQ(sys(SYS_write, fd, "0123456789", 10), 10, "write 10 bytes");
	EQ(sys(SYS_read, fd, buf, sizeof(buf)), 0, "read at the end of the file");
	EQ(sys(SYS_lseek, fd, 2, SEEK_SET), 2, "seek to 2");
	EQ(sys(SYS_read, fd, buf, 3), 3, "read 3 bytes");
	OK(!memcmp(buf, "234", 3), "and they are those at 2");
	EQ(sys(SYS_read, fd, buf, sizeof(buf)), 5, "read stops at the end");
	OK(!memcmp(buf, "56789", 5), "and returns the rest");
	EQ(sys(SYS_read, fd, buf, 0), 0, "read of nothing");
	EQ(sys(SYS_write, fd, buf, 0), 0, "write of nothing");
	sys(SYS_close, fd);

	FAILS(sys(SYS_read, fd, buf, 1), EBADF, "read: closed descriptor");
	FAILS(sys(SYS_write, NO_FD, buf, 1), EBADF, "write: no descriptor");
	fd = sys(SYS_open, FILE_NAME, O_RDONLY);
	FAILS(sys(SYS_write, fd, buf, 1), EBADF, "write: opened for reading");
	sys(SYS_close, fd);
	fd = sys(SYS_open, FILE_NAME, O_WRONLY);
	FAILS(sys(SYS_read, fd, buf, 1), EBADF, "read: opened for writing");
	sys(SYS_close, fd);
	fd = sys(SYS_open, DIR_NAME, O_RDONLY);
	FAILS(sys(SYS_read, fd, buf, 1), EISDIR, "read: a directory");
	sys(SYS_close, fd);
}

static void test_append_and_truncate(void)
{
	char buf[16];
	int fd = sys(SYS_open, FILE_NAME, O_RDWR | O_APPEND);

	EQ(sys(SYS_write, fd, "ab", 2), 2, "write with O_APPEND");
	EQ(sys(SYS_pread64, fd, buf, sizeof(buf), 8), 4, "it went to the end");
	OK(!memcmp(buf, "89ab", 4), "behind what was there");
	sys(SYS_close, fd);
	fd = sys(SYS_open, FILE_NAME, O_RDWR | O_TRUNC);
	EQ(sys(SYS_lseek, fd, 0, SEEK_END), 0, "O_TRUNC empties the file");
	sys(SYS_close, fd);
}

static void test_seek(void)
{
	char buf[8];
	int fd = create();

	sys(SYS_write, fd, "0123456789", 10);
	EQ(sys(SYS_lseek, fd, -4, SEEK_CUR), 6, "seek back from the position");
	EQ(sys(SYS_lseek, fd, -1, SEEK_END), 9, "seek back from the end");
	FAILS(sys(SYS_lseek, fd, -1, SEEK_SET), EINVAL, "seek before the beginning");
	FAILS(sys(SYS_lseek, fd, ~0UL >> 1, SEEK_CUR), EINVAL, "seek beyond all places");
	FAILS(sys(SYS_lseek, fd, 0, 99), EINVAL, "seek: bad whence");
	FAILS(sys(SYS_lseek, NO_FD, 0, SEEK_SET), EBADF, "seek: no descriptor");
	EQ(sys(SYS_lseek, fd, 0, SEEK_CUR), 9, "failed seeks did not move");
	EQ(sys(SYS_lseek, fd, 10000, SEEK_SET), 10000, "seek past the end");
	EQ(sys(SYS_write, fd, "x", 1), 1, "write there");
	EQ(sys(SYS_lseek, fd, 0, SEEK_END), 10001, "the file grew");
	EQ(sys(SYS_pread64, fd, buf, 8, 5000), 8, "read from the hole");
	OK(!memcmp(buf, "\0\0\0\0\0\0\0", 8), "a hole reads as zeros");
	sys(SYS_close, fd);
}

static void test_positioned(void)
{
	char buf[8] = "";
	int fd = create();

	EQ(sys(SYS_pwrite64, fd, "abcdef", 6, 4), 6, "pwrite at 4");
	EQ(sys(SYS_lseek, fd, 0, SEEK_CUR), 0, "pwrite leaves the position");
	EQ(sys(SYS_pread64, fd, buf, 3, 5), 3, "pread at 5");
	OK(!memcmp(buf, "bcd", 3), "pread returns what was written");
	EQ(sys(SYS_lseek, fd, 0, SEEK_CUR), 0, "pread leaves the position");
	EQ(sys(SYS_pread64, fd, buf, 3, 100), 0, "pread past the end");
	FAILS(sys(SYS_pread64, fd, buf, 3, -1), EINVAL, "pread: negative offset");
	FAILS(sys(SYS_pwrite64, fd, buf, 3, -1), EINVAL, "pwrite: negative offset");
	FAILS(sys(SYS_pread64, NO_FD, buf, 3, 0), EBADF, "pread: no descriptor");
	FAILS(sys(SYS_pwrite64, NO_FD, buf, 3, 0), EBADF, "pwrite: no descriptor");
	sys(SYS_close, fd);
}

static void test_writev(void)
{
	struct iovec parts[3] = { { (void *)"one ", 4 },
				  { NULL, 0 },
				  { (void *)"two", 3 } };
	struct iovec huge[2] = { { (void *)"x", 1 }, { (void *)"y", -1UL } };
	char buf[8];
	int fd = create();

	EQ(sys(SYS_writev, fd, parts, 3), 7, "writev of three parts, one empty");
	EQ(sys(SYS_pread64, fd, buf, 7, 0), 7, "the bytes arrived");
	OK(!memcmp(buf, "one two", 7), "in their order");
	EQ(sys(SYS_writev, fd, parts, 0), 0, "writev of no part");
	FAILS(sys(SYS_writev, fd, parts, -1), EINVAL, "writev: negative count");
	FAILS(sys(SYS_writev, fd, parts, 1025), EINVAL, "writev: more than IOV_MAX");
	FAILS(sys(SYS_writev, fd, huge, 2), EINVAL, "writev: lengths overflow");
	FAILS(sys(SYS_writev, NO_FD, parts, 1), EBADF, "writev: no descriptor");
	sys(SYS_close, fd);
}

static void test_stat(void)
{
	struct stat by_fd, by_name;
	int fd = create();

	sys(SYS_write, fd, "0123456789", 10);
	EQ(sys(SYS_fstat, fd, &by_fd), 0, "fstat");
	EQ(by_fd.st_size, 10, "st_size");
	EQ(by_fd.st_mode, S_IFREG | 0600, "st_mode of a file");
	EQ(by_fd.st_nlink, 1, "st_nlink");
	EQ(sys(SYS_newfstatat, AT_FDCWD, FILE_NAME, &by_name, 0), 0, "newfstatat");
	EQ(by_name.st_ino, by_fd.st_ino, "the same inode by name and by descriptor");
	EQ(by_name.st_dev, by_fd.st_dev, "on the same device");
	EQ(sys(SYS_newfstatat, fd, "", &by_name, AT_EMPTY_PATH), 0,
	   "newfstatat of a descriptor (AT_EMPTY_PATH)");
	EQ(by_name.st_ino, by_fd.st_ino, "is the same file");
	sys(SYS_close, fd);
	EQ(sys(SYS_newfstatat, AT_FDCWD, DIR_NAME, &by_name, 0), 0, "stat of /tmp");
	OK(S_ISDIR(by_name.st_mode), "is a directory");
	EQ(sys(SYS_newfstatat, AT_FDCWD, "/dev/null", &by_name, 0), 0,
	   "stat of a device");
	OK(S_ISCHR(by_name.st_mode), "is a character device");
	EQ(by_name.st_rdev, 0x103, "with numbers 1 and 3");
	FAILS(sys(SYS_fstat, NO_FD, &by_fd), EBADF, "fstat: no descriptor");
	FAILS(sys(SYS_newfstatat, AT_FDCWD, "/no-such", &by_name, 0), ENOENT,
	      "newfstatat: no file");
	FAILS(sys(SYS_newfstatat, AT_FDCWD, "", &by_name, 0), ENOENT,
	      "newfstatat: empty name");
	FAILS(sys(SYS_newfstatat, AT_FDCWD, "/", &by_name, 0x40000000), EINVAL,
	      "newfstatat: unknown flag");
}

/* Is there an entry @name in the directory that @fd reads, @size bytes at a time? */
static int find_entry(int fd, const char *name, size_t size)
{
	char buf[4096];
	long got;
	int found = 0;

	sys(SYS_lseek, fd, 0, SEEK_SET);
	while ((got = sys(SYS_getdents64, fd, buf, size)) > 0) {
		for (long at = 0; at < got;) {
			struct dirent64 *entry = (void *)(buf + at);

			found += !strcmp(entry->d_name, name);
			at += entry->d_reclen;
		}
	}
	return got == 0 ? found : -1;
}

static void test_getdents(void)
{
	int fd = sys(SYS_open, DIR_NAME, O_RDONLY | O_DIRECTORY), file = create();
	char buf[4096];

	EQ(find_entry(fd, "sys_file_test.data", 4096), 1, "the directory lists the file");
	EQ(find_entry(fd, ".", 4096), 1, "and itself");
	EQ(find_entry(fd, "..", 4096), 1, "and its parent");
	EQ(find_entry(fd, "sys_file_test.data", 320), 1, "a small buffer finds it too");
	FAILS(sys(SYS_getdents64, file, buf, 4096), ENOTDIR, "getdents64: a file");
	FAILS(sys(SYS_getdents64, NO_FD, buf, 4096), EBADF, "getdents64: no fd");
	sys(SYS_lseek, fd, 0, SEEK_SET);
	FAILS(sys(SYS_getdents64, fd, buf, 8), EINVAL, "getdents64: too small");
	sys(SYS_close, fd);
	sys(SYS_close, file);
}

static void test_ioctl(void)
{
	struct winsize size;
	int fd = create();

	FAILS(sys(SYS_ioctl, fd, TIOCGWINSZ, &size), ENOTTY, "a file is no terminal");
	FAILS(sys(SYS_ioctl, fd, 0x1234, 0), ENOTTY, "ioctl: unknown request");
	FAILS(sys(SYS_ioctl, NO_FD, TIOCGWINSZ, &size), EBADF, "ioctl: no descriptor");
	sys(SYS_close, fd);
}

static void test_many_descriptors(void)
{
	int fds[200], opened = 0, ordered = 1;

	for (int i = 0; i < 200; i++) {
		fds[i] = sys(SYS_open, "/dev/null", O_RDONLY);
		opened += fds[i] >= 0;
		ordered &= i == 0 || fds[i] > fds[i - 1];
	}
	EQ(opened, 200, "200 files are open at once");
	OK(ordered, "in ascending order");
	for (int i = 0; i < 200; i++)
		sys(SYS_close, fds[i]);
}

int main(void)
{
	test_open_and_close();
	test_long_names();
	test_read_and_write();
	test_append_and_truncate();
	test_seek();
	test_positioned();
	test_writev();
	test_stat();
	test_getdents();
	test_ioctl();
	test_many_descriptors();
	unlink(FILE_NAME);
	return tap_done();
}
