/* tests/user/sys_mm_test.c - mmap, munmap, mprotect, brk */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>

#include "child.h"
#include "tap.h"

#define PAGE 4096UL
#define RW (PROT_READ | PROT_WRITE)
#define ANON (MAP_PRIVATE | MAP_ANONYMOUS)
#define KERNEL_HALF 0xffff888000000000UL
#define USER_END 0x7ffffffff000UL

static char *map(unsigned long length, int prot)
{
	return (char *)sys(SYS_mmap, NULL, length, prot, ANON, -1, 0);
}

static int read_byte(void *address)
{
	return *(volatile char *)address;
}

static int write_byte(void *address)
{
	*(volatile char *)address = 1;
	return 0;
}

static int call(void *address)
{
	((void (*)(void))(uintptr_t)address)();
	return 0;
}

static int all_zero(const char *bytes, unsigned long length)
{
	for (unsigned long i = 0; i < length; i++)
		if (bytes[i])
			return 0;
	return 1;
}

static void test_anonymous(void)
{
	char *area = map(16 * PAGE, RW);

	OK(area != MAP_FAILED, "map 16 anonymous pages");
	EQ((unsigned long)area % PAGE, 0, "at a page boundary");
	OK(all_zero(area, 16 * PAGE), "they read as zeros");
	memset(area, 0xa5, 16 * PAGE);
	EQ((unsigned char)area[16 * PAGE - 1], 0xa5, "they keep what is written");
	EQ(sys(SYS_munmap, area, 16 * PAGE), 0, "unmap them");
	OK(killed_by(in_child(read_byte, area), SIGSEGV), "reading there then kills");
	EQ(sys(SYS_munmap, area, 16 * PAGE), 0, "to unmap nothing is no error");

	area = map(1, RW);
	OK(area != MAP_FAILED, "a length of 1 ...");
	area[PAGE - 1] = 1;
	EQ(area[PAGE - 1], 1, "... maps a whole page");
	EQ(sys(SYS_munmap, area, 1), 0, "and unmaps one");

	area = map(16 * PAGE, RW);
	memset(area, 1, 16 * PAGE);
	sys(SYS_munmap, area, 16 * PAGE);
	area = map(16 * PAGE, RW);
	OK(all_zero(area, 16 * PAGE), "memory that comes again is zero again");
	sys(SYS_munmap, area, 16 * PAGE);
}

static void test_split(void)
{
	char *area = map(5 * PAGE, RW);

	memset(area, 7, 5 * PAGE);
	EQ(sys(SYS_munmap, area + 2 * PAGE, PAGE), 0, "unmap the middle page of five");
	EQ(area[2 * PAGE - 1], 7, "the page before it is still there");
	EQ(area[3 * PAGE], 7, "the page after it too");
	OK(killed_by(in_child(read_byte, area + 2 * PAGE), SIGSEGV),
	   "the middle is gone");
	EQ(sys(SYS_mmap, area + 2 * PAGE, PAGE, RW, ANON | MAP_FIXED, -1, 0),
	   area + 2 * PAGE, "MAP_FIXED fills the hole");
	EQ(area[2 * PAGE], 0, "with zeros");
	EQ(sys(SYS_mmap, area + PAGE, 3 * PAGE, RW, ANON | MAP_FIXED, -1, 0), area + PAGE,
	   "MAP_FIXED over what is mapped replaces it");
	EQ(area[PAGE], 0, "the old contents are gone");
	EQ(area[4 * PAGE], 7, "what lies outside is untouched");
	EQ(sys(SYS_munmap, area, 5 * PAGE), 0, "one munmap over several areas");
}

static void test_hint(void)
{
	char *area = map(4 * PAGE, RW), *other;

	sys(SYS_munmap, area, 4 * PAGE);
	other = (char *)sys(SYS_mmap, area, PAGE, RW, ANON, -1, 0);
	EQ(other, area, "a free address is taken as asked for");
	other = (char *)sys(SYS_mmap, area, PAGE, RW, ANON, -1, 0);
	OK(other != MAP_FAILED && other != area, "one in use is only a hint");
	sys(SYS_munmap, other, PAGE);
	FAILS(sys(SYS_mmap, area, PAGE, RW, ANON | MAP_FIXED_NOREPLACE, -1, 0), EEXIST,
	      "MAP_FIXED_NOREPLACE replaces nothing");
	sys(SYS_munmap, area, PAGE);
}

static void test_mmap_errors(void)
{
	int fd = open("/dev/null", O_RDWR);

	FAILS(sys(SYS_mmap, NULL, 0, RW, ANON, -1, 0), EINVAL, "mmap: length 0");
	FAILS(sys(SYS_mmap, NULL, PAGE, RW, MAP_ANONYMOUS, -1, 0), EINVAL,
	      "mmap: neither shared nor private");
	FAILS(sys(SYS_mmap, NULL, PAGE, RW, ANON, -1, 1), EINVAL, "mmap: odd offset");
	FAILS(sys(SYS_mmap, 123, PAGE, RW, ANON | MAP_FIXED, -1, 0), EINVAL,
	      "mmap: MAP_FIXED at an odd address");
	FAILS(sys(SYS_mmap, NULL, PAGE, RW, MAP_PRIVATE, 1000, 0), EBADF,
	      "mmap: no such descriptor");
	FAILS(sys(SYS_mmap, NULL, PAGE, RW, MAP_PRIVATE, fd, 0), ENODEV,
	      "mmap: a device that cannot be mapped");
	FAILS(sys(SYS_mmap, NULL, -1UL, RW, ANON, -1, 0), ENOMEM, "mmap: length wraps");
	FAILS(sys(SYS_mmap, NULL, 1UL << 47, RW, ANON, -1, 0), ENOMEM,
	      "mmap: larger than all of user space");
	FAILS(sys(SYS_mmap, KERNEL_HALF, PAGE, RW, ANON | MAP_FIXED, -1, 0), ENOMEM,
	      "mmap: in the kernel's half");
	FAILS(sys(SYS_mmap, USER_END, PAGE, RW, ANON | MAP_FIXED, -1, 0), ENOMEM,
	      "mmap: the page after the last");
	FAILS(sys(SYS_munmap, 123, PAGE), EINVAL, "munmap: odd address");
	FAILS(sys(SYS_munmap, NULL, 0), EINVAL, "munmap: length 0");
	FAILS(sys(SYS_munmap, KERNEL_HALF, PAGE), EINVAL, "munmap: in the kernel's half");
	FAILS(sys(SYS_munmap, PAGE, -1UL), EINVAL, "munmap: length wraps");
	close(fd);
}

static void test_protection(void)
{
	static const char ret[] = { (char)0xc3 };
	char *area = map(3 * PAGE, RW);

	memset(area, 9, 3 * PAGE);
	EQ(sys(SYS_mprotect, area + PAGE, PAGE, PROT_READ), 0,
	   "make the middle read-only");
	EQ(read_byte(area + PAGE), 9, "it can be read");
	OK(killed_by(in_child(write_byte, area + PAGE), SIGSEGV), "writing it kills");
	OK(exited_with(in_child(write_byte, area), 0), "its neighbours are writable");
	EQ(sys(SYS_mprotect, area + PAGE, PAGE, PROT_NONE), 0, "make it inaccessible");
	OK(killed_by(in_child(read_byte, area + PAGE), SIGSEGV), "reading it kills");
	EQ(sys(SYS_mprotect, area, 3 * PAGE, RW), 0, "make all three writable");
	EQ(area[PAGE], 9, "the contents were kept");
	OK(exited_with(in_child(write_byte, area + PAGE), 0), "and can be written");

	memcpy(area, ret, sizeof(ret));
	OK(killed_by(in_child(call, area), SIGSEGV), "data is not executable");
	EQ(sys(SYS_mprotect, area, PAGE, PROT_READ | PROT_EXEC), 0, "make it executable");
	OK(exited_with(in_child(call, area), 0), "now it is");

	FAILS(sys(SYS_mprotect, area + 1, PAGE, RW), EINVAL, "mprotect: odd address");
	FAILS(sys(SYS_mprotect, area, PAGE, 0x100), EINVAL, "mprotect: unknown bits");
	EQ(sys(SYS_mprotect, area, 0, RW), 0, "mprotect: length 0 does nothing");
	sys(SYS_munmap, area + PAGE, PAGE);
	FAILS(sys(SYS_mprotect, area, 3 * PAGE, RW), ENOMEM, "mprotect: over a hole");
	FAILS(sys(SYS_mprotect, KERNEL_HALF, PAGE, RW), ENOMEM, "mprotect: kernel half");
	sys(SYS_munmap, area, 3 * PAGE);

	area = map(PAGE, PROT_NONE);
	OK(killed_by(in_child(read_byte, area), SIGSEGV), "a PROT_NONE map is closed");
	sys(SYS_munmap, area, PAGE);
	OK(killed_by(in_child(read_byte, NULL), SIGSEGV), "page 0 is never mapped");
}

/* The kernel must not write for a program what the program may not write itself. */
static void test_kernel_obeys(void)
{
	char *area = map(PAGE, PROT_READ);
	int fd = open("/dev/zero", O_RDONLY);

	EQ(read_byte(area), 0, "a read-only page reads as zero");
	FAILS(sys(SYS_read, fd, area, 10), EFAULT, "read(2) into a read-only page");
	EQ(sys(SYS_mprotect, area, PAGE, RW), 0, "make it writable");
	EQ(sys(SYS_read, fd, area, 10), 10, "now read(2) may");
	sys(SYS_mprotect, area, PAGE, PROT_NONE);
	FAILS(sys(SYS_read, fd, area, 10), EFAULT, "read(2) into a PROT_NONE page");
	sys(SYS_munmap, area, PAGE);
	close(fd);
}

static void test_brk(void)
{
	char *old = (char *)sys(SYS_brk, 0), *end;

	OK(old != NULL, "brk(0) tells the break");
	end = (char *)sys(SYS_brk, old + 3 * PAGE);
	EQ(end, old + 3 * PAGE, "the break moves up");
	OK(all_zero(old, 3 * PAGE), "new memory is zero");
	memset(old, 3, 3 * PAGE);
	EQ(sys(SYS_brk, old), old, "the break moves down");
	EQ(sys(SYS_brk, old + 3 * PAGE), old + 3 * PAGE, "and up again");
	OK(all_zero(old, 3 * PAGE), "what was given back comes back as zeros");
	EQ(sys(SYS_brk, 1), old + 3 * PAGE, "a break below the heap is refused");
	EQ(sys(SYS_brk, KERNEL_HALF), old + 3 * PAGE, "a break in the kernel is refused");
	sys(SYS_brk, old);
}

/* Every other page protected differently: the areas split, and merge again. */
static void test_many_areas(void)
{
	enum { PAGES = 512 };
	char *area = map(PAGES * PAGE, RW);
	int kept = 1;

	for (int i = 0; i < PAGES; i++)
		area[i * PAGE] = i;
	for (int i = 0; i < PAGES; i += 2)
		sys(SYS_mprotect, area + i * PAGE, PAGE, PROT_READ);
	for (int i = 0; i < PAGES; i++)
		kept &= area[i * PAGE] == (char)i;
	OK(kept, "512 areas side by side keep their contents");
	EQ(sys(SYS_mprotect, area, PAGES * PAGE, RW), 0, "one mprotect joins them");
	for (int i = 0; i < PAGES; i++)
		area[i * PAGE]++;
	EQ(area[511 * PAGE], 0, "and all are writable");
	EQ(sys(SYS_munmap, area, PAGES * PAGE), 0, "unmap them");
}

int main(void)
{
	test_anonymous();
	test_split();
	test_hint();
	test_mmap_errors();
	test_protection();
	test_kernel_obeys();
	test_brk();
	test_many_areas();
	return tap_done();
}
