/*
 * tests/bench/bench.c - what system calls and page faults cost a program, in nanoseconds
 *
 * Nothing but POSIX: the same ELF file runs here and on Linux. Under QEMU's -icount a
 * nanosecond is an instruction. Prints `# name: N instructions`; each is the best of
 * some rounds, so that no timer tick is in it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 5
#define PAGE 4096
#define PAGES 256

static char *area; /* what the test at hand touches */

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static void getppid_once(void)
{
	getppid();
}

static void fork_exit_wait(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	if (child < 0 || waitpid(child, NULL, 0) != child)
		fail("fork");
}

static char *map_pages(size_t pages)
{
	char *p = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		fail("mmap");
	return p;
}

static void mmap_munmap(void)
{
	munmap(map_pages(16), 16 * PAGE);
}

static void touch_next_page(void)
{
	*area = 1;
	area += PAGE;
}

static long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static long long time_of(int times, void (*once)(void))
{
	long long start = now();

	for (int i = 0; i < times; i++)
		once();
	return now() - start;
}

static void report(const char *name, int times, long long best)
{
	printf("# %s: %lld instructions\n", name, best / times);
}

static void measure(const char *name, int times, void (*once)(void))
{
	long long best = time_of(times, once);

	for (int round = 1; round < ROUNDS; round++) {
		long long t = time_of(times, once);

		best = t < best ? t : best;
	}
	report(name, times, best);
}

/* The first write to each page of fresh memory. */
static long long anon_round(void)
{
	char *start = area = map_pages(PAGES);
	long long t = time_of(PAGES, touch_next_page);

	munmap(start, PAGES * PAGE);
	return t;
}

/* A child writes to each page that it shares with its parent, and tells how long it took. */
static long long cow_round(void)
{
	char *start = area = map_pages(PAGES);
	long long t = 0;
	int ends[2];

	time_of(PAGES, touch_next_page);
	area = start;
	if (pipe(ends))
		fail("pipe");
	if (fork() == 0) {
		t = time_of(PAGES, touch_next_page);
		_exit(write(ends[1], &t, sizeof(t)) != sizeof(t));
	}
	if (read(ends[0], &t, sizeof(t)) != sizeof(t) || wait(NULL) < 0)
		fail("the child");
	close(ends[0]);
	close(ends[1]);
	munmap(start, PAGES * PAGE);
	return t;
}

static void measure_faults(const char *name, long long (*round)(void))
{
	long long best = round();

	for (int i = 1; i < ROUNDS; i++) {
		long long t = round();

		best = t < best ? t : best;
	}
	report(name, PAGES, best);
}

int main(void)
{
	measure("getppid", 1000, getppid_once);
	measure("mmap+munmap, 16 pages", 200, mmap_munmap);
	measure_faults("anonymous page fault", anon_round);
	measure_faults("copy-on-write fault", cow_round);
	measure("fork+exit+wait", 20, fork_exit_wait);
	return 0;
}
