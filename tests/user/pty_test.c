/*
 * tests/user/pty_test.c - pseudo-terminals: both ends, hang-up, and what a session's end does
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>

#include "child.h"
#include "tap.h"

static char name[64]; /* of the slave */

static int open_master(void)
{
	int master = open("/dev/ptmx", O_RDWR | O_NOCTTY);

	unlockpt(master);
	snprintf(name, sizeof(name), "%s", ptsname(master));
	return master;
}

/* Read @count bytes, as far as they come, and compare. */
static int reads(int fd, const char *wanted)
{
	char got[256] = "";
	size_t count = strlen(wanted), had = 0;
	ssize_t n;

	while (had < count && (n = read(fd, got + had, count - had)) > 0)
		had += n;
	return had == count && !memcmp(got, wanted, count);
}

static int poll_now(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN | POLLOUT };

	return poll(&p, 1, 0) < 0 ? -1 : p.revents;
}

static void test_open(void)
{
	int master = open("/dev/ptmx", O_RDWR | O_NOCTTY), number = -1, lock = -1, slave;
	struct winsize size = { 0, 0, 0, 0 }, wanted = { .ws_row = 11, .ws_col = 22 };
	struct termios modes;
	struct stat st;

	OK(master >= 0, "open /dev/ptmx");
	EQ(ioctl(master, TIOCGPTN, &number), 0, "TIOCGPTN");
	snprintf(name, sizeof(name), "/dev/pts/%d", number);
	EQ(stat(name, &st), 0, "the slave has a name");
	OK(S_ISCHR(st.st_mode) && st.st_rdev == (dev_t)(136 << 8 | number), "and number");
	EQ(ioctl(master, TIOCGPTLCK, &lock), 0, "TIOCGPTLCK");
	EQ(lock, 1, "it is locked");
	FAILS(open(name, O_RDWR | O_NOCTTY), EIO, "and cannot be opened");
	EQ(unlockpt(master), 0, "until TIOCSPTLCK");
	slave = open(name, O_RDWR | O_NOCTTY);
	OK(slave >= 0, "open the slave");
	OK(isatty(slave) && isatty(master), "both are terminals");
	FAILS(ioctl(slave, TIOCGPTN, &number), ENOTTY, "the slave is no master");

	tcgetattr(slave, &modes);
	EQ(modes.c_lflag, 0105073, "its local modes");
	EQ(modes.c_iflag, ICRNL | IXON, "its input modes");
	EQ(modes.c_oflag, OPOST | ONLCR, "its output modes");
	EQ(modes.c_cflag, B38400 | CS8 | CREAD, "its control modes");
	ioctl(slave, TIOCGWINSZ, &size);
	EQ(size.ws_row + size.ws_col, 0, "no size");
	EQ(ioctl(master, TIOCSWINSZ, &wanted), 0, "but the master gives one");
	ioctl(slave, TIOCGWINSZ, &size);
	OK(size.ws_row == 11 && size.ws_col == 22, "that the slave sees");
	FAILS(ioctl(master, TIOCGSID, &number), ENOTTY, "it is no session's");
	close(slave);
	close(master);
	FAILS(open(name, O_RDWR), ENOENT, "without master there is no slave");
}

static void test_lines(void)
{
	int master = open_master(), slave = open(name, O_RDWR | O_NOCTTY), n = 0;

	EQ(poll_now(master), POLLOUT, "the master may write");
	write(slave, "out\n", 4);
	EQ(poll_now(master), POLLIN | POLLOUT, "and now read");
	EQ(ioctl(master, FIONREAD, &n), 0, "FIONREAD");
	EQ(n, 5, "five bytes");
	OK(reads(master, "out\r\n"), "output, with its line end");
	write(master, "ab\177cd", 5);
	EQ(poll_now(slave), POLLOUT, "half a line cannot be read");
	OK(reads(master, "ab\b \bcd"), "but is echoed, and edited");
	write(master, "\r", 1);
	OK(reads(master, "\r\n"), "its end, too");
	EQ(poll_now(slave), POLLIN | POLLOUT, "the line is there");
	OK(reads(slave, "acd\n"), "edited");
	write(master, "\004", 1);
	EQ(read(slave, &n, 1), 0, "^D is the end of file");
	fcntl(slave, F_SETFL, O_NONBLOCK);
	FAILS(read(slave, &n, 1), EAGAIN, "a slave that does not wait");
	fcntl(master, F_SETFL, O_NONBLOCK);
	FAILS(read(master, &n, 1), EAGAIN, "a master that does not wait");

	write(slave, "last", 4);
	close(slave);
	EQ(poll_now(master), POLLIN | POLLOUT | POLLHUP, "the slave is closed");
	OK(reads(master, "last"), "its last words");
	FAILS(read(master, &n, 1), EIO, "and no more");
	slave = open(name, O_RDWR | O_NOCTTY);
	FAILS(read(master, &n, 1), EAGAIN, "until it is opened again");
	close(slave);
	close(master);
}

/* As a child: write far more than fits. */
static void fill(int fd, size_t total)
{
	static char block[1000];

	memset(block, 'x', sizeof(block));
	while (total) {
		if (write(fd, block, sizeof(block)) != sizeof(block))
			_exit(1);
		total -= sizeof(block);
	}
	_exit(0);
}

static size_t drain(int fd, size_t total)
{
	char block[700];
	size_t got = 0;
	ssize_t n;

	while (got < total && (n = read(fd, block, sizeof(block))) > 0)
		got += n;
	return got;
}

static void test_flow(void)
{
	const size_t total = 100000;
	int master = open_master(), slave = open(name, O_RDWR | O_NOCTTY), status;
	struct termios modes;

	tcgetattr(slave, &modes);
	cfmakeraw(&modes);
	tcsetattr(slave, TCSANOW, &modes);
	if (!fork())
		fill(slave, total);
	EQ(drain(master, total), total, "a writer waits for the master");
	wait(&status);
	OK(exited_with(status, 0), "and lost nothing");
	if (!fork())
		fill(master, total);
	EQ(drain(slave, total), total, "the master waits for the reader");
	wait(&status);
	OK(exited_with(status, 0), "and lost nothing");
	close(slave);
	close(master);
}

/* --- sessions --------------------------------------------------------------------------- */

/* The leader of a new session on the slave, which is its descriptor 0. */
static void lead_session(int master)
{
	int slave;

	setsid();
	slave = open(name, O_RDWR);
	close(master);
	dup2(slave, 0);
	close(slave);
}

static sigset_t block_all(void)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	return all;
}

static int pending(int sig)
{
	sigset_t set;

	sigpending(&set);
	return sigismember(&set, sig);
}

static void wait_for(int sig)
{
	while (!pending(sig))
		usleep(1000);
}

/* A program whose terminal is hung up. Its exit status has a bit for each surprise. */
static int after_hangup(void)
{
	int wrong = open("/dev/tty", O_RDWR) < 0;
	char c;

	write(0, "r", 1);
	wait_for(SIGHUP);
	wrong |= (read(0, &c, 1) != 0) << 1;
	wrong |= (write(0, "x", 1) != -1 || errno != EIO) << 2;
	wrong |= (poll_now(0) != (POLLIN | POLLOUT | POLLERR | POLLHUP)) << 3;
	wrong |= (ioctl(0, TCFLSH, TCIFLUSH) != -1 || errno != EIO) << 4;
	wrong |= (open("/dev/tty", O_RDWR) != -1 || errno != ENXIO) << 5;
	wait_for(SIGCONT);
	return wrong;
}

static void test_hangup(void)
{
	int master = open_master(), status;
	char c;
	pid_t child = fork();

	if (!child) {
		block_all();
		lead_session(master);
		_exit(after_hangup());
	}
	EQ(read(master, &c, 1), 1, "a session has the terminal");
	EQ(tcgetpgrp(master), child, "the master knows who is in front");
	close(master);
	waitpid(child, &status, 0);
	OK(exited_with(status, 0), "it is hung up when the master is closed");
	if (!exited_with(status, 0))
		tap_print("# wait status %#x", status);
}

static void test_interrupt(void)
{
	int master = open_master(), status;
	char c;
	pid_t child = fork();

	if (!child) {
		lead_session(master);
		write(0, "r", 1);
		for (;;)
			pause();
	}
	read(master, &c, 1);
	write(master, "\003", 1);
	waitpid(child, &status, 0);
	OK(killed_by(status, SIGINT), "^C ends who is in front");
	OK(reads(master, "^C"), "and is echoed");
	close(master);
}

/* The leader of a session ends: @front is in front, or behind and stopped. */
static void leader_ends(int front, const char *what, const char *signals)
{
	int master = open_master(), report[2], status;
	char told[3] = "";

	pipe(report);
	if (!fork()) {
		lead_session(master);
		if (!fork()) {
			block_all();
			setpgid(0, 0);
			if (front)
				tcsetpgrp(0, getpid());
			write(report[1], "r", 1);
			if (!front)
				raise(SIGSTOP);
			wait_for(SIGHUP);
			write(report[1], pending(SIGCONT) ? "HC" : "H-", 2);
			_exit(0);
		}
		read(report[0], told, 1);
		if (!front)
			waitpid(-1, &status, WUNTRACED);
		_exit(0);
	}
	wait(&status);
	close(report[1]);
	OK(reads(report[0], signals), "%s", what);
	close(report[0]);
	close(master);
}

static void test_many(void)
{
	int master[20], good = 0;
	char c;

	for (int i = 0; i < 20; i++) {
		int slave;

		master[i] = open_master();
		slave = open(name, O_RDWR | O_NOCTTY);
		write(slave, "a", 1);
		good += read(master[i], &c, 1) == 1;
		close(slave);
	}
	for (int i = 0; i < 20; i++)
		close(master[i]);
	EQ(good, 20, "twenty at a time");
}

#define SOMEBODY 1234

static int open_as_somebody(void *arg)
{
	struct stat st;
	int master;

	if (setresgid(SOMEBODY, SOMEBODY, SOMEBODY) ||
	    setresuid(SOMEBODY, SOMEBODY, SOMEBODY))
		return 1;
	master = open_master();
	if (master < 0 || stat(name, &st))
		return 2;
	if (st.st_uid != SOMEBODY || st.st_gid != SOMEBODY ||
	    st.st_mode != (S_IFCHR | 0600))
		return 3;
	if (open(name, O_RDWR | O_NOCTTY) < 0)
		return 4;
	close(master);
	return stat(name, &st) ? 0 : 5;
}

static int close_as_somebody(void *arg)
{
	int master = open_master();

	if (master < 0 || setresuid(SOMEBODY, SOMEBODY, SOMEBODY))
		return 1;
	close(master);
	return access(name, F_OK) ? 0 : 2;
}

static void test_users(void)
{
	EQ(in_child(open_as_somebody, NULL), 0, "anybody may open one, which is his");
	EQ(in_child(close_as_somebody, NULL), 0, "root's goes, too, when nobody is root");
}

int main(void)
{
	test_open();
	test_lines();
	test_flow();
	test_hangup();
	test_interrupt();
	leader_ends(1, "the leader ends: SIGHUP for who is in front", "H-");
	leader_ends(0, "SIGHUP and SIGCONT for who is stopped behind", "HC");
	test_many();
	test_users();
	return tap_done();
}
