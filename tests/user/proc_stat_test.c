/*
 * tests/user/proc_stat_test.c - /proc/stat, /proc/vmstat and sysinfo(2) against each other
 *
 * Runs on Linux too.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tap.h"

#define TRIES 50 /* for a few ticks: a busy host leaves most of them out */

/* The number behind name, which begins a line of the file; -1: there is no such line. */
static long number(const char *path, const char *name)
{
	FILE *file = fopen(path, "r");
	char line[4096];
	long value = -1;

	while (file && fgets(line, sizeof(line), file))
		if (!strncmp(line, name, strlen(name)) && value < 0)
			value = strtol(line + strlen(name), NULL, 10);
	if (file)
		fclose(file);
	return value;
}

/* Ticks of user, system and idle time of all CPUs. */
static void cpu_ticks(long ticks[3])
{
	FILE *file = fopen("/proc/stat", "r");

	if (!file ||
	    fscanf(file, "cpu %ld %*d %ld %ld", &ticks[0], &ticks[1], &ticks[2]) != 3)
		ticks[0] = ticks[1] = ticks[2] = -1;
	if (file)
		fclose(file);
}

static void spin(double seconds)
{
	clock_t end = clock() + seconds * CLOCKS_PER_SEC;

	while (clock() < end)
		;
}

/* Of the machine's zones, which differ. */
static long pages_allocated(void)
{
	static const char *const names[] = { "pgalloc_dma ", "pgalloc_dma32 ",
					     "pgalloc_normal ", "pgalloc_high ",
					     "pgalloc_movable " };
	long sum = 0, pages;

	for (int i = 0; i < (int)(sizeof(names) / sizeof(names[0])); i++) {
		pages = number("/proc/vmstat", names[i]);
		sum += pages < 0 ? 0 : pages;
	}
	return sum;
}

/* Touch pages, unmap them. Linux lets some of them linger on lists before it frees them. */
static void test_events(void)
{
	enum { PAGES = 256, LINGER = 64 };
	long faults = number("/proc/vmstat", "pgfault ");
	long freed = number("/proc/vmstat", "pgfree "), allocated = pages_allocated();
	size_t page_size = sysconf(_SC_PAGESIZE);
	char *p = mmap(NULL, PAGES * page_size, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	madvise(p, PAGES * page_size, MADV_NOHUGEPAGE);
	for (int i = 0; i < PAGES; i++)
		p[i * page_size] = 1;
	OK(number("/proc/vmstat", "pgfault ") >= faults + PAGES, "faults are counted");
	OK(pages_allocated() >= allocated + PAGES, "pages that are allocated");
	munmap(p, PAGES * page_size);
	OK(number("/proc/vmstat", "pgfree ") >= freed + PAGES - LINGER, "and freed");
	OK(number("/proc/vmstat", "pgmajfault ") >= 0, "major faults have their line");
}

int main(void)
{
	long before[3], after[3], forks = number("/proc/stat", "processes ");
	long switches = number("/proc/stat", "ctxt ");
	int counted = 0;
	struct sysinfo info;
	long total, free_kb;

	cpu_ticks(before);
	for (int i = 0; i < TRIES && !counted; i++) {
		spin(0.1);
		cpu_ticks(after);
		counted = after[0] + after[1] >= before[0] + before[1] + 3;
	}
	OK(counted, "a busy CPU: more ticks");
	cpu_ticks(before);
	counted = 0;
	for (int i = 0; i < TRIES && !counted; i++) {
		usleep(100000);
		cpu_ticks(after);
		counted = after[0] + after[1] + after[2] >=
			  before[0] + before[1] + before[2] + 3;
	}
	OK(counted, "time goes on in a sleep: more idle ticks");
	if (fork() == 0)
		_exit(0);
	wait(NULL);
	OK(number("/proc/stat", "processes ") > forks, "a fork is counted");
	OK(number("/proc/stat", "ctxt ") > switches, "switches are counted");
	OK(labs(number("/proc/stat", "btime ") + number("/proc/uptime", "") -
		time(NULL)) <= 2,
	   "btime is when the clock began");
	OK(number("/proc/stat", "procs_running ") >= 1, "at least this process runs");
	OK(number("/proc/stat", "intr ") > 0, "there were interrupts");

	EQ(sysinfo(&info), 0, "sysinfo");
	EQ(info.mem_unit, 1, "in bytes");
	total = number("/proc/meminfo", "MemTotal:");
	EQ(info.totalram * info.mem_unit / 1024, total, "... the same MemTotal");
	free_kb = number("/proc/meminfo", "MemFree:");
	OK(labs((long)(info.freeram * info.mem_unit / 1024) - free_kb) < total / 8,
	   "... about the same MemFree");
	OK(number("/proc/vmstat", "nr_free_pages ") * 4 <= total, "nr_free_pages");
	test_events();
	OK(labs((long)info.uptime - number("/proc/uptime", "")) <= 2 && info.procs > 0,
	   "uptime and processes");
	return tap_done();
}
