/*
 * tests/user/kpage_test.c - /proc/kpageflags and /proc/kpagecount: from an address to its frame
 *
 * Runs on Linux too, as root. What it looks for is what any kernel has: pages of programs,
 * slabs, free blocks, page tables, reserved frames, holes.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/kernel-page-flags.h>

#include "tap.h"

#define PAGE 4096UL
#define KPF_RESERVED 32 /* Linux promises only the bits below 32 */

static int flags_fd, count_fd;

static uint64_t word_of(int fd, uint64_t pfn)
{
	uint64_t word = ~0ULL;

	pread(fd, &word, sizeof(word), pfn * sizeof(word));
	return word;
}

/* The frame of a resident page, or 0. */
static uint64_t pfn_of(const void *address)
{
	int pagemap = open("/proc/self/pagemap", O_RDONLY);
	uint64_t entry = word_of(pagemap, (uintptr_t)address / PAGE);

	close(pagemap);
	return entry >> 63 ? entry & ((1ULL << 55) - 1) : 0;
}

static int has(const void *address, int bit)
{
	return word_of(flags_fd, pfn_of(address)) >> bit & 1;
}

static uint64_t mappings(const void *address)
{
	return word_of(count_fd, pfn_of(address));
}

static char *map(int flags, int fd)
{
	return mmap(NULL, PAGE, PROT_READ | PROT_WRITE, flags, fd, 0);
}

static void test_own_memory(void)
{
	char *page = map(MAP_PRIVATE | MAP_ANONYMOUS, -1);
	char *untouched = map(MAP_PRIVATE | MAP_ANONYMOUS, -1);
	volatile char zero = *untouched;

	*page = 1;
	OK(has(page, KPF_ANON) && has(page, KPF_MMAP), "anonymous memory: ANON, MMAP");
	OK(!has(page, KPF_SLAB) && !has(page, KPF_BUDDY) && !has(page, KPF_NOPAGE),
	   "... and nothing that it is not");
	EQ(mappings(page), 1, "mapped once");
	OK(zero == 0 && has(untouched, KPF_ZERO_PAGE), "untouched memory: ZERO_PAGE");
	munmap(untouched, PAGE);
	munmap(page, PAGE);
}

/* After fork two processes have the page; after the child's write one again. */
static void test_fork(void)
{
	char *page = map(MAP_PRIVATE | MAP_ANONYMOUS, -1);
	int go[2];
	pid_t child;
	char byte;

	*page = 1;
	if (pipe(go))
		exit(1);
	child = fork();
	if (child == 0) {
		read(go[0], &byte, 1);
		_exit(0);
	}
	EQ(mappings(page), 2, "mapped by parent and child: 2");
	write(go[1], "", 1);
	waitpid(child, NULL, 0);
	EQ(mappings(page), 1, "... and 1 when the child is gone");
	munmap(page, PAGE);
}

static void test_shared_twice(void)
{
	int fd = memfd_create("kpage", 0);
	char *one, *two;

	if (fd < 0) {
		fd = open("/tmp/kpage", O_RDWR | O_CREAT, 0600);
		unlink("/tmp/kpage");
	}
	ftruncate(fd, PAGE);
	one = map(MAP_SHARED, fd);
	two = map(MAP_SHARED, fd);
	*one = *two = 1;
	OK(pfn_of(one) == pfn_of(two), "one file page at two addresses");
	EQ(mappings(one), 2, "its count is 2");
	OK(has(one, KPF_MMAP) && !has(one, KPF_ANON), "MMAP, not ANON");
	munmap(two, PAGE);
	EQ(mappings(one), 1, "unmapped once: 1");
	munmap(one, PAGE);
	close(fd);
}

/*
 * A driver's buffer: the frames are reserved, and nobody counts their mappings. Linux has
 * no such device to ask.
 */
static void test_toy(void)
{
	int fd = open("/dev/toy-kmalloc", O_RDWR);
	char *page = fd < 0 ? NULL : map(MAP_SHARED, fd);

	if (page)
		*page = 1;
	OK(!page || has(page, KPF_RESERVED), "a driver's pages are RESERVED");
	if (page)
		munmap(page, PAGE);
	close(fd);
}

/* A line of /proc/meminfo, in pages. */
static long meminfo(const char *name)
{
	FILE *file = fopen("/proc/meminfo", "r");
	char line[128];
	long kb = -1;

	while (file && fgets(line, sizeof(line), file))
		if (!strncmp(line, name, strlen(name)) && line[strlen(name)] == ':')
			kb = strtol(line + strlen(name) + 1, NULL, 10);
	fclose(file);
	return kb / 4;
}

static long frames[64]; /* how many have each bit */
static long all_frames;

static void count_all(void)
{
	static uint64_t words[8192];
	ssize_t bytes;

	lseek(flags_fd, 0, SEEK_SET);
	while ((bytes = read(flags_fd, words, sizeof(words))) > 0) {
		for (ssize_t i = 0; i < bytes / 8; i++, all_frames++)
			for (int bit = 0; bit < 64; bit++)
				frames[bit] += words[i] >> bit & 1;
	}
}

/* So many frames, which no two machines have, are shown only when they are wrong. */
static void between(long got, long least, long most, const char *name)
{
	if (!tap_result(least <= got && got <= most, "%s", name))
		tap_print("# %ld, expected %ld to %ld", got, least, most);
}

static void test_all_frames(void)
{
	long free_pages = meminfo("MemFree");
	long slab = meminfo("Slab"), tables = meminfo("PageTables");

	count_all();
	OK(all_frames >= meminfo("MemTotal"), "all frames have a word");
	between(frames[KPF_BUDDY], free_pages / 4, free_pages + 1024, "BUDDY, MemFree");
	between(frames[KPF_SLAB], slab * 3 / 4 - 64, slab * 5 / 4 + 64, "SLAB, Slab");
	between(frames[KPF_PGTABLE], tables / 2 - 64, tables * 3 / 2 + 64,
		"PGTABLE, PageTables");
	between(frames[KPF_COMPOUND_HEAD], 1, frames[KPF_COMPOUND_TAIL],
		"COMPOUND: heads and tails");
	OK(word_of(flags_fd, 0) >> KPF_RESERVED & 1, "frame 0 is RESERVED");
}

static void test_refusals(void)
{
	struct stat st;
	uint64_t word;

	OK(fstat(flags_fd, &st) == 0 && (st.st_mode & 07777) == 0400, "mode 0400");
	OK(fstat(count_fd, &st) == 0 && (st.st_mode & 07777) == 0400, "... both");
	OK(pread(flags_fd, &word, 4, 0) == -1 && errno == EINVAL, "half a word: EINVAL");
	OK(pread(count_fd, &word, 8, 4) == -1 && errno == EINVAL,
	   "... or from one: EINVAL");
	EQ(pread(flags_fd, &word, 8, 1LL << 50), 0, "no word behind the last frame");
}

int main(void)
{
	flags_fd = open("/proc/kpageflags", O_RDONLY);
	count_fd = open("/proc/kpagecount", O_RDONLY);
	if (flags_fd < 0 || count_fd < 0) {
		tap_skip("frames", "this kernel, or this user, has no /proc/kpageflags");
		return tap_done();
	}
	test_own_memory();
	test_fork();
	test_shared_twice();
	test_toy();
	test_all_frames();
	test_refusals();
	return tap_done();
}
