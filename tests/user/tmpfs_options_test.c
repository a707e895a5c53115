/*
 * tests/user/tmpfs_options_test.c - tmpfs: nr_blocks=, nr_inodes=, uid=, gid=; remount
 *
 * Mounts over a directory of its own in /tmp: where it may not, it is skipped.
 */
#include "mem.h"
#include "mounts.h"

#define DIR "/tmp/tmpfs_options"

static int make(const char *name)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_EXCL, 0600);

	return fd < 0 ? -1 : close(fd);
}

static long free_inodes(void)
{
	return statfs_of(DIR).f_ffree;
}

static void test_limits(void)
{
	EQ(mount("none", DIR, "tmpfs", 0, "nr_blocks=7,nr_inodes=1k"), 0, "two limits");
	EQ(statfs_of(DIR).f_blocks, 7, "statfs: blocks");
	EQ(statfs_of(DIR).f_files, 1024, "inodes");
	EQ(free_inodes(), 1023, "of which the root is one");
	OK(mounted_with(DIR, ",size=28k,nr_inodes=1024,inode64"),
	   "/proc/mounts has them");
	EQ(umount(DIR), 0, "umount");
	EQ(mount("none", DIR, "tmpfs", 0, "nr_inodes=0,size=4k"), 0,
	   "no limit of inodes");
	EQ(statfs_of(DIR).f_files, 0, "is 0 in statfs");
	EQ(make(DIR "/a"), 0, "there can be any");
	EQ(umount(DIR), 0, "umount");
	EQ(mount("none", DIR, "tmpfs", 0, "size=8k,size=4k"), 0, "one of two sizes");
	EQ(statfs_of(DIR).f_blocks, 1, "the last counts");
	EQ(umount(DIR), 0, "umount");
	OK(!mount("none", DIR, "tmpfs", 0, NULL) && statfs_of(DIR).f_files > 1000,
	   "without options there are many inodes");
	OK(mounted_with(DIR, " rw,relatime,inode64 "), "and no limit in /proc/mounts");
	EQ(umount(DIR), 0, "umount");
}

static void test_wrong(void)
{
	static const char *const wrong[] = {
		"nr_inodes=x", "nr_inodes=-1", "nr_blocks=", "uid=x",   "gid=-1",
		"mode=9",      "mode",         "nr_inodes",  "size=1x", "nr_inodes=5%"
	};

	for (unsigned int i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		FAILS(mount("none", DIR, "tmpfs", 0, wrong[i]), EINVAL, "mount: %s",
		      wrong[i]);
}

static void test_owner(void)
{
	struct stat st;

	EQ(mount("none", DIR, "tmpfs", 0, "uid=7,gid=8,mode=1770,size=4k"), 0,
	   "the root's owner");
	EQ(stat(DIR, &st), 0, "stat");
	OK(st.st_uid == 7 && st.st_gid == 8, "is who was named");
	EQ(st.st_mode, S_IFDIR | 01770, "and so is its mode");
	OK(mounted_with(DIR, ",size=4k,mode=1770,uid=7,gid=8,inode64"),
	   "as /proc/mounts has it");
	EQ(umount(DIR), 0, "umount");
}

/* --- inodes ----------------------------------------------------------------------- */

static void test_full(void)
{
	EQ(make(DIR "/1"), 0, "a file");
	EQ(link(DIR "/1", DIR "/2"), 0, "a second name of it");
	EQ(symlink("x", DIR "/3"), 0, "a symbolic link");
	EQ(mkdir(DIR "/4", 0700), 0, "a directory");
	EQ(free_inodes(), 0, "count one each");
	FAILS(make(DIR "/5"), ENOSPC, "when they are used up: no file");
	FAILS(mkdir(DIR "/5", 0700), ENOSPC, "no directory");
	FAILS(symlink("x", DIR "/5"), ENOSPC, "no symbolic link");
	FAILS(mkfifo(DIR "/5", 0600), ENOSPC, "no pipe");
	FAILS(link(DIR "/1", DIR "/5"), ENOSPC, "no further name");
	FAILS(open(DIR, O_TMPFILE | O_RDWR, 0600), ENOSPC, "no file without name");
	EQ(unlink(DIR "/2"), 0, "a name goes");
	EQ(free_inodes(), 1, "and makes room");
}

static void test_tmpfile(void)
{
	int fd = open(DIR, O_TMPFILE | O_RDWR, 0600);
	char link[32];

	EQ(free_inodes(), 0, "for a file without name");
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	EQ(linkat(AT_FDCWD, link, AT_FDCWD, DIR "/t", AT_SYMLINK_FOLLOW), 0,
	   "whose first name");
	EQ(free_inodes(), 0, "counts no more");
	close(fd);
}

static void test_removal(void)
{
	int fd;

	EQ(rename(DIR "/1", DIR "/t"), 0, "a name replaces another one");
	EQ(free_inodes(), 1, "whose file is gone");
	EQ(link(DIR "/t", DIR "/u"), 0, "again a second name");
	EQ(unlink(DIR "/3"), 0, "one link fewer");
	EQ(make(DIR "/v"), 0, "and a file more");
	EQ(free_inodes(), 0, "fill it");
	EQ(rename(DIR "/v", DIR "/u"), 0, "a second name is replaced");
	EQ(free_inodes(), 1, "and counts no more");
	fd = open(DIR "/t", O_RDONLY);
	EQ(unlink(DIR "/t"), 0, "the last name of an open file");
	EQ(free_inodes(), 1, "leaves the file");
	close(fd);
	EQ(free_inodes(), 2, "until it is closed");
	EQ(rmdir(DIR "/4"), 0, "a directory goes");
	EQ(unlink(DIR "/u"), 0, "and the last file");
	EQ(free_inodes(), 4, "only the root is left");
}

/* --- remount ---------------------------------------------------------------------- */

static int remount(const char *options)
{
	return mount(NULL, DIR, NULL, MS_REMOUNT, options);
}

static void test_remount(void)
{
	static char pages[4 * PAGE];
	int fd = open(DIR "/f", O_RDWR | O_CREAT, 0600);
	struct stat st;

	EQ(write(fd, pages, sizeof(pages)), 2 * PAGE, "a file fills it");
	EQ(remount("size=16k"), 0, "remount: a larger size");
	OK(mounted_with(DIR, ",size=16k,"), "/proc/mounts says so");
	EQ(write(fd, pages, sizeof(pages)), 2 * PAGE, "makes room");
	FAILS(remount("size=12k"), EINVAL, "less than is used cannot be");
	FAILS(remount("size=20k,nosuch=1"), EINVAL, "nor what is no option");
	EQ(statfs_of(DIR).f_blocks, 4, "all stays as it was");
	FAILS(remount("nr_inodes=1"), EINVAL, "fewer inodes than are used");
	EQ(remount("nr_inodes=2"), 0, "as many");
	EQ(remount("nr_inodes=9,mode=700,uid=5"), 0, "or more");
	EQ(statfs_of(DIR).f_files, 9, "are counted");
	EQ(stat(DIR, &st) || st.st_uid || st.st_mode != (S_IFDIR | 01777), 0,
	   "the root's owner and mode stay");
	EQ(remount("size=0,nr_inodes=0"), 0, "no limits any more");
	OK(!statfs_of(DIR).f_blocks && !statfs_of(DIR).f_files, "statfs: 0");
	FAILS(remount("size=1m"), EINVAL, "then none can be set");
	FAILS(remount("nr_inodes=1m"), EINVAL, "nor one of inodes");
	close(fd);
}

int main(void)
{
	mkdir(DIR, 0755);
	if (mount("none", DIR, "tmpfs", 0, NULL)) {
		tap_skip("tmpfs options", "may not mount here");
		return tap_done();
	}
	umount(DIR);
	test_limits();
	test_wrong();
	test_owner();
	EQ(mount("none", DIR, "tmpfs", 0, "nr_inodes=5"), 0, "five inodes");
	test_full();
	test_tmpfile();
	test_removal();
	EQ(umount(DIR), 0, "umount");
	EQ(mount("none", DIR, "tmpfs", 0, "size=8k"), 0, "two blocks");
	test_remount();
	EQ(umount(DIR), 0, "umount");
	rmdir(DIR);
	return tap_done();
}
