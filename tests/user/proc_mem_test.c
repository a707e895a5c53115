/*
 * tests/user/proc_mem_test.c - /proc/PID/mem: memory as a file
 */
#include "mem.h"

/* Read-only memory whose contents the compiler does not know. */
static const char text_constant[PAGE] __attribute__((aligned(4096), used)) = "constant";
static const char *volatile constant = text_constant;

static long at(int fd, const void *address, void *buf, long length, int write)
{
	return write ? pwrite(fd, buf, length, (off_t)address)
		     : pread(fd, buf, length, (off_t)address);
}

#define READ(address, length) at(fd, address, buf, length, 0)
#define WRITE(address, text) at(fd, address, text, sizeof(text) - 1, 1)

static void test_own(int fd)
{
	static char data[] = "own data";
	char buf[16 * PAGE], *area = anon_at(0, 4);

	EQ(READ(data, 8), 8, "read own data");
	OK(!memcmp(buf, "own data", 8), "... as it is");
	EQ(WRITE(data + 1, "WN"), 2, "write it");
	OK(!strcmp(data, "oWN data"), "... in place");
	memset(area + PAGE - 4, 'x', 8);
	EQ(READ(area + PAGE - 4, 8), 8, "across two pages");
	OK(!memcmp(buf, "xxxxxxxx", 8), "... from both");
	EQ(READ(area + PAGE, 8 * PAGE), 3 * PAGE, "up to the last mapped byte");
	FAILS(READ(area + 4 * PAGE, 8), EIO, "where nothing is mapped: EIO");
	FAILS(WRITE(area + 4 * PAGE, "x"), EIO, "... to write, too");
	FAILS(READ(NULL, 8), EIO, "page 0: EIO");
	EQ(READ(area, 0), 0, "no bytes");
	FAILS(at(fd, data, AREA + 0x5000 * PAGE, 8, 0), EFAULT, "no buffer: EFAULT");
	FAILS(at(fd, data, AREA + 0x5000 * PAGE, 8, 1), EFAULT, "... to write, too");
	clear_area();
}

static void test_forced(int fd)
{
	char buf[64], *area = anon_at(0, 3);
	int file = temp_file("/tmp", PAGE);
	char *shared = map_at(AREA + 16 * PAGE, 1, PROT_READ, MAP_SHARED, file);
	char *private = map_at(AREA + 20 * PAGE, 1, PROT_READ, MAP_PRIVATE, file);

	area[0] = 'a';
	mprotect(area, 2 * PAGE, PROT_NONE);
	EQ(READ(area, 2), 2, "memory that the program may not read");
	EQ(buf[0], 'a', "... is read");
	EQ(READ(area + PAGE, 1), 1, "... untouched");
	EQ(buf[0], 0, "... as zeros");
	EQ(WRITE(area, "forced"), 6, "and written");
	EQ(read_signal(area), SIGSEGV, "the program still may not");
	mprotect(area, PAGE, PROT_READ);
	OK(!strcmp(area, "forced"), "but finds it there");
	EQ(WRITE(constant, "CON"), 3, "a constant is written");
	OK(!strcmp(constant, "CONstant"), "... for this process");
	EQ(write_signal((char *)constant), SIGSEGV, "which still may not");
	EQ(WRITE(private, "copy"), 4, "a private mapping of a file");
	OK(!strcmp(private, "copy"), "... has a copy");
	EQ(pread(file, buf, 4, 0), 4, "the file");
	EQ(buf[0], 0, "... has not");
	FAILS(WRITE(shared, "x"), EIO, "a shared read-only mapping: EIO");
	close(file);
	clear_area();
}

static void test_seek(int fd)
{
	static char data[] = "0123456789";
	char buf[4];

	EQ(lseek(fd, (off_t)data, SEEK_SET), (long)data, "lseek to an address");
	OK(read(fd, buf, 2) == 2 && !memcmp(buf, "01", 2), "read moves on");
	OK(read(fd, buf, 2) == 2 && !memcmp(buf, "23", 2), "... and on");
	EQ(lseek(fd, 2, SEEK_CUR), (long)data + 6, "lseek from here");
	OK(read(fd, buf, 2) == 2 && !memcmp(buf, "67", 2), "... and read");
	FAILS(lseek(fd, 0, SEEK_END), EINVAL, "memory has no end to seek from");
	FAILS(pread(fd, buf, 1, -4096), EINVAL, "a negative position");
}

static void test_child(void)
{
	static volatile char shared_by_fork[] = "parent";
	int go[2], status, fd;
	char path[64], buf[8];
	siginfo_t info;
	pid_t child;

	if (pipe(go))
		exit(1);
	child = fork();
	if (child == 0) {
		read(go[0], buf, 1);
		_exit(shared_by_fork[0]);
	}
	snprintf(path, sizeof(path), "/proc/%d/mem", child);
	fd = open(path, O_RDWR);
	OK(fd >= 0, "a child's memory");
	EQ(at(fd, (void *)shared_by_fork, "child", 5, 1), 5, "write there");
	OK(!strcmp((const char *)shared_by_fork, "parent"), "... is not here");
	write(go[1], "", 1);
	waitid(P_PID, child, &info, WEXITED | WNOWAIT);
	EQ(at(fd, (void *)shared_by_fork, buf, 5, 0), 0, "an ended process has none");
	waitpid(child, &status, 0);
	OK(exited_with(status, 'c'), "the child has seen it");
	EQ(at(fd, (void *)shared_by_fork, buf, 5, 0), 0, "a process that is gone, too");
	close(fd);
}

/* A breakpoint in the child's text: only its copy of the page changes. */
static int __attribute__((noinline)) answer(void)
{
	__asm__ volatile("" ::: "memory");
	return 42;
}

static void test_text(void)
{
	unsigned char trap = 0xcc;
	int go[2], status, fd;
	char path[64], byte;
	pid_t child;

	if (pipe(go))
		exit(1);
	child = fork();
	if (child == 0) {
		read(go[0], &byte, 1);
		_exit(answer());
	}
	snprintf(path, sizeof(path), "/proc/%d/mem", child);
	fd = open(path, O_RDWR);
	EQ(at(fd, (void *)(uintptr_t)answer, &trap, 1, 1), 1,
	   "int3 into the child's text");
	EQ(answer(), 42, "ours is as it was");
	write(go[1], "", 1);
	waitpid(child, &status, 0);
	OK(killed_by(status, SIGTRAP), "the child runs into it");
	close(fd);
}

int main(void)
{
	int fd = open("/proc/self/mem", O_RDWR);
	struct stat st;

	no_huge_pages();
	catch_faults();
	OK(fd >= 0, "open /proc/self/mem");
	OK(!fstat(fd, &st) && (st.st_mode & 07777) == 0600, "mode 0600");
	test_own(fd);
	test_forced(fd);
	test_seek(fd);
	test_child();
	test_text();
	close(fd);
	return tap_done();
}
