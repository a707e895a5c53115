/*
 * tests/user/mount_flags_test.c - mount(2): read-only, and without programs, devices, set-IDs
 *
 * Mounts over a directory of its own in /tmp: where it may not, it is skipped.
 */
#include "mem.h"
#include "mounts.h"
#include <sys/statfs.h>
#include <sys/sysmacros.h>

#define DIR "/tmp/mount_flags"
#define PROGRAM DIR "/program"

static char self[256];

/* This program again, as PROGRAM. */
static void copy_self(mode_t mode)
{
	int from = open(self, O_RDONLY), to = open(PROGRAM, O_WRONLY | O_CREAT, 0700);
	static char page[PAGE];
	long n;

	while ((n = read(from, page, PAGE)) > 0)
		write(to, page, n);
	close(from);
	close(to);
	chmod(PROGRAM, mode);
}

static int run_it(void *unused)
{
	char *const argv[] = { PROGRAM, "euid", NULL };

	if (setgid(1000) || setuid(1000))
		return 99;
	execve(PROGRAM, argv, argv + 2);
	return errno;
}

/* --- noexec ----------------------------------------------------------------------- */

static void test_mapping(int fd)
{
	char *area = map_at(NULL, 2, PROT_READ, MAP_PRIVATE, fd);

	FAILS(map_at(NULL, 1, PROT_READ | PROT_EXEC, MAP_PRIVATE, fd), EPERM,
	      "PROT_EXEC of a private mapping");
	FAILS(map_at(NULL, 1, PROT_EXEC, MAP_SHARED, fd), EPERM, "of a shared one");
	FAILS(sys(SYS_mmap, NULL, 0, PROT_EXEC, MAP_PRIVATE, fd, 0), EINVAL,
	      "a length of 0 is wrong before that");
	OK(area != MAP_FAILED, "to read it is another thing");
	FAILS(mprotect(area, PAGE, PROT_READ | PROT_EXEC), EACCES,
	      "it does not become executable");
	EQ(mprotect(area, PAGE, RW), 0, "but writable");
	munmap(area, 2 * PAGE);
}

/* Who may execute all that can be read maps and protects as others do there. */
static int implied(void *fd)
{
	char *area;

	sys(SYS_personality, 0x0400000 /* READ_IMPLIES_EXEC */);
	area = map_at(NULL, 1, PROT_READ, MAP_PRIVATE, (long)fd);
	return area == MAP_FAILED || mprotect(area, PAGE, RW) ||
	       mprotect(area, PAGE, PROT_READ);
}

static void test_noexec(void)
{
	long fd;

	EQ(mount("none", DIR, "tmpfs", MS_NOEXEC, "mode=0755"), 0, "mount: MS_NOEXEC");
	OK(mounted_with(DIR, "noexec"), "/proc/mounts says so");
	copy_self(0755);
	EQ(in_child(run_it, NULL) >> 8, EACCES, "no program can be run");
	FAILS(access(PROGRAM, X_OK), EACCES, "access(2) says so");
	EQ(access(DIR, X_OK), 0, "directories can be searched");
	fd = open(PROGRAM, O_RDWR);
	test_mapping(fd);
	EQ(in_child(implied, (void *)fd), 0, "READ_IMPLIES_EXEC asks for less");
	close(fd);
	EQ(umount(DIR), 0, "umount");
}

/* --- the others ------------------------------------------------------------------- */

static void test_nosuid(void)
{
	EQ(mount("none", DIR, "tmpfs", MS_NOSUID, "mode=0755"), 0, "mount: MS_NOSUID");
	OK(mounted_with(DIR, "nosuid"), "/proc/mounts says so");
	copy_self(04755);
	EQ(in_child(run_it, NULL) >> 8, 1, "a set-user-ID program stays its caller's");
	EQ(umount(DIR), 0, "umount");
	EQ(mount("none", DIR, "tmpfs", 0, "mode=0755"), 0, "mount without flags");
	copy_self(04755);
	EQ(in_child(run_it, NULL) >> 8, 0, "and there it becomes root's");
	EQ(umount(DIR), 0, "umount");
}

static void test_nodev(void)
{
	struct statfs fs;

	EQ(mount("none", DIR, "tmpfs", MS_NODEV | MS_NOEXEC | MS_NOSUID, NULL), 0,
	   "mount: MS_NODEV and the others");
	OK(mounted_with(DIR, "nosuid,nodev,noexec"), "/proc/mounts names them in order");
	EQ(statfs(DIR, &fs), 0, "statfs");
	EQ(fs.f_flags & 0xf, 14, "tells them, too");
	EQ(mknod(DIR "/null", S_IFCHR | 0666, makedev(1, 3)), 0, "a device can be made");
	FAILS(open(DIR "/null", O_RDWR), EACCES, "but not opened");
	EQ(close(open(DIR "/null", O_PATH)), 0, "except as a place");
	EQ(mkfifo(DIR "/fifo", 0600), 0, "a pipe is no device");
	EQ(close(open(DIR "/fifo", O_RDWR)), 0, "and can be opened");
	EQ(umount(DIR), 0, "umount");
}

static void test_rdonly(void)
{
	struct statfs fs;

	EQ(mount("none", DIR, "tmpfs", MS_RDONLY, NULL), 0, "mount: MS_RDONLY");
	OK(mounted_with(DIR, " ro"), "/proc/mounts says so");
	EQ(statfs(DIR, &fs), 0, "statfs");
	EQ(fs.f_flags & 0xf, 1, "too");
	FAILS(open(DIR "/f", O_WRONLY | O_CREAT, 0600), EROFS, "no file can be made");
	FAILS(mkdir(DIR "/d", 0700), EROFS, "no directory");
	FAILS(chmod(DIR, 0700), EROFS, "nothing be changed");
	FAILS(access(DIR, W_OK), EROFS, "access(2) says so");
	EQ(umount(DIR), 0, "umount");
}

int main(int argc, char *argv[])
{
	if (argc > 1)
		return geteuid() != 0;
	self[readlink("/proc/self/exe", self, sizeof(self) - 1)] = 0;
	mkdir(DIR, 0755);
	if (mount("none", DIR, "tmpfs", 0, NULL)) {
		tap_skip("mount flags", "may not mount here");
		return tap_done();
	}
	umount(DIR);
	test_noexec();
	test_nosuid();
	test_nodev();
	test_rdonly();
	rmdir(DIR);
	return tap_done();
}
