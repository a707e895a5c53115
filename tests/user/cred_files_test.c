/*
 * tests/user/cred_files_test.c - who may do what with files
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

#include "cred.h"

#define DIR "/tmp/cred_test.dir"

static int make(const char *path, mode_t mode, uid_t uid, gid_t gid)
{
	int fd = open(path, O_CREAT | O_EXCL | O_RDWR, 0600);

	return fd < 0 || write(fd, "x", 1) != 1 || close(fd) || chown(path, uid, gid) ||
	       chmod(path, mode);
}

static int classes(void *unused)
{
	gid_t group = BOB;

	MUST(!make(DIR "/owner", 0077, ALICE, ALICE));
	MUST(!make(DIR "/group", 0604, 0, ALICE));
	MUST(!make(DIR "/other", 0442, 0, 0));
	MUST(!make(DIR "/more", 0640, 0, BOB));
	MUST(open(DIR "/owner", O_RDWR) >= 0);
	MUST(!sys(SYS_setgroups, 1, &group) && !sys(SYS_setresgid, ALICE, ALICE, ALICE));
	MUST(!sys(SYS_setresuid, ALICE, ALICE, ALICE));
	REFUSED(open(DIR "/owner", O_RDONLY), EACCES);
	REFUSED(open(DIR "/group", O_RDONLY), EACCES);
	REFUSED(open(DIR "/other", O_RDONLY), EACCES);
	MUST(open(DIR "/other", O_WRONLY) >= 0);
	MUST(open(DIR "/more", O_RDONLY) >= 0);
	REFUSED(open(DIR "/more", O_WRONLY), EACCES);
	REFUSED(open(DIR "/more", O_RDONLY | O_TRUNC), EACCES);
	REFUSED(open(DIR "/more", O_RDONLY | O_NOATIME), EPERM);
	REFUSED(truncate(DIR "/more", 0), EACCES);
	MUST(!access(DIR "/more", R_OK));
	REFUSED(access(DIR "/more", W_OK), EACCES);
	return 0;
}

static int directories(void *unused)
{
	MUST(!mkdir(DIR "/shut", 0700) && !make(DIR "/shut/file", 0666, 0, 0));
	MUST(!mkdir(DIR "/list", 0744) && !make(DIR "/list/file", 0666, 0, 0));
	MUST(!mkdir(DIR "/search", 0711) && !make(DIR "/search/file", 0666, 0, 0));
	MUST(!become(ALICE, ALICE));
	REFUSED(open(DIR "/shut/file", O_RDONLY), EACCES);
	REFUSED(chdir(DIR "/shut"), EACCES);
	REFUSED(open(DIR "/shut", O_RDONLY), EACCES);
	REFUSED(access(DIR "/shut/none", F_OK), EACCES);
	MUST(open(DIR "/list", O_RDONLY) >= 0);
	REFUSED(open(DIR "/list/file", O_RDONLY), EACCES);
	REFUSED(open(DIR "/search", O_RDONLY), EACCES);
	MUST(open(DIR "/search/file", O_RDWR) >= 0);
	REFUSED(unlink(DIR "/search/file"), EACCES);
	REFUSED(mkdir(DIR "/search/new", 0777), EACCES);
	REFUSED(open(DIR "/search/new", O_CREAT | O_RDWR, 0666), EACCES);
	REFUSED(link(DIR "/search/file", DIR "/search/more"), EACCES);
	REFUSED(rename(DIR "/search/file", DIR "/search/more"), EACCES);
	return 0;
}

static int sticky(void *unused)
{
	MUST(!mkdir(DIR "/sticky", 0) && !chmod(DIR "/sticky", 01777));
	MUST(!make(DIR "/sticky/bob", 0666, BOB, BOB));
	MUST(!make(DIR "/sticky/alice", 0666, ALICE, ALICE));
	MUST(!become(ALICE, ALICE));
	REFUSED(unlink(DIR "/sticky/bob"), EPERM);
	REFUSED(rename(DIR "/sticky/bob", DIR "/sticky/b"), EPERM);
	REFUSED(rename(DIR "/sticky/alice", DIR "/sticky/bob"), EPERM);
	MUST(!unlink(DIR "/sticky/alice"));
	return 0;
}

static int owned(const char *path, uid_t uid, gid_t gid, mode_t mode)
{
	struct stat st;

	return !stat(path, &st) && st.st_uid == uid && st.st_gid == gid &&
	       (st.st_mode & 07777) == mode;
}

static int changes(void *unused)
{
	struct timespec now[2] = { { 0, UTIME_NOW }, { 0, UTIME_NOW } };
	struct timespec then[2] = { { 1, 0 }, { 1, 0 } };
	gid_t group = 50;

	MUST(!make(DIR "/mine", 0644, ALICE, ALICE));
	MUST(!make(DIR "/theirs", 0666, BOB, BOB));
	MUST(!make(DIR "/closed", 0644, BOB, BOB));
	MUST(!sys(SYS_setgroups, 1, &group) && !sys(SYS_setresgid, ALICE, ALICE, ALICE));
	MUST(!sys(SYS_setresuid, ALICE, ALICE, ALICE));
	REFUSED(chmod(DIR "/theirs", 0), EPERM);
	REFUSED(chown(DIR "/theirs", ALICE, -1), EPERM);
	REFUSED(chown(DIR "/mine", BOB, -1), EPERM);
	REFUSED(chown(DIR "/mine", -1, BOB), EPERM);
	MUST(!chown(DIR "/mine", ALICE, ALICE));
	MUST(!chmod(DIR "/mine", 06755) && owned(DIR "/mine", ALICE, ALICE, 06755));
	MUST(!chown(DIR "/mine", -1, 50) && owned(DIR "/mine", ALICE, 50, 0755));
	REFUSED(utimensat(AT_FDCWD, DIR "/theirs", then, 0), EPERM);
	MUST(!utimensat(AT_FDCWD, DIR "/theirs", now, 0));
	MUST(!utimensat(AT_FDCWD, DIR "/theirs", NULL, 0));
	REFUSED(utimensat(AT_FDCWD, DIR "/closed", NULL, 0), EACCES);
	MUST(!utimensat(AT_FDCWD, DIR "/mine", then, 0));
	return 0;
}

static int set_id_bits(void *unused)
{
	int fd;

	MUST(!make(DIR "/bits", 06777, 0, 0));
	MUST(!chown(DIR "/bits", 0, 0) && owned(DIR "/bits", 0, 0, 0777));
	MUST(!chmod(DIR "/bits", 06767));
	MUST(!become(ALICE, ALICE));
	MUST((fd = open(DIR "/bits", O_WRONLY)) >= 0 && owned(DIR "/bits", 0, 0, 06767));
	MUST(write(fd, "y", 1) == 1 && owned(DIR "/bits", 0, 0, 0767));
	MUST((fd = open(DIR "/own", O_CREAT | O_RDWR, 0777)) >= 0);
	MUST(owned(DIR "/own", ALICE, ALICE, 0755));
	MUST(!chmod(DIR "/own", 06755) && !truncate(DIR "/own", 0));
	MUST(owned(DIR "/own", ALICE, ALICE, 0755));
	return 0;
}

static int new_files(void *unused)
{
	int fds[2];
	struct stat st;

	MUST(!mkdir(DIR "/team", 0) && !chown(DIR "/team", 0, 77) &&
	     !chmod(DIR "/team", 02777));
	MUST(!become(ALICE, BOB));
	MUST(close(open(DIR "/team/file", O_CREAT, 0644)) == 0);
	MUST(owned(DIR "/team/file", ALICE, 77, 0644));
	MUST(!mkdir(DIR "/team/dir", 0755) && owned(DIR "/team/dir", ALICE, 77, 02755));
	MUST(close(open(DIR "/team/setgid", O_CREAT, 02755)) == 0);
	MUST(owned(DIR "/team/setgid", ALICE, 77, 0755));
	REFUSED(mknod(DIR "/team/null", S_IFCHR | 0666, 0x103), EPERM);
	MUST(!mknod(DIR "/team/fifo", S_IFIFO | 0644, 0));
	MUST(!pipe(fds) && !fstat(fds[0], &st) && st.st_uid == ALICE && st.st_gid == BOB);
	return 0;
}

/* access(2) asks for the real user, but for AT_EACCESS; open(2) for the effective one. */
static int access_real(void *unused)
{
	MUST(!make(DIR "/real", 0600, ALICE, ALICE));
	MUST(!make(DIR "/rooted", 0600, 0, 0));
	MUST(!sys(SYS_setresuid, ALICE, 0, 0));
	MUST(!access(DIR "/real", R_OK));
	REFUSED(access(DIR "/rooted", R_OK), EACCES);
	MUST(!sys(SYS_faccessat2, AT_FDCWD, DIR "/rooted", R_OK, AT_EACCESS));
	MUST(open(DIR "/rooted", O_RDONLY) >= 0);
	MUST(!sys(SYS_setresuid, 0, ALICE, 0));
	MUST(!access(DIR "/rooted", R_OK));
	REFUSED(open(DIR "/rooted", O_RDONLY), EACCES);
	return 0;
}

int main(void)
{
	umask(022);
	mkdir(DIR, 0777);
	chmod(DIR, 0777);
	EQ(failed_step(classes, NULL), 0, "owner, group, others");
	EQ(failed_step(directories, NULL), 0, "directories: list, search, change");
	EQ(failed_step(sticky, NULL), 0, "sticky directories");
	EQ(failed_step(changes, NULL), 0, "chmod, chown, utimes");
	EQ(failed_step(set_id_bits, NULL), 0, "set-ID bits go");
	EQ(failed_step(new_files, NULL), 0, "whose new files are");
	EQ(failed_step(access_real, NULL), 0, "access(2)");
	return tap_done();
}
