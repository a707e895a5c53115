/* tests/user/pty_packet_test.c - TIOCPKT: the master hears what is done to the slave */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>

#include "tap.h"

#ifndef EXTPROC
#define EXTPROC 0200000
#endif

static int master, slave;
static struct termios modes;

static int packet_mode(int on)
{
	return ioctl(master, TIOCPKT, &on);
}

/* What is ready now, and the one read that is possible then: "0hi", "2", or "". */
static const char *packet(void)
{
	static char text[32];
	struct pollfd p = { .fd = master, .events = POLLIN | POLLPRI };
	unsigned char got[16];
	ssize_t n;

	if (poll(&p, 1, 0) != 1)
		return "";
	n = read(master, got, sizeof(got));
	if (n < 1)
		return "error";
	if ((p.revents == (POLLIN | POLLPRI)) != (got[0] != 0))
		return "POLLPRI is wrong";
	snprintf(text, sizeof(text), "%d%.*s", got[0], (int)n - 1, got + 1);
	return text;
}

#define PACKET(wanted, ...) OK(!strcmp(packet(), wanted), __VA_ARGS__)

static void open_pty(void)
{
	int on = -1;

	master = posix_openpt(O_RDWR | O_NOCTTY);
	unlockpt(master);
	slave = open(ptsname(master), O_RDWR | O_NOCTTY | O_NONBLOCK);
	EQ(ioctl(master, TIOCGPKT, &on), 0, "TIOCGPKT");
	EQ(on, 0, "no packets at first");
	FAILS(ioctl(master, TIOCPKT, NULL), EFAULT, "TIOCPKT from nowhere");
	FAILS(ioctl(slave, TIOCPKT, &on), ENOTTY, "TIOCPKT is the master's");
	tcgetattr(slave, &modes);
	modes.c_lflag = ICANON;
	modes.c_oflag = 0;
	modes.c_iflag = IXON;
	tcsetattr(slave, TCSANOW, &modes);
	EQ(packet_mode(1), 0, "TIOCPKT");
	EQ(ioctl(master, TIOCGPKT, &on), 0, "TIOCGPKT");
	EQ(on, 1, "packets");
}

static void test_data(void)
{
	char got[8] = "";

	PACKET("", "nothing yet");
	write(slave, "hi", 2);
	PACKET("0hi", "data comes behind a 0");
	write(slave, "hi", 2);
	EQ(read(master, got, 1), 1, "room for one byte");
	EQ(got[0], 0, "is for the 0");
	EQ(read(master, got, 2), 2, "room for two");
	OK(got[0] == 0 && got[1] == 'h', "is for one more");
	PACKET("0i", "the rest has a 0 too");
}

static void test_flush(void)
{
	write(slave, "hi", 2);
	tcflush(slave, TCIFLUSH);
	PACKET("1", "the input was flushed: alone, before data");
	PACKET("0hi", "then data");
	write(slave, "hi", 2);
	tcflush(slave, TCOFLUSH);
	PACKET("2", "the output was flushed");
	PACKET("", "and is gone");
	tcflush(slave, TCIOFLUSH);
	PACKET("3", "both at once are one");
	write(slave, "hi", 2);
	tcflush(master, TCIFLUSH);
	packet();
	PACKET("", "the master's input is the slave's output");
}

static void test_flow(void)
{
	tcflow(slave, TCOOFF);
	PACKET("4", "stopped");
	FAILS(write(slave, "k", 1), EAGAIN, "a writer would wait");
	tcflow(slave, TCOOFF);
	PACKET("", "once is enough");
	tcflow(slave, TCOON);
	PACKET("8", "started");
	EQ(write(slave, "k", 1), 1, "a writer goes on");
	PACKET("0k", "and its byte is there");
	tcflow(slave, TCOOFF);
	tcflow(slave, TCOON);
	PACKET("8", "of two opposites, the last");
	tcflow(slave, TCIOFF);
	PACKET("0\023", "^S is sent");
	tcflow(slave, TCION);
	PACKET("0\021", "^Q is sent");
	FAILS(ioctl(slave, TCXONC, 4), EINVAL, "no other tcflow()");
}

static void test_modes(void)
{
	modes.c_iflag = 0;
	tcsetattr(slave, TCSANOW, &modes);
	PACKET("16", "^S is a character like others");
	modes.c_iflag = IXON;
	tcsetattr(slave, TCSANOW, &modes);
	PACKET("32", "^S stops");
	modes.c_cc[VSTOP] = 'x';
	tcsetattr(slave, TCSANOW, &modes);
	PACKET("16", "x stops");
	modes.c_cc[VSTOP] = 'S' & 31;
	tcsetattr(slave, TCSANOW, &modes);
	PACKET("32", "^S stops");
	tcsetattr(slave, TCSANOW, &modes);
	PACKET("", "nothing new");
	tcsetattr(slave, TCSAFLUSH, &modes);
	PACKET("1", "but the input was flushed");
	modes.c_lflag |= EXTPROC;
	tcsetattr(slave, TCSANOW, &modes);
	PACKET("64", "EXTPROC");
	modes.c_lflag &= ~EXTPROC;
	tcsetattr(slave, TCSANOW, &modes);
	PACKET("64", "EXTPROC no more");
}

static void test_end(void)
{
	char got[8] = "";

	tcflush(slave, TCIFLUSH);
	packet_mode(1);
	PACKET("1", "packet mode again changes nothing");
	tcflush(slave, TCIFLUSH);
	packet_mode(0);
	packet_mode(1);
	PACKET("", "off and on again forgets");
	packet_mode(0);
	write(slave, "ab", 2);
	EQ(read(master, got, sizeof(got)), 2, "no packets");
	OK(!strcmp(got, "ab"), "no 0");
	packet_mode(1);
	close(slave);
	FAILS(read(master, got, sizeof(got)), EIO, "no slave");
	close(master);
}

int main(void)
{
	open_pty();
	test_data();
	test_flush();
	test_flow();
	test_modes();
	test_end();
	return tap_done();
}
