/* tests/user/pipe_size_test.c - F_SETPIPE_SZ and F_GETPIPE_SZ: how much a pipe holds */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/stat.h>

#include "child.h"
#include "leak.h"
#include "tap.h"
#include "thread_state.h"

#define PAGE 4096L
#define MIB (1L << 20)
#define NOBODY 65534

static int fd[2];
static char data[PAGE], got[2 * PAGE];

/* Pages that can be written until the pipe is full. */
static long fill(void)
{
	long pages = 0;

	while (write(fd[1], data, PAGE) == PAGE)
		pages++;
	return pages;
}

static void drain(void)
{
	while (read(fd[0], got, PAGE) > 0)
		;
}

static void test_sizes(void)
{
	static const struct {
		long asked, got;
	} sizes[] = {
		{ 0, PAGE },
		{ 1, PAGE },
		{ PAGE, PAGE },
		{ PAGE + 1, 2 * PAGE },
		{ 5 * PAGE, 8 * PAGE },
		{ 100000, 131072 },
		{ MIB, MIB },
		{ 2 * MIB, 2 * MIB },
		{ 16 * PAGE, 16 * PAGE },
	};

	EQ(fcntl(fd[0], F_GETPIPE_SZ), 16 * PAGE, "sixteen pages at first");
	for (unsigned int i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		EQ(fcntl(fd[i % 2], F_SETPIPE_SZ, sizes[i].asked), sizes[i].got,
		   "%ld bytes", sizes[i].asked);
		EQ(fcntl(fd[1], F_GETPIPE_SZ), sizes[i].got, "at both ends");
	}
	FAILS(sys(SYS_fcntl, fd[0], F_SETPIPE_SZ, (1L << 31) + 1), EINVAL, "too many");
	FAILS(sys(SYS_fcntl, fd[0], F_SETPIPE_SZ, -1L), EINVAL, "or less than none");
	FAILS(fcntl(0, F_SETPIPE_SZ, PAGE), EBADF, "no pipe");
	FAILS(fcntl(-1, F_SETPIPE_SZ, PAGE), EBADF, "no file");
}

static void test_room(void)
{
	long sum = 0;
	int right = 1;

	EQ(fcntl(fd[0], F_SETPIPE_SZ, 4 * PAGE), 4 * PAGE, "four pages");
	EQ(fill(), 4, "hold four");
	FAILS(fcntl(fd[0], F_SETPIPE_SZ, PAGE), EBUSY, "which must have room");
	EQ(fcntl(fd[0], F_SETPIPE_SZ, 32 * PAGE), 32 * PAGE, "thirty-two");
	EQ(fill(), 28, "hold twenty-eight more");
	for (int i = 0; i < 30; i++) {
		sum += read(fd[0], got, PAGE);
		right &= !memcmp(got, data, PAGE);
	}
	EQ(sum, 30 * PAGE, "most are read");
	EQ(fcntl(fd[0], F_SETPIPE_SZ, 2 * PAGE), 2 * PAGE, "so two are enough");
	EQ(read(fd[0], got, 2 * PAGE), 2 * PAGE, "nothing was lost");
	OK(right && !memcmp(got, data, PAGE) && !memcmp(got + PAGE, data, PAGE),
	   "or changed");
	drain();
}

static int as_nobody(void *arg)
{
	if (setresuid(NOBODY, NOBODY, NOBODY))
		return 1;
	if (fcntl(fd[0], F_SETPIPE_SZ, MIB) != MIB)
		return 2;
	if (fcntl(fd[0], F_SETPIPE_SZ, 2 * MIB) != -1 || errno != EPERM)
		return 3;
	return fcntl(fd[0], F_SETPIPE_SZ, 8 * PAGE) == 8 * PAGE ? 0 : 4;
}

/* A writer that waits goes on when there is room all at once. */
static int write_more(void *arg)
{
	fcntl(fd[1], F_SETFL, 0);
	return write(fd[1], got, 2 * PAGE) == 2 * PAGE ? 0 : 1;
}

static void test_waiter(void)
{
	int status;
	pid_t pid;

	fcntl(fd[0], F_SETPIPE_SZ, PAGE);
	EQ(fill(), 1, "one page, full");
	pid = fork();
	if (pid == 0)
		_exit(write_more(NULL));
	wait_for_state(pid, 'S');
	EQ(fcntl(fd[0], F_SETPIPE_SZ, 4 * PAGE), 4 * PAGE, "four pages");
	EQ(waitpid(pid, &status, 0), pid, "let a writer go on");
	EQ(status, 0, "with all that it had");
}

int main(void)
{
	for (unsigned int i = 0; i < PAGE; i++)
		data[i] = got[i] = got[PAGE + i] = i * 7;
	leak_begin();
	EQ(pipe2(fd, O_NONBLOCK), 0, "a pipe");
	test_sizes();
	test_room();
	EQ(in_child(as_nobody, NULL), 0, "without root's rights: up to a MiB");
	test_waiter();
	close(fd[0]);
	close(fd[1]);
	leak_expect("pipes of many sizes");
	return tap_done();
}
