/*
 * tests/user/tmpfs_test.c - tmpfs: its size, ENOSPC, statfs; mount(2)
 *
 * Mounts over a directory of its own in /tmp: where it may not, it is skipped.
 */
#include "mem.h"
#include <sys/mount.h>
#include <sys/statfs.h>

#define DIR "/tmp/tmpfs_test"
#define PAGES 64

static char page[PAGE];

static long free_pages(void)
{
	struct statfs fs;

	return statfs(DIR, &fs) ? -1 : (long)fs.f_bfree;
}

static void test_statfs(void)
{
	struct statfs fs;

	EQ(statfs(DIR, &fs), 0, "statfs");
	EQ(fs.f_type, 0x01021994, "the type is TMPFS_MAGIC");
	EQ(fs.f_bsize, PAGE, "blocks are pages");
	EQ(fs.f_blocks, PAGES, "size= in blocks");
	EQ(fs.f_bfree, PAGES, "all free");
	EQ(fs.f_bavail, PAGES, "for everybody");
}

static void test_full(void)
{
	int fd = open(DIR "/f", O_RDWR | O_CREAT, 0600), other, i;

	for (i = 0; i < PAGES; i++)
		if (write(fd, page, PAGE) != (long)PAGE)
			break;
	EQ(i, PAGES, "as many pages as its size");
	EQ(free_pages(), 0, "then it is full");
	FAILS(write(fd, page, PAGE), ENOSPC, "one more does not fit");
	EQ(pwrite(fd, "x", 1, 5 * PAGE), 1, "what is there can be written");
	other = open(DIR "/g", O_RDWR | O_CREAT, 0600);
	FAILS(write(other, "x", 1), ENOSPC, "nor does a byte of another file");
	EQ(ftruncate(other, 100 * PAGE), 0, "a hole takes no room");
	EQ(pread(other, page, PAGE, 50 * PAGE), PAGE, "and can be read");
	ftruncate(fd, 10 * PAGE);
	EQ(free_pages(), PAGES - 10, "truncation makes room");
	EQ(pwrite(other, page, PAGE, 99 * PAGE), PAGE, "for others");
	unlink(DIR "/f");
	EQ(free_pages(), PAGES - 11, "an open file without name keeps its pages");
	close(fd);
	EQ(free_pages(), PAGES - 1, "until it is closed");
	close(other);
	unlink(DIR "/g");
	EQ(free_pages(), PAGES, "nothing is left");
}

static void test_partial(void)
{
	int fd = open(DIR "/p", O_RDWR | O_CREAT, 0600);
	static char much[(PAGES + 10) * PAGE];

	EQ(write(fd, much, sizeof(much)), PAGES * PAGE, "a write that half fits");
	EQ(lseek(fd, 0, SEEK_END), PAGES * PAGE, "makes the file so long");
	close(fd);
	unlink(DIR "/p");
}

static void test_mapping(void)
{
	int fd = open(DIR "/m", O_RDWR | O_CREAT, 0600);
	char *area;

	ftruncate(fd, 2 * PAGES * PAGE);
	area = map_at(AREA, 2 * PAGES, RW, MAP_SHARED, fd);
	for (int i = 0; i < PAGES; i++)
		area[i * PAGE] = i;
	EQ(free_pages(), 0, "a mapping fills it");
	EQ(write_signal(area + PAGES * PAGE), SIGBUS, "a page more is a SIGBUS");
	EQ(madvise(area, 8 * PAGE, MADV_REMOVE), 0, "a hole");
	EQ(free_pages(), 8, "makes room");
	EQ(write_signal(area + PAGES * PAGE), 0, "for that page");
	EQ(area[8 * PAGE], 8, "the others are kept");
	close(fd);
	unlink(DIR "/m");
	EQ(free_pages(), 7, "the mapping keeps them, too");
	EQ(area[9 * PAGE], 9, "without name and descriptor");
	clear_area();
	EQ(free_pages(), PAGES, "until it is unmapped");
}

static void test_fallocate(void)
{
	int fd = open(DIR "/a", O_RDWR | O_CREAT, 0600);

	EQ(sys(SYS_fallocate, fd, 0, 0, 10 * PAGE), 0, "fallocate");
	EQ(free_pages(), PAGES - 10, "takes the room at once");
	EQ(sys(SYS_fallocate, fd, 1, 10 * PAGE, 10 * PAGE), 0, "beyond the end, too");
	EQ(free_pages(), PAGES - 20, "if asked to");
	EQ(lseek(fd, 0, SEEK_END), 10 * PAGE, "without making it longer");
	FAILS(sys(SYS_fallocate, fd, 0, 0, 2 * PAGES * PAGE), ENOSPC,
	      "what does not fit");
	EQ(free_pages(), PAGES - 20, "leaves the file as it was");
	EQ(lseek(fd, 0, SEEK_END), 10 * PAGE, "and as long");
	close(fd);
	unlink(DIR "/a");
	EQ(free_pages(), PAGES, "is not kept");
}

static void test_holes(void)
{
	int fd = open(DIR "/f", O_RDWR | O_CREAT, 0600);
	struct stat st;
	char byte;

	pwrite(fd, "x", 1, 2 * PAGE);
	pwrite(fd, "x", 1, 5 * PAGE + 7);
	ftruncate(fd, 10 * PAGE + 5);
	EQ(lseek(fd, 0, SEEK_HOLE), 0, "a file begins with a hole");
	EQ(lseek(fd, 5, SEEK_HOLE), 5, "which begins wherever one asks");
	EQ(lseek(fd, 1, SEEK_DATA), 2 * PAGE, "its first data");
	EQ(lseek(fd, 2 * PAGE + 9, SEEK_DATA), 2 * PAGE + 9, "which too");
	EQ(lseek(fd, 2 * PAGE, SEEK_HOLE), 3 * PAGE, "the next hole");
	EQ(lseek(fd, 3 * PAGE, SEEK_DATA), 5 * PAGE, "the next data: whole pages");
	EQ(lseek(fd, 0, SEEK_CUR), 5 * PAGE, "and there it is");
	FAILS(lseek(fd, 6 * PAGE, SEEK_DATA), ENXIO, "no data any more");
	pwrite(fd, "x", 1, 10 * PAGE);
	EQ(lseek(fd, 10 * PAGE, SEEK_HOLE), 10 * PAGE + 5, "a hole is at the end");
	FAILS(lseek(fd, 10 * PAGE + 5, SEEK_HOLE), ENXIO, "behind it is none");
	FAILS(lseek(fd, -1, SEEK_DATA), ENXIO, "nor before it");
	sys(SYS_fallocate, fd, 3, 2 * PAGE, PAGE);
	EQ(lseek(fd, 0, SEEK_DATA), 5 * PAGE, "FALLOC_FL_PUNCH_HOLE makes one");
	sys(SYS_fallocate, fd, 1, 0, 20 * PAGE);
	EQ(lseek(fd, 0, SEEK_DATA), 5 * PAGE, "room is no data");
	EQ(lseek(fd, 5 * PAGE, SEEK_HOLE), 6 * PAGE, "but a hole");
	EQ(pread(fd, &byte, 1, 2 * PAGE) == 1 && byte == 0, 1, "that reads as zeros");
	EQ(lseek(fd, 0, SEEK_DATA), 5 * PAGE, "and stays one");
	pwrite(fd, "x", 1, 2 * PAGE + 5);
	EQ(lseek(fd, 0, SEEK_DATA), 2 * PAGE, "until it is written");
	EQ(pread(fd, &byte, 1, 2 * PAGE) == 1 && byte == 0, 1, "with zeros around");
	ftruncate(fd, 10 * PAGE + 5);
	fstat(fd, &st);
	EQ(st.st_blocks, 11 * PAGE / 512, "its length again frees what is behind it");
	close(fd);
	unlink(DIR "/f");
}

static void test_mount_errors(void)
{
	FAILS(mount("none", DIR, "nosuchfs", 0, NULL), ENODEV, "no such file system");
	FAILS(mount("none", DIR "/nothing", "tmpfs", 0, NULL), ENOENT, "no such place");
	FAILS(mount("none", DIR, "tmpfs", 0, "size=x"), EINVAL, "a size that is none");
	FAILS(mount("none", DIR, "tmpfs", 0, "nosuch=1"), EINVAL, "no such option");
	FAILS(umount2("/tmp/nothing", 0), ENOENT, "umount2: no such place");
	EQ(mount(NULL, DIR, NULL, MS_PRIVATE | MS_REC, NULL), 0, "a private mount");
	FAILS(mount(NULL, DIR, NULL, MS_PRIVATE | MS_SLAVE, NULL), EINVAL, "and more");
	FAILS(mount(NULL, DIR, NULL, MS_PRIVATE | MS_RDONLY, NULL), EINVAL, "or other");
	FAILS(mount(NULL, DIR "/none", NULL, MS_PRIVATE, NULL), ENOENT, "is not here");
	mkdir(DIR "/d", 0700);
	FAILS(mount(NULL, DIR "/d", NULL, MS_PRIVATE, NULL), EINVAL, "no mount");
	rmdir(DIR "/d");
}

/* /proc is one tree, wherever it is mounted. */
static void test_proc_again(void)
{
	struct stat here, there;

	mkdir(DIR "/proc", 0700);
	EQ(mount("proc", DIR "/proc", "proc", 0, NULL), 0, "/proc at a second place");
	EQ(stat(DIR "/proc/self/stat", &there), 0, "shows processes");
	OK(!stat(DIR "/proc/meminfo", &there) && !stat("/proc/meminfo", &here) &&
		   there.st_ino == here.st_ino,
	   "and the same files");
	EQ(umount2(DIR "/proc", 0), 0, "and goes");
	FAILS(stat(DIR "/proc/self", &there), ENOENT, "from there");
	EQ(stat("/proc/self/stat", &here), 0, "not from /proc");
	rmdir(DIR "/proc");
}

/* How many mounts are at places that begin so? */
static int count_mounts(const char *where)
{
	FILE *from = fopen("/proc/mounts", "r");
	char line[256], place[128];
	int count = 0;

	while (fgets(line, sizeof(line), from))
		if (sscanf(line, "%*s %127s", place) == 1)
			count += !strncmp(place, where, strlen(where));
	fclose(from);
	return count;
}

/* The directory of a process goes with it, whatever is mounted there. */
static void test_place_that_goes(void)
{
	pid_t pid = fork();
	char process[32], place[64];

	if (pid == 0)
		for (;;)
			pause();
	snprintf(process, sizeof(process), "/proc/%d/", pid);
	snprintf(place, sizeof(place), "%sfd", process);
	EQ(mount("none", place, "tmpfs", 0, NULL), 0, "a mount on /proc/PID/fd");
	EQ(chdir(place), 0, "which can be entered");
	mkdir("d", 0700);
	EQ(mount("none", "d", "tmpfs", 0, NULL), 0, "and have a mount in it");
	EQ(count_mounts(process), 2, "both are there");
	kill(pid, SIGKILL);
	EQ(waitpid(pid, NULL, 0), pid, "until the process is gone");
	EQ(count_mounts(process), 0, "then they are not");
	FAILS(umount2(place, 0), ENOENT, "nor is the place");
	EQ(mkdir("e", 0700), 0, "who is in there stays there");
	FAILS(mount("none", "e", "tmpfs", 0, NULL), EINVAL, "but mounts no more");
	EQ(chdir("/"), 0, "and may leave");
}

/* Whoever reads /proc/mounts has hold of each mount for a moment, and umount(2) waits. */
static void test_busy_by_readers(void)
{
	pid_t reader;
	int refused = 0;

	mkdir(DIR "/busy", 0700);
	reader = fork();
	if (reader == 0)
		for (;;)
			count_mounts("");
	for (int i = 0; i < 1000; i++) {
		mount("none", DIR "/busy", "tmpfs", 0, NULL);
		while (umount2(DIR "/busy", 0))
			refused++;
	}
	kill(reader, SIGKILL);
	waitpid(reader, NULL, 0);
	EQ(refused, 0,
	   "no umount finds a mount busy because of a reader of /proc/mounts");
}

int main(void)
{
	mkdir(DIR, 0700);
	if (mount("none", DIR, "tmpfs", 0, "size=256k,mode=0700")) {
		tap_skip("tmpfs", "may not mount here");
		return tap_done();
	}
	catch_faults();
	test_statfs();
	test_full();
	test_partial();
	test_mapping();
	test_fallocate();
	test_holes();
	test_mount_errors();
	test_proc_again();
	test_place_that_goes();
	test_busy_by_readers();
	EQ(umount2(DIR, 0), 0, "umount2");
	FAILS(umount2(DIR, 0), EINVAL, "what is not mounted cannot be unmounted");
	rmdir(DIR);
	return tap_done();
}
