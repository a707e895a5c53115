/* tests/user/proc_self_test.c - what /proc tells a process about its own memory */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "tap.h"

#define PAGE 4096UL
#define RW (PROT_READ | PROT_WRITE)
#define ANON (MAP_PRIVATE | MAP_ANONYMOUS)

struct maps_line {
	unsigned long start, end, offset, inode;
	char perms[8], device[16], name[256];
};

/*
 * Parse the line that covers @address. Returns whether there is one. No stream is
 * opened: its buffer would be a mapping of its own.
 */
static int find_line(const void *address, struct maps_line *line)
{
	static char text[32768];
	int fd = open("/proc/self/maps", O_RDONLY);
	ssize_t length = 0, got;

	while ((got = read(fd, text + length, sizeof(text) - 1 - length)) > 0)
		length += got;
	close(fd);
	text[length] = '\0';
	for (char *at = strtok(text, "\n"); at; at = strtok(NULL, "\n")) {
		line->name[0] = '\0';
		if (sscanf(at, "%lx-%lx %7s %lx %15s %lu %255[^\n]", &line->start,
			   &line->end, line->perms, &line->offset, line->device,
			   &line->inode, line->name) < 6)
			tap_print("# cannot parse: %s", at);
		else if ((uintptr_t)address >= line->start &&
			 (uintptr_t)address < line->end)
			return 1;
	}
	return 0;
}

static void test_kinds(void)
{
	static const char constant[] = "constant";
	static int data = 1;
	struct maps_line line;
	char *heap;
	int local;

	OK(find_line((void *)(uintptr_t)test_kinds, &line), "the text is listed");
	OK(!strcmp(line.perms, "r-xp"), "as r-xp");
	OK(strstr(line.name, "proc_self_test"), "with the program's name");
	OK(find_line(constant, &line), "constants are listed");
	OK(!strcmp(line.perms, "r--p"), "as r--p");
	OK(find_line(&data, &line), "data is listed");
	OK(!strcmp(line.perms, "rw-p"), "as rw-p");
	OK(find_line(&local, &line), "the stack is listed");
	OK(!strcmp(line.perms, "rw-p"), "as rw-p");
	OK(!strcmp(line.name, "[stack]"), "by name");
	heap = (char *)sys(SYS_brk, 0);
	EQ(sys(SYS_brk, heap + PAGE), heap + PAGE, "grow the heap");
	OK(find_line(heap, &line), "the heap is listed");
	OK(!strcmp(line.name, "[heap]"), "by name");
}

static void test_areas(void)
{
	char *area = mmap(NULL, 8 * PAGE, RW, ANON, -1, 0);
	struct maps_line line;

	mprotect(area + 2 * PAGE, 2 * PAGE, PROT_READ);
	mprotect(area + 4 * PAGE, PAGE, PROT_NONE);
	munmap(area + 6 * PAGE, PAGE);
	OK(find_line(area + 2 * PAGE, &line), "an area of its own for other rights");
	EQ(line.start, area + 2 * PAGE, "it begins where they begin");
	EQ(line.end, area + 4 * PAGE, "and ends where they end");
	OK(!strcmp(line.perms, "r--p"), "with these rights");
	EQ(line.offset, 0, "anonymous: offset 0");
	EQ(line.inode, 0, "anonymous: no inode");
	OK(!strcmp(line.device, "00:00"), "anonymous: no device");
	OK(!line.name[0], "anonymous: no name");
	OK(find_line(area + 4 * PAGE, &line), "a closed page is listed");
	OK(!strcmp(line.perms, "---p"), "as closed");
	OK(!find_line(area + 6 * PAGE, &line), "what is unmapped is not listed");
	munmap(area, 8 * PAGE);
}

static uint64_t pagemap_entry(const void *address)
{
	uint64_t entry = -1UL;
	int fd = open("/proc/self/pagemap", O_RDONLY);

	if (pread(fd, &entry, 8, (uintptr_t)address / PAGE * 8) != 8)
		tap_print("# pagemap cannot be read");
	close(fd);
	return entry;
}

static void test_pagemap(void)
{
	char *area = mmap(NULL, 3 * PAGE, RW, ANON, -1, 0), word[4];
	uint64_t first, second;
	int fd;

	EQ(pagemap_entry(area) >> 63, 0, "an untouched page is not present");
	area[0] = 1;
	area[PAGE] = 1;
	first = pagemap_entry(area);
	second = pagemap_entry(area + PAGE);
	EQ(first >> 63, 1, "a touched one is");
	OK((first & ((1UL << 55) - 1)) != 0, "and has a frame");
	OK((first ^ second) & ((1UL << 55) - 1), "another page has another frame");
	EQ(pagemap_entry(area + 2 * PAGE) >> 63, 0, "the next is still untouched");
	munmap(area, 3 * PAGE);
	EQ(pagemap_entry(area), 0, "an unmapped address has an empty entry");
	fd = open("/proc/self/pagemap", O_RDONLY);
	FAILS(sys(SYS_pread64, fd, word, 4, 0), EINVAL, "half an entry cannot be read");
	FAILS(sys(SYS_pread64, fd, &first, 8, 4), EINVAL, "nor one at an odd place");
	close(fd);
}

static void test_meminfo(void)
{
	FILE *file = fopen("/proc/meminfo", "r");
	long total = 0, available = 0;
	char line[128];

	OK(file, "open /proc/meminfo");
	while (file && fgets(line, sizeof(line), file)) {
		sscanf(line, "MemTotal: %ld kB", &total);
		sscanf(line, "MemFree: %ld kB", &available);
	}
	if (file)
		fclose(file);
	OK(total > 0 && available > 0 && available < total, "MemFree is below MemTotal");
}

int main(void)
{
	test_kinds();
	test_areas();
	test_pagemap();
	test_meminfo();
	return tap_done();
}
