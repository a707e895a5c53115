/*
 * tests/user/eintr_files_test.c - a signal comes while a call waits for a file
 *
 * For a pipe, a FIFO's other end, a terminal, a lock. eintr.h says how that is tested.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <termios.h>

#include "eintr.h"

static int empty[2], full[2]; /* two pipes */
static int locked;            /* a file */

/* Of a terminal whose output nobody reads, and of one without output or input. */
static struct terminal {
	int master, slave;
} full_tty, empty_tty;

/* --- pipes ------------------------------------------------------------------------ */

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

static long do_readv(void)
{
	char c[2];
	struct iovec iov[2] = { { c, 1 }, { c + 1, 1 } };

	return readv(empty[0], iov, 2);
}

static long do_writev(void)
{
	return writev(full[1], &(struct iovec){ "x", 1 }, 1);
}

static long do_sendfile(void)
{
	off_t from = 0;

	return sendfile(full[1], locked, &from, 1);
}

static long do_open_fifo(void)
{
	return open("fifo", O_RDONLY);
}

static void open_other_end(void)
{
	close(open("fifo", O_WRONLY));
}

static long do_open_fifo_to_write(void)
{
	return open("fifo", O_WRONLY);
}

static void open_end_to_read(void)
{
	close(open("fifo", O_RDONLY));
}

/* --- terminals -------------------------------------------------------------------- */

static long do_read_tty(void)
{
	char c;

	return read(empty_tty.slave, &c, 1);
}

static void type(void)
{
	if (write(empty_tty.master, "x", 1) != 1)
		_exit(9);
}

static long do_read_master(void)
{
	char c;

	return read(empty_tty.master, &c, 1);
}

static void print(void)
{
	if (write(empty_tty.slave, "x", 1) != 1)
		_exit(9);
}

static long do_write_tty(void)
{
	return write(full_tty.slave, "x", 1);
}

static void read_screen(void)
{
	char page[4096];

	fcntl(full_tty.master, F_SETFL, O_NONBLOCK);
	while (read(full_tty.master, page, sizeof(page)) > 0)
		;
}

/* --- locks ------------------------------------------------------------------------ */

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

static long do_ofd_setlkw(void)
{
	struct flock l = { .l_type = F_WRLCK };

	return fcntl(open("file", O_RDWR), F_OFD_SETLKW, &l);
}

static const struct blocking table[] = {
	{ "read of an empty pipe", do_read, write_one },
	{ "readv of an empty pipe", do_readv, write_one },
	{ "write to a full pipe", do_write, read_some },
	{ "writev to a full pipe", do_writev, read_some },
	{ "sendfile to a full pipe", do_sendfile, read_some },
	{ "open of a FIFO", do_open_fifo, open_other_end },
	{ "open of a FIFO to write", do_open_fifo_to_write, open_end_to_read },
	{ "read of a terminal", do_read_tty, type },
	{ "read of a terminal's master", do_read_master, print },
	{ "write to a terminal that nobody reads", do_write_tty, read_screen },
	{ "flock", do_flock, unlock },
	{ "fcntl F_SETLKW", do_setlkw, unlock_record },
	{ "fcntl F_OFD_SETLKW", do_ofd_setlkw, unlock_record },
};

/* --- the test --------------------------------------------------------------------- */

static void fill(int fd)
{
	char page[4096] = "";

	fcntl(fd, F_SETFL, O_NONBLOCK);
	for (size_t size = sizeof(page); size; size /= sizeof(page))
		while (write(fd, page, size) > 0)
			;
	fcntl(fd, F_SETFL, 0);
}

/* What the last call took, or gave back, is as it was. */
static void before(void)
{
	struct flock l = { .l_type = F_WRLCK };

	flock(locked, LOCK_EX);
	fcntl(locked, F_SETLK, &l);
	fill(full[1]);
	do /* in Linux the line discipline takes some of it, later */
		fill(full_tty.slave);
	while (poll(&(struct pollfd){ full_tty.slave, POLLOUT, 0 }, 1, 10) > 0);
}

static void open_terminal(struct terminal *tty)
{
	struct termios termios;
	char name[32];
	int number;

	tty->master = open("/dev/ptmx", O_RDWR | O_NOCTTY);
	if (ioctl(tty->master, TIOCSPTLCK, &(int){ 0 }) ||
	    ioctl(tty->master, TIOCGPTN, &number))
		_exit(9);
	snprintf(name, sizeof(name), "/dev/pts/%d", number);
	tty->slave = open(name, O_RDWR | O_NOCTTY);
	tcgetattr(tty->slave, &termios);
	cfmakeraw(&termios);
	tcsetattr(tty->slave, TCSANOW, &termios);
}

int main(void)
{
	eintr_begin();
	if (pipe(empty) || pipe(full) || mkfifo("fifo", 0600))
		return 1;
	locked = open("file", O_CREAT | O_RDWR, 0644);
	if (write(locked, "x", 1) != 1)
		return 1;
	open_terminal(&full_tty);
	open_terminal(&empty_tty);
	eintr_test(table, sizeof(table) / sizeof(*table), before);
	unlink("fifo");
	unlink("file");
	return tap_done();
}
