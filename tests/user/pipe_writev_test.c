/* tests/user/pipe_writev_test.c - one writev(2) to a pipe is one write, however many pieces */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/uio.h>

#include "tap.h"

#define SLOTS 16
#define PAGE 4096
#define PIPE_SIZE (SLOTS * PAGE)

static char big[PIPE_SIZE + PAGE];
static int fd[2];

static void new_pipe(const char *what)
{
	EQ(pipe2(fd, O_NONBLOCK), 0, "%s", what);
}

static void close_pipe(void)
{
	close(fd[0]);
	close(fd[1]);
}

static int bytes_inside(void)
{
	int n;

	return ioctl(fd[0], FIONREAD, &n) ? -1 : n;
}

static long put(const struct iovec *pieces, int nr)
{
	return writev(fd[1], pieces, nr);
}

static void test_short(void)
{
	struct iovec pieces[] = { { "a", 1 }, { NULL, 0 }, { "bc", 2 }, { "", 0 } };
	char got[PAGE];

	new_pipe("a pipe for short pieces");
	EQ(put(pieces, 4), 3, "empty pieces add nothing");
	EQ(put(pieces + 2, 2), 2, "more go behind");
	EQ(put(pieces + 1, 1), 0, "only an empty one");
	EQ(put(pieces, 0), 0, "none");
	EQ(read(fd[0], got, sizeof(got)), 5, "all are there");
	EQ(memcmp(got, "abcbc", 5), 0, "... in order");
	close_pipe();
}

/* Up to PIPE_BUF bytes go in whole or not at all. */
static void test_atomic(void)
{
	struct iovec pieces[] = { { "a", 1 }, { "b", 1 } };

	new_pipe("a pipe with room for one byte");
	EQ(write(fd[1], big, PIPE_SIZE - 1), PIPE_SIZE - 1, "fill it");
	FAILS(put(pieces, 2), EAGAIN, "two pieces of one byte each");
	EQ(bytes_inside(), PIPE_SIZE - 1, "... and none of them is there");
	EQ(put(pieces, 1), 1, "one goes in");
	FAILS(put(pieces, 1), EAGAIN, "then it is full");
	close_pipe();
}

/* A longer one fills whole pages, wherever its pieces end. */
static void test_stream(void)
{
	struct iovec pieces[] = {
		{ big, 3000 },
		{ big + 3000, 3000 },
		{ big + 6000, 2 * PAGE - 6000 },
	};
	static char got[2 * PAGE];
	int rest = PIPE_SIZE - 2 * PAGE;

	for (size_t i = 0; i < sizeof(big); i++)
		big[i] = i * 7 + (i >> 8);
	new_pipe("a pipe for two pages in three pieces");
	EQ(put(pieces, 3), 2 * PAGE, "writev");
	EQ(write(fd[1], big, PIPE_SIZE), rest, "they took two pages of it");
	EQ(read(fd[0], got, sizeof(got)), sizeof(got), "read them");
	EQ(memcmp(got, big, sizeof(got)), 0, "... which are right");
	close_pipe();
	pieces[2].iov_len = sizeof(big) - 6000;
	new_pipe("a pipe for more than fits");
	EQ(put(pieces, 3), PIPE_SIZE, "what fits goes in");
	FAILS(put(pieces, 3), EAGAIN, "then nothing");
	close_pipe();
}

static void test_bad_memory(void)
{
	char *hole = mmap(NULL, PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct iovec pieces[] = { { big, 10 }, { hole, 10 }, { big, PAGE - 10 } };

	new_pipe("a pipe for what cannot be read");
	FAILS(put(pieces, 2), EFAULT, "the second of two pieces is bad");
	EQ(bytes_inside(), 0, "... and the first is not there");
	EQ(write(fd[1], "x", 1), 1, "write a byte");
	FAILS(put(pieces, 2), EFAULT, "once more, to go behind it");
	EQ(bytes_inside(), 1, "... which it does not");
	close_pipe();
	pieces[1] = pieces[2];
	pieces[2] = (struct iovec){ hole, 10 };
	new_pipe("a pipe for what can be read in part");
	EQ(put(pieces, 3), PAGE, "a bad piece behind a whole page");
	EQ(bytes_inside(), PAGE, "... which is there");
	close_pipe();
	munmap(hole, PAGE);
}

int main(void)
{
	test_short();
	test_atomic();
	test_stream();
	test_bad_memory();
	return tap_done();
}
