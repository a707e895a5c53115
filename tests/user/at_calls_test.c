/* tests/user/at_calls_test.c - linkat, renameat, faccessat2, utimensat, close_range */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#include "child.h"
#include "tap.h"

static int dir;

static ino_t ino_of(const char *name)
{
	struct stat st;

	return fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) ? 0 : st.st_ino;
}

static void make(const char *name)
{
	close(openat(dir, name, O_CREAT | O_RDWR, 0644));
}

static void test_linkat(void)
{
	int fd;

	make("a");
	symlinkat("a", dir, "s");
	EQ(sys(SYS_linkat, dir, "a", dir, "b", 0), 0, "linkat");
	OK(ino_of("a") == ino_of("b"), "is the same file");
	EQ(sys(SYS_linkat, dir, "s", dir, "s2", 0), 0, "of a symbolic link");
	OK(ino_of("s2") == ino_of("s"), "the link itself");
	EQ(sys(SYS_linkat, dir, "s", dir, "s3", AT_SYMLINK_FOLLOW), 0,
	   "AT_SYMLINK_FOLLOW");
	OK(ino_of("s3") == ino_of("a"), "what it names");
	fd = openat(dir, "a", O_RDONLY);
	EQ(sys(SYS_linkat, fd, "", dir, "e", AT_EMPTY_PATH), 0, "AT_EMPTY_PATH");
	OK(ino_of("e") == ino_of("a"), "the open file");
	close(fd);
	FAILS(sys(SYS_linkat, dir, "", dir, "f", 0), ENOENT, "an empty name");
	FAILS(sys(SYS_linkat, dir, "a", dir, "b", 0), EEXIST, "a name that is taken");
	FAILS(sys(SYS_linkat, dir, "a", dir, "f", 0x800000), EINVAL, "unknown flags");
	FAILS(sys(SYS_linkat, dir, "none", dir, "f", 0), ENOENT, "of no file");
	FAILS(sys(SYS_linkat, dir, ".", dir, "f", 0), EPERM, "of a directory");
	FAILS(sys(SYS_linkat, 99, "a", dir, "f", 0), EBADF, "from no descriptor");
	FAILS(sys(SYS_linkat, dir, "a", 99, "f", 0), EBADF, "to no descriptor");
}

static void test_renameat(void)
{
	ino_t ino = ino_of("e");

	EQ(sys(SYS_renameat, dir, "e", dir, "r"), 0, "renameat");
	OK(ino_of("r") == ino && !ino_of("e"), "has moved the name");
	FAILS(sys(SYS_renameat, dir, "none", dir, "x"), ENOENT, "of no file");
	FAILS(sys(SYS_renameat, 99, "r", dir, "x"), EBADF, "from no descriptor");
}

static void test_faccessat2(void)
{
	int fd = openat(dir, "a", O_RDONLY);

	symlinkat("nowhere", dir, "dangling");
	EQ(sys(SYS_faccessat2, dir, "a", R_OK | W_OK, 0), 0, "faccessat2");
	EQ(sys(SYS_faccessat2, dir, "a", R_OK, AT_EACCESS), 0, "AT_EACCESS");
	FAILS(sys(SYS_faccessat2, dir, "a", X_OK, 0), EACCES,
	      "not even root executes it");
	FAILS(sys(SYS_faccessat2, dir, "dangling", F_OK, 0), ENOENT, "a link to nowhere");
	EQ(sys(SYS_faccessat2, dir, "dangling", F_OK, AT_SYMLINK_NOFOLLOW), 0,
	   "the link");
	EQ(sys(SYS_faccessat2, fd, "", F_OK, AT_EMPTY_PATH), 0, "AT_EMPTY_PATH");
	FAILS(sys(SYS_faccessat2, dir, "a", 8, 0), EINVAL, "unknown mode");
	FAILS(sys(SYS_faccessat2, dir, "a", 0, 1), EINVAL, "unknown flags");
	close(fd);
}

static int times_are(const char *name, long atime, long mtime)
{
	struct stat st;

	return !fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) && st.st_atime == atime &&
	       st.st_mtime == mtime;
}

static void test_utimensat(void)
{
	struct timespec ts[2] = { { 1000, 1 }, { 2000, 999999999 } };
	struct timespec omit[2] = { { 0, UTIME_OMIT }, { 0, UTIME_OMIT } };
	int fd = openat(dir, "a", O_RDWR);
	struct stat st;

	EQ(sys(SYS_utimensat, dir, "a", ts, 0), 0, "utimensat");
	OK(times_are("a", 1000, 2000), "both times are set");
	fstat(fd, &st);
	OK(st.st_atim.tv_nsec == 1 && st.st_mtim.tv_nsec == 999999999,
	   "to the nanosecond");
	ts[0] = (struct timespec){ 0, UTIME_OMIT };
	ts[1].tv_sec = 3000;
	EQ(sys(SYS_utimensat, dir, "a", ts, 0), 0, "UTIME_OMIT");
	OK(times_are("a", 1000, 3000), "leaves one");
	ts[1].tv_nsec = UTIME_NOW;
	sys(SYS_utimensat, dir, "a", ts, 0);
	fstat(fd, &st);
	OK(st.st_mtime > 1700000000 && st.st_atime == 1000, "UTIME_NOW");
	ts[0] = ts[1] = (struct timespec){ -5, 0 };
	EQ(sys(SYS_utimensat, fd, NULL, ts, 0), 0, "by descriptor");
	OK(times_are("a", -5, -5), "before 1970");
	EQ(sys(SYS_utimensat, dir, "s", ts, AT_SYMLINK_NOFOLLOW), 0, "of a link");
	OK(times_are("s", -5, -5), "itself");
	EQ(sys(SYS_utimensat, dir, "a", NULL, 0), 0, "without times");
	fstat(fd, &st);
	OK(st.st_atime > 1700000000, "it is now");
	EQ(sys(SYS_utimensat, dir, "none", omit, 0), 0,
	   "two times UTIME_OMIT: not even a look");
	ts[0].tv_nsec = 1000000000;
	FAILS(sys(SYS_utimensat, dir, "a", ts, 0), EINVAL, "too many nanoseconds");
	FAILS(sys(SYS_utimensat, dir, "none", NULL, 0), ENOENT, "of no file");
	FAILS(sys(SYS_utimensat, dir, "a", 1, 0), EFAULT, "a bad address");
	FAILS(sys(SYS_utimensat, AT_FDCWD, NULL, NULL, 0), EFAULT, "of nothing");
	FAILS(sys(SYS_utimensat, fd, NULL, NULL, AT_SYMLINK_NOFOLLOW), EINVAL,
	      "flags, no name");
	FAILS(sys(SYS_utimensat, dir, "a", NULL, 1), EINVAL, "unknown flags");
	FAILS(sys(SYS_utimensat, 99, NULL, NULL, 0), EBADF, "no descriptor");
	close(fd);
}

static int is_open(int fd)
{
	return fcntl(fd, F_GETFD) >= 0;
}

static int unshared(void *arg)
{
	if (sys(SYS_close_range, 30, 31, 2 /* CLOSE_RANGE_UNSHARE */))
		return 1;
	return is_open(30) || !is_open(32);
}

static void test_close_range(void)
{
	for (int fd = 30; fd <= 40; fd++)
		dup2(dir, fd);
	OK(exited_with(in_child(unshared, NULL), 0), "CLOSE_RANGE_UNSHARE");
	EQ(sys(SYS_close_range, 30, 32, 0), 0, "close_range");
	OK(!is_open(30) && !is_open(31) && !is_open(32) && is_open(33),
	   "both ends included");
	EQ(sys(SYS_close_range, 33, 35, 4), 0, "CLOSE_RANGE_CLOEXEC");
	OK(fcntl(35, F_GETFD) == FD_CLOEXEC && fcntl(36, F_GETFD) == 0,
	   "closes none now");
	EQ(sys(SYS_close_range, 33, -1, 0), 0, "up to the last");
	OK(!is_open(33) && !is_open(40), "all are closed");
	EQ(sys(SYS_close_range, 5000000, 6000000, 0), 0, "where nothing can be");
	FAILS(sys(SYS_close_range, 5, 4, 0), EINVAL, "an empty range");
	FAILS(sys(SYS_close_range, 50, 60, 1), EINVAL, "unknown flags");
}

int main(void)
{
	mkdir("at_calls", 0755);
	dir = open("at_calls", O_RDONLY | O_DIRECTORY);
	test_linkat();
	test_renameat();
	test_faccessat2();
	test_utimensat();
	test_close_range();
	return tap_done();
}
