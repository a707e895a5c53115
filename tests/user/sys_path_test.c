/* tests/user/sys_path_test.c - names: walking, making, linking, renaming, removing */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "tap.h"

#define TOP "/tmp/sys_path_test"

#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE 1
#define RENAME_EXCHANGE 2
#endif

static int touch(const char *name)
{
	int fd = open(name, O_RDWR | O_CREAT | O_EXCL, 0644);

	return fd < 0 ? -1 : close(fd);
}

static long ino_of(const char *name)
{
	struct stat st;

	return lstat(name, &st) ? -1 : (long)st.st_ino;
}

static int mode_of(const char *name)
{
	struct stat st;

	return lstat(name, &st) ? -1 : (int)st.st_mode;
}

/* sys_renameat2: musl has no wrapper for it. */
static int rename2(const char *from, const char *to, unsigned int flags)
{
	return sys(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, flags);
}

static void test_mkdir_and_rmdir(void)
{
	EQ(mkdir("d", 0777), 0, "mkdir");
	EQ(mode_of("d"), S_IFDIR | 0755, "... with the umask");
	FAILS(mkdir("d", 0777), EEXIST, "mkdir twice");
	FAILS(mkdir("d/", 0777), EEXIST, "mkdir twice with a slash");
	FAILS(mkdir("x/y", 0777), ENOENT, "mkdir below nothing");
	FAILS(mkdir("", 0777), ENOENT, "mkdir of an empty name");
	FAILS(mkdir("/", 0777), EEXIST, "mkdir of the root");
	FAILS(mkdir("d/.", 0777), EEXIST, "mkdir of a dot");
	FAILS(mkdir("d/..", 0777), EEXIST, "mkdir of two dots");
	FAILS(mkdir("x/.", 0777), ENOENT, "mkdir of a dot in nothing");
	EQ(mkdir("e/", 01777), 0, "mkdir with a slash");
	EQ(mode_of("e"), S_IFDIR | 01755, "... keeps the sticky bit");
	EQ(touch("d/f"), 0, "a file in the directory");
	FAILS(mkdir("d/f/x", 0777), ENOTDIR, "mkdir below a file");
	FAILS(rmdir("d"), ENOTEMPTY, "rmdir of a full directory");
	FAILS(rmdir("d/f"), ENOTDIR, "rmdir of a file");
	FAILS(rmdir("x"), ENOENT, "rmdir of nothing");
	FAILS(rmdir("e/."), EINVAL, "rmdir of a dot");
	FAILS(rmdir("e/.."), ENOTEMPTY, "rmdir of two dots");
	FAILS(rmdir("/"), EBUSY, "rmdir of the root");
	FAILS(unlink("d"), EISDIR, "unlink of a directory");
	EQ(unlinkat(AT_FDCWD, "e", AT_REMOVEDIR), 0, "unlinkat AT_REMOVEDIR");
	FAILS(unlinkat(AT_FDCWD, "d/f", 0x4000), EINVAL, "unlinkat with a bad flag");
	EQ(unlink("d/f"), 0, "unlink");
	FAILS(unlink("d/f"), ENOENT, "unlink twice");
	EQ(rmdir("d/"), 0, "rmdir with a slash");
	FAILS(mkdir((char *)8, 0777), EFAULT, "mkdir of a bad address");
}

static void test_symlinks(void)
{
	char buf[16] = "################";

	EQ(symlink("target", "l"), 0, "symlink to nothing");
	EQ(mode_of("l"), S_IFLNK | 0777, "... is a link for everybody");
	FAILS(symlink("other", "l"), EEXIST, "symlink over a link");
	FAILS(symlink("", "m"), ENOENT, "symlink to an empty name");
	FAILS(symlink("x", "m/"), ENOENT, "symlink with a slash");
	EQ(readlink("l", buf, sizeof(buf)), 6, "readlink");
	EQ(memcmp(buf, "target##", 8), 0, "... writes no NUL");
	EQ(readlink("l", buf, 3), 3, "readlink into too little");
	FAILS(sys(SYS_readlink, "l", buf, 0), EINVAL, "readlink into nothing");
	FAILS(readlink("l", (char *)8, 5), EFAULT, "readlink to a bad address");
	FAILS(open("l", O_RDONLY), ENOENT, "open through a dangling link");
	FAILS(open("l", O_RDWR | O_CREAT | O_EXCL, 0600), EEXIST,
	      "O_EXCL on a dangling link");
	FAILS(mkdir("l", 0700), EEXIST, "mkdir on a dangling link");
	EQ(close(open("l", O_RDWR | O_CREAT, 0600)), 0, "O_CREAT makes the target");
	EQ(mode_of("target"), S_IFREG | 0600, "... which is a file");
	FAILS(open("l", O_RDONLY | O_NOFOLLOW), ELOOP, "O_NOFOLLOW on a link");
	FAILS(open("l", O_RDONLY | O_NOFOLLOW | O_DIRECTORY), ENOTDIR,
	      "O_NOFOLLOW and O_DIRECTORY on a link");
	FAILS(readlink("target", buf, sizeof(buf)), EINVAL, "readlink of a file");
	FAILS(open("l/", O_RDONLY), ENOTDIR, "a slash behind a link to a file");
	EQ(unlink("l"), 0, "unlink removes the link");
	EQ(mode_of("target"), S_IFREG | 0600, "... not the target");
	EQ(unlink("target"), 0, "unlink the target");

	EQ(symlink("b", "a"), 0, "a link to b");
	EQ(symlink("a", "b"), 0, "and b to a");
	FAILS(open("a", O_RDONLY), ELOOP, "a circle of links");
	FAILS(open("a/x", O_RDONLY), ELOOP, "a circle in the middle");
	FAILS(open("a", O_RDWR | O_CREAT, 0600), ELOOP, "O_CREAT in a circle");
	EQ(unlink("a") + unlink("b"), 0, "unlink the circle");
}

static void test_hard_links(void)
{
	struct stat st;
	int fd;

	EQ(touch("f"), 0, "a file");
	EQ(link("f", "g"), 0, "link");
	EQ(ino_of("f"), ino_of("g"), "... is the same file");
	EQ(stat("f", &st) ? -1 : (long)st.st_nlink, 2, "... with two links");
	FAILS(link("f", "g"), EEXIST, "link over a file");
	FAILS(link("x", "h"), ENOENT, "link of nothing");
	FAILS(link("f", "x/h"), ENOENT, "link into nothing");
	FAILS(link("/tmp", "h"), EPERM, "link of a directory");
	FAILS(link("/proc/version", "h"), EXDEV, "link to another file system");
	FAILS(link("f", "h/"), ENOENT, "link with a slash");
	EQ(symlink("f", "l"), 0, "a symbolic link");
	EQ(link("l", "m"), 0, "link of a symbolic link");
	EQ(mode_of("m"), S_IFLNK | 0777, "... is one, too");
	fd = open("f", O_RDWR);
	EQ(write(fd, "still here", 10), 10, "write into the file");
	EQ(unlink("f") + unlink("g") + unlink("l") + unlink("m"), 0, "unlink all names");
	EQ(fstat(fd, &st) ? -1 : (long)st.st_nlink, 0, "no link is left");
	EQ(lseek(fd, 0, SEEK_END), 10, "... but the file is");
	EQ(close(fd), 0, "close it");
}

static void test_rename(void)
{
	long ino;

	EQ(touch("f") + touch("g") + mkdir("d", 0700) + mkdir("e", 0700) + touch("e/x"),
	   0, "two files and two directories");
	ino = ino_of("f");
	EQ(rename("f", "g"), 0, "rename over a file");
	EQ(ino_of("g"), ino, "... takes its place");
	FAILS(rename("f", "h"), ENOENT, "rename of nothing");
	FAILS(rename("g", "d"), EISDIR, "rename of a file over a directory");
	FAILS(rename("d", "g"), ENOTDIR, "rename of a directory over a file");
	FAILS(rename("d", "e"), ENOTEMPTY, "rename over a full directory");
	EQ(rename("e", "d"), 0, "rename over an empty directory");
	EQ(ino_of("d/x") > 0, 1, "... takes its place");
	FAILS(rename("d", "d/x/y"), ENOTDIR, "rename of a directory below a file in it");
	FAILS(rename("d", "d/y"), EINVAL, "rename of a directory into itself");
	FAILS(rename("d/x", "d"), ENOTEMPTY, "rename of a file over its directory");
	FAILS(rename("d/.", "y"), EBUSY, "rename of a dot");
	FAILS(rename("g", "d/.."), EBUSY, "rename to two dots");
	FAILS(rename("g", "y/"), ENOTDIR, "rename of a file to a name with a slash");
	EQ(rename("d", "y/"), 0, "rename of a directory to a name with a slash");
	FAILS(rename("g", "/proc/g"), EXDEV, "rename to another file system");
	EQ(rename("g", "y/g"), 0, "rename into a directory");
	EQ(rename("y/g", "y/g"), 0, "rename to itself");
	EQ(link("y/g", "h"), 0, "a second link");
	EQ(rename("h", "y/g"), 0, "rename of one link over the other");
	EQ(ino_of("h"), ino, "... leaves both");
	FAILS(rename2("h", "y/g", RENAME_NOREPLACE), EEXIST, "RENAME_NOREPLACE");
	FAILS(rename2("h", "n", RENAME_EXCHANGE), ENOENT, "RENAME_EXCHANGE with nothing");
	FAILS(rename2("h", "n", RENAME_NOREPLACE | RENAME_EXCHANGE), EINVAL,
	      "both flags");
	FAILS(rename2("h", "n", 64), EINVAL, "an unknown flag");
	EQ(rename2("h", "y", RENAME_EXCHANGE), 0, "RENAME_EXCHANGE");
	EQ(mode_of("y") & S_IFMT, S_IFREG, "... a file where the directory was");
	EQ(ino_of("h/g"), ino, "... and the directory where the file was");
	EQ(unlink("y") + unlink("h/g") + unlink("h/x") + rmdir("h"), 0, "remove them");
}

static void test_long_names(void)
{
	char name[PATH_MAX + 8];

	memset(name, 'n', sizeof(name));
	name[NAME_MAX] = '\0';
	EQ(touch(name), 0, "a name of 255 bytes");
	EQ(unlink(name), 0, "... is removed");
	name[NAME_MAX] = 'n';
	name[NAME_MAX + 1] = '\0';
	FAILS(touch(name), ENAMETOOLONG, "a name of 256 bytes");
	FAILS(mkdir(name, 0700), ENAMETOOLONG, "mkdir of 256 bytes");
	memset(name, '/', sizeof(name));
	name[PATH_MAX - 1] = '\0';
	EQ(access(name, F_OK), 0, "a path of 4095 bytes");
	name[PATH_MAX - 1] = '/';
	name[PATH_MAX] = '\0';
	FAILS(access(name, F_OK), ENAMETOOLONG, "a path of 4096 bytes");
}

/* A child, whose working directory is its own. */
static int in_child(int (*fn)(void))
{
	int status;
	pid_t pid = fork();

	if (pid == 0)
		_exit(fn());
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status)
								    : -1;
}

static int removed_cwd(void)
{
	char buf[PATH_MAX];

	if (mkdir("gone", 0700) || chdir("gone") || rmdir("../gone"))
		return 1;
	if (getcwd(buf, sizeof(buf)) || errno != ENOENT)
		return 2;
	if (touch("f") == 0 || errno != ENOENT)
		return 3;
	if (mkdir("d", 0700) == 0 || errno != ENOENT)
		return 4;
	return chdir("..") || ino_of(".") != ino_of(TOP) ? 5 : 0;
}

static int chrooted(void)
{
	char buf[PATH_MAX];

	if (mkdir("root", 0700) || symlink("/in", "root/l") || mkdir("root/in", 0700) ||
	    touch("root/in/f"))
		return 1;
	if (chroot("root") || chdir("/"))
		return 2;
	if (access("/l/f", F_OK) || access("../../in/f", F_OK))
		return 3;
	if (access(TOP, F_OK) == 0 || errno != ENOENT)
		return 4;
	return chdir("in") || !getcwd(buf, sizeof(buf)) || strcmp(buf, "/in") ? 5 : 0;
}

static int outside_root(void)
{
	char buf[PATH_MAX] = "";

	if (chroot("root") || sys(SYS_getcwd, buf, 5) != -1 || errno != ERANGE)
		return 1;
	if (sys(SYS_getcwd, buf, sizeof(buf)) != sizeof("(unreachable)" TOP))
		return 2;
	return strcmp(buf, "(unreachable)" TOP) ? 3 : 0;
}

static void test_working_directory(void)
{
	char buf[PATH_MAX];
	int fd;

	OK(getcwd(buf, sizeof(buf)) && !strcmp(buf, TOP), "getcwd");
	FAILS(sys(SYS_getcwd, buf, 3), ERANGE, "getcwd into too little");
	EQ(sys(SYS_getcwd, buf, sizeof(buf)), (long)sizeof(TOP),
	   "getcwd returns the length");
	FAILS(chdir("nothing"), ENOENT, "chdir to nothing");
	EQ(touch("f"), 0, "a file");
	FAILS(chdir("f"), ENOTDIR, "chdir to a file");
	fd = open("f", O_RDONLY);
	FAILS(fchdir(fd), ENOTDIR, "fchdir to a file");
	close(fd);
	FAILS(fchdir(fd), EBADF, "fchdir to no descriptor");
	fd = open("/", O_PATH | O_DIRECTORY);
	EQ(fchdir(fd), 0, "fchdir to a directory");
	OK(getcwd(buf, sizeof(buf)) && !strcmp(buf, "/"), "getcwd in the root");
	EQ(chdir(TOP), 0, "chdir back");
	close(fd);
	EQ(unlink("f"), 0, "remove the file");
	EQ(in_child(removed_cwd), 0, "a working directory that was removed");
	EQ(in_child(chrooted), 0, "a root of its own");
	EQ(in_child(outside_root), 0, "a working directory outside the root");
	EQ(unlink("root/in/f") + rmdir("root/in") + unlink("root/l") + rmdir("root"), 0,
	   "remove that root");
}

static void test_attributes(void)
{
	struct stat st;
	int fd;

	EQ(touch("f"), 0, "a file");
	EQ(chmod("f", 04751), 0, "chmod");
	EQ(mode_of("f"), S_IFREG | 04751, "... is seen");
	fd = open("f", O_RDWR);
	EQ(fchmod(fd, 0600), 0, "fchmod");
	EQ(mode_of("f"), S_IFREG | 0600, "... is seen");
	EQ(chown("f", 12, 34), 0, "chown");
	EQ(fchown(fd, -1, 56), 0, "fchown of the group alone");
	EQ(stat("f", &st) ? -1 : (long)(st.st_uid * 100 + st.st_gid), 1256,
	   "... are seen");
	FAILS(chmod("x", 0600), ENOENT, "chmod of nothing");
	FAILS(fchmod(99, 0600), EBADF, "fchmod of no descriptor");
	EQ(access("f", R_OK | W_OK), 0, "access to read and write");
	FAILS(access("f", X_OK), EACCES, "access to execute");
	FAILS(access("f", 8), EINVAL, "access with a bad mode");
	EQ(truncate("f", 100), 0, "truncate to more");
	EQ(stat("f", &st) ? -1 : (long)st.st_size, 100, "... is seen");
	FAILS(truncate("f", -1), EINVAL, "truncate to less than nothing");
	FAILS(truncate("/tmp", 0), EISDIR, "truncate of a directory");
	FAILS(truncate("x", 0), ENOENT, "truncate of nothing");
	EQ(ftruncate(fd, 3), 0, "ftruncate");
	EQ(lseek(fd, 0, SEEK_END), 3, "... is seen");
	close(fd);
	fd = open("f", O_RDONLY);
	FAILS(ftruncate(fd, 0), EINVAL, "ftruncate of a file open to read");
	close(fd);
	EQ(umask(027), 022, "umask");
	EQ(close(open("g", O_RDWR | O_CREAT, 0777)), 0, "make a file under it");
	EQ(mode_of("g"), S_IFREG | 0750, "... has its mode");
	umask(022);
	EQ(mknod("p", S_IFIFO | 0640, 0), 0, "mknod of a FIFO");
	EQ(mode_of("p"), S_IFIFO | 0640, "... is one");
	FAILS(mknod("q", S_IFDIR | 0640, 0), EPERM, "mknod of a directory");
	FAILS(mknod("q", S_IFLNK | 0640, 0), EINVAL, "mknod of a link");
	EQ(mknod("q", 0640, 0), 0, "mknod of a file");
	EQ(unlink("f") + unlink("g") + unlink("p") + unlink("q"), 0, "remove them");
}

/* Two stats of one file see one file, by whatever way they are asked. */
static void test_stat(void)
{
	struct stat a, b;
	int fd = open(TOP, O_RDONLY | O_DIRECTORY);

	EQ(touch("f"), 0, "a file");
	EQ(fstatat(fd, "f", &a, 0), 0, "fstatat below a descriptor");
	EQ(fstatat(fd, "", &b, AT_EMPTY_PATH), 0, "fstatat with an empty path");
	EQ(S_ISDIR(b.st_mode), 1, "... is of the descriptor");
	FAILS(fstatat(fd, "", &b, 0), ENOENT,
	      "fstatat of an empty path without the flag");
	FAILS(fstatat(fd, "f", &b, 0x8000), EINVAL, "fstatat with a bad flag");
	FAILS(fstatat(99, "f", &b, 0), EBADF, "fstatat below no descriptor");
	FAILS(sys(SYS_stat, "f", 8), EFAULT, "stat to a bad address");
	EQ(stat("./../sys_path_test/f", &b), 0, "stat by another way");
	EQ(a.st_ino == b.st_ino && a.st_dev == b.st_dev, 1, "... is the same file");
	EQ(a.st_size, 0, "it is empty");
	EQ(a.st_blocks, 0, "... and has no blocks");
	EQ(a.st_mtime > 1000000000, 1, "it was made in this millennium");
	close(fd);
	EQ(unlink("f"), 0, "remove it");
}

int main(void)
{
	umask(022);
	OK(mkdir(TOP, 0755) == 0 && chdir(TOP) == 0, "a directory for the tests");
	test_mkdir_and_rmdir();
	test_symlinks();
	test_hard_links();
	test_rename();
	test_long_names();
	test_working_directory();
	test_attributes();
	test_stat();
	EQ(chdir("/") + rmdir(TOP), 0, "everything was removed");
	return tap_done();
}
