/* tests/user/dev_mem_test.c - /dev/null, /dev/zero and /dev/full */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "tap.h"

#define PAGE 4096UL

static char buf[3 * PAGE];

static void test_null(void)
{
	int fd = open("/dev/null", O_RDWR);

	OK(fd >= 0, "open /dev/null");
	EQ(sys(SYS_write, fd, buf, sizeof(buf)), sizeof(buf), "null takes everything");
	EQ(sys(SYS_write, fd, NULL, 100), 100, "without looking at it");
	EQ(sys(SYS_read, fd, buf, 10), 0, "null is always at its end");
	EQ(sys(SYS_lseek, fd, 1000, SEEK_SET), 0, "a seek in null leads to 0");
	close(fd);
}

static int all(char byte)
{
	for (size_t i = 0; i < sizeof(buf); i++)
		if (buf[i] != byte)
			return 0;
	return 1;
}

static void test_zero(void)
{
	int fd = open("/dev/zero", O_RDWR);
	char *map;

	memset(buf, 1, sizeof(buf));
	EQ(sys(SYS_read, fd, buf, sizeof(buf)), sizeof(buf), "zero fills the buffer");
	OK(all(0), "with zeros");
	EQ(sys(SYS_write, fd, buf, 10), 10, "zero takes everything");
	EQ(sys(SYS_pread64, fd, buf, 10, 1L << 40), 10, "zero has no end");
	map = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	OK(map != MAP_FAILED, "a private map of zero is anonymous memory");
	if (map != MAP_FAILED) {
		EQ(map[PAGE], 0, "which reads as zero");
		map[PAGE] = 5;
		EQ(map[PAGE], 5, "and can be written");
		munmap(map, 2 * PAGE);
	}
	close(fd);
}

/* A shared map of zero is memory of its own, which children share. */
static void test_zero_shared(void)
{
	int fd = open("/dev/zero", O_RDWR);
	char *map = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	char *other = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	pid_t child;

	close(fd);
	OK(map != MAP_FAILED && other != MAP_FAILED, "zero can be mapped shared");
	if (map == MAP_FAILED || other == MAP_FAILED)
		return;
	EQ(map[PAGE], 0, "it reads as zero");
	child = fork();
	if (child == 0) {
		map[PAGE] = 7;
		_exit(0);
	}
	waitpid(child, NULL, 0);
	EQ(map[PAGE], 7, "what a child writes is seen");
	EQ(other[PAGE], 0, "a second map is other memory");
	munmap(map, 2 * PAGE);
	munmap(other, 2 * PAGE);
}

static void test_full(void)
{
	int fd = open("/dev/full", O_RDWR);

	memset(buf, 1, sizeof(buf));
	FAILS(sys(SYS_write, fd, buf, 10), ENOSPC, "full has no room");
	EQ(sys(SYS_read, fd, buf, sizeof(buf)), sizeof(buf), "and reads");
	OK(all(0), "as zeros");
	close(fd);
}

static void test_nodes(void)
{
	static const char *const names[] = { "/dev/null", "/dev/zero", "/dev/full" };
	static const dev_t numbers[] = { 0x103, 0x105, 0x107 };
	struct stat st;
	int fd;

	for (int i = 0; i < 3; i++) {
		fd = open(names[i], O_RDONLY);
		EQ(sys(SYS_fstat, fd, &st), 0, "fstat of %s", names[i]);
		EQ(st.st_rdev, numbers[i], "its numbers");
		FAILS(sys(SYS_ioctl, fd, TIOCGWINSZ, buf), ENOTTY, "it is no terminal");
		close(fd);
	}
}

int main(void)
{
	test_null();
	test_zero();
	test_zero_shared();
	test_full();
	test_nodes();
	return tap_done();
}
