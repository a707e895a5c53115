/*
 * tests/user/eintr_test.c - a signal comes while a call waits for a process, a time, an event
 *
 * eintr.h says how that is tested, eintr_files_test.c has the calls that wait for files.
 */
#define _GNU_SOURCE
#include <linux/futex.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>

#include "eintr.h"

static int empty[2]; /* a pipe */
static int epoll;
static pid_t grandchild;

/* --- processes -------------------------------------------------------------------- */

static void write_one(void)
{
	if (write(empty[1], "x", 1) != 1)
		_exit(9);
}

static long fork_and(long (*wait_for)(void))
{
	long ret;

	grandchild = fork();
	if (!grandchild) {
		char c;

		signal(SIGUSR1, SIG_IGN);
		_exit(read(empty[0], &c, 1) != 1);
	}
	ret = wait_for();
	if (ret < 0) {
		int err = errno;

		kill(grandchild, SIGKILL);
		waitpid(grandchild, NULL, 0);
		errno = err;
	}
	return ret;
}

static long just_wait4(void)
{
	return sys(SYS_wait4, grandchild, NULL, 0, NULL);
}

static long just_waitid(void)
{
	return sys(SYS_waitid, P_ALL, 0, NULL, WEXITED, NULL);
}

static long do_wait4(void)
{
	return fork_and(just_wait4);
}

static long do_waitid(void)
{
	return fork_and(just_waitid);
}

/* --- futexes ---------------------------------------------------------------------- */

static long do_futex(void)
{
	return sys(SYS_futex, &shared->futex, FUTEX_WAIT, 0, NULL);
}

static void wake_futex(void)
{
	sys(SYS_futex, &shared->futex, FUTEX_WAKE, 1);
}

static long do_futex_timeout(void)
{
	return sys(SYS_futex, &shared->futex, FUTEX_WAIT, 0, &long_time);
}

static long do_futex_bitset(void)
{
	return sys(SYS_futex, &shared->futex, FUTEX_WAIT_BITSET, 0, NULL, NULL, 1);
}

static long do_futex_bitset_timeout(void)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += 1000;
	return sys(SYS_futex, &shared->futex, FUTEX_WAIT_BITSET, 0, &until, NULL, 1);
}

/* --- times, events and signals ---------------------------------------------------- */

static long do_nanosleep(void)
{
	return sys(SYS_nanosleep, &long_time, NULL);
}

static long do_clock_nanosleep(void)
{
	return sys(SYS_clock_nanosleep, CLOCK_REALTIME, 0, &long_time, NULL);
}

static long do_clock_nanosleep_until(void)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += 1000;
	return sys(SYS_clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
}

static long do_poll(void)
{
	struct pollfd p = { .fd = empty[0], .events = POLLIN };

	return sys(SYS_poll, &p, 1, -1);
}

static long do_ppoll(void)
{
	struct pollfd p = { .fd = empty[0], .events = POLLIN };

	return sys(SYS_ppoll, &p, 1, NULL, NULL, 8);
}

static long do_select(void)
{
	return sys(SYS_select, 0, NULL, NULL, NULL, NULL);
}

static long do_pselect(void)
{
	return sys(SYS_pselect6, 0, NULL, NULL, NULL, NULL, NULL);
}

static long do_epoll(void)
{
	struct epoll_event event;

	return sys(SYS_epoll_wait, epoll, &event, 1, -1);
}

static long do_pause(void)
{
	return sys(SYS_pause);
}

static long do_sigsuspend(void)
{
	unsigned long none = 0;

	return sys(SYS_rt_sigsuspend, &none, 8);
}

static long do_sigtimedwait(void)
{
	unsigned long usr2 = 1UL << (SIGUSR2 - 1);

	return sys(SYS_rt_sigtimedwait, &usr2, NULL, NULL, 8);
}

static long do_poll_timeout(void)
{
	return sys(SYS_poll, NULL, 0, 1000000);
}

static long do_ppoll_timeout(void)
{
	struct timespec timeout = long_time;

	return sys(SYS_ppoll, NULL, 0, &timeout, NULL, 8);
}

static long do_select_timeout(void)
{
	struct timeval timeout = { 1000, 0 };

	return sys(SYS_select, 0, NULL, NULL, NULL, &timeout);
}

static long do_epoll_timeout(void)
{
	struct epoll_event event;

	return sys(SYS_epoll_pwait, epoll, &event, 1, 1000000, NULL, 8);
}

static long do_sigtimedwait_timeout(void)
{
	unsigned long usr2 = 1UL << (SIGUSR2 - 1);

	return sys(SYS_rt_sigtimedwait, &usr2, NULL, &long_time, 8);
}

static const struct blocking table[] = {
	{ "wait4", do_wait4, write_one },
	{ "waitid", do_waitid, write_one },
	{ "futex", do_futex, wake_futex },
	{ "futex with a timeout", do_futex_timeout, NULL },
	{ "futex, some bits", do_futex_bitset, wake_futex },
	{ "futex, some bits, until", do_futex_bitset_timeout, NULL },
	{ "nanosleep", do_nanosleep, NULL },
	{ "clock_nanosleep", do_clock_nanosleep, NULL },
	{ "clock_nanosleep until", do_clock_nanosleep_until, NULL },
	{ "poll", do_poll, NULL },
	{ "poll with a timeout", do_poll_timeout, NULL },
	{ "ppoll", do_ppoll, NULL },
	{ "ppoll with a timeout", do_ppoll_timeout, NULL },
	{ "select", do_select, NULL },
	{ "select with a timeout", do_select_timeout, NULL },
	{ "pselect6", do_pselect, NULL },
	{ "epoll_wait", do_epoll, NULL },
	{ "epoll_pwait with a timeout", do_epoll_timeout, NULL },
	{ "pause", do_pause, NULL },
	{ "rt_sigsuspend", do_sigsuspend, NULL },
	{ "rt_sigtimedwait", do_sigtimedwait, NULL },
	{ "rt_sigtimedwait with a timeout", do_sigtimedwait_timeout, NULL },
};

int main(void)
{
	eintr_begin();
	if (pipe(empty))
		return 1;
	epoll = epoll_create1(0);
	eintr_test(table, sizeof(table) / sizeof(*table), NULL);
	return tap_done();
}
