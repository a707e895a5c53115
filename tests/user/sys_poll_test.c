/* tests/user/sys_poll_test.c - poll and ppoll on pipes */
#define _GNU_SOURCE
#include <poll.h>
#include <signal.h>
#include <time.h>

#include "child.h"
#include "tap.h"
#include "thread_state.h"

static void nothing(int sig)
{
}

static long milliseconds_since(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - start->tv_sec) * 1000 +
	       (now.tv_nsec - start->tv_nsec) / 1000000;
}

static void test_ready(int *fds)
{
	struct pollfd p[4] = { { fds[0], POLLIN, 0 },
			       { fds[1], POLLOUT, 0 },
			       { -1, POLLIN, 77 },
			       { 999, POLLIN, 0 } };
	char byte;

	EQ(poll(p, 1, 0), 0, "an empty pipe has nothing to read");
	EQ(poll(p, 2, 0), 1, "but can be written");
	OK(p[0].revents == 0 && p[1].revents == POLLOUT, "POLLOUT");
	EQ(write(fds[1], "x", 1), 1, "write a byte");
	EQ(poll(p, 2, -1), 2, "now both have news");
	EQ(p[0].revents, POLLIN, "POLLIN");
	EQ(poll(p, 4, 0), 3, "a descriptor that is not open is news");
	OK(p[2].revents == 0 && p[3].revents == POLLNVAL, "POLLNVAL; -1 is skipped");
	EQ(read(fds[0], &byte, 1), 1, "read it");
	EQ(poll(NULL, 0, 1), 0, "no descriptors: only the time");
	FAILS(sys(SYS_poll, 8, 1, 0), EFAULT, "a bad pointer");
	FAILS(sys(SYS_poll, p, 2000000, 0), EINVAL, "more than RLIMIT_NOFILE");
}

static void test_waiting(int *fds)
{
	struct pollfd p = { fds[0], POLLIN, 0 };
	struct timespec start, limit = { 0, 30000000 };
	pid_t child;
	char byte;

	clock_gettime(CLOCK_MONOTONIC, &start);
	EQ(poll(&p, 1, 50), 0, "the time is over");
	OK(milliseconds_since(&start) >= 50, "not before it is");
	EQ(ppoll(&p, 1, &limit, NULL), 0, "ppoll, too");

	child = fork();
	if (!child) {
		usleep(30000);
		_exit(write(fds[1], "x", 1) != 1);
	}
	EQ(poll(&p, 1, 100000), 1, "a writer ends the wait");
	OK(milliseconds_since(&start) < 80000, "at once");
	read(fds[0], &byte, 1);
	waitpid(child, NULL, 0);
}

static void test_signals(int *fds)
{
	struct pollfd p = { fds[0], POLLIN, 0 };
	struct sigaction action = { .sa_handler = nothing, .sa_flags = SA_RESTART };
	sigset_t blocked, none;
	pid_t parent = getpid(), child;

	sigaction(SIGUSR1, &action, NULL);
	child = fork();
	if (!child) {
		wait_for_state(parent, 'S');
		_exit(kill(parent, SIGUSR1));
	}
	FAILS(poll(&p, 1, 100000), EINTR, "a signal ends it, whatever SA_RESTART says");
	waitpid(child, NULL, 0);

	sigemptyset(&none);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGUSR1);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	raise(SIGUSR1);
	EQ(poll(&p, 1, 1), 0, "a blocked signal does not");
	FAILS(ppoll(&p, 1, NULL, &none), EINTR, "ppoll lets it in");
	sigprocmask(SIG_BLOCK, NULL, &none);
	EQ(sigismember(&none, SIGUSR1), 1, "and brings the mask back");
}

static void test_many(int *fds)
{
	struct pollfd p[64];

	for (int i = 0; i < 64; i++)
		p[i] = (struct pollfd){ fds[i == 63], i == 63 ? POLLOUT : POLLIN, 0 };
	EQ(poll(p, 64, -1), 1, "64 entries, one with news");
	p[63].fd = fds[0];
	EQ(poll(p, 64, 20), 0, "64 entries, none");
}

int main(void)
{
	struct pollfd p;
	int fds[2];

	EQ(pipe(fds), 0, "a pipe");
	test_ready(fds);
	test_waiting(fds);
	test_signals(fds);
	test_many(fds);
	close(fds[1]);
	p = (struct pollfd){ fds[0], POLLIN, 0 };
	EQ(poll(&p, 1, -1), 1, "the writer is gone");
	EQ(p.revents, POLLHUP, "POLLHUP");
	return tap_done();
}
