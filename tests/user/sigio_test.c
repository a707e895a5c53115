/* tests/user/sigio_test.c - O_ASYNC: who hears what when a pipe or a terminal has news */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>

#include "cred.h"

struct owner {
	int type, pid;
};

static int fd[2];
static siginfo_t info;

/* The signal that came since the last time, of SIGIO and SIGUSR1; 0: none. */
static int came(void)
{
	static const struct timespec now = { 0, 0 };
	sigset_t set;
	int sig;

	sigemptyset(&set);
	sigaddset(&set, SIGIO);
	sigaddset(&set, SIGUSR1);
	memset(&info, 0, sizeof(info));
	sig = sigtimedwait(&set, &info, &now);
	return sig < 0 ? 0 : sig;
}

static int says(int file, int code, long events)
{
	return info.si_fd == file && info.si_code == code && info.si_band == events;
}

static void block(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGIO);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

static void set_owner(int type, pid_t pid)
{
	struct owner owner = { type, pid };

	EQ(sys(SYS_fcntl, fd[0], F_SETOWN_EX, &owner), 0, "F_SETOWN_EX, type %d", type);
	owner.type = owner.pid = -1;
	EQ(sys(SYS_fcntl, fd[0], F_GETOWN_EX, &owner), 0, "F_GETOWN_EX");
	OK(owner.type == type && owner.pid == pid, "says so");
	write(fd[1], "a", 1);
	EQ(came(), SIGUSR1, "and hears of it");
}

static void test_owner(void)
{
	struct owner owner = { -1, -1 };
	pid_t me = getpid();

	EQ(sys(SYS_fcntl, fd[0], F_GETOWN_EX, &owner), 0, "F_GETOWN_EX");
	OK(owner.type == F_OWNER_TID && owner.pid == 0, "nobody at first");
	write(fd[1], "a", 1);
	EQ(came(), 0, "so nobody hears");
	EQ(fcntl(fd[0], F_SETOWN, me), 0, "F_SETOWN");
	OK(sys(SYS_fcntl, fd[0], F_GETOWN) == me, "F_GETOWN");
	FAILS(sys(SYS_fcntl, fd[0], F_SETOWN, 0x80000000L), EINVAL, "no such group");
	FAILS(sys(SYS_fcntl, fd[0], F_SETOWN, 4000000), ESRCH, "no such process");
	FAILS(sys(SYS_fcntl, fd[0], F_SETOWN_EX, 1), EFAULT, "an owner from nowhere");
	FAILS(sys(SYS_fcntl, fd[0], F_GETOWN_EX, 1), EFAULT, "an owner to nowhere");
	owner.type = 3;
	FAILS(sys(SYS_fcntl, fd[0], F_SETOWN_EX, &owner), EINVAL, "no such type");
	OK(sys(SYS_fcntl, fd[0], F_GETOWN) == me, "which changes nothing");
}

static void test_signal(void)
{
	char c;

	EQ(fcntl(fd[0], F_SETFL, O_ASYNC), 0, "O_ASYNC");
	EQ(fcntl(fd[0], F_GETFL), O_ASYNC, "is there");
	write(fd[1], "a", 1);
	EQ(came(), SIGIO, "a byte is written: SIGIO");
	EQ(info.si_code, SI_KERNEL, "which says no more");
	write(fd[1], "a", 1);
	EQ(came(), SIGIO, "one more byte, one more SIGIO");
	read(fd[0], &c, 1);
	EQ(came(), 0, "a read is no news for readers");
	EQ(fcntl(fd[0], F_GETSIG), 0, "F_GETSIG");
	FAILS(fcntl(fd[0], F_SETSIG, 65), EINVAL, "no such signal");
	EQ(fcntl(fd[0], F_SETSIG, SIGUSR1), 0, "F_SETSIG");
	EQ(fcntl(fd[0], F_GETSIG), SIGUSR1, "F_GETSIG");
	write(fd[1], "a", 1);
	EQ(came(), SIGUSR1, "that signal");
	OK(says(fd[0], POLL_IN, POLLIN | POLLRDNORM), "says what and where");
	EQ(fcntl(fd[0], F_SETFL, 0), 0, "O_ASYNC off");
	write(fd[1], "a", 1);
	EQ(came(), 0, "nothing");
}

static void test_ioctl(void)
{
	int on = 1;

	EQ(ioctl(fd[0], FIOASYNC, &on), 0, "FIOASYNC");
	EQ(fcntl(fd[0], F_GETFL), O_ASYNC, "is O_ASYNC");
	write(fd[1], "a", 1);
	EQ(came(), SIGUSR1, "the signal comes");
	FAILS(ioctl(fd[0], FIOASYNC, NULL), EFAULT, "from nowhere");
	set_owner(F_OWNER_TID, gettid());
	set_owner(F_OWNER_PID, getpid());
	setpgid(0, 0);
	set_owner(F_OWNER_PGRP, getpid());
	on = 0;
	EQ(ioctl(fd[0], FIOASYNC, &on), 0, "off");
	EQ(fcntl(fd[0], F_GETFL), 0, "is off");
	on = open("/dev/null", O_RDWR);
	EQ(fcntl(on, F_SETFL, O_ASYNC), 0, "a file that has no news");
	EQ(fcntl(on, F_GETFL) & O_ASYNC, 0, "does not take it");
	close(on);
}

/* The writer hears of room, and of the end of its reader. */
static void test_writer(void)
{
	static char some[4096];

	close(fd[0]);
	close(fd[1]);
	pipe(fd);
	fcntl(fd[1], F_SETOWN, getpid());
	fcntl(fd[1], F_SETSIG, SIGUSR1);
	EQ(fcntl(fd[1], F_SETFL, O_ASYNC | O_NONBLOCK), 0, "O_ASYNC of the write end");
	write(fd[1], some, sizeof(some));
	EQ(came(), 0, "its own write is no news");
	read(fd[0], some, sizeof(some));
	EQ(came(), SIGUSR1, "a read is");
	OK(says(fd[1], POLL_OUT, POLLOUT | POLLWRNORM | POLLWRBAND),
	   "says what and where");
	close(fd[0]);
	EQ(came(), SIGUSR1, "the end of the reader is");
	close(fd[1]);
}

static void test_terminal(void)
{
	struct termios modes;
	int master = posix_openpt(O_RDWR | O_NOCTTY), slave;
	struct pollfd p;

	unlockpt(master);
	slave = open(ptsname(master), O_RDWR | O_NOCTTY);
	tcgetattr(slave, &modes);
	modes.c_lflag = ICANON;
	tcsetattr(slave, TCSANOW, &modes);
	EQ(fcntl(slave, F_SETFL, O_RDWR | O_ASYNC), 0, "O_ASYNC of a terminal");
	EQ(fcntl(slave, F_SETSIG, SIGUSR1), 0, "F_SETSIG");
	OK(sys(SYS_fcntl, slave, F_GETOWN) == getpid(), "is its caller's");
	write(master, "a\n", 2);
	p = (struct pollfd){ .fd = slave, .events = POLLIN };
	poll(&p, 1, -1);
	while (!came()) /* on Linux the line comes before the signal */
		sched_yield();
	EQ(info.si_signo, SIGUSR1, "a line came");
	OK(says(slave, POLL_IN, POLLIN | POLLRDNORM), "says what and where");
	close(slave);
	close(master);
}

/* Who may not kill(2) another one cannot make it an owner that hears. */
static int as_alice(void *arg)
{
	MUST(!pipe(fd) && !become(ALICE, ALICE));
	MUST(!fcntl(fd[0], F_SETOWN, *(pid_t *)arg));
	MUST(!fcntl(fd[0], F_SETFL, O_ASYNC));
	MUST(write(fd[1], "a", 1) == 1);
	return 0;
}

int main(void)
{
	pid_t me = getpid();

	block();
	pipe(fd);
	test_owner();
	test_signal();
	test_ioctl();
	test_writer();
	test_terminal();
	EQ(failed_step(as_alice, &me), 0, "somebody else names this process");
	EQ(came(), 0, "which hears nothing");
	return tap_done();
}
