/*
 * tests/user/bind_test.c - mount(2): MS_BIND, MS_REC, MS_MOVE; /proc/PID/mountinfo
 *
 * Mounts over directories of its own in /tmp: where it may not, it is skipped.
 */
#include "mem.h"
#include "mounts.h"

#define DIR "/tmp/bind"
#define FROM DIR "/from"
#define TO DIR "/to"

static int make(const char *name)
{
	return close(open(name, O_WRONLY | O_CREAT, 0600));
}

static int bind(const char *from, const char *to, unsigned long flags)
{
	return mount(from, to, NULL, MS_BIND | flags, NULL);
}

static int is_at(const char *place)
{
	char name[64];

	return getcwd(name, sizeof(name)) && !strcmp(name, place);
}

static void test_directory(void)
{
	struct stat here, there;

	EQ(bind(FROM "/d", TO, 0), 0, "MS_BIND of a directory");
	OK(!stat(FROM "/d", &here) && !stat(TO, &there) && here.st_ino == there.st_ino &&
		   here.st_dev == there.st_dev,
	   "it is seen at both places");
	EQ(make(TO "/g"), 0, "what is made at one");
	EQ(access(FROM "/d/g", F_OK), 0, "is at the other");
	EQ(chdir(TO), 0, "it can be entered");
	OK(is_at(TO), "and is there");
	EQ(chdir(".."), 0, "its parent");
	OK(is_at(DIR), "is that of the place");
	chdir("/");
	FAILS(link(TO "/f", FROM "/new"), EXDEV, "no link from one to the other");
	FAILS(rename(TO "/f", FROM "/d/new"), EXDEV, "nor rename");
	EQ(rename(FROM "/d", FROM "/e"), 0, "the directory can get another name");
	EQ(unlink(FROM "/e/g"), 0, "and what is in it go");
	FAILS(access(TO "/g", F_OK), ENOENT, "at both");
	rename(FROM "/e", FROM "/d");
	EQ(umount(FROM), 0, "the file system's first mount ends");
	EQ(access(TO "/f", F_OK), 0, "and the second one stays");
	EQ(bind(TO, FROM, 0), 0, "what it shows can be bound again");
	EQ(access(FROM "/f", F_OK), 0, "here");
	EQ(umount(TO), 0, "umount of one");
	EQ(umount(FROM), 0, "and the other");
	FAILS(access(FROM "/f", F_OK), ENOENT, "nothing is left");
}

static void test_file(void)
{
	FAILS(bind(FROM "/f", TO, 0), ENOTDIR, "a file on a directory");
	FAILS(bind(FROM "/d", DIR "/file", 0), ENOTDIR, "a directory on a file");
	EQ(bind(FROM "/f", DIR "/file", 0), 0, "a file on a file");
	FAILS(unlink(DIR "/file"), EBUSY, "which cannot be removed");
	FAILS(rename(DIR "/file", DIR "/new"), EBUSY, "nor renamed");
	EQ(unlink(FROM "/f"), 0, "the other one can");
	EQ(access(DIR "/file", F_OK), 0, "and is still seen");
	EQ(umount(DIR "/file"), 0, "until umount");
	FAILS(umount(DIR "/file"), EINVAL, "once");
	EQ(make(FROM "/f"), 0, "a new one");
}

static void test_errors(void)
{
	FAILS(bind(DIR "/none", TO, 0), ENOENT, "nothing bound");
	FAILS(bind(FROM, DIR "/none", 0), ENOENT, "or to nothing");
	FAILS(bind(NULL, TO, 0), EINVAL, "no source");
	FAILS(bind("", TO, 0), EINVAL, "nor is an empty one");
}

static void test_readonly(void)
{
	int fd;

	EQ(bind(FROM, TO, MS_RDONLY | MS_NOSUID), 0, "a new bind heeds no flags");
	OK(mounted_with(TO, " rw,relatime"), "as /proc/mounts says");
	EQ(bind(NULL, TO, MS_REMOUNT | MS_RDONLY | MS_NOEXEC), 0, "its remount does");
	OK(mounted_with(TO, " ro,noexec,relatime"), "for this mount");
	OK(mounted_with(FROM, " rw,relatime"), "not for the other");
	FAILS(open(TO "/new", O_WRONLY | O_CREAT, 0600), EROFS, "no file is made here");
	FAILS(open(TO "/f", O_WRONLY), EROFS, "nor opened to write");
	FAILS(chmod(TO "/f", 0600), EROFS, "nor changed");
	FAILS(unlink(TO "/f"), EROFS, "nor removed");
	FAILS(access(TO "/f", W_OK), EROFS, "access says so");
	fd = open(TO "/f", O_RDONLY);
	FAILS(fchmod(fd, 0600), EROFS, "a descriptor knows where it comes from");
	close(fd);
	EQ(chmod(FROM "/f", 0600), 0, "there it can be");
	EQ(bind(NULL, TO, MS_REMOUNT), 0, "and back");
	fd = open(TO "/f", O_WRONLY);
	FAILS(bind(NULL, TO, MS_REMOUNT | MS_RDONLY), EBUSY, "a writer is in the way");
	EQ(bind(NULL, FROM, MS_REMOUNT | MS_RDONLY), 0, "of this mount only");
	EQ(bind(NULL, FROM, MS_REMOUNT), 0, "not of the other");
	FAILS(mount(NULL, FROM, NULL, MS_REMOUNT | MS_RDONLY, NULL), EBUSY,
	      "but of the whole file system");
	close(fd);
	EQ(umount(TO), 0, "umount");
}

/* FROM with a mount on FROM/d, which has one on FROM/d/deep. */
static void test_tree(void)
{
	mount("none", FROM "/d", "tmpfs", 0, NULL);
	mkdir(FROM "/d/deep", 0700);
	mount("none", FROM "/d/deep", "tmpfs", 0, NULL);
	make(FROM "/d/deep/x");
	EQ(bind(FROM, TO, 0), 0, "MS_BIND alone");
	FAILS(access(TO "/d/deep", F_OK), ENOENT, "leaves what is mounted inside");
	EQ(umount(TO), 0, "umount");
	EQ(bind(FROM, TO, MS_REC), 0, "MS_BIND | MS_REC");
	EQ(access(TO "/d/deep/x", F_OK), 0, "takes it along");
	FAILS(umount(TO), EBUSY, "which keeps it busy");
	EQ(umount2(TO, MNT_DETACH), 0, "MNT_DETACH takes all");
	OK(!mounted_with(TO "/d", ""), "from /proc/mounts, too");
	EQ(access(FROM "/d/deep/x", F_OK), 0, "but not at the first place");
}

static int move(const char *from, const char *to)
{
	return mount(from, to, NULL, MS_MOVE, NULL);
}

static void test_move(void)
{
	EQ(move(FROM, TO), 0, "MS_MOVE");
	EQ(access(TO "/d/deep/x", F_OK), 0, "takes what is mounted inside along");
	FAILS(access(FROM "/d", F_OK), ENOENT, "from the first place");
	OK(mounted_with(TO "/d/deep", "") && !mounted_with(FROM, ""),
	   "/proc/mounts shows that");
	FAILS(move(TO, TO "/d/deep"), ELOOP, "a mount into itself");
	EQ(move(TO "/d", FROM), 0, "one of those inside moves out");
	EQ(access(FROM "/deep/x", F_OK), 0, "with its own");
	EQ(move(FROM, TO "/d"), 0, "and back");
	FAILS(move(DIR, FROM), EINVAL, "a directory is no mount");
	FAILS(move(TO, DIR "/file"), EINVAL, "a file is no place for one");
	FAILS(move("/", FROM), EINVAL, "the root does not move");
	FAILS(move(NULL, FROM), EINVAL, "nor does nothing");
	EQ(move(TO, FROM), 0, "to where it was");
	EQ(umount2(FROM, MNT_DETACH), 0, "and all goes");
	OK(!mounted_with(FROM "/d", ""), "from everywhere");
}

/* The id of the mount at place, of its parent, and its root, in /proc/self/mountinfo. */
static int find_info(const char *place, int *parent, char *root)
{
	FILE *from = fopen("/proc/self/mountinfo", "r");
	char line[512], where[128];
	int id, found = -1;

	while (from && fgets(line, sizeof(line), from))
		if (sscanf(line, "%d %d %*d:%*d %63s %127s", &id, parent, root, where) ==
			    4 &&
		    !strcmp(where, place) && (found = id))
			break;
	if (from)
		fclose(from);
	return found;
}

static void test_mountinfo(void)
{
	char root[64] = "";
	int parent = 0, above = 0, id;

	bind(FROM "/d", TO, 0);
	id = find_info(FROM, &above, root);
	OK(id > 0 && !strcmp(root, "/"), "mountinfo: the root of a file system");
	id = find_info(TO, &parent, root);
	OK(id > 0 && !strcmp(root, "/d"), "a directory of it");
	EQ(parent, above, "both are mounted in the same");
	EQ(umount(TO), 0, "umount");
	EQ(find_info(TO, &parent, root), -1, "is no more");
}

int main(void)
{
	mkdir(DIR, 0755);
	mkdir(FROM, 0755);
	mkdir(TO, 0755);
	make(DIR "/file");
	if (mount("none", FROM, "tmpfs", 0, NULL)) {
		tap_skip("bind mounts", "may not mount here");
		return tap_done();
	}
	mkdir(FROM "/d", 0700);
	make(FROM "/d/f");
	test_directory();
	EQ(mount("none", FROM, "tmpfs", 0, NULL), 0, "another one");
	mkdir(FROM "/d", 0700);
	make(FROM "/f");
	test_file();
	test_errors();
	test_readonly();
	test_mountinfo();
	test_tree();
	test_move();
	unlink(DIR "/file");
	rmdir(TO);
	rmdir(FROM);
	EQ(rmdir(DIR), 0, "nothing is left");
	return tap_done();
}
