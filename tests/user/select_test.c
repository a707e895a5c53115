/* tests/user/select_test.c - select, pselect6 and the timeout of ppoll */
#define _GNU_SOURCE
#include <poll.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/time.h>
#include <time.h>

#include "child.h"
#include "tap.h"
#include "thread_state.h"

static int pipe_fds[2];
static volatile sig_atomic_t count;

static void counter(int sig)
{
	count++;
}

static int do_select(int n, fd_set *in, fd_set *out, long ms)
{
	struct timeval timeout = { ms / 1000, ms % 1000 * 1000 };

	return sys(SYS_select, n, in, out, NULL, ms < 0 ? NULL : &timeout);
}

static fd_set only(int fd)
{
	fd_set set;

	FD_ZERO(&set);
	FD_SET(fd, &set);
	return set;
}

static int write_later(void *arg)
{
	usleep(20000);
	return write(pipe_fds[1], "x", 1) != 1;
}

static pid_t start(int (*body)(void *))
{
	pid_t child = fork();

	if (!child)
		_exit(body(NULL));
	return child;
}

static void test_select(void)
{
	fd_set in = only(pipe_fds[0]), out = only(pipe_fds[1]);
	int n = pipe_fds[1] + 1;
	pid_t child;
	char byte;

	EQ(do_select(n, &in, &out, -1), 1, "an empty pipe can be written");
	OK(!FD_ISSET(pipe_fds[0], &in) && FD_ISSET(pipe_fds[1], &out), "but not read");
	in = only(pipe_fds[0]);
	EQ(do_select(n, &in, NULL, 0), 0, "no waiting");
	OK(!FD_ISSET(pipe_fds[0], &in), "the set is empty then");
	in = only(pipe_fds[0]);
	EQ(do_select(n, &in, NULL, 20), 0, "20 ms go by");
	in = only(pipe_fds[0]);
	child = start(write_later);
	EQ(do_select(n, &in, NULL, -1), 1, "until somebody writes");
	OK(FD_ISSET(pipe_fds[0], &in), "and it can be read");
	waitpid(child, NULL, 0);
	in = only(pipe_fds[0]);
	out = only(pipe_fds[1]);
	EQ(do_select(n, &in, &out, -1), 2, "both ends count");
	in = only(pipe_fds[0]);
	EQ(do_select(pipe_fds[0], &in, NULL, 0), 0,
	   "what is not below n is not looked at");
	EQ(read(pipe_fds[0], &byte, 1), 1, "read it");
}

static void test_hangup(void)
{
	struct timeval soon = { 0, 20000 };
	fd_set in, ex;
	int fds[2];

	if (pipe(fds))
		return;
	close(fds[1]);
	in = only(fds[0]);
	EQ(do_select(fds[0] + 1, &in, NULL, -1), 1, "the end of a pipe can be read");
	ex = only(fds[0]);
	EQ(sys(SYS_select, fds[0] + 1, NULL, NULL, &ex, &soon), 0, "and is no exception");
	close(fds[0]);
}

static void test_timeout(void)
{
	struct timeval tv = { 1000, 0 };
	struct timespec ts = { 1000, 0 };
	struct pollfd p = { .fd = pipe_fds[1], .events = POLLOUT };
	fd_set out = only(pipe_fds[1]);

	sys(SYS_select, pipe_fds[1] + 1, NULL, &out, NULL, &tv);
	OK(tv.tv_sec >= 990 && tv.tv_sec < 1000, "select tells what is left of the time");
	out = only(pipe_fds[1]);
	sys(SYS_pselect6, pipe_fds[1] + 1, NULL, &out, NULL, &ts, NULL);
	OK(ts.tv_sec >= 990 && ts.tv_sec < 1000, "pselect6 does");
	ts = (struct timespec){ 1000, 0 };
	sys(SYS_ppoll, &p, 1, &ts, NULL, 8);
	OK(ts.tv_sec >= 990 && ts.tv_sec < 1000, "ppoll does");
	tv = (struct timeval){ 0, 2000000 };
	out = only(pipe_fds[1]);
	EQ(sys(SYS_select, pipe_fds[1] + 1, NULL, &out, NULL, &tv), 1,
	   "microseconds may be more than a second");
}

static int signal_later(void *arg)
{
	wait_for_state(getppid(), 'S');
	kill(getppid(), SIGUSR1);
	return 0;
}

static void test_signals(void)
{
	struct sigaction action = { .sa_handler = counter, .sa_flags = SA_RESTART };
	sigset_t none, blocked;
	struct {
		const sigset_t *set;
		size_t size;
	} mask = { &none, 8 };
	pid_t child;

	sigaction(SIGUSR1, &action, NULL);
	child = start(signal_later);
	FAILS(do_select(0, NULL, NULL, -1), EINTR,
	      "a signal ends select, SA_RESTART or not");
	EQ(count, 1, "its handler ran");
	waitpid(child, NULL, 0);

	sigemptyset(&none);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGUSR1);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	kill(getpid(), SIGUSR1);
	EQ(count, 1, "a blocked signal waits");
	FAILS(sys(SYS_pselect6, 0, NULL, NULL, NULL, NULL, &mask), EINTR, "for pselect6");
	EQ(count, 2, "which lets it in");
	sigprocmask(SIG_SETMASK, NULL, &none);
	OK(sigismember(&none, SIGUSR1), "and blocks it again");
	sigprocmask(SIG_UNBLOCK, &blocked, NULL);
}

static void test_errors(void)
{
	struct timespec bad = { 0, 1000000000 };
	struct timeval negative = { -1, 0 };
	fd_set in = only(pipe_fds[0]);
	struct {
		const void *set;
		size_t size;
	} mask = { &in, 4 };

	FAILS(do_select(-1, NULL, NULL, 0), EINVAL, "a negative number");
	FAILS(do_select(8, (fd_set *)1, NULL, 0), EFAULT, "a bad set");
	in = only(63);
	FAILS(do_select(64, &in, NULL, 0), EBADF, "a descriptor that is not open");
	FAILS(sys(SYS_select, 0, NULL, NULL, NULL, &negative), EINVAL, "a negative time");
	FAILS(sys(SYS_select, 0, NULL, NULL, NULL, 1), EFAULT, "a time nowhere");
	FAILS(sys(SYS_pselect6, 0, NULL, NULL, NULL, &bad, NULL), EINVAL, "a bad time");
	FAILS(sys(SYS_pselect6, 0, NULL, NULL, NULL, NULL, &mask), EINVAL,
	      "a short mask");
	FAILS(sys(SYS_pselect6, 0, NULL, NULL, NULL, NULL, 1), EFAULT, "a mask nowhere");
	EQ(do_select(1 << 30, NULL, NULL, 0), 0, "a large n is cut");
}

int main(void)
{
	if (pipe(pipe_fds))
		return 1;
	test_select();
	test_hangup();
	test_timeout();
	test_signals();
	test_errors();
	return tap_done();
}
