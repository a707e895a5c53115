/*
 * tests/user/mem.h - what the tests of memory calls share: maps, VMAs, signals
 *
 * On the host, transparent huge pages could be in the way: no_huge_pages() first.
 */
#ifndef TESTS_USER_MEM_H
#define TESTS_USER_MEM_H

#define _GNU_SOURCE
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "child.h"
#include "tap.h"

#define PAGE 4096UL
#define RW (PROT_READ | PROT_WRITE)
#define ANON (MAP_PRIVATE | MAP_ANONYMOUS)
#define SHARED_ANON (MAP_SHARED | MAP_ANONYMOUS)
#define KERNEL_HALF 0xffff888000000000UL

/* Addresses that no mapping of the test has: anon() and others come far above. */
#define AREA ((char *)0x100000000UL)

static inline void no_huge_pages(void)
{
	prctl(41 /* PR_SET_THP_DISABLE */, 1, 0, 0, 0);
}

static inline char *map_at(char *at, unsigned long pages, int prot, int flags, int fd)
{
	return (char *)sys(SYS_mmap, at, pages * PAGE, prot, flags | (at ? MAP_FIXED : 0),
			   fd, 0);
}

/* Private anonymous pages at AREA plus so many pages; what was there goes. */
static inline char *anon_at(unsigned long page, unsigned long pages)
{
	return map_at(AREA + page * PAGE, pages, RW, ANON, -1);
}

static inline void clear_area(void)
{
	sys(SYS_munmap, AREA, 0x1000 * PAGE);
}

/* Page i gets the byte first + i. */
static inline void fill(char *at, unsigned long pages, int first)
{
	for (unsigned long i = 0; i < pages; i++)
		at[i * PAGE] = first + i;
}

static inline int filled(const char *at, unsigned long pages, int first)
{
	for (unsigned long i = 0; i < pages; i++)
		if (at[i * PAGE] != (char)(first + i))
			return 0;
	return 1;
}

static inline int all_zero(const char *at, unsigned long length)
{
	for (unsigned long i = 0; i < length; i++)
		if (at[i])
			return 0;
	return 1;
}

/* How many lines of /proc/self/maps lie in [AREA, AREA + 4096 pages)? */
static inline int count_vmas(void)
{
	unsigned long start, end, low = (unsigned long)AREA;
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[512];
	int count = 0;

	while (maps && fgets(line, sizeof(line), maps))
		if (sscanf(line, "%lx-%lx", &start, &end) == 2 && start >= low &&
		    end <= low + 0x1000 * PAGE)
			count++;
	if (maps)
		fclose(maps);
	return count;
}

/* A number of kB in a file of /proc such as "VmLck: 12 kB"; -1: no such line. */
static inline long proc_kb(const char *file, const char *name)
{
	FILE *from = fopen(file, "r");
	long kb = -1, found;
	char line[256];

	while (from && fgets(line, sizeof(line), from))
		if (!strncmp(line, name, strlen(name)) &&
		    sscanf(line + strlen(name), ": %ld", &found) == 1)
			kb = found;
	if (from)
		fclose(from);
	return kb;
}

/* --- touching what may not be there ----------------------------------------------- */

static sigjmp_buf touch_back;
static volatile siginfo_t touch_info;

static inline void touch_handler(int sig, siginfo_t *info, void *context)
{
	touch_info = *info;
	siglongjmp(touch_back, sig);
}

static inline void catch_faults(void)
{
	struct sigaction action = { .sa_sigaction = touch_handler,
				    .sa_flags = SA_SIGINFO | SA_NODEFER };

	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
}

/* The signal that reading, or writing, a byte there gives; 0: none. */
static inline int read_signal(const volatile char *at)
{
	int sig = sigsetjmp(touch_back, 1);

	if (!sig)
		(void)*at;
	return sig;
}

static inline int write_signal(volatile char *at)
{
	int sig = sigsetjmp(touch_back, 1);

	if (!sig)
		*at = 'w';
	return sig;
}

/* A new file that has no name any more, of so many bytes; its directory is dir. */
static inline int temp_file(const char *dir, long length)
{
	char name[128];
	int fd;

	snprintf(name, sizeof(name), "%s/mem_test_XXXXXX", dir);
	fd = mkstemp(name);
	if (fd >= 0)
		unlink(name);
	if (fd >= 0 && ftruncate(fd, length))
		return -1;
	return fd;
}

static inline void set_limit(int resource, unsigned long cur)
{
	struct rlimit limit;

	getrlimit(resource, &limit);
	limit.rlim_cur = cur;
	setrlimit(resource, &limit);
}

#endif
