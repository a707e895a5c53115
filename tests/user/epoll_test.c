/* tests/user/epoll_test.c - epoll: level, edge, oneshot, many waiters, what ends it */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <time.h>

#include "child.h"
#include "tap.h"
#include "thread_state.h"

static int ep, in, out; /* an epoll, and the two ends of a pipe */
static volatile sig_atomic_t count;

static void counter(int sig)
{
	count++;
}

static int ctl(int op, int fd, unsigned int events, unsigned long data)
{
	struct epoll_event event = { .events = events, .data.u64 = data };

	return sys(SYS_epoll_ctl, ep, op, fd, &event);
}

/* One event, waiting ms at most: its data, 0: none, -1: an error. *events is what it is. */
static long wait_one(int ms, unsigned int *events)
{
	struct epoll_event event;
	long n = sys(SYS_epoll_wait, ep, &event, 1, ms);

	if (n == 1 && events)
		*events = event.events;
	return n == 1 ? (long)event.data.u64 : n;
}

static void put(int n)
{
	while (n--)
		if (write(out, "x", 1) != 1)
			_exit(9);
}

static void get(int n)
{
	char c;

	while (n--)
		if (read(in, &c, 1) != 1)
			_exit(9);
}

static void test_level(void)
{
	unsigned int events = 0;

	EQ(ctl(EPOLL_CTL_ADD, in, EPOLLIN, 7), 0, "add the end of a pipe");
	EQ(wait_one(0, NULL), 0, "nothing yet");
	EQ(wait_one(20, NULL), 0, "nor in 20 ms");
	put(2);
	EQ(wait_one(-1, &events), 7, "something: its data comes back");
	EQ(events, EPOLLIN, "with what it is");
	EQ(wait_one(-1, NULL), 7, "as long as it lasts");
	get(2);
	EQ(wait_one(0, NULL), 0, "read: nothing more");
	EQ(ctl(EPOLL_CTL_MOD, in, EPOLLOUT, 8), 0, "ask for something else");
	put(1);
	EQ(wait_one(0, NULL), 0, "which never comes");
	EQ(ctl(EPOLL_CTL_MOD, in, EPOLLIN, 9), 0, "change back");
	EQ(wait_one(0, NULL), 9, "what is there is told at once");
	get(1);
	EQ(ctl(EPOLL_CTL_DEL, in, 0, 0), 0, "take it out");
	put(1);
	EQ(wait_one(0, NULL), 0, "it is heard of no more");
	get(1);
}

static void test_edge(void)
{
	ctl(EPOLL_CTL_ADD, in, EPOLLIN | EPOLLET, 5);
	put(2);
	EQ(wait_one(-1, NULL), 5, "EPOLLET: when it comes");
	EQ(wait_one(0, NULL), 0, "but only then");
	get(1);
	EQ(wait_one(0, NULL), 0, "what is left is not told");
	put(1);
	EQ(wait_one(0, NULL), 5, "what is new is");
	get(2);
	ctl(EPOLL_CTL_MOD, in, EPOLLIN | EPOLLONESHOT, 6);
	put(1);
	EQ(wait_one(-1, NULL), 6, "EPOLLONESHOT: once");
	put(1);
	EQ(wait_one(0, NULL), 0, "and no more");
	EQ(ctl(EPOLL_CTL_MOD, in, EPOLLIN | EPOLLONESHOT, 6), 0,
	   "until it is armed again");
	EQ(wait_one(0, NULL), 6, "then what is there");
	get(2);
	ctl(EPOLL_CTL_DEL, in, 0, 0);
}

static void test_many(void)
{
	struct epoll_event events[8];
	int pipes[4][2], seen = 0;

	for (int i = 0; i < 4; i++) {
		if (pipe(pipes[i]))
			return;
		ctl(EPOLL_CTL_ADD, pipes[i][1], EPOLLOUT, 1 << i);
	}
	EQ(sys(SYS_epoll_wait, ep, events, 8, -1), 4, "four files at once");
	for (int i = 0; i < 4; i++)
		seen |= events[i].data.u64;
	EQ(seen, 15, "each of them");
	seen = 0;
	for (int i = 0; i < 2; i++) {
		EQ(sys(SYS_epoll_wait, ep, events, 2, -1), 2, "two at a time");
		seen |= events[0].data.u64 | events[1].data.u64;
	}
	EQ(seen, 15, "take turns");
	close(pipes[0][0]);
	sys(SYS_epoll_wait, ep, events, 8, 0);
	for (int i = 0; i < 4; i++) {
		close(pipes[i][0]);
		close(pipes[i][1]);
	}
	EQ(sys(SYS_epoll_wait, ep, events, 8, 0), 0, "closed files are out of it");
}

static void test_end(void)
{
	unsigned int events = 0;
	int fds[2], copy;

	if (pipe(fds))
		return;
	ctl(EPOLL_CTL_ADD, fds[0], EPOLLIN, 3);
	copy = dup(fds[0]);
	close(fds[1]);
	EQ(wait_one(-1, &events), 3, "the writer is gone");
	EQ(events, EPOLLHUP, "EPOLLHUP need not be asked for");
	close(fds[0]);
	EQ(wait_one(0, NULL), 3, "a file lives on in its copy");
	close(copy);
	EQ(wait_one(0, NULL), 0, "and ends with it");
}

static pid_t start(int (*body)(void))
{
	pid_t child = fork();

	if (!child)
		_exit(body());
	return child;
}

static int write_later(void)
{
	usleep(20000);
	put(1);
	return 0;
}

static int signal_later(void)
{
	wait_for_state(getppid(), 'S');
	kill(getppid(), SIGUSR1);
	return 0;
}

static int wait_and_read(void)
{
	if (wait_one(-1, NULL) != 1)
		return 1;
	get(1);
	return 0;
}

static void test_waiting(void)
{
	struct sigaction action = { .sa_handler = counter, .sa_flags = SA_RESTART };
	struct pollfd p = { .fd = ep, .events = POLLIN };
	struct epoll_event event;
	pid_t child, children[3];
	sigset_t none, blocked;
	int ended = 0, status;

	ctl(EPOLL_CTL_ADD, in, EPOLLIN, 1);
	child = start(write_later);
	EQ(wait_one(-1, NULL), 1, "wait for another's write");
	waitpid(child, NULL, 0);
	EQ(poll(&p, 1, -1), 1, "an epoll with news can be polled");
	get(1);
	EQ(poll(&p, 1, 0), 0, "without news it has none");

	sigaction(SIGUSR1, &action, NULL);
	child = start(signal_later);
	FAILS(wait_one(-1, NULL), EINTR, "a signal ends the wait, SA_RESTART or not");
	EQ(count, 1, "its handler ran");
	waitpid(child, NULL, 0);
	sigemptyset(&none);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGUSR1);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	kill(getpid(), SIGUSR1);
	FAILS(sys(SYS_epoll_pwait, ep, &event, 1, -1, &none, 8), EINTR,
	      "epoll_pwait lets it in");
	EQ(count, 2, "and it is handled");
	sigprocmask(SIG_UNBLOCK, &blocked, &none);
	OK(sigismember(&none, SIGUSR1), "afterwards it is blocked again");

	ctl(EPOLL_CTL_MOD, in, EPOLLIN | EPOLLET, 1);
	for (int i = 0; i < 3; i++)
		children[i] = start(wait_and_read);
	usleep(50000);
	for (int i = 0; i < 3; i++) {
		put(1);
		ended += waitpid(-1, &status, 0) > 0 && exited_with(status, 0);
	}
	EQ(ended, 3, "each event reaches one of three that wait");
	OK(children[0] > 0, "(they were there)");
	ctl(EPOLL_CTL_DEL, in, 0, 0);
}

static void test_errors(void)
{
	struct epoll_event event;
	int file = open("file", O_CREAT | O_RDWR, 0644);

	FAILS(sys(SYS_epoll_create1, 1), EINVAL, "epoll_create1: unknown flags");
	FAILS(ctl(EPOLL_CTL_ADD, 99, EPOLLIN, 0), EBADF, "no descriptor");
	FAILS(sys(SYS_epoll_ctl, 99, EPOLL_CTL_ADD, in, &event), EBADF,
	      "no epoll descriptor");
	FAILS(sys(SYS_epoll_ctl, in, EPOLL_CTL_ADD, out, &event), EINVAL, "not an epoll");
	FAILS(ctl(EPOLL_CTL_ADD, file, EPOLLIN, 0), EPERM, "a file is always ready");
	FAILS(ctl(EPOLL_CTL_ADD, ep, EPOLLIN, 0), EINVAL, "an epoll in itself");
	FAILS(ctl(EPOLL_CTL_DEL, in, 0, 0), ENOENT, "take out what is not in");
	FAILS(ctl(EPOLL_CTL_MOD, in, 0, 0), ENOENT, "change it");
	ctl(EPOLL_CTL_ADD, in, EPOLLIN, 0);
	FAILS(ctl(EPOLL_CTL_ADD, in, EPOLLIN, 0), EEXIST, "add it twice");
	FAILS(ctl(9, in, EPOLLIN, 0), EINVAL, "no such operation");
	FAILS(sys(SYS_epoll_ctl, ep, EPOLL_CTL_ADD, out, 1), EFAULT, "a bad event");
	EQ(sys(SYS_epoll_ctl, ep, EPOLL_CTL_DEL, in, 1), 0, "who takes out needs none");
	FAILS(sys(SYS_epoll_wait, ep, &event, 0, 0), EINVAL, "no room");
	FAILS(sys(SYS_epoll_wait, ep, &event, -1, 0), EINVAL, "negative room");
	FAILS(sys(SYS_epoll_wait, in, &event, 1, 0), EINVAL, "wait for a pipe");
	FAILS(sys(SYS_epoll_wait, 99, &event, 1, 0), EBADF, "wait for nothing");
	ctl(EPOLL_CTL_ADD, out, EPOLLOUT, 4);
	FAILS(sys(SYS_epoll_wait, ep, 4096, 1, 0), EFAULT, "room that is not there");
	EQ(wait_one(0, NULL), 4, "the event is not lost");
	FAILS(sys(SYS_epoll_pwait, ep, &event, 1, 0, &event, 4), EINVAL, "a short mask");
	close(file);
}

int main(void)
{
	char link[64] = "", name[32];
	int fds[2];

	ep = sys(SYS_epoll_create1, EPOLL_CLOEXEC);
	if (ep < 0 || pipe(fds))
		return 1;
	in = fds[0];
	out = fds[1];
	EQ(fcntl(ep, F_GETFD), FD_CLOEXEC, "epoll_create1 with EPOLL_CLOEXEC");
	snprintf(name, sizeof(name), "/proc/self/fd/%d", ep);
	OK(readlink(name, link, sizeof(link)) == 22 &&
		   !memcmp(link, "anon_inode:[eventpoll]", 22),
	   "is called anon_inode:[eventpoll]");
	test_level();
	test_edge();
	test_many();
	test_end();
	test_waiting();
	test_errors();
	return tap_done();
}
