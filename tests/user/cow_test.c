/*
 * tests/user/cow_test.c - after fork, parent and child share pages until one writes
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>

#include "child.h"
#include "tap.h"

#define PAGE 4096UL
#define PAGES 64

static int data = 1; /* .data, a page of the file */
static int bss;      /* .bss, demand-zero */

static char *area;

/* Does page i hold the byte that first + i gives? */
static int holds(int first)
{
	for (int i = 0; i < PAGES; i++)
		if (area[i * PAGE] != (char)(first + i) ||
		    area[i * PAGE + PAGE - 1] != (char)(first + i))
			return 0;
	return 1;
}

static void fill(int first)
{
	for (int i = 0; i < PAGES; i++)
		memset(area + i * PAGE, first + i, PAGE);
}

static int check_and_change(void *unused)
{
	int local = 7;

	if (!holds(1) || data != 1 || bss != 0)
		return 1;
	fill(50);
	data = 2;
	bss = 3;
	*(volatile int *)&local = 8;
	return holds(50) ? 0 : 2;
}

static void test_child_writes(void)
{
	fill(1);
	OK(exited_with(in_child(check_and_change, NULL), 0),
	   "the child sees the parent's pages, and writes them");
	OK(holds(1), "the parent's mapping is unchanged");
	EQ(data, 1, "its .data too");
	EQ(bss, 0, "its .bss too");
}

static void test_parent_writes(void)
{
	int status;
	pid_t child;

	fill(1);
	child = fork();
	if (child == 0) {
		usleep(50000); /* let the parent write first */
		_exit(!holds(1));
	}
	fill(90);
	waitpid(child, &status, 0);
	EQ(status, 0, "the child keeps what was there when it was born");
	OK(holds(90), "and the parent what it wrote since");
}

/* A page that only one process still has is written in place; contents must stay. */
static void test_chain(void)
{
	int status;
	pid_t child;

	fill(1);
	child = fork();
	if (child == 0) {
		pid_t grandchild = fork();

		if (grandchild == 0)
			_exit(check_and_change(NULL));
		waitpid(grandchild, &status, 0);
		if (status != 0 || !holds(1))
			_exit(10);
		fill(20);
		_exit(!holds(20));
	}
	waitpid(child, &status, 0);
	EQ(status, 0, "three generations, each with its own pages");
	OK(holds(1), "the oldest unchanged");
	fill(30);
	OK(holds(30), "and free to write again");
}

/* The kernel's own stores into a shared page copy it too. */
static int read_into_page(void *unused)
{
	int fd = open("/dev/zero", O_RDONLY);

	return read(fd, area, PAGES * PAGE) != PAGES * PAGE || area[5] != 0;
}

static void test_kernel_writes(void)
{
	fill(1);
	OK(exited_with(in_child(read_into_page, NULL), 0),
	   "read(2) in the child overwrites its pages");
	OK(holds(1), "not the parent's");
}

static void test_protection(void)
{
	int status;
	pid_t child;

	fill(1);
	mprotect(area, PAGES * PAGE, PROT_READ);
	child = fork();
	if (child == 0) {
		mprotect(area, PAGES * PAGE, PROT_READ | PROT_WRITE);
		fill(70);
		_exit(!holds(70));
	}
	waitpid(child, &status, 0);
	EQ(status, 0, "a child may open a read-only area of its own");
	OK(holds(1), "without touching the parent's");
	mprotect(area, PAGES * PAGE, PROT_READ | PROT_WRITE);
	fill(2);
	OK(holds(2), "which can be opened too");
}

/* Where the VMA that begins at start ends; 0: there is none. */
static unsigned long vma_end(const char *start)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	unsigned long from, to, end = 0;
	char line[512];

	while (maps && fgets(line, sizeof(line), maps))
		if (sscanf(line, "%lx-%lx", &from, &to) == 2 && from == (uintptr_t)start)
			end = to;
	if (maps)
		fclose(maps);
	return end;
}

/* New pages right behind old ones: how many old and new ones make one VMA. */
static int extend(void *middle)
{
	mmap(middle, 2 * PAGE, PROT_READ | PROT_WRITE,
	     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	*(char *)middle = 1;
	return (vma_end((char *)middle - 2 * PAGE) - (uintptr_t)middle) / PAGE + 2;
}

static void test_vmas(void)
{
	char *middle =
		mmap(NULL, 6 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	middle += 3 * PAGE;
	mmap(middle - 2 * PAGE, 2 * PAGE, PROT_READ | PROT_WRITE,
	     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	OK(exited_with(in_child(extend, middle), 4),
	   "what fork gave without pages grows in the child");
	middle[-PAGE] = 1;
	OK(exited_with(in_child(extend, middle), 2), "what it gave with pages does not");
	EQ(extend(middle), 4, "the parent's own does");
}

int main(void)
{
	area = mmap(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	test_child_writes();
	test_parent_writes();
	test_chain();
	test_kernel_writes();
	test_protection();
	test_vmas();
	return tap_done();
}
