/*
 * tests/user/tty_job_test.c - job control: who may use the terminal of a session, and when
 *
 * On Atlas the terminal is the serial line; on Linux it is a pseudo-terminal made for
 * this. The tests run in a child that leads a session of its own.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>

#include "child.h"
#include "tap.h"
#include "thread_state.h"

static char name[64]; /* of the terminal */
static int tty;
static volatile sig_atomic_t winch;

static void find_terminal(void)
{
	int master;

	strcpy(name, "/dev/ttyS0");
	if (on_atlas())
		return;
	master = posix_openpt(O_RDWR | O_NOCTTY);
	grantpt(master);
	unlockpt(master);
	snprintf(name, sizeof(name), "%s", ptsname(master));
}

/* Run body in a process group behind. => its wait status, also when it is stopped. */
static int behind(int (*body)(void))
{
	pid_t child = fork();
	int status, end;

	if (child == 0) {
		setpgid(0, 0);
		_exit(body());
	}
	if (waitpid(child, &status, WUNTRACED) != child)
		return -1;
	if (WIFSTOPPED(status)) {
		kill(child, SIGKILL);
		waitpid(child, &end, 0);
	}
	return status;
}

static int stopped_by(int status, int sig)
{
	return status != -1 && WIFSTOPPED(status) && WSTOPSIG(status) == sig;
}

static int read_byte(void)
{
	char byte;

	return read(tty, &byte, 1) < 0 ? errno : 0;
}

static int read_ignoring(void)
{
	signal(SIGTTIN, SIG_IGN);
	return read_byte();
}

static int write_byte(void)
{
	return write(tty, "\r", 1) == 1 ? 0 : errno;
}

static int set_modes(void)
{
	struct termios modes;

	tcgetattr(tty, &modes);
	return tcsetattr(tty, TCSANOW, &modes) ? errno : 0;
}

static int set_modes_blocking(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTTOU);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return set_modes();
}

static int come_to_front(void)
{
	return tcsetpgrp(tty, getpid()) ? errno : 0;
}

/* --- two threads behind: what one does stops both ----------------------------------- */

static int (*deed)(void);
static volatile pid_t *doer; /* the second thread, for the parent to see */

static void *do_deed(void *unused)
{
	*doer = sys(SYS_gettid);
	return (void *)(intptr_t)deed();
}

static int in_second_thread(void)
{
	pthread_t thread;
	void *err;

	pthread_create(&thread, NULL, do_deed, NULL);
	pthread_join(thread, &err);
	return (intptr_t)err;
}

static pid_t start_two_behind(int (*what)(void))
{
	pid_t child = fork();

	if (child == 0) {
		setpgid(0, 0);
		deed = what;
		_exit(in_second_thread());
	}
	return child;
}

static void expect_both_stopped(pid_t child, int sig)
{
	int status = -1;

	waitpid(child, &status, WUNTRACED);
	OK(stopped_by(status, sig), "a thread's deed stops its process: signal %d", sig);
	EQ(thread_state(*doer), 'T', "... the thread itself");
	EQ(thread_state(child), 'T', "... and the other one");
}

static void test_two_behind(void)
{
	int status;
	pid_t child;

	doer = mmap(NULL, sizeof(*doer), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	child = start_two_behind(read_byte);
	expect_both_stopped(child, SIGTTIN);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	child = start_two_behind(set_modes);
	expect_both_stopped(child, SIGTTOU);
	EQ(tcsetpgrp(tty, child), 0, "put both in front");
	kill(-child, SIGCONT);
	waitpid(child, &status, 0);
	EQ(status, 0, "resumed, it is done");
	signal(SIGTTOU, SIG_IGN);
	EQ(tcsetpgrp(tty, getpid()), 0, "and us again");
	signal(SIGTTOU, SIG_DFL);
	munmap((void *)doer, sizeof(*doer));
}

/* --- nobody is left who could resume us --------------------------------------------- */

static int orphan_answer[2]; /* a pipe */

/* The parent leaves first, then we read. */
static int read_as_orphan(void)
{
	pid_t parent = getpid();
	int err;

	if (fork())
		return 0;
	while (getppid() == parent)
		usleep(1000);
	err = read_byte();
	return write(orphan_answer[1], &err, sizeof(err)) < 0;
}

static void test_orphan(void)
{
	int err = -1;

	EQ(pipe(orphan_answer), 0, "pipe");
	EQ(behind(read_as_orphan), 0, "leave a child alone in a group behind");
	EQ(read(orphan_answer[0], &err, sizeof(err)), sizeof(err), "it has read");
	EQ(err, EIO, "... and got EIO: nobody could resume it");
}

static void test_taking(void)
{
	int number;

	FAILS(ioctl(tty, TIOCGSID, &number), ENOTTY, "TIOCGSID: it is not ours yet");
	FAILS(open("/dev/tty", O_RDWR), ENXIO, "we have no terminal");
	EQ(ioctl(tty, TIOCSCTTY, 0), 0, "take the terminal");
	EQ(ioctl(tty, TIOCSCTTY, 0), 0, "it is ours already");
	EQ(tcgetsid(tty), getpid(), "our session has it");
	EQ(tcgetpgrp(tty), getpid(), "our group is in front");
	number = open("/dev/tty", O_RDWR);
	OK(number >= 0, "open /dev/tty");
	close(number);
}

static void test_behind(void)
{
	struct termios modes;

	OK(stopped_by(behind(read_byte), SIGTTIN), "a read from behind: SIGTTIN");
	EQ(behind(read_ignoring), EIO << 8, "... ignored: EIO");
	OK(stopped_by(behind(set_modes), SIGTTOU), "tcsetattr from behind: SIGTTOU");
	EQ(behind(set_modes_blocking), 0, "... blocked: it is done");
	OK(stopped_by(behind(come_to_front), SIGTTOU), "tcsetpgrp from behind: SIGTTOU");
	EQ(behind(write_byte), 0, "a write from behind");
	tcgetattr(tty, &modes);
	modes.c_lflag |= TOSTOP;
	tcsetattr(tty, TCSANOW, &modes);
	OK(stopped_by(behind(write_byte), SIGTTOU), "... with TOSTOP: SIGTTOU");
	modes.c_lflag &= ~TOSTOP;
	tcsetattr(tty, TCSANOW, &modes);
}

static void test_front(void)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		setpgid(0, 0);
		pause();
	}
	setpgid(child, child);
	FAILS(tcsetpgrp(tty, getppid()), EPERM, "a group of another session");
	EQ(tcsetpgrp(tty, child), 0, "put a child in front");
	EQ(tcgetpgrp(tty), child, "it is");
	signal(SIGTTOU, SIG_IGN);
	EQ(tcsetpgrp(tty, getpid()), 0, "and us again");
	signal(SIGTTOU, SIG_DFL);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
}

static void on_winch(int sig)
{
	winch++;
}

static void test_size(void)
{
	struct winsize old, size = { .ws_row = 31, .ws_col = 99 };

	signal(SIGWINCH, on_winch);
	ioctl(tty, TIOCGWINSZ, &old);
	EQ(ioctl(tty, TIOCSWINSZ, &size), 0, "a new size");
	EQ(winch, 1, "SIGWINCH");
	EQ(ioctl(tty, TIOCSWINSZ, &size), 0, "the same size");
	EQ(winch, 1, "no SIGWINCH");
	ioctl(tty, TIOCSWINSZ, &old);
}

static void test_giving_up(void)
{
	signal(SIGHUP, SIG_IGN); /* what Linux sends on that occasion */
	EQ(ioctl(tty, TIOCNOTTY), 0, "give it up");
	FAILS(ioctl(tty, TIOCNOTTY), ENOTTY, "it is not ours any more");
	FAILS(open("/dev/tty", O_RDWR), ENXIO, "we have none");
	close(open(name, O_RDWR | O_NOCTTY));
	FAILS(tcgetsid(tty), ENOTTY, "O_NOCTTY takes none");
	close(open(name, O_RDWR));
	EQ(tcgetsid(tty), getpid(), "else the leader takes what it opens");
}

static int tests(void *unused)
{
	setsid();
	tty = open(name, O_RDWR | O_NOCTTY);
	OK(tty >= 0, "open a terminal");
	test_taking();
	test_behind();
	test_two_behind();
	test_orphan();
	test_front();
	test_size();
	test_giving_up();
	return tap_done();
}

int main(void)
{
	find_terminal();
	return !exited_with(in_child(tests, NULL), 0);
}
