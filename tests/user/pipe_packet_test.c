/* tests/user/pipe_packet_test.c - pipes with O_DIRECT: what is written at once is read at once */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/ioctl.h>

#include "tap.h"

#define PAGE 4096

static char big[3 * PAGE], got[3 * PAGE];
static int fd[2];

static long put(const char *text)
{
	return write(fd[1], text, strlen(text));
}

static void reads(const char *wanted, size_t room, const char *what)
{
	memset(got, 0, sizeof(got));
	EQ(read(fd[0], got, room), (long)strlen(wanted), "%s", what);
	OK(!strcmp(got, wanted), "%s: the bytes", what);
}

static void test_flags(void)
{
	EQ(pipe2(fd, O_DIRECT | O_NONBLOCK), 0, "pipe2 with O_DIRECT");
	EQ(fcntl(fd[0], F_GETFL), O_NONBLOCK, "the read end does not have it");
	EQ(fcntl(fd[1], F_GETFL), O_DIRECT | O_NONBLOCK | O_WRONLY, "the write end does");
	FAILS(pipe2((int *)got, O_APPEND), EINVAL, "O_APPEND");
}

static void test_packets(void)
{
	int inside = 0;

	put("one");
	put("two");
	EQ(ioctl(fd[0], FIONREAD, &inside), 0, "FIONREAD");
	EQ(inside, 6, "counts both packets");
	reads("one", sizeof(got), "a read takes one packet");
	reads("two", sizeof(got), "the next the next");
	put("three");
	put("four");
	reads("th", 2, "a short read takes a part");
	reads("four", sizeof(got), "and what is left of it is lost");
	EQ(write(fd[1], big, sizeof(big)), (long)sizeof(big), "three pages");
	EQ(read(fd[0], got, sizeof(got)), PAGE, "are three packets");
	EQ(read(fd[0], got, 1), 1, "one of which is read in part");
	EQ(read(fd[0], got, sizeof(got)), PAGE, "and one again whole");
	FAILS(read(fd[0], got, 1), EAGAIN, "that was all");
	put("x");
	FAILS(read(fd[0], (void *)1, 1), EFAULT, "an address that is none");
	reads("x", sizeof(got), "leaves the packet there");
}

/* The flag can come and go; a page that began without it is filled up. */
static void test_switch(void)
{
	EQ(fcntl(fd[1], F_SETFL, O_NONBLOCK), 0, "no packets any more");
	put("a");
	put("b");
	EQ(fcntl(fd[1], F_SETFL, O_NONBLOCK | O_DIRECT), 0, "packets");
	put("c");
	reads("abc", sizeof(got), "what fits behind bytes goes there");
	put("d");
	EQ(fcntl(fd[1], F_SETFL, O_NONBLOCK), 0, "and none");
	put("e");
	reads("d", sizeof(got), "nothing goes behind a packet");
	reads("e", sizeof(got), "but into a page of its own");
	FAILS(fcntl(STDIN_FILENO, F_SETFL, O_DIRECT), EINVAL, "O_DIRECT is for pipes");
}

int main(void)
{
	close(STDIN_FILENO);
	open("/dev/null", O_RDONLY);
	test_flags();
	test_packets();
	test_switch();
	return tap_done();
}
