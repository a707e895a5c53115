/* tests/user/pipe_test.c - pipes and FIFOs between processes; dup and fcntl */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "tap.h"
#include "thread_state.h"

#define FIFO_NAME "/tmp/pipe_test.fifo"

static char big[300000];

static unsigned int sum_of(const char *data, size_t n)
{
	unsigned int sum = 1;

	while (n--)
		sum = sum * 31 + (unsigned char)*data++;
	return sum;
}

static int wait_for(pid_t pid)
{
	int status;

	return waitpid(pid, &status, 0) == pid ? status : -1;
}

static void test_calls(void)
{
	int fd[2], n;
	char c;

	EQ(pipe(fd), 0, "pipe");
	EQ(write(fd[1], "abc", 3), 3, "write");
	EQ(ioctl(fd[0], FIONREAD, &n) ? -1 : n, 3, "FIONREAD");
	EQ(read(fd[0], &c, 1), 1, "read");
	FAILS(read(fd[1], &c, 1), EBADF, "read of the write end");
	FAILS(write(fd[0], &c, 1), EBADF, "write to the read end");
	FAILS(lseek(fd[0], 0, SEEK_SET), ESPIPE, "lseek");
	FAILS(pread(fd[0], &c, 1, 0), ESPIPE, "pread");
	FAILS(pwrite(fd[1], &c, 1, 0), ESPIPE, "pwrite");
	FAILS(ftruncate(fd[1], 0), EINVAL, "ftruncate");
	EQ(fcntl(fd[0], F_GETFL), O_RDONLY, "F_GETFL of the read end");
	EQ(fcntl(fd[1], F_GETFL), O_WRONLY, "F_GETFL of the write end");
	close(fd[0]);
	close(fd[1]);
	FAILS(sys(SYS_pipe2, fd, 0x10), EINVAL, "pipe2 with a bad flag");
	FAILS(sys(SYS_pipe2, 8, 0), EFAULT, "pipe2 to a bad address");
	EQ(sys(SYS_pipe2, fd, O_CLOEXEC | O_NONBLOCK), 0, "pipe2");
	EQ(fcntl(fd[0], F_GETFD), FD_CLOEXEC, "... with O_CLOEXEC");
	EQ(fcntl(fd[0], F_GETFL), O_RDONLY | O_NONBLOCK, "... and O_NONBLOCK");
	FAILS(read(fd[0], &c, 1), EAGAIN, "read of an empty one does not wait");
	EQ(write(fd[1], big, 65536), 65536, "64 KiB fit");
	FAILS(write(fd[1], &c, 1), EAGAIN, "write to a full one does not wait");
	close(fd[0]);
	signal(SIGPIPE, SIG_IGN);
	FAILS(write(fd[1], &c, 1), EPIPE, "write without a reader");
	signal(SIGPIPE, SIG_DFL);
	close(fd[1]);
}

/* All of big goes through, in pieces that fit nowhere. */
static void test_two_processes(void)
{
	static char got[sizeof(big)];
	size_t total = 0;
	ssize_t n;
	pid_t pid;
	int fd[2];

	for (size_t i = 0; i < sizeof(big); i++)
		big[i] = i * 7 + (i >> 8);
	EQ(pipe(fd), 0, "a pipe for two");
	pid = fork();
	if (pid == 0) {
		close(fd[0]);
		for (size_t at = 0; at < sizeof(big); at += n) {
			size_t want = sizeof(big) - at < 7001 ? sizeof(big) - at : 7001;

			n = write(fd[1], big + at, want);
			if (n <= 0)
				_exit(1);
		}
		_exit(0);
	}
	close(fd[1]);
	while ((n = read(fd[0], got + total, 3001)) > 0)
		total += n;
	EQ(n, 0, "the end comes when the writer is gone");
	EQ(total, sizeof(big), "after all bytes");
	EQ(sum_of(got, total), sum_of(big, sizeof(big)), "... which are right");
	EQ(wait_for(pid), 0, "the writer wrote all");
	close(fd[0]);
}

static void test_sigpipe(void)
{
	int fd[2];
	pid_t pid;

	EQ(pipe(fd), 0, "a pipe without a reader");
	close(fd[0]);
	pid = fork();
	if (pid == 0) {
		write(fd[1], "x", 1);
		_exit(0);
	}
	EQ(wait_for(pid), SIGPIPE, "its writer dies by SIGPIPE");
	close(fd[1]);
}

static void handler(int sig)
{
}

static void test_signals(void)
{
	struct sigaction sa = { .sa_handler = handler };
	int fd[2];
	char c;
	pid_t parent = getpid(), pid;

	sigaction(SIGUSR1, &sa, NULL);
	EQ(pipe(fd), 0, "a pipe to sleep on");
	pid = fork();
	if (pid == 0) {
		wait_for_state(parent, 'S');
		kill(parent, SIGUSR1);
		_exit(0);
	}
	FAILS(read(fd[0], &c, 1), EINTR, "a signal ends the read");
	EQ(wait_for(pid), 0, "the sender ends");
	close(fd[0]);
	close(fd[1]);
}

static void test_fifo(void)
{
	char buf[8];
	pid_t pid;
	int fd;

	unlink(FIFO_NAME);
	EQ(mkfifo(FIFO_NAME, 0600), 0, "mkfifo");
	FAILS(open(FIFO_NAME, O_WRONLY | O_NONBLOCK), ENXIO, "nobody reads it");
	pid = fork();
	if (pid == 0) {
		fd = open(FIFO_NAME, O_WRONLY);
		_exit(write(fd, "through", 7) != 7);
	}
	fd = open(FIFO_NAME, O_RDONLY);
	OK(fd >= 0, "open waits for the writer");
	EQ(read(fd, buf, 7), 7, "read what it writes");
	EQ(memcmp(buf, "through", 7), 0, "... is right");
	EQ(read(fd, buf, 7), 0, "then the end");
	EQ(wait_for(pid), 0, "the writer ends");
	close(fd);
	EQ(unlink(FIFO_NAME), 0, "unlink");
}

static void test_dup(void)
{
	int fd[2], n;
	char c;

	EQ(pipe(fd), 0, "a pipe to duplicate");
	EQ(dup2(fd[1], 50), 50, "dup2");
	EQ(fcntl(50, F_GETFD), 0, "... without CLOEXEC");
	EQ(sys(SYS_dup3, fd[1], 51, O_CLOEXEC), 51, "dup3");
	EQ(fcntl(51, F_GETFD), FD_CLOEXEC, "... with CLOEXEC");
	FAILS(sys(SYS_dup3, fd[1], fd[1], 0), EINVAL, "dup3 onto itself");
	FAILS(sys(SYS_dup3, fd[1], 52, 1), EINVAL, "dup3 with a bad flag");
	EQ(dup2(fd[1], fd[1]), fd[1], "dup2 onto itself");
	FAILS(dup2(99, 98), EBADF, "dup2 of nothing");
	FAILS(dup2(fd[1], -1), EBADF, "dup2 onto -1");
	FAILS(dup2(fd[1], 1 << 30), EBADF, "dup2 onto a huge number");
	n = fcntl(fd[1], F_DUPFD, 60);
	EQ(n, 60, "F_DUPFD from 60 on");
	EQ(fcntl(fd[1], F_DUPFD_CLOEXEC, 60), 61, "F_DUPFD_CLOEXEC takes the next");
	EQ(fcntl(61, F_GETFD), FD_CLOEXEC, "... with CLOEXEC");
	FAILS(fcntl(fd[1], F_DUPFD, -1), EINVAL, "F_DUPFD from -1 on");
	FAILS(fcntl(fd[1], F_DUPFD, 1 << 30), EINVAL, "F_DUPFD from a huge number on");
	FAILS(fcntl(99, F_GETFD), EBADF, "F_GETFD of nothing");
	FAILS(fcntl(fd[1], 9999), EINVAL, "an unknown command");
	EQ(fcntl(50, F_SETFD, FD_CLOEXEC), 0, "F_SETFD");
	EQ(fcntl(50, F_GETFD), FD_CLOEXEC, "... is seen");
	EQ(fcntl(fd[1], F_GETFD), 0, "... there alone");
	EQ(fcntl(50, F_SETFL, O_NONBLOCK), 0, "F_SETFL");
	EQ(fcntl(fd[1], F_GETFL), O_WRONLY | O_NONBLOCK, "... is seen by all");
	close(fd[1]);
	close(51);
	close(60);
	close(61);
	EQ(write(50, "x", 1), 1, "the last one still writes");
	close(50);
	EQ(read(fd[0], &c, 1), 1, "read it");
	EQ(read(fd[0], &c, 1), 0, "then the end");
	close(fd[0]);
}

/* /dev/stdin and its like: a pipe has a name too, and opening it waits for nobody. */
static void test_proc_name(void)
{
	char path[32], c;
	int fd[2], again;

	EQ(pipe(fd), 0, "a pipe to open once more");
	write(fd[1], "ab", 2);
	close(fd[1]);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd[0]);
	again = open(path, O_RDONLY);
	OK(again >= 0, "without a writer");
	EQ(read(again, &c, 1), 1, "it is the same pipe");
	close(fd[0]);
	EQ(read(again, &c, 1), 1, "that lives on");
	EQ(read(again, &c, 1), 0, "to its end");
	close(again);
}

static void test_poll(void)
{
	struct pollfd p[2];
	int fd[2];

	EQ(pipe(fd), 0, "a pipe to poll");
	p[0] = (struct pollfd){ .fd = fd[0], .events = POLLIN };
	p[1] = (struct pollfd){ .fd = fd[1], .events = POLLOUT };
	EQ(poll(p, 2, 0), 1, "one end is ready");
	EQ(p[0].revents, 0, "there is nothing to read");
	EQ(p[1].revents, POLLOUT, "there is room to write");
	write(fd[1], "x", 1);
	EQ(poll(p, 2, -1), 2, "both are ready");
	EQ(p[0].revents, POLLIN, "there is something to read");
	close(fd[1]);
	EQ(poll(p, 1, -1), 1, "the writer is gone");
	EQ(p[0].revents, POLLIN | POLLHUP, "... and left something");
	close(fd[0]);
}

int main(void)
{
	test_calls();
	test_two_processes();
	test_sigpipe();
	test_signals();
	test_fifo();
	test_dup();
	test_proc_name();
	test_poll();
	return tap_done();
}
