/* tests/user/epoll_nest_test.c - an epoll in another one; EPOLLEXCLUSIVE, EPOLLWAKEUP */
#define _GNU_SOURCE
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>

#include "child.h"
#include "tap.h"
#include "thread_state.h"

#ifndef EPOLLWAKEUP
#define EPOLLWAKEUP (1U << 29)
#endif
#define MAX_DEPTH 16
#define MANY 510

static int in, out; /* the ends of a pipe */

static int new_epoll(void)
{
	return sys(SYS_epoll_create1, 0);
}

static int ctl(int ep, int op, int fd, unsigned int events)
{
	struct epoll_event event = { .events = events, .data.u64 = 7 };

	return sys(SYS_epoll_ctl, ep, op, fd, &event);
}

static int add(int ep, int fd)
{
	return ctl(ep, EPOLL_CTL_ADD, fd, EPOLLIN);
}

/* How many events, waiting ms at most; *events is what the first one is. */
static int wait_on(int ep, int ms, unsigned int *events)
{
	struct epoll_event event;
	int n = sys(SYS_epoll_wait, ep, &event, 1, ms);

	if (n == 1 && events)
		*events = event.events;
	return n;
}

static void put(void)
{
	if (write(out, "x", 1) != 1)
		_exit(9);
}

static void get(void)
{
	char c;

	if (read(in, &c, 1) != 1)
		_exit(9);
}

static pid_t write_when_asleep(pid_t who)
{
	pid_t pid = fork();

	if (!pid) {
		wait_for_state(who, 'S');
		put();
		_exit(0);
	}
	return pid;
}

static void test_news(void)
{
	int inner = new_epoll(), middle = new_epoll(), outer = new_epoll();
	struct pollfd p = { .fd = outer, .events = POLLIN };
	unsigned int events = 0;
	pid_t child;

	EQ(add(middle, inner), 0, "an epoll in another one");
	EQ(add(outer, middle), 0, "... and that in a third");
	EQ(add(inner, in), 0, "a pipe in the innermost");
	EQ(wait_on(outer, 0, NULL), 0, "no news");
	put();
	EQ(wait_on(outer, 0, &events), 1, "news go all the way");
	EQ(events, EPOLLIN, "... as EPOLLIN");
	EQ(poll(&p, 1, 0), 1, "poll sees them");
	EQ(wait_on(middle, 0, NULL), 1, "the middle one has them");
	EQ(wait_on(inner, 0, NULL), 1, "... and the innermost");
	EQ(wait_on(outer, 0, NULL), 1, "as long as they last");
	get();
	EQ(wait_on(outer, 0, NULL), 0, "then no more");
	child = write_when_asleep(getpid());
	EQ(wait_on(outer, -1, NULL), 1, "who waits is woken");
	waitpid(child, NULL, 0);
	get();
	child = write_when_asleep(getpid());
	EQ(poll(&p, 1, -1), 1, "... from poll, too");
	waitpid(child, NULL, 0);
	get();

	ctl(outer, EPOLL_CTL_MOD, middle, EPOLLIN | EPOLLET);
	put();
	EQ(wait_on(outer, 0, NULL), 1, "EPOLLET: when they come");
	EQ(wait_on(outer, 0, NULL), 0, "... only then");
	put();
	EQ(wait_on(outer, 0, NULL), 1, "... and again");
	ctl(outer, EPOLL_CTL_MOD, middle, EPOLLIN | EPOLLONESHOT);
	EQ(wait_on(outer, 0, NULL), 1, "EPOLLONESHOT: once");
	put();
	EQ(wait_on(outer, 0, NULL), 0, "... and no more");
	ctl(outer, EPOLL_CTL_MOD, middle, EPOLLIN);
	EQ(wait_on(outer, 0, NULL), 1, "until it is armed");
	close(middle);
	EQ(wait_on(outer, 0, NULL), 0, "a closed one has no news");
	FAILS(ctl(outer, EPOLL_CTL_DEL, middle, 0), EBADF, "... and is gone");
	EQ(wait_on(inner, 0, NULL), 1, "what it watched is as it was");
	close(inner);
	close(outer);
	get();
	get();
	get();
}

static void test_loops(void)
{
	int a = new_epoll(), b = new_epoll(), c = new_epoll();

	FAILS(add(a, a), EINVAL, "an epoll in itself");
	EQ(add(a, b), 0, "b in a");
	FAILS(add(b, a), ELOOP, "a in b");
	EQ(add(b, c), 0, "c in b");
	FAILS(add(c, a), ELOOP, "a in c");
	EQ(add(a, c), 0, "c in a is no loop");
	FAILS(add(a, c), EEXIST, "... but once is enough");
	EQ(ctl(a, EPOLL_CTL_DEL, b, 0), 0, "b out of a");
	EQ(add(b, a), 0, "then a may be in b");
	close(a);
	close(b);
	close(c);
}

/* Put each of a row of epolls into the next, from fd on; how many until it fails. */
static int chain(int fd, int *eps)
{
	int n = 0;

	for (; n < MAX_DEPTH; n++) {
		eps[n] = new_epoll();
		if (add(eps[n], fd))
			break;
		fd = eps[n];
	}
	return n;
}

static void close_all(const int *fds, int n)
{
	while (n--)
		close(fds[n]);
}

static void test_depth(void)
{
	int eps[MAX_DEPTH], n = chain(in, eps), first, err = errno;

	EQ(n, 5, "five, one in the other, from a pipe on");
	EQ(err, ELOOP, "... a sixth is refused");
	close_all(eps, n + 1);
	first = new_epoll();
	n = chain(first, eps);
	err = errno;
	EQ(n, 4, "five without a file");
	EQ(err, ELOOP, "... a sixth is refused");
	FAILS(add(first, eps[4]), ELOOP, "... at the other end, too");
	EQ(add(first, in), 0, "a pipe below all of them");
	EQ(add(eps[1], in), 0, "... and in the third");
	close_all(eps, n + 1);
	close(first);
}

static void test_breadth(void)
{
	int inner = new_epoll(), eps[MANY], n;

	add(inner, in);
	for (n = 0; n < MANY; n++) {
		eps[n] = new_epoll();
		if (add(eps[n], inner))
			break;
	}
	EQ(n, 500, "an epoll is in 500 others");
	EQ(errno, EINVAL, "... and in no more");
	put();
	EQ(wait_on(eps[0], 0, NULL), 1, "its news reach the first");
	EQ(wait_on(eps[n - 1], 0, NULL), 1, "... and the last");
	get();
	close_all(eps, n + 1);
	close(inner);
}

/* --- flags ------------------------------------------------------------------------------ */

static void test_flags(void)
{
	int ep = new_epoll(), inner = new_epoll();
	unsigned int events = 0;

	EQ(ctl(ep, EPOLL_CTL_ADD, in, EPOLLIN | EPOLLWAKEUP), 0, "EPOLLWAKEUP");
	put();
	EQ(wait_on(ep, 0, &events), 1, "changes nothing");
	EQ(events, EPOLLIN, "... and is not told");
	FAILS(ctl(ep, EPOLL_CTL_MOD, in, EPOLLIN | EPOLLEXCLUSIVE), EINVAL,
	      "EPOLLEXCLUSIVE comes with EPOLL_CTL_ADD only");
	ctl(ep, EPOLL_CTL_DEL, in, 0);
	FAILS(ctl(ep, EPOLL_CTL_ADD, in, EPOLLIN | EPOLLONESHOT | EPOLLEXCLUSIVE), EINVAL,
	      "not with EPOLLONESHOT");
	FAILS(ctl(ep, EPOLL_CTL_ADD, in, EPOLLPRI | EPOLLEXCLUSIVE), EINVAL,
	      "not with EPOLLPRI");
	FAILS(ctl(ep, EPOLL_CTL_ADD, inner, EPOLLIN | EPOLLEXCLUSIVE), EINVAL,
	      "not for an epoll");
	EQ(ctl(ep, EPOLL_CTL_ADD, in, EPOLLIN | EPOLLET | EPOLLEXCLUSIVE), 0,
	   "with EPOLLET");
	EQ(wait_on(ep, 0, &events), 1, "it tells");
	EQ(events, EPOLLIN, "... what there is");
	FAILS(ctl(ep, EPOLL_CTL_MOD, in, EPOLLIN), EINVAL, "it is changed no more");
	EQ(ctl(ep, EPOLL_CTL_DEL, in, 0), 0, "but taken out");
	get();
	close(inner);
	close(ep);
}

/* Children that wait for the pipe, each by an epoll of its own, and say so when it comes. */
static pid_t start_waiter(int report)
{
	pid_t pid = fork();
	int ep;

	if (pid)
		return pid;
	ep = new_epoll();
	ctl(ep, EPOLL_CTL_ADD, in, EPOLLIN | EPOLLEXCLUSIVE);
	if (wait_on(ep, -1, NULL) == 1)
		write(report, "y", 1);
	_exit(0);
}

static void test_exclusive(void)
{
	struct pollfd p = { .events = POLLIN };
	int reports[2];
	pid_t pids[2];
	char c;

	if (pipe(reports))
		return;
	for (int i = 0; i < 2; i++) {
		pids[i] = start_waiter(reports[1]);
		wait_for_state(pids[i], 'S');
	}
	put();
	EQ(read(reports[0], &c, 1), 1, "one of two that wait is woken");
	p.fd = reports[0];
	EQ(poll(&p, 1, 50), 0, "... and one only");
	for (int i = 0; i < 2; i++) {
		kill(pids[i], SIGKILL);
		waitpid(pids[i], NULL, 0);
	}
	get();
	close(reports[0]);
	close(reports[1]);
}

int main(void)
{
	int fds[2];

	if (pipe(fds))
		return 1;
	in = fds[0];
	out = fds[1];
	test_news();
	test_loops();
	test_depth();
	test_breadth();
	test_flags();
	test_exclusive();
	return tap_done();
}
