/*
 * tests/user/umount_test.c - umount2(2) and its flags: busy, lazy, expired, forced, a link
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "leak.h"
#include "tap.h"

#define DIR "/tmp/umount_test"

static void mount_one(const char *where)
{
	mkdir(where, 0700);
	EQ(mount("none", where, "tmpfs", 0, NULL), 0, "a tmpfs on %s", where);
}

static void test_flags(void)
{
	mount_one(DIR);
	FAILS(umount2(DIR, 16), EINVAL, "no such flag");
	FAILS(umount2(DIR, -1), EINVAL, "nor all of them");
	FAILS(umount2(DIR, MNT_EXPIRE | MNT_FORCE), EINVAL, "expire by force");
	FAILS(umount2(DIR, MNT_EXPIRE | MNT_DETACH), EINVAL, "expire lazily");
	EQ(umount2(DIR, MNT_FORCE), 0, "by force");
	FAILS(umount2(DIR, MNT_FORCE), EINVAL, "what is not mounted");
	FAILS(umount2(DIR, MNT_DETACH), EINVAL, "lazily");
	FAILS(umount2(DIR, MNT_EXPIRE), EINVAL, "or when it has expired");
}

static void test_busy(void)
{
	mount_one(DIR);
	EQ(chdir(DIR), 0, "somebody is in there");
	FAILS(umount2(DIR, 0), EBUSY, "busy");
	FAILS(umount2(DIR, MNT_FORCE), EBUSY, "even by force");
	FAILS(umount2(DIR, MNT_EXPIRE), EBUSY, "it does not begin to expire");
	EQ(chdir("/"), 0, "he leaves");
	mount_one(DIR "/d");
	FAILS(umount2(DIR, 0), EBUSY, "a mount is in there");
	EQ(umount2(DIR "/d", 0), 0, "it goes");
	EQ(umount2(DIR, 0), 0, "and the other");
}

static void test_expire(void)
{
	mount_one(DIR);
	FAILS(umount2(DIR, MNT_EXPIRE), EAGAIN, "marked");
	FAILS(access(DIR "/x", F_OK), ENOENT, "and used");
	FAILS(umount2(DIR, MNT_EXPIRE), EAGAIN, "so it is marked again");
	EQ(umount2(DIR, MNT_EXPIRE), 0, "nobody came: it goes");
	mount_one(DIR);
	FAILS(umount2(DIR, MNT_EXPIRE), EAGAIN, "one mounted anew has no mark");
	EQ(umount2(DIR, 0), 0, "a mark is in nobody's way");
}

static void test_link(void)
{
	mount_one(DIR);
	EQ(symlink(DIR, DIR ".link"), 0, "a link to it");
	FAILS(umount2(DIR ".link", UMOUNT_NOFOLLOW), EINVAL, "not followed");
	EQ(umount2(DIR ".link", 0), 0, "followed");
	unlink(DIR ".link");
}

static void test_detach(void)
{
	struct stat st;
	int fd;

	mount_one(DIR);
	mount_one(DIR "/d");
	mkdir(DIR "/d/e", 0700);
	EQ(chdir(DIR "/d"), 0, "inside of a mount in a mount");
	fd = open(DIR, O_RDONLY | O_DIRECTORY);
	OK(fd >= 0, "the outer one, open");
	EQ(umount2(DIR, MNT_DETACH), 0, "detached though it is busy");
	FAILS(stat(DIR "/d", &st), ENOENT, "it is not there any more");
	EQ(stat("e", &st), 0, "the one inside is, for who is in there");
	EQ(stat("../e", &st), 0, "and is a top of its own");
	EQ(mkdir("f", 0700), 0, "to be written to");
	EQ(fstatat(fd, "d", &st, 0), 0, "the outer one is, too");
	FAILS(fstatat(fd, "d/e", &st, 0), ENOENT, "without the other");
	FAILS(umount2(".", 0), EINVAL, "neither is mounted");
	FAILS(umount2(DIR, MNT_DETACH), EINVAL, "for anybody");
	EQ(rmdir(DIR), 0, "the place can go");
	EQ(chdir("/") + close(fd), 0, "who was in there leaves");
}

/* One over the other, and what is hidden by it. */
static void test_stack(void)
{
	mount_one(DIR);
	mount_one(DIR "/d");
	mount_one(DIR);
	FAILS(access(DIR "/d", F_OK), ENOENT, "which hides the first");
	EQ(umount2(DIR, MNT_DETACH), 0, "the upper one goes");
	EQ(access(DIR "/d", F_OK), 0, "the lower one is back");
	EQ(umount2(DIR, MNT_DETACH), 0, "and goes with what is in it");
}

int main(void)
{
	mkdir(DIR, 0700);
	if (mount("none", DIR, "tmpfs", 0, NULL) || umount2(DIR, 0)) {
		tap_skip("umount", "may not mount here");
		return tap_done();
	}
	leak_begin();
	test_flags();
	test_busy();
	test_expire();
	test_link();
	test_detach();
	test_stack();
	leak_expect("mounts");
	rmdir(DIR);
	return tap_done();
}
