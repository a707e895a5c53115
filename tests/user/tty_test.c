/*
 * tests/user/tty_test.c - a terminal: its modes, its size, what a read does without input
 *
 * On Atlas the terminal is the console; on Linux it is a pseudo-terminal made for this.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "child.h"
#include "tap.h"

/* The kernel's struct termios, which is shorter than the C library's. */
struct kernel_termios {
	unsigned int iflag, oflag, cflag, lflag;
	unsigned char line, cc[19];
};

#define ISIG 0x0001
#define ICANON 0x0002
#define ECHO 0x0008
#define ICRNL 0x0100
#define OPOST 0x0001
#define ONLCR 0x0004
#define VTIME 5
#define VMIN 6

static int open_terminal(void)
{
	int master;

	if (on_atlas())
		return open("/dev/console", O_RDWR | O_NOCTTY);
	master = posix_openpt(O_RDWR | O_NOCTTY);
	grantpt(master);
	unlockpt(master);
	return open(ptsname(master), O_RDWR | O_NOCTTY);
}

static void test_modes(int tty)
{
	struct kernel_termios old, raw, now;

	EQ(sys(SYS_ioctl, tty, TCGETS, &old), 0, "TCGETS");
	EQ(old.lflag & (ICANON | ECHO | ISIG), ICANON | ECHO | ISIG, "it edits lines");
	EQ(old.iflag & ICRNL, ICRNL, "Return is a line feed");
	EQ(old.oflag & (OPOST | ONLCR), OPOST | ONLCR, "a line feed returns");
	EQ(old.cc[0], 3, "^C interrupts");
	EQ(old.cc[4], 4, "^D ends the input");
	raw = old;
	raw.lflag &= ~(ICANON | ECHO);
	raw.cc[VMIN] = 0;
	raw.cc[VTIME] = 1;
	EQ(sys(SYS_ioctl, tty, TCSETS, &raw), 0, "TCSETS");
	EQ(sys(SYS_ioctl, tty, TCGETS, &now), 0, "TCGETS again");
	EQ(now.lflag, raw.lflag, "raw mode is on");
	EQ(sys(SYS_read, tty, &now, 1), 0, "a read with VTIME ends without input");
	raw.cc[VTIME] = 0;
	EQ(sys(SYS_ioctl, tty, TCSETSW, &raw), 0, "TCSETSW");
	EQ(sys(SYS_read, tty, &now, 1), 0, "a read that need not wait");
	EQ(sys(SYS_ioctl, tty, TCSETSF, &old), 0, "TCSETSF");
	FAILS(sys(SYS_ioctl, tty, TCGETS, NULL), EFAULT, "TCGETS to NULL");
	FAILS(sys(SYS_ioctl, tty, TCSETS, NULL), EFAULT, "TCSETS from NULL");
}

static void test_size(int tty)
{
	struct winsize old, size = { .ws_row = 30, .ws_col = 100 }, now;

	EQ(sys(SYS_ioctl, tty, TIOCGWINSZ, &old), 0, "TIOCGWINSZ");
	EQ(sys(SYS_ioctl, tty, TIOCSWINSZ, &size), 0, "TIOCSWINSZ");
	EQ(sys(SYS_ioctl, tty, TIOCGWINSZ, &now), 0, "TIOCGWINSZ again");
	EQ(now.ws_row, 30, "the rows");
	EQ(now.ws_col, 100, "the columns");
	sys(SYS_ioctl, tty, TIOCSWINSZ, &old);
}

static void test_rest(int tty)
{
	int number = -1;
	char byte;

	EQ(sys(SYS_ioctl, tty, FIONREAD, &number), 0, "FIONREAD");
	EQ(number, 0, "nothing was typed");
	EQ(sys(SYS_ioctl, tty, TIOCOUTQ, &number), 0, "TIOCOUTQ");
	EQ(sys(SYS_ioctl, tty, TCFLSH, 0), 0, "TCFLSH");
	FAILS(sys(SYS_ioctl, tty, TCFLSH, 9), EINVAL, "TCFLSH of what is not there");
	FAILS(sys(SYS_ioctl, tty, TIOCGPGRP, &number), ENOTTY, "it is not ours");
	FAILS(sys(SYS_ioctl, tty, 0x54ff, &number), ENOTTY, "an unknown request");
	FAILS(sys(SYS_lseek, tty, 0, SEEK_SET), ESPIPE, "it cannot seek");
	EQ(sys(SYS_write, tty, "\r", 1), 1, "write a byte");
	EQ(sys(SYS_write, tty, NULL, 0), 0, "write nothing");
	FAILS(sys(SYS_write, tty, NULL, 1), EFAULT, "write from NULL");
	EQ(sys(SYS_read, tty, &byte, 0), 0, "read nothing");
}

static void test_nonblocking(int tty)
{
	struct kernel_termios modes;
	char name[64], byte;
	int fd;

	sys(SYS_ioctl, tty, TCGETS, &modes);
	snprintf(name, sizeof(name), "%s", on_atlas() ? "/dev/console" : ttyname(tty));
	fd = open(name, O_RDWR | O_NOCTTY | O_NONBLOCK);
	OK(fd >= 0, "open it to read without waiting");
	FAILS(sys(SYS_read, fd, &byte, 1), EAGAIN, "there is nothing to read");
	close(fd);
}

int main(void)
{
	int tty = open_terminal();

	OK(tty >= 0, "open a terminal");
	test_modes(tty);
	test_size(tty);
	test_rest(tty);
	test_nonblocking(tty);
	close(tty);
	return tap_done();
}
