/* tests/user/vhangup_test.c - a terminal is taken from those who have it; a session ends */
#define _GNU_SOURCE
#include <poll.h>
#include <sys/ioctl.h>

#include "cred.h"
#include "thread_state.h"

static char slave_name[32];
static int master;

static int open_master(void)
{
	int number, unlocked = 0;

	master = open("/dev/ptmx", O_RDWR | O_NOCTTY);
	if (master < 0 || ioctl(master, TIOCGPTN, &number) ||
	    ioctl(master, TIOCSPTLCK, &unlocked))
		return -1;
	snprintf(slave_name, sizeof(slave_name), "/dev/pts/%d", number);
	return 0;
}

static volatile sig_atomic_t hups, conts;

static void count(int sig)
{
	if (sig == SIGHUP)
		hups++;
	else
		conts++;
}

/* Somebody in front who waits for input. => 50 when it finds none, 51 after SIGHUP too. */
static pid_t start_reader(int fd)
{
	pid_t child = fork();
	char c;

	if (child)
		return child;
	hups = 0;
	if (read(fd, &c, 1))
		_exit(1);
	_exit(50 + hups);
}

static int own_terminal(void)
{
	signal(SIGHUP, count);
	signal(SIGCONT, count);
	setsid();
	return open(slave_name, O_RDWR);
}

/* The leader of a session loses its terminal, and gets it again. */
static int loses_it(void *unused)
{
	int fd = own_terminal(), status, again;
	pid_t reader = start_reader(fd);
	struct pollfd poll_fd = { fd, POLLIN | POLLOUT, 0 };
	int group = getpid();
	char c;

	wait_for_state(reader, 'S');
	MUST(!sys(SYS_vhangup));
	MUST(hups == 1 && conts == 1);
	MUST(waitpid(reader, &status, 0) == reader && exited_with(status, 50));
	MUST(read(fd, &c, 1) == 0);
	REFUSED(write(fd, "x", 1), EIO);
	REFUSED(ioctl(fd, TIOCGPGRP, &group), EIO);
	REFUSED(ioctl(fd, TIOCSPGRP, &group), ENOTTY);
	MUST(poll(&poll_fd, 1, 0) == 1 &&
	     poll_fd.revents == (POLLIN | POLLOUT | POLLERR | POLLHUP));
	REFUSED(open("/dev/tty", O_RDWR), ENXIO);
	MUST((again = open(slave_name, O_RDWR)) >= 0);
	MUST(open("/dev/tty", O_RDWR) >= 0);
	MUST(write(again, "x", 1) == 1);
	MUST(read(fd, &c, 1) == 0);
	MUST(write(master, "\n", 1) == 1);
	MUST(read(again, &c, 1) == 1 && c == '\n');
	return 0;
}

/* vhangup(2) by another of the session is the same. */
static int is_told(void *unused)
{
	own_terminal();
	if (!fork())
		_exit(sys(SYS_vhangup));
	MUST(waitpid(-1, &step, 0) > 0 && !step);
	MUST(hups == 1 && conts == 1);
	return 0;
}

static int as_alice(void *unused)
{
	MUST(!become(ALICE, ALICE));
	REFUSED(sys(SYS_vhangup), EPERM);
	return 0;
}

static int without_terminal(void *unused)
{
	setsid();
	MUST(!sys(SYS_vhangup));
	return 0;
}

/*
 * The leader ends; of its session one in front and one in the background stay. Each tells
 * through the pipe what it heard and whether fd still works.
 */
static void survivor(int tell, int fd, int in_front)
{
	char c = 0;

	hups = conts = 0;
	if (!in_front)
		setpgid(0, 0);
	c = 'r';
	if (write(tell, &c, 1) != 1)
		_exit(1);
	while (getppid() != 1)
		usleep(1000);
	c = '0' + hups + 2 * (write(fd, "", 0) == 0 && !ioctl(fd, FIONREAD, &fd)) +
	    4 * (open("/dev/tty", O_RDWR) >= 0);
	if (write(tell, &c, 1) != 1)
		_exit(1);
	_exit(0);
}

static int ends(int tell, int heard, int in_front)
{
	int fd = own_terminal();
	char c;

	if (fd < 0)
		return 1;
	if (!fork())
		survivor(tell, fd, in_front);
	return read(heard, &c, 1) != 1;
}

/* => what the survivor says, as a digit; 0: nothing. */
static char after_the_end(int in_front)
{
	int fds[2];
	char c = 0;
	pid_t leader;

	if (pipe(fds) || !(leader = fork()))
		_exit(ends(fds[1], fds[0], in_front));
	close(fds[1]);
	if (waitpid(leader, &step, 0) != leader || step || read(fds[0], &c, 1) != 1)
		c = 0;
	close(fds[0]);
	return c;
}

int main(void)
{
	if (open_master())
		return 99;
	EQ(failed_step(loses_it, NULL), 0, "a terminal is hung up, and opened again");
	EQ(failed_step(is_told, NULL), 0, "by another of the session");
	EQ(failed_step(without_terminal, NULL), 0, "a session without one");
	EQ(failed_step(as_alice, NULL), 0, "nobody else may");
	EQ(after_the_end(1), '3',
	   "a leader ends: who is in front hears it, and can go on");
	EQ(after_the_end(0), '2', "who is not, does not");
	strcpy(slave_name, "/dev/ttyS0");
	EQ(after_the_end(1), '1', "a real terminal is hung up for who is in front");
	EQ(after_the_end(0), '0', "and for who is not");
	return tap_done();
}
