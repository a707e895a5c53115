/*
 * tests/user/eintr_test.c - a signal comes while a call blocks: EINTR, or it goes on
 *
 * Each call of the table runs in a child. When it sleeps, a signal with a handler comes,
 * once without SA_RESTART and once with it; what goes on is let go by the parent then.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <time.h>

#include "child.h"
#include "tap.h"
#include "thread_state.h"

/* What the children share with us. */
static struct {
	volatile int handled;
	volatile int futex;
} * shared;

static int empty[2], full[2]; /* two pipes */
static int locked, epoll;
static pid_t grandchild;

static void handler(int sig)
{
	shared->handled++;
}

/* --- the calls, and how they are let go ------------------------------------------- */

static long do_read(void)
{
	char c;

	return read(empty[0], &c, 1);
}

static void write_one(void)
{
	if (write(empty[1], "x", 1) != 1)
		_exit(9);
}

static long do_write(void)
{
	return write(full[1], "x", 1);
}

static void read_some(void)
{
	static char page[4096];

	if (read(full[0], page, sizeof(page)) < 0)
		_exit(9);
}

static long do_open_fifo(void)
{
	return open("fifo", O_RDONLY);
}

static void open_other_end(void)
{
	close(open("fifo", O_WRONLY));
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

static long do_futex(void)
{
	return sys(SYS_futex, &shared->futex, FUTEX_WAIT, 0, NULL);
}

static void wake_futex(void)
{
	sys(SYS_futex, &shared->futex, FUTEX_WAKE, 1);
}

static const struct timespec long_time = { 1000, 0 };

static long do_futex_timeout(void)
{
	return sys(SYS_futex, &shared->futex, FUTEX_WAIT, 0, &long_time);
}

static long do_flock(void)
{
	int fd = open("file", O_RDWR);

	return sys(SYS_flock, fd, LOCK_EX);
}

static void unlock(void)
{
	sys(SYS_flock, locked, LOCK_UN);
}

static long do_setlkw(void)
{
	struct flock l = { .l_type = F_WRLCK };

	return sys(SYS_fcntl, locked, F_SETLKW, &l);
}

static void unlock_record(void)
{
	struct flock l = { .l_type = F_UNLCK };

	sys(SYS_fcntl, locked, F_SETLK, &l);
}

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

static const struct {
	const char *name;
	long (*call)(void);
	void (*let_go)(void); /* NULL: SA_RESTART makes no difference */
} table[] = {
	{ "read of an empty pipe", do_read, write_one },
	{ "write to a full pipe", do_write, read_some },
	{ "open of a FIFO", do_open_fifo, open_other_end },
	{ "wait4", do_wait4, write_one },
	{ "waitid", do_waitid, write_one },
	{ "futex", do_futex, wake_futex },
	{ "flock", do_flock, unlock },
	{ "fcntl F_SETLKW", do_setlkw, unlock_record },
	{ "futex with a timeout", do_futex_timeout, NULL },
	{ "nanosleep", do_nanosleep, NULL },
	{ "clock_nanosleep", do_clock_nanosleep, NULL },
	{ "clock_nanosleep until", do_clock_nanosleep_until, NULL },
	{ "poll", do_poll, NULL },
	{ "ppoll", do_ppoll, NULL },
	{ "select", do_select, NULL },
	{ "pselect6", do_pselect, NULL },
	{ "epoll_wait", do_epoll, NULL },
	{ "pause", do_pause, NULL },
	{ "rt_sigsuspend", do_sigsuspend, NULL },
	{ "rt_sigtimedwait", do_sigtimedwait, NULL },
};

/* --- the test --------------------------------------------------------------------- */

/* What the call fails with, 0: it does not, when a signal came while it slept. */
static int result_of(int i, int flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };
	int goes_on = (flags & SA_RESTART) && table[i].let_go, status;
	pid_t child;

	shared->handled = 0;
	sigaction(SIGUSR1, &action, NULL);
	child = fork();
	if (!child)
		_exit(table[i].call() < 0 ? errno : 0);
	wait_for_state(child, 'S');
	kill(child, SIGUSR1);
	if (goes_on) {
		while (!shared->handled)
			usleep(1000);
		wait_for_state(child, 'S');
		table[i].let_go();
	}
	if (waitpid(child, &status, 0) != child || !WIFEXITED(status))
		return -1;
	return shared->handled == 1 ? WEXITSTATUS(status) : -2;
}

static void prepare(void)
{
	struct flock l = { .l_type = F_WRLCK };
	char page[4096] = "";

	locked = open("file", O_CREAT | O_RDWR, 0644);
	flock(locked, LOCK_EX);
	fcntl(locked, F_SETLK, &l);
	mkfifo("fifo", 0600);
	epoll = epoll_create1(0);
	fcntl(full[1], F_SETFL, O_NONBLOCK);
	while (write(full[1], page, sizeof(page)) > 0)
		;
	fcntl(full[1], F_SETFL, 0);
}

int main(void)
{
	shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		      0);
	if (shared == MAP_FAILED || pipe(empty) || pipe(full))
		return 1;
	prepare();
	for (unsigned int i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		EQ(result_of(i, 0), EINTR, "%s: EINTR", table[i].name);
		EQ(result_of(i, SA_RESTART), table[i].let_go ? 0 : EINTR, "%s: %s",
		   table[i].name,
		   table[i].let_go ? "SA_RESTART, it goes on"
				   : "EINTR in spite of SA_RESTART");
	}
	return tap_done();
}
