/* tests/user/tmpfile_test.c - open(2) with O_TMPFILE: a file without a name, which may get one */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "cred.h"

#define DIR_NAME "/tmp/tmpfile"

static int tmpfile_at(const char *dir, int flags)
{
	return sys(SYS_openat, AT_FDCWD, dir, O_TMPFILE | flags, 0666);
}

static int names(void)
{
	DIR *dir = opendir(DIR_NAME);
	int count = -2;

	while (readdir(dir))
		count++;
	closedir(dir);
	return count;
}

/* linkat(2) by way of /proc, which needs no capability. */
static int link_fd(int fd, const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return sys(SYS_linkat, AT_FDCWD, path, AT_FDCWD, name, AT_SYMLINK_FOLLOW);
}

static void test_nameless(void)
{
	char path[64], shown[64] = "", want[64], byte = 'x';
	int fd = tmpfile_at(DIR_NAME, O_RDWR);
	struct stat st;

	OK(fd >= 0, "O_TMPFILE");
	fstat(fd, &st);
	EQ(st.st_mode, S_IFREG | 0640, "a regular file with umask's mode");
	EQ(st.st_nlink, 0, "that no name leads to");
	EQ(names(), 0, "the directory is empty");
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	snprintf(want, sizeof(want), DIR_NAME "/#%lu (deleted)", (long)st.st_ino);
	readlink(path, shown, sizeof(shown) - 1);
	EQ(strcmp(shown, want), 0, "what /proc calls it");
	EQ(write(fd, &byte, 1), 1, "it can be written");
	EQ(pread(fd, &byte, 1, 0), 1, "and read");
	close(fd);
	EQ(rmdir(DIR_NAME), 0, "it is not in the way of rmdir");
	mkdir(DIR_NAME, 0755);
	fd = tmpfile_at(DIR_NAME "/", O_WRONLY | O_TRUNC);
	OK(fd >= 0, "a slash behind the directory, O_TRUNC");
	FAILS(read(fd, &byte, 1), EBADF, "O_WRONLY");
	close(fd);
}

static void test_link(void)
{
	int fd = tmpfile_at(DIR_NAME, O_RDWR), other;
	struct stat st;
	char byte = 0;

	write(fd, "y", 1);
	EQ(link_fd(fd, DIR_NAME "/a"), 0, "it gets a name");
	fstat(fd, &st);
	EQ(st.st_nlink, 1, "one");
	EQ(link_fd(fd, DIR_NAME "/b"), 0, "and another");
	EQ(names(), 2, "both are there");
	other = open(DIR_NAME "/b", O_RDONLY);
	EQ(read(other, &byte, 1) + byte, 1 + 'y', "with its contents");
	close(other);
	unlink(DIR_NAME "/a");
	unlink(DIR_NAME "/b");
	FAILS(link_fd(fd, DIR_NAME "/a"), ENOENT, "once they are gone: no more");
	close(fd);
	fd = tmpfile_at(DIR_NAME, O_RDWR | O_EXCL);
	FAILS(link_fd(fd, DIR_NAME "/a"), ENOENT, "O_EXCL: never");
	close(fd);
	fd = tmpfile_at(DIR_NAME, O_RDWR);
	EQ(sys(SYS_linkat, fd, "", AT_FDCWD, DIR_NAME "/a", AT_EMPTY_PATH), 0,
	   "AT_EMPTY_PATH");
	close(fd);
	unlink(DIR_NAME "/a");
}

static void test_refusals(void)
{
	int fd;

	FAILS(tmpfile_at(DIR_NAME, O_RDONLY), EINVAL, "only to read");
	FAILS(tmpfile_at(DIR_NAME, O_RDWR | O_CREAT), EINVAL, "O_CREAT");
	FAILS(sys(SYS_openat, AT_FDCWD, DIR_NAME, O_RDWR | (O_TMPFILE & ~O_DIRECTORY),
		  0600),
	      EINVAL, "without O_DIRECTORY");
	FAILS(tmpfile_at(DIR_NAME "/none", O_RDWR), ENOENT, "no such directory");
	close(open(DIR_NAME "/f", O_CREAT | O_RDWR, 0600));
	FAILS(tmpfile_at(DIR_NAME "/f", O_RDWR), ENOTDIR, "a file");
	unlink(DIR_NAME "/f");
	FAILS(tmpfile_at("/proc", O_RDWR), EOPNOTSUPP, "a file system that has none");
	fd = tmpfile_at(DIR_NAME, O_RDWR | O_PATH);
	OK(fd >= 0, "O_PATH");
	EQ(fcntl(fd, F_GETFL) & O_DIRECTORY, O_DIRECTORY, "opens the directory");
	close(fd);
}

static int as_alice(void *unused)
{
	int fd;

	MUST(!mkdir(DIR_NAME "/mine", 0755) && !chown(DIR_NAME "/mine", ALICE, ALICE));
	MUST(!become(ALICE, ALICE));
	REFUSED(tmpfile_at(DIR_NAME, O_RDWR), EACCES);
	MUST((fd = tmpfile_at(DIR_NAME "/mine", O_RDWR)) >= 0);
	REFUSED(sys(SYS_linkat, fd, "", AT_FDCWD, DIR_NAME "/mine/a", AT_EMPTY_PATH),
		ENOENT);
	MUST(!link_fd(fd, DIR_NAME "/mine/a"));
	MUST(!unlink(DIR_NAME "/mine/a"));
	return 0;
}

int main(void)
{
	umask(026);
	mkdir(DIR_NAME, 0755);
	test_nameless();
	test_link();
	test_refusals();
	EQ(failed_step(as_alice, NULL), 0, "as another user");
	rmdir(DIR_NAME "/mine");
	EQ(rmdir(DIR_NAME), 0, "nothing is left");
	return tap_done();
}
