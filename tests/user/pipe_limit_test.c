/* tests/user/pipe_limit_test.c - /proc/sys/fs: how large pipes are, and all of one user's */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>

#include "cred.h"

#define PAGE 4096L
#define MAX_SIZE "/proc/sys/fs/pipe-max-size"
#define SOFT "/proc/sys/fs/pipe-user-pages-soft"
#define HARD "/proc/sys/fs/pipe-user-pages-hard"

/* What a setting says after it was given a number; -1: it did not take it. */
static long set(const char *path, const char *number)
{
	int fd = open(path, O_RDWR);
	char text[32] = "";
	long ret = write(fd, number, strlen(number));

	if (ret > 0 && lseek(fd, 0, SEEK_SET) == 0 && read(fd, text, 31) > 0)
		ret = atol(text);
	close(fd);
	return ret;
}

static long new_pipe(void)
{
	int fd[2];

	return pipe(fd) ? -1 : fcntl(fd[0], F_GETPIPE_SZ);
}

static int small_pipes(void *arg)
{
	int fd[2];

	MUST(new_pipe() == 16 * PAGE); /* root's */
	MUST(!become(ALICE, ALICE));
	MUST(!pipe(fd) && fcntl(fd[0], F_GETPIPE_SZ) == 2 * PAGE);
	REFUSED(fcntl(fd[0], F_SETPIPE_SZ, 4 * PAGE), EPERM);
	MUST(fcntl(fd[0], F_SETPIPE_SZ, PAGE) == PAGE);
	MUST(fcntl(fd[0], F_SETPIPE_SZ, 2 * PAGE) == 2 * PAGE);
	return 0;
}

static int many_pipes(void *arg)
{
	int fd[2];

	MUST(!become(BOB, BOB));
	for (int i = 0; i < 4; i++)
		MUST(new_pipe() == 16 * PAGE);
	MUST(!pipe(fd) && fcntl(fd[0], F_GETPIPE_SZ) == 2 * PAGE); /* 66 of 64 */
	REFUSED(fcntl(fd[0], F_SETPIPE_SZ, 4 * PAGE), EPERM);
	MUST(fcntl(fd[0], F_SETPIPE_SZ, PAGE) == PAGE);
	REFUSED(fcntl(fd[0], F_SETPIPE_SZ, 2 * PAGE), EPERM);
	MUST(new_pipe() == 2 * PAGE); /* 67 */
	MUST(new_pipe() == 2 * PAGE); /* 69 */
	REFUSED(pipe(fd), ENFILE);    /* 71 of 70 */
	return 0;
}

static int root_pipes(void *arg)
{
	int fd[2];

	for (int i = 0; i < 8; i++)
		MUST(new_pipe() == 16 * PAGE);
	MUST(!pipe(fd) && fcntl(fd[0], F_SETPIPE_SZ, 32 * PAGE) == 32 * PAGE);
	return 0;
}

int main(void)
{
	EQ(set(MAX_SIZE, "8192"), 2 * PAGE, "the largest pipe");
	EQ(failed_step(small_pipes, NULL), 0, "no larger one without rights");
	EQ(set(MAX_SIZE, "8193"), 4 * PAGE, "it is a power of two");
	EQ(set(MAX_SIZE, "1"), PAGE, "of one page at least");
	EQ(set(MAX_SIZE, "2147483649"), -1, "of 2 GiB at most");
	EQ(set(MAX_SIZE, "1048576"), 256 * PAGE, "as it was");
	EQ(set(SOFT, "64"), 64, "pages of one user after which pipes are small");
	EQ(set(HARD, "70"), 70, "and after which there are none");
	EQ(failed_step(many_pipes, NULL), 0, "so it is");
	EQ(failed_step(many_pipes, NULL), 0, "what is closed does not count");
	EQ(failed_step(root_pipes, NULL), 0, "root has no such limit");
	EQ(set(SOFT, "16384"), 16384, "as it was");
	EQ(set(HARD, "0"), 0, "any number");
	return tap_done();
}
