/*
 * tests/user/sys_efault_test.c - a bad pointer in any system call is -EFAULT
 *
 * Every pointer argument of every call gets four bad addresses: none, the kernel's
 * memory, a non-canonical one, and a page that the program itself may not touch.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>

#include "child.h"
#include "tap.h"

#define PAGE 4096UL

struct bad_address {
	const char *what;
	char *address;
};

static struct bad_address bad[] = {
	{ "NULL", NULL },
	{ "kernel memory", (char *)0xffff888000001000UL },
	{ "the kernel's text", (char *)0xffffffff80100000UL },
	{ "non-canonical", (char *)0x8000000000000000UL },
	{ "a closed page", NULL /* set by main() */ },
};

#define NR_BAD (sizeof(bad) / sizeof(bad[0]))

static int file, zero, directory;

/* Calls that read a name. */
static void test_names(const struct bad_address *b)
{
	FAILS(sys(SYS_open, b->address, O_RDONLY), EFAULT, "open: %s", b->what);
	FAILS(sys(SYS_openat, AT_FDCWD, b->address, O_RDONLY), EFAULT, "openat: %s",
	      b->what);
	FAILS(sys(SYS_execve, b->address, NULL, NULL), EFAULT, "execve, name: %s",
	      b->what);
}

/* Calls that read or fill a buffer. */
static void test_buffers(const struct bad_address *b)
{
	struct iovec part = { b->address, 10 };

	FAILS(sys(SYS_read, zero, b->address, 10), EFAULT, "read: %s", b->what);
	FAILS(sys(SYS_pread64, file, b->address, 10, 0), EFAULT, "pread64: %s", b->what);
	FAILS(sys(SYS_write, file, b->address, 10), EFAULT, "write: %s", b->what);
	FAILS(sys(SYS_pwrite64, file, b->address, 10, 0), EFAULT, "pwrite64: %s",
	      b->what);
	FAILS(sys(SYS_writev, file, b->address, 1), EFAULT, "writev, list: %s", b->what);
	FAILS(sys(SYS_writev, file, &part, 1), EFAULT, "writev, part: %s", b->what);
	sys(SYS_lseek, directory, 0, SEEK_SET);
	FAILS(sys(SYS_getdents64, directory, b->address, 4096), EFAULT, "getdents64: %s",
	      b->what);
}

/* Calls that read or fill a structure. */
static void test_structures(const struct bad_address *b)
{
	FAILS(sys(SYS_fstat, file, b->address), EFAULT, "fstat: %s", b->what);
	FAILS(sys(SYS_newfstatat, AT_FDCWD, "/tmp", b->address, 0), EFAULT,
	      "newfstatat: %s", b->what);
	FAILS(sys(SYS_uname, b->address), EFAULT, "uname: %s", b->what);
	FAILS(sys(SYS_clock_gettime, CLOCK_MONOTONIC, b->address), EFAULT,
	      "clock_gettime: %s", b->what);
	FAILS(sys(SYS_nanosleep, b->address, NULL), EFAULT, "nanosleep: %s", b->what);
	FAILS(sys(SYS_arch_prctl, 0x1003, b->address), EFAULT, "arch_prctl(GET_FS): %s",
	      b->what);
}

/* execve's lists, and the strings in them: the call fails, the program lives on. */
static void test_exec_lists(const struct bad_address *b, const char *self)
{
	char *list[] = { (char *)self, b->address, NULL };

	if (!b->address)
		return; /* a NULL list is an empty one, a NULL string ends it */
	FAILS(sys(SYS_execve, self, b->address, NULL), EFAULT, "execve, argv: %s",
	      b->what);
	FAILS(sys(SYS_execve, self, list, NULL), EFAULT, "execve, argv[1]: %s", b->what);
	FAILS(sys(SYS_execve, self, NULL, b->address), EFAULT, "execve, envp: %s",
	      b->what);
	FAILS(sys(SYS_execve, self, NULL, list), EFAULT, "execve, envp[1]: %s", b->what);
}

/* wait4 has found the child when it notices that it cannot tell its status. */
static void test_wait(const struct bad_address *b)
{
	pid_t child;

	if (!b->address)
		return; /* NULL is allowed */
	child = fork();
	if (child == 0)
		_exit(0);
	FAILS(sys(SYS_wait4, child, b->address, 0, NULL), EFAULT, "wait4: %s", b->what);
}

/* A buffer that begins well and runs into a closed page: what fits is transferred. */
static void test_partial(void)
{
	char *closed = bad[NR_BAD - 1].address, *edge = closed - 5;
	struct iovec parts[2] = { { edge, 5 }, { closed, 5 } };

	memcpy(edge, "12345", 5);
	sys(SYS_lseek, file, 0, SEEK_SET);
	EQ(sys(SYS_write, file, edge, 5), 5, "write up to the edge of a page");
	EQ(sys(SYS_pread64, file, edge, 5, 0), 5, "read up to it");
	EQ(sys(SYS_writev, file, parts, 2), 5, "writev stops at the part it cannot read");
	memcpy(edge, "/tmp", 5);
	OK(sys(SYS_open, edge, O_RDONLY) >= 0, "a name that ends at the edge");
	memcpy(edge, "/tmp/", 5);
	FAILS(sys(SYS_open, edge, O_RDONLY), EFAULT, "a name that does not");
}

/* A length that reaches over the end of user space, from a good address. */
static void test_wrapping_length(void)
{
	char buf[16];

	FAILS(sys(SYS_read, zero, buf, -1L), EFAULT, "read: a length of 2^64 - 1");
	FAILS(sys(SYS_write, file, buf, -4096L), EFAULT,
	      "write: a length of 2^64 - 4096");
	FAILS(sys(SYS_read, zero, buf, 1UL << 63), EFAULT, "read: a length of 2^63");
}

int main(int argc, char **argv)
{
	char *pages = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (argc != 1)
		return 98; /* an execve that should have failed came back here */
	mprotect(pages + PAGE, PAGE, PROT_NONE);
	bad[NR_BAD - 1].address = pages + PAGE;
	file = open("/tmp/sys_efault_test.data", O_RDWR | O_CREAT | O_TRUNC, 0600);
	zero = open("/dev/zero", O_RDONLY);
	directory = open("/", O_RDONLY | O_DIRECTORY);
	sys(SYS_write, file, "0123456789", 10);

	for (size_t i = 0; i < NR_BAD; i++) {
		test_names(&bad[i]);
		test_buffers(&bad[i]);
		test_structures(&bad[i]);
		test_exec_lists(&bad[i], argv[0]);
		test_wait(&bad[i]);
	}
	test_partial();
	test_wrapping_length();
	unlink("/tmp/sys_efault_test.data");
	return tap_done();
}
