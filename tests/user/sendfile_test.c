/* tests/user/sendfile_test.c - sendfile(2): files to files, pipes and terminals */
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>

#include "mem.h"

#define PIPE_PAGES 16

static int in, out;
static char text[40 * PAGE], back[40 * PAGE];

static long send_at(int to, int from, long *at, unsigned long count)
{
	return sys(SYS_sendfile, to, from, at, count);
}

static long position(int fd)
{
	return lseek(fd, 0, SEEK_CUR);
}

static void test_file(void)
{
	long at = PAGE - 1;

	EQ(send_at(out, in, NULL, PAGE + 7), PAGE + 7, "from position to position");
	EQ(position(in), PAGE + 7, "the one moves");
	EQ(position(out), PAGE + 7, "the other too");
	EQ(send_at(out, in, &at, 3), 3, "from an offset");
	EQ(at, PAGE + 2, "the offset moves");
	EQ(position(in), PAGE + 7, "the position does not");
	EQ(position(out), PAGE + 10, "the other's does");
	OK(pread(out, back, sizeof(back), 0) == PAGE + 10 &&
		   !memcmp(back, text, PAGE + 7) &&
		   !memcmp(back + PAGE + 7, text + PAGE - 1, 3),
	   "byte for byte");
	EQ(send_at(out, in, NULL, 100 * PAGE), sizeof(text) - PAGE - 7, "up to the end");
	EQ(send_at(out, in, NULL, 1), 0, "and no further");
	EQ(send_at(out, in, NULL, 0), 0, "nothing");
	at = 1L << 40;
	EQ(send_at(out, in, &at, 1), 0, "from far behind the end");
	EQ(at, 1L << 40, "which stays where it is");
}

static void test_pipe(void)
{
	int pipes[2], waiting = 0;
	long at = 0;

	pipe(pipes);
	EQ(send_at(pipes[1], in, &at, sizeof(text)), PIPE_PAGES * PAGE,
	   "what a pipe holds");
	EQ(at, PIPE_PAGES * PAGE, "is what was sent");
	EQ(ioctl(pipes[0], FIONREAD, &waiting), 0, "it waits in the pipe:");
	EQ(waiting, PIPE_PAGES * PAGE, "so much");
	fcntl(pipes[1], F_SETFL, O_NONBLOCK);
	FAILS(send_at(pipes[1], in, &at, 1), EAGAIN, "one more byte");
	pwrite(in, "changed", 7, 0);
	EQ(read(pipes[0], back, 10), 10, "a few are read");
	pwrite(in, text, 7, 0);
	EQ(read(pipes[0], back + 10, sizeof(back)), PIPE_PAGES * PAGE - 10, "all are");
	OK(!memcmp(back + 10, text + 10, PIPE_PAGES * PAGE - 10), "byte for byte");
	EQ(write(pipes[1], "behind", 6), 6, "a write");
	EQ(send_at(pipes[1], in, &at, 4), 4, "what is sent goes behind it");
	EQ(write(pipes[1], "!", 1), 1, "and a write behind that");
	EQ(read(pipes[0], back, 100), 11, "all together");
	OK(!memcmp(back, "behind", 6) && !memcmp(back + 6, text + PIPE_PAGES * PAGE, 4) &&
		   back[10] == '!',
	   "in their order");
	close(pipes[0]);
	signal(SIGPIPE, SIG_IGN);
	FAILS(send_at(pipes[1], in, &at, 4), EPIPE, "to a pipe that nobody reads");
	close(pipes[1]);
}

/* A reader of a full pipe lets the sender go on. */
static void test_wait(void)
{
	int pipes[2], status;
	long total = 0, n, at = 0;
	pid_t child;

	pipe(pipes);
	child = fork();
	if (!child) {
		close(pipes[0]);
		for (long sent = 1; sent > 0 && at < (long)sizeof(text);)
			sent = send_at(pipes[1], in, &at, sizeof(text));
		_exit(at == sizeof(text) ? 0 : 1);
	}
	close(pipes[1]);
	while ((n = read(pipes[0], back + total, sizeof(back) - total)) > 0)
		total += n;
	waitpid(child, &status, 0);
	EQ(status, 0, "a sender sends all");
	OK(total == sizeof(text) && !memcmp(back, text, total), "the reader gets all");
	close(pipes[0]);
}

static void test_devices(void)
{
	int null = open("/dev/null", O_WRONLY), full = open("/dev/full", O_WRONLY);
	int master = open("/dev/ptmx", O_RDWR | O_NOCTTY), slave, unlock = 0;
	char name[32];
	long at = 0;

	EQ(send_at(null, in, &at, sizeof(text)), sizeof(text), "to /dev/null");
	EQ(at, sizeof(text), "all of it");
	OK(full >= 0, "/dev/full is there");
	ioctl(master, TIOCSPTLCK, &unlock);
	ioctl(master, TIOCGPTN, &unlock);
	snprintf(name, sizeof(name), "/dev/pts/%d", unlock);
	slave = open(name, O_RDWR | O_NOCTTY);
	pwrite(in, "line\nx", 6, 0);
	at = 0;
	EQ(send_at(slave, in, &at, 6), 6, "to a terminal");
	EQ(read(master, back, 100), 7, "it shows");
	OK(!memcmp(back, "line\r\nx", 7), "as a terminal shows it");
	pwrite(in, text, 6, 0);
	close(slave);
	close(master);
	close(null);
	close(full);
}

static void test_errors(void)
{
	int pipes[2],
		append = open("/tmp/sendfile_append", O_RDWR | O_CREAT | O_APPEND, 0600);
	int directory = open("/tmp", O_RDONLY),
	    proc = open("/proc/self/status", O_RDONLY);
	long at = 0;

	pipe(pipes);
	FAILS(send_at(-1, in, NULL, 1), EBADF, "to no file");
	FAILS(send_at(out, -1, NULL, 1), EBADF, "from no file");
	FAILS(send_at(proc, in, NULL, 1), EBADF, "to what is open for reading");
	FAILS(send_at(out, pipes[1], NULL, 1), EBADF, "from what is open for writing");
	FAILS(send_at(out, in, (long *)8, 1), EFAULT, "an offset from nowhere");
	FAILS(send_at(-1, -1, (long *)8, 1), EFAULT, "before all else");
	FAILS(send_at(out, pipes[0], NULL, 1), EINVAL, "from a pipe");
	FAILS(send_at(out, pipes[0], &at, 1), ESPIPE, "from a place in a pipe");
	FAILS(send_at(out, directory, NULL, 1), EINVAL, "from a directory");
	FAILS(send_at(append, in, NULL, 1), EINVAL, "to the end of a file, always");
	FAILS(send_at(out, open("/dev/zero", O_RDONLY), NULL, 1), EINVAL,
	      "from /dev/zero");
	FAILS(send_at(out, in, NULL, -1), EINVAL, "less than nothing");
	at = -1;
	FAILS(send_at(out, in, &at, 1), EINVAL, "before the beginning");
	EQ(at, -1, "an offset that was refused stays");
	at = 0x7fffffffffffffff;
	FAILS(send_at(out, in, &at, 1), EINVAL, "past the end of all files");
	EQ(send_at(out, in, &at, 0), 0, "nothing from there");
	unlink("/tmp/sendfile_append");
}

static void test_set_id(void)
{
	struct stat st;
	long at = 0;

	fchmod(out, 06777);
	setuid(1000);
	EQ(send_at(out, in, &at, 1), 1, "to a file with the set-ID bits");
	fstat(out, &st);
	EQ(st.st_mode & 07777, 0777, "it loses them");
}

int main(void)
{
	in = temp_file("/tmp", 0);
	out = temp_file("/tmp", 0);
	for (unsigned long i = 0; i < sizeof(text); i++)
		text[i] = i * 7 + i / PAGE;
	pwrite(in, text, sizeof(text), 0);
	test_file();
	test_pipe();
	test_wait();
	test_devices();
	test_errors();
	test_set_id();
	return tap_done();
}
