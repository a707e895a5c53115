/* tests/user/tty_ioctl_test.c - what ioctl(2) asks of a terminal beside modes, size and groups */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>

#include "tap.h"

struct old_termio {
	unsigned short c_iflag, c_oflag, c_cflag, c_lflag;
	unsigned char c_line, c_cc[8];
};

static int master, slave;

static void open_pty(void)
{
	master = posix_openpt(O_RDWR | O_NOCTTY);
	unlockpt(master);
	slave = open(ptsname(master), O_RDWR | O_NOCTTY);
}

static void test_termio(void)
{
	struct old_termio termio, again;
	struct termios termios, before;

	tcgetattr(slave, &before);
	EQ(ioctl(slave, TCGETA, &termio), 0, "TCGETA");
	OK(termio.c_iflag == (before.c_iflag & 0xffff) &&
		   termio.c_lflag == (before.c_lflag & 0xffff) &&
		   !memcmp(termio.c_cc, before.c_cc, 8),
	   "has what tcgetattr() has");
	termio.c_lflag = ISIG | ECHO;
	termio.c_oflag = OPOST;
	for (int i = 0; i < 8; i++)
		termio.c_cc[i] = 17;
	EQ(ioctl(slave, TCSETA, &termio), 0, "TCSETA");
	EQ(ioctl(slave, TCGETA, &again), 0, "TCGETA");
	OK(!memcmp(&again, &termio, 17), "has what was set");
	tcgetattr(slave, &termios);
	OK(termios.c_lflag == ((before.c_lflag & ~0xffffU) | ISIG | ECHO) &&
		   termios.c_cc[VSTART] == before.c_cc[VSTART] &&
		   termios.c_cc[VMIN] == 17,
	   "the other half of each word, and the other characters, stay");
	EQ(ioctl(slave, TCSETAW, &termio), 0, "TCSETAW");
	EQ(ioctl(slave, TCSETAF, &termio), 0, "TCSETAF");
	EQ(ioctl(master, TCGETA, &again), 0, "the master tells of the slave");
	OK(!memcmp(&again, &termio, 17), "the same");
	FAILS(ioctl(slave, TCGETA, NULL), EFAULT, "TCGETA to nowhere");
	FAILS(ioctl(slave, TCSETA, 1), EFAULT, "TCSETA from nowhere");
	FAILS(ioctl(-1, TCGETA, &termio), EBADF, "TCGETA of no file");
	termios = before;
	termios.c_cflag = B50 | CS7 | PARENB | PARODD | CLOCAL;
	tcsetattr(slave, TCSANOW, &termios);
	tcgetattr(slave, &termios);
	EQ(termios.c_cflag, B50 | CS8 | CREAD | PARODD | CLOCAL,
	   "a pseudo-terminal has eight bits and no parity");
	tcsetattr(slave, TCSANOW, &before);
}

static void test_discipline(void)
{
	int number = 7;

	EQ(ioctl(slave, TIOCGETD, &number), 0, "TIOCGETD");
	EQ(number, 0, "N_TTY");
	EQ(ioctl(slave, TIOCSETD, &number), 0, "TIOCSETD");
	number = 100;
	FAILS(ioctl(slave, TIOCSETD, &number), EINVAL, "to one that there is not");
	FAILS(ioctl(slave, TIOCSETD, NULL), EFAULT, "from nowhere");
}

static void test_break(void)
{
	EQ(tcsendbreak(slave, 10), 0, "tcsendbreak()");
	EQ(tcsendbreak(master, 10), 0, "from the master, too");
	EQ(ioctl(slave, TCSBRKP, 0), 0, "TCSBRKP");
	EQ(ioctl(slave, TIOCSBRK), 0, "TIOCSBRK");
	EQ(ioctl(slave, TIOCCBRK), 0, "TIOCCBRK");
	EQ(tcdrain(slave), 0, "tcdrain()");
}

/* A byte that was held comes when output goes on; ^Q does not help. */
static void test_hold(void)
{
	char got[8];

	fcntl(slave, F_SETFL, O_RDWR | O_NONBLOCK);
	fcntl(master, F_SETFL, O_RDWR | O_NONBLOCK);
	EQ(tcflow(slave, TCOOFF), 0, "tcflow(TCOOFF)");
	FAILS(write(slave, "a", 1), EAGAIN, "nobody can write");
	EQ(tcflow(slave, TCOON), 0, "tcflow(TCOON)");
	EQ(write(slave, "a", 1), 1, "now it can be");
	EQ(read(master, got, sizeof(got)), 1, "and read");
	write(slave, "abc", 3);
	EQ(tcflush(slave, TCOFLUSH), 0, "tcflush(TCOFLUSH)");
	FAILS(read(master, got, sizeof(got)), EAGAIN, "what was sent is dropped");
	FAILS(pread(slave, got, 1, 0), ESPIPE, "a terminal has no places");
	FAILS(pwrite(slave, got, 1, 0), ESPIPE, "to read or write at");
	fcntl(slave, F_SETFL, O_RDWR);
	fcntl(master, F_SETFL, O_RDWR);
}

static void test_peer(void)
{
	struct stat st, other;
	int peer = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC), lock = 1;
	char got[8] = "";

	OK(peer >= 0, "TIOCGPTPEER");
	EQ(fcntl(peer, F_GETFD), FD_CLOEXEC, "with O_CLOEXEC");
	OK(!fstat(peer, &st) && !fstat(slave, &other) && st.st_ino == other.st_ino,
	   "is the slave");
	EQ(write(peer, "a", 1), 1, "what is written there");
	EQ(read(master, got, 8), 1, "the master reads");
	close(peer);
	ioctl(master, TIOCSPTLCK, &lock);
	FAILS(ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY), EIO, "not of a locked one");
}

static void test_hangup(void)
{
	char got[8];

	EQ(ioctl(slave, TIOCVHANGUP), 0, "TIOCVHANGUP");
	EQ(read(slave, got, 1), 0, "reads end");
	FAILS(write(slave, "a", 1), EIO, "writes fail");
	FAILS(ioctl(slave, TIOCVHANGUP), EIO, "nothing is left of it");
	close(slave);
	close(master);
}

int main(void)
{
	open_pty();
	test_termio();
	test_discipline();
	test_break();
	test_hold();
	test_peer();
	test_hangup();
	return tap_done();
}
