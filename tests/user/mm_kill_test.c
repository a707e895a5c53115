/*
 * tests/user/mm_kill_test.c - whoever is killed in the middle of a memory call leaks nothing
 *
 *	mm_kill_test [VICTIMS [SEED]]
 *
 * A victim does one call over and over. It is killed from a sibling thread, or by its
 * parent, after a random number of turns of an empty loop: anywhere between the first
 * instruction of the call and its last. Afterwards all frames and kernel objects that
 * were free before are free again.
 */
#define _GNU_SOURCE
#include <sched.h>
#include "leak.h"
#include "mem.h"
#include "random.h"

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif
#define AREA_PAGES 256UL
#define MAX_SPIN 100000 /* turns: some times as long as the longest of the calls */

static uint64_t random_state;
static int file; /* AREA_PAGES long, in a tmpfs */

static unsigned int any(unsigned int below)
{
	return random_below(&random_state, below);
}

static void spin(unsigned int turns)
{
	while (turns--)
		__asm__ volatile("pause");
}

/* --- what the victims do, for ever ------------------------------------------------ */

static void populate(void)
{
	munmap(mmap(NULL, AREA_PAGES * PAGE, RW, ANON | MAP_POPULATE, -1, 0),
	       AREA_PAGES * PAGE);
}

static void populate_shared(void)
{
	munmap(mmap(NULL, AREA_PAGES * PAGE, RW, SHARED_ANON | MAP_POPULATE, -1, 0),
	       AREA_PAGES * PAGE);
}

static void map_file(void)
{
	char *at = mmap(NULL, AREA_PAGES * PAGE, RW, MAP_PRIVATE, file, 0);

	fill(at, AREA_PAGES / 4, 1);
	munmap(at + PAGE, (AREA_PAGES - 2) * PAGE);
	munmap(at, AREA_PAGES * PAGE);
}

static void fork_and_write(void)
{
	pid_t child;

	fill(anon_at(0, AREA_PAGES), AREA_PAGES, 1);
	child = fork();
	fill(AREA, AREA_PAGES / 2, 2);
	if (child == 0)
		_exit(0);
	waitpid(child, NULL, 0);
}

static void execute(void)
{
	char *const argv[] = { "/proc/self/exe", "nothing", NULL };

	if (fork() == 0) {
		execve(argv[0], argv, NULL);
		_exit(1);
	}
	wait(NULL);
}

static void move(void)
{
	char *to = AREA + 0x800 * PAGE;

	fill(anon_at(0, AREA_PAGES), AREA_PAGES, 1);
	mremap(AREA, AREA_PAGES * PAGE, 2 * AREA_PAGES * PAGE,
	       MREMAP_MAYMOVE | MREMAP_FIXED, to);
	mremap(to, 2 * AREA_PAGES * PAGE, AREA_PAGES * PAGE,
	       MREMAP_MAYMOVE | MREMAP_FIXED, AREA);
}

static void cut_to_pieces(void)
{
	anon_at(0, AREA_PAGES);
	for (unsigned long i = 0; i < AREA_PAGES; i += 2)
		mprotect(AREA + i * PAGE, PAGE, PROT_READ);
	munmap(AREA, AREA_PAGES * PAGE);
}

static void truncate_file(void)
{
	char *at = mmap(NULL, AREA_PAGES * PAGE, RW, MAP_SHARED | MAP_POPULATE, file, 0);

	ftruncate(file, PAGE);
	ftruncate(file, AREA_PAGES * PAGE);
	munmap(at, AREA_PAGES * PAGE);
}

static void lock(void)
{
	anon_at(0, AREA_PAGES);
	mlock(AREA, AREA_PAGES / 2 * PAGE);
	madvise(AREA, AREA_PAGES * PAGE, MADV_POPULATE_WRITE);
	munlock(AREA, PAGE);
	madvise(AREA + AREA_PAGES / 2 * PAGE, PAGE, MADV_DONTNEED);
	munmap(AREA, AREA_PAGES * PAGE);
}

static void write_file(void)
{
	char *at = anon_at(0, 16);

	pwrite(file, at, 16 * PAGE, 0);
	pread(file, at, 16 * PAGE, 0);
	ftruncate(file, 0);
}

static const struct {
	void (*call)(void);
	const char *name;
} calls[] = {
	{ populate, "mmap of populated pages, munmap" },
	{ populate_shared, "mmap of populated shared pages" },
	{ map_file, "a private map of a file" },
	{ fork_and_write, "fork and copy-on-write" },
	{ execute, "exec" },
	{ move, "mremap" },
	{ cut_to_pieces, "mprotect and many VMAs" },
	{ truncate_file, "truncation under a mapping" },
	{ lock, "mlock, madvise" },
	{ write_file, "read and write of a file" },
};

/* --- killing ---------------------------------------------------------------------- */

static int killer(void *turns)
{
	spin((unsigned long)turns);
	kill(getpid(), SIGKILL);
	return 0;
}

static void be_a_victim(void (*call)(void), int by_a_thread, unsigned long turns)
{
	static char stack[16384] __attribute__((aligned(16)));

	if (by_a_thread)
		clone(killer, stack + sizeof(stack),
		      CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD |
			      CLONE_SYSVSEM,
		      (void *)turns);
	for (;;)
		call();
}

/* Returns whether the victim died of it, and nobody is left. */
static int kill_one(void (*call)(void))
{
	int by_a_thread = any(2), status, died;
	unsigned int turns = any(MAX_SPIN);
	pid_t victim = fork();

	if (victim == 0)
		be_a_victim(call, by_a_thread, turns);
	if (!by_a_thread) {
		spin(turns);
		kill(victim, SIGKILL);
	}
	died = waitpid(victim, &status, 0) == victim && killed_by(status, SIGKILL);
	while (wait(NULL) > 0) /* a subreaper inherits what victims forked */
		;
	return died;
}

static int kill_many(int call, int victims)
{
	int died = 0;

	for (int i = 0; i < victims; i++)
		died += kill_one(calls[call].call);
	return died;
}

int main(int argc, char **argv)
{
	int victims = argc > 1 ? atoi(argv[1]) : 5;

	if (argc > 1 && !victims) /* execute()'s */
		return 0;
	random_state = argc > 2 ? strtoul(argv[2], NULL, 0) : 1;
	tap_print("# %d victims a call, seed %lu", victims, (unsigned long)random_state);
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
	no_huge_pages();
	file = temp_file("/tmp", AREA_PAGES * PAGE);
	for (unsigned int i = 0; i < sizeof(calls) / sizeof(*calls); i++)
		kill_many(i, 2); /* fills the kernel's caches */
	ftruncate(file, 0);
	for (unsigned int i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
		ftruncate(file, AREA_PAGES * PAGE);
		leak_begin();
		EQ(kill_many(i, victims), victims, "killed in %s", calls[i].name);
		ftruncate(file, 0);
		leak_expect(calls[i].name);
	}
	return tap_done();
}
