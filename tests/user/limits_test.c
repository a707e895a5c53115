/*
 * tests/user/limits_test.c - who takes all there is: processes, descriptors, files, links
 *
 * A fork bomb under RLIMIT_NPROC, EMFILE, ENFILE (fs.file-max), chains of symbolic links.
 */
#define _GNU_SOURCE
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "child.h"
#include "tap.h"

#define USER 4711 /* whom nothing else belongs to */

/* --- processes -------------------------------------------------------------------- */

#define PROCESSES 20

static struct {
	volatile int forked, refused, other;
} * bomb;

/* Everybody forks until nobody may, and waits for the end. */
static void explode(void)
{
	pid_t pid;

	while ((pid = fork()) >= 0)
		if (pid > 0)
			__atomic_add_fetch(&bomb->forked, 1, __ATOMIC_SEQ_CST);
	__atomic_add_fetch(errno == EAGAIN ? &bomb->refused : &bomb->other, 1,
			   __ATOMIC_SEQ_CST);
	for (;;)
		pause();
}

static int become_user(void)
{
	struct rlimit limit = { PROCESSES, PROCESSES };

	return setrlimit(RLIMIT_NPROC, &limit) || setgid(USER) || setuid(USER);
}

static int do_nothing(void *unused)
{
	return 0;
}

/* A bomb goes off, and is put out: all that is left of it is a reading of end of file. */
static void test_fork_bomb(const char *what)
{
	int gone[2];
	pid_t pid;
	char c;

	memset(bomb, 0, sizeof(*bomb));
	if (pipe(gone) || (pid = fork()) < 0)
		_exit(9);
	if (!pid) {
		setpgid(0, 0);
		if (become_user())
			_exit(1);
		explode();
	}
	close(gone[1]);
	while (bomb->refused + bomb->other < PROCESSES)
		usleep(1000);
	EQ(bomb->forked, PROCESSES - 1, "%s: so many forks succeeded", what);
	EQ(bomb->other, 0, "... and then each one failed with EAGAIN");
	EQ(in_child(do_nothing, NULL), 0, "... but not another user's");
	EQ(kill(-pid, SIGKILL), 0, "... all are killed");
	waitpid(pid, NULL, 0);
	EQ(read(gone[0], &c, 1), 0, "... and are no more");
	close(gone[0]);
}

/* --- descriptors ------------------------------------------------------------------ */

#define DESCRIPTORS 20

static int use_up_descriptors(void *unused)
{
	struct rlimit limit = { DESCRIPTORS, DESCRIPTORS };
	int fd, last = -1, pair[2] = { -1, -1 };
	char c;

	EQ(setrlimit(RLIMIT_NOFILE, &limit), 0, "at most %d descriptors", DESCRIPTORS);
	while ((fd = open("/dev/zero", O_RDONLY)) >= 0)
		last = fd;
	EQ(errno, EMFILE, "then open says EMFILE");
	EQ(last, DESCRIPTORS - 1, "the last one is the one below the limit");
	FAILS(dup(0), EMFILE, "dup");
	FAILS(dup2(0, DESCRIPTORS), EBADF, "dup2 to the limit");
	FAILS(fcntl(0, F_DUPFD, 3), EMFILE, "fcntl F_DUPFD");
	FAILS(fcntl(0, F_DUPFD, DESCRIPTORS), EINVAL, "fcntl F_DUPFD from the limit on");
	FAILS(epoll_create1(0), EMFILE, "epoll_create1");
	FAILS(sys(SYS_memfd_create, "m", 0), EMFILE, "memfd_create");
	FAILS(pipe(pair), EMFILE, "pipe");
	close(last);
	FAILS(pipe(pair), EMFILE, "pipe where one is free");
	EQ(pair[0] + pair[1], -2, "... writes nothing");
	EQ(open("/dev/zero", O_RDONLY), last, "... and takes nothing");
	limit.rlim_cur = 5;
	EQ(setrlimit(RLIMIT_NOFILE, &limit), 0, "a lower limit");
	EQ(read(last, &c, 1), 1, "... leaves what is open");
	close(last);
	FAILS(open("/dev/zero", O_RDONLY), EMFILE, "... but opens nothing");
	return tap_count;
}

static void test_descriptors(void)
{
	int status = in_child(use_up_descriptors, NULL);

	tap_count = WEXITSTATUS(status);
	OK(WIFEXITED(status), "the child with few descriptors ends");
}

/* --- files ------------------------------------------------------------------------ */

static int set_file_max(unsigned long max)
{
	FILE *file = fopen("/proc/sys/fs/file-max", "w");

	return !file || fprintf(file, "%lu\n", max) < 0 || fclose(file);
}

static int use_no_file(void *unused)
{
	int pair[2];

	if (setgid(USER) || setuid(USER))
		return 1;
	FAILS(open("/dev/zero", O_RDONLY), ENFILE, "file-max is 0: open says ENFILE");
	FAILS(pipe(pair), ENFILE, "pipe");
	FAILS(epoll_create1(0), ENFILE, "epoll_create1");
	FAILS(sys(SYS_memfd_create, "m", 0), ENFILE, "memfd_create");
	EQ(dup(0) > 0, 1, "dup needs no file");
	return tap_count;
}

static void test_files(void)
{
	unsigned long used, unused, max, now;
	FILE *file = fopen("/proc/sys/fs/file-nr", "r");
	int status;

	EQ(file && fscanf(file, "%lu %lu %lu", &used, &unused, &max) == 3, 1,
	   "file-nr has three numbers");
	fclose(file);
	OK(used > 0 && unused == 0 && max >= 8192, "used, unused, and file-max");
	EQ(set_file_max(0), 0, "file-max is 0");
	file = fopen("/proc/sys/fs/file-max", "r");
	OK(file && fscanf(file, "%lu", &now) == 1, "root opens a file all the same");
	EQ(now, 0, "... which says so");
	fclose(file);
	status = in_child(use_no_file, NULL);
	tap_count = WEXITSTATUS(status);
	EQ(set_file_max(max), 0, "file-max is what it was");
	EQ(close(open("/dev/zero", O_RDONLY)), 0, "files are opened again");
}

/* --- links ------------------------------------------------------------------------ */

#define LINKS 41

static void test_links(void)
{
	char from[16], to[16] = "end", path[16 * LINKS] = "";

	mkdir("limits_test", 0700);
	if (chdir("limits_test") || mkdir("end", 0700) || symlink(".", "here"))
		_exit(9);
	for (int i = 1; i <= LINKS; i++) {
		snprintf(from, sizeof(from), "link%d", i);
		if (symlink(to, from))
			_exit(9);
		strcpy(to, from);
	}
	EQ(access("link40", F_OK), 0, "a chain of 40 links");
	FAILS(access("link41", F_OK), ELOOP, "a chain of 41");
	EQ(access("link39/../link1", F_OK), 0, "40 in two components");
	FAILS(access("link39/../link2", F_OK), ELOOP, "41 in two components");
	FAILS(open("link41", O_RDONLY), ELOOP, "open");
	FAILS(open("link41/x", O_WRONLY | O_CREAT, 0600), ELOOP, "open with O_CREAT");
	FAILS(rename("link41/x", "y"), ELOOP, "rename");
	FAILS(execve("link41", NULL, NULL), ELOOP, "execve");
	EQ(readlink("link41", from, sizeof(from)), 6, "readlink follows none");
	for (int i = 0; i < 40; i++)
		strcat(path, "here/");
	EQ(access(path, F_OK), 0, "a path through 40 links");
	strcat(path, "here");
	FAILS(access(path, F_OK), ELOOP, "through 41");
	for (int i = 1; i <= LINKS; i++) {
		snprintf(from, sizeof(from), "link%d", i);
		unlink(from);
	}
	EQ(rmdir("end") + unlink("here") + chdir("..") + rmdir("limits_test"), 0,
	   "all is removed");
}

int main(void)
{
	bomb = mmap(NULL, sizeof(*bomb), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (bomb == MAP_FAILED)
		return 1;
	test_fork_bomb("a fork bomb");
	test_fork_bomb("another one");
	test_descriptors();
	test_files();
	test_links();
	return tap_done();
}
