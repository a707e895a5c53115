/*
 * tests/user/remount_test.c - mount(2): MS_REMOUNT, a file system that becomes read-only
 *
 * Mounts over a directory of its own in /tmp: where it may not, it is skipped.
 */
#include "mem.h"
#include "mounts.h"

#define DIR "/tmp/remount"

static int remount(unsigned long flags)
{
	return mount("none", DIR, "tmpfs", MS_REMOUNT | flags, NULL);
}

static int make(const char *name)
{
	return close(open(name, O_WRONLY | O_CREAT, 0600));
}

static void test_names(void)
{
	FAILS(open(DIR "/new", O_RDONLY | O_CREAT, 0600), EROFS, "no file is made");
	FAILS(open(DIR, O_RDWR | O_TMPFILE, 0600), EROFS, "not even without name");
	FAILS(mkdir(DIR "/new", 0700), EROFS, "no directory");
	FAILS(symlink("f", DIR "/new"), EROFS, "no symbolic link");
	FAILS(mkfifo(DIR "/new", 0600), EROFS, "no pipe");
	FAILS(link(DIR "/f", DIR "/new"), EROFS, "no further name");
	FAILS(rename(DIR "/f", DIR "/new"), EROFS, "no other name");
	FAILS(rename(DIR "/f", DIR "/f"), EROFS, "nor the same one");
	FAILS(unlink(DIR "/f"), EROFS, "no name is removed");
	FAILS(unlink(DIR "/none"), EROFS, "though there is none");
	FAILS(rmdir(DIR "/none"), EROFS, "rmdir, too");
	FAILS(mkdir(DIR "/f", 0700), EEXIST, "a name that is there is there");
	FAILS(mkdir(DIR "/none/new", 0700), ENOENT, "one in nothing is in nothing");
}

static void test_file(void)
{
	FAILS(open(DIR "/f", O_WRONLY), EROFS, "no file is opened to write");
	FAILS(open(DIR "/f", O_RDONLY | O_TRUNC), EROFS, "nor emptied");
	FAILS(truncate(DIR "/f", 0), EROFS, "nor cut");
	FAILS(chmod(DIR "/f", 0700), EROFS, "chmod");
	FAILS(chown(DIR "/f", 1, 1), EROFS, "chown");
	FAILS(utimensat(AT_FDCWD, DIR "/f", NULL, 0), EROFS, "utimensat");
	FAILS(access(DIR "/f", W_OK), EROFS, "access says so");
	EQ(access(DIR "/f", R_OK), 0, "it can be read");
	EQ(close(open(DIR "/f", O_RDONLY | O_CREAT, 0600)), 0, "also with O_CREAT");
	EQ(access(DIR "/pipe", W_OK), 0, "a pipe is no matter of the file system");
	EQ(close(open(DIR "/pipe", O_RDWR)), 0, "it can be opened to write");
}

static void test_writers(void)
{
	int fd = open(DIR "/f", O_WRONLY);
	char *area;

	FAILS(remount(MS_RDONLY), EBUSY, "not while a file is open to write");
	OK(mounted_with(DIR, " rw,"), "it stays as it was");
	EQ(write(fd, "x", 1), 1, "and so does the file");
	close(fd);
	fd = open(DIR "/f", O_RDWR);
	area = map_at(NULL, 1, RW, MAP_SHARED, fd);
	close(fd);
	FAILS(remount(MS_RDONLY), EBUSY, "nor while one is mapped so");
	munmap(area, PAGE);
	fd = open(DIR "/f", O_RDONLY);
	EQ(remount(MS_RDONLY), 0, "an open file that is only read is none");
	EQ(remount(0), 0, "and back");
	close(fd);
	fd = open(DIR "/pipe", O_RDWR);
	EQ(remount(MS_RDONLY), 0, "nor is a pipe");
	EQ(remount(0), 0, "and back");
	close(fd);
}

static void test_flags(void)
{
	EQ(remount(MS_NOSUID | MS_NOEXEC), 0, "other flags");
	OK(mounted_with(DIR, " rw,nosuid,noexec,relatime"), "/proc/mounts has them");
	EQ(remount(MS_NOATIME), 0, "those are gone with the next");
	OK(mounted_with(DIR, " rw,noatime"), "as /proc/mounts says");
	EQ(statfs_of(DIR).f_flags, 0x420, "and statfs");
	EQ(remount(MS_NODEV), 0, "without a word on times");
	OK(mounted_with(DIR, " rw,nodev,noatime"), "their flags stay");
	EQ(remount(MS_STRICTATIME), 0, "MS_STRICTATIME");
	EQ(statfs_of(DIR).f_flags, 0x20, "has none");
	EQ(remount(MS_RELATIME | MS_NODIRATIME), 0, "MS_NODIRATIME");
	OK(mounted_with(DIR, " rw,nodiratime,relatime"), "goes with others");
	EQ(remount(256 /* MS_NOSYMFOLLOW */ | MS_RELATIME), 0, "MS_NOSYMFOLLOW");
	FAILS(access(DIR "/link", F_OK), ELOOP, "no link is followed");
	EQ(close(open(DIR "/link", O_PATH | O_NOFOLLOW)), 0, "but can be named");
	EQ(remount(0xc0ed0000), 0, "old programs' upper half");
	EQ(access(DIR "/link", F_OK), 0, "is none");
}

static long long access_time(void)
{
	struct stat st;

	stat(DIR "/f", &st);
	return st.st_atim.tv_sec;
}

/* The time of access is before that of the last change: to read would bring it up. */
static void test_noatime(void)
{
	const struct timespec times[] = { { 1000, 0 }, { 2000, 0 } };
	int fd;
	char c;

	EQ(remount(MS_NOATIME), 0, "MS_NOATIME");
	utimensat(AT_FDCWD, DIR "/f", times, 0);
	fd = open(DIR "/f", O_RDONLY);
	EQ(read(fd, &c, 1), 1, "read");
	close(fd);
	EQ(access_time(), 1000, "leaves the time of access");
	EQ(remount(MS_RELATIME), 0, "MS_RELATIME");
	fd = open(DIR "/f", O_RDONLY);
	EQ(read(fd, &c, 1), 1, "read");
	close(fd);
	OK(access_time() > 1000, "changes it");
}

static int as_nobody(void *unused)
{
	return setuid(1000) || !remount(0) || errno != EPERM;
}

static void test_errors(void)
{
	mkdir(DIR "/d", 0700);
	FAILS(mount(NULL, DIR "/d", NULL, MS_REMOUNT, NULL), EINVAL, "no mount");
	FAILS(mount(NULL, DIR "/none", NULL, MS_REMOUNT, NULL), ENOENT, "nothing at all");
	FAILS(mount(NULL, NULL, NULL, MS_REMOUNT, NULL), EFAULT, "no name");
	FAILS(mount("none", DIR, "tmpfs", 0x80000000, NULL), EINVAL, "MS_NOUSER");
	FAILS(mount("none", DIR, NULL, 0, NULL), EINVAL, "a mount without type");
	EQ(in_child(as_nobody, NULL), 0, "who is not root may not");
}

int main(void)
{
	mkdir(DIR, 0755);
	if (mount("none", DIR, "tmpfs", 0, NULL)) {
		tap_skip("remount", "may not mount here");
		return tap_done();
	}
	make(DIR "/f");
	mkfifo(DIR "/pipe", 0600);
	symlink("f", DIR "/link");
	EQ(remount(MS_RDONLY), 0, "remount: MS_RDONLY");
	OK(mounted_with(DIR, " ro,relatime"), "/proc/mounts says so");
	EQ(statfs_of(DIR).f_flags, 0x1021, "statfs, too");
	test_names();
	test_file();
	EQ(remount(0), 0, "remount without it");
	EQ(make(DIR "/g"), 0, "and files are made");
	test_writers();
	test_flags();
	test_noatime();
	test_errors();
	EQ(umount(DIR), 0, "umount");
	rmdir(DIR);
	return tap_done();
}
