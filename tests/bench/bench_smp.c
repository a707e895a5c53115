/*
 * tests/bench/bench_smp.c - what system calls and page faults cost when all CPUs make them
 *
 * A process on each CPU does the same thing many times; all begin together. Rounds of one
 * CPU and of all take turns, and the best of each counts: the one that the host, which has
 * other things to do, disturbed least. The figure is time / (times * CPUs): under -icount,
 * where CPUs take turns, instructions; otherwise its inverse is throughput. Prints
 * `# name: N alone, M on C CPUs`. `bench_smp [ROUNDS]`
 */
#define _GNU_SOURCE
#include <limits.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PAGE 4096
#define PAGES 64

static struct {
	sem_t go[CPU_SETSIZE], over;
	_Atomic int waiting, running;
	_Atomic bool begun; /* and begin is set */
	long long begin, end;
} * race; /* in memory that all processes share */

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* --- what is measured ----------------------------------------------------------------- */

static void getppid_once(void)
{
	getppid();
}

static void fault_pages(void)
{
	char *p = mmap(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	for (int i = 0; i < PAGES; i++)
		p[i * PAGE] = 1;
	munmap(p, PAGES * PAGE);
}

/* --- the race ------------------------------------------------------------------------- */

static void run(int cpu, int times, void (*once)(void))
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		fail("sched_setaffinity");
	for (;;) {
		sem_wait(&race->go[cpu]);
		if (--race->waiting == 0) {
			race->begin = now();
			race->begun = true;
		}
		while (!race->begun)
			;
		for (int i = 0; i < times; i++)
			once();
		if (--race->running == 0) {
			race->end = now();
			sem_post(&race->over);
		}
	}
}

static pid_t start(int cpu, int times, void (*once)(void))
{
	pid_t child = fork();

	if (child < 0)
		fail("fork");
	if (child == 0)
		run(cpu, times, once);
	return child;
}

/* The best so far, or the time that one more round on so many CPUs takes. */
static long long better(long long best, int cpus)
{
	long long time;

	race->waiting = race->running = cpus;
	race->begun = false;
	for (int cpu = 0; cpu < cpus; cpu++)
		sem_post(&race->go[cpu]);
	sem_wait(&race->over);
	time = race->end - race->begin;
	return time < best ? time : best;
}

static void report(const char *name, int rounds, int times, int per_time,
		   void (*once)(void))
{
	long long alone = LLONG_MAX, together = LLONG_MAX, operations = times * per_time;
	int cpus = sysconf(_SC_NPROCESSORS_ONLN);
	pid_t children[CPU_SETSIZE];

	for (int cpu = 0; cpu < cpus; cpu++)
		children[cpu] = start(cpu, times, once);
	for (int i = 0; i < rounds; i++) {
		alone = better(alone, 1);
		together = better(together, cpus);
	}
	for (int cpu = 0; cpu < cpus; cpu++)
		kill(children[cpu], SIGKILL);
	while (wait(NULL) > 0)
		;
	printf("# %s: %lld alone, %lld on %d CPUs\n", name, alone / operations,
	       together / (operations * cpus), cpus);
}

int main(int argc, char **argv)
{
	int rounds = argc > 1 ? atoi(argv[1]) : 20;

	race = mmap(NULL, sizeof(*race), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (race == MAP_FAILED)
		fail("mmap");
	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
		sem_init(&race->go[cpu], 1, 0);
	sem_init(&race->over, 1, 0);
	report("getppid", rounds, 2000, 1, getppid_once);
	report("page fault, with mmap and munmap", rounds, 4, PAGES, fault_pages);
	return 0;
}
