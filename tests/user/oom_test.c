/*
 * tests/user/oom_test.c - when memory is used up: an error, nothing lost, life goes on
 *
 * On Atlas a child takes most of what the machine has, at once, and sleeps; the hungry ones
 * fight for the rest. On Linux, where the machine is not the test's own, and on a big
 * machine, a resource limit stands for its size. Who asks for too much sees ENOMEM, or is
 * killed when no frame is left for its page.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "child.h"
#include "leak.h"
#include "tap.h"
#include "thread_state.h"

#define MB (1UL << 20)
#define LIMIT (256 * MB)
#define LEFT_KB (64L << 10) /* for the hungry ones */
#define BIG_KB (1L << 20)   /* so much takes an emulated CPU too long to fill */
#define MAX_CHILDREN 300

static int atlas;   /* the machine is ours ... */
static int limited; /* ... or a limit takes its place */

static long mem_free_kb(void)
{
	FILE *file = fopen("/proc/meminfo", "r");
	char line[128];
	long kb = -1;

	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "MemFree: %ld kB", &kb) == 1)
			break;
	if (file)
		fclose(file);
	return kb;
}

/* Have all free memory but LEFT_KB, and sleep. */
static void be_hog(void)
{
	mmap(NULL, (mem_free_kb() - LEFT_KB) << 10, PROT_READ | PROT_WRITE,
	     MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	for (;;)
		pause();
}

/* A program apart: reclaim looks through all relatives of who has called madvise(2). */
static pid_t start_hog(char *self)
{
	char *argv[] = { self, "hog", NULL };
	pid_t child = fork();

	if (child == 0) {
		execv(self, argv);
		_exit(1);
	}
	wait_for_state(child, 'S');
	return child;
}

static void set_limit(void)
{
	struct rlimit limit = { LIMIT, LIMIT };

	if (limited)
		sys(SYS_prlimit64, 0, RLIMIT_AS, &limit, NULL);
}

/* Map and touch 1 MiB after the other. Leaves with 0 when mmap says ENOMEM. */
static int eat_mappings(void *unused)
{
	set_limit();
	for (;;) {
		char *area = mmap(NULL, MB, PROT_READ | PROT_WRITE,
				  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (area == MAP_FAILED)
			return errno != ENOMEM;
		memset(area, 1, MB);
	}
}

/* The same by brk, which answers with the old break when it cannot. */
static int eat_heap(void *unused)
{
	char *end = (char *)sys(SYS_brk, 0);

	set_limit();
	for (;;) {
		char *got = (char *)sys(SYS_brk, end + MB);

		if (got != end + MB)
			return 0;
		memset(end, 1, MB);
		end = got;
	}
}

/* A child that eats while its parent's pages are shared with it by copy-on-write. */
static int eat_copies(void *area)
{
	set_limit();
	memset(area, 2, 8 * MB);
	return eat_mappings(NULL);
}

/* Twice the memory there is, given back each time before more is asked for. */
static int eat_lazily(void *unused)
{
	long size_kb = limited ? 64 * 1024 : 2 * mem_free_kb();
	char *kept = NULL;

	for (; size_kb > 0; size_kb -= 1024) {
		char *area = mmap(NULL, MB, PROT_READ | PROT_WRITE,
				  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (area == MAP_FAILED)
			return 1;
		memset(area, 3, MB);
		if (madvise(area, MB, MADV_FREE))
			return 2;
		if (!kept)
			memset(kept = area, 4, MB);
	}
	for (unsigned long i = 0; i < MB; i++)
		if (kept[i] != 4)
			return 3;
	return 0;
}

static int starved(int status)
{
	return exited_with(status, 0) || killed_by(status, SIGKILL) ||
	       killed_by(status, SIGBUS) || killed_by(status, SIGSEGV);
}

/* Fork as often as it goes. Everybody who was born waits a moment and leaves. */
static int fork_many(void *unused)
{
	int born = 0, buried = 0;

	while (born < MAX_CHILDREN) {
		pid_t child = fork();

		if (child < 0)
			break;
		if (child == 0) {
			usleep(300000);
			_exit(0);
		}
		born++;
	}
	while (wait(NULL) > 0)
		buried++;
	return born == 0 || born != buried;
}

/* After @what, the memory that was free is free again, but for a few cached pages. */
static void expect_nothing_lost(long before, const char *what)
{
	long lost;

	if (atlas)
		drop_caches(); /* or the dead have not left yet */
	lost = before - mem_free_kb();
	if (!tap_result(!atlas || lost < 256, "%s: all memory came back", what))
		tap_print("# %ld KiB less than before", lost);
}

int main(int argc, char **argv)
{
	char *area = mmap(NULL, 8 * MB, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	pid_t hog = 0;
	long before;

	if (argc > 1)
		be_hog();
	atlas = on_atlas();
	if (atlas)
		use_one_cpu();
	memset(area, 1, 8 * MB);
	in_child(fork_many, NULL); /* warm up the caches that keep what they have */
	limited = !atlas || mem_free_kb() > BIG_KB;
	if (!limited)
		hog = start_hog(argv[0]);
	before = mem_free_kb();
	OK(before > 0, "/proc/meminfo tells MemFree");

	OK(starved(in_child(eat_mappings, NULL)), "mmap until there is no more");
	expect_nothing_lost(before, "mmap");
	OK(starved(in_child(eat_heap, NULL)), "brk until there is no more");
	expect_nothing_lost(before, "brk");
	OK(starved(in_child(eat_copies, area)), "copy-on-write until there is no more");
	expect_nothing_lost(before, "copy-on-write");
	EQ(area[8 * MB - 1], 1, "the parent's pages are its own");
	OK(exited_with(in_child(fork_many, NULL), 0), "fork many times");
	expect_nothing_lost(before, "fork");
	OK(exited_with(in_child(eat_lazily, NULL), 0), "MADV_FREE: there is always more");
	expect_nothing_lost(before, "MADV_FREE");
	for (int i = 0; i < 2; i++)
		in_child(eat_mappings, NULL);
	expect_nothing_lost(before, "once more");
	if (hog) {
		kill(hog, SIGKILL);
		waitpid(hog, NULL, 0); /* what it was promised is free with it */
	}
	return tap_done();
}
