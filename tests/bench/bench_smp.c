/*
 * tests/bench/bench_smp.c - what system calls and page faults cost when all CPUs make them
 *
 * A process on each CPU does the same thing many times; all begin together. The figure is
 * time / (times * processes): under -icount, where CPUs take turns, instructions; else its
 * inverse is throughput. Prints `# name: N alone, M on C CPUs`.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PAGE 4096
#define PAGES 64

static struct {
	_Atomic int waiting, running;
	long long begin, end;
} * race; /* in memory that all processes share */

static long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

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

static void run(int cpu, int times, void (*once)(void))
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
	if (--race->waiting == 0)
		race->begin = now();
	while (race->waiting)
		;
	for (int i = 0; i < times; i++)
		once();
	if (--race->running == 0)
		race->end = now();
	_exit(0);
}

static long long cost_on(int cpus, int times, void (*once)(void))
{
	race->waiting = race->running = cpus;
	for (int cpu = 0; cpu < cpus; cpu++) {
		pid_t child = fork();

		if (child == 0)
			run(cpu, times, once);
		if (child < 0) {
			perror("fork");
			exit(1);
		}
	}
	while (wait(NULL) > 0)
		;
	return (race->end - race->begin) / ((long long)times * cpus);
}

static void report(const char *name, int times, int per_time, void (*once)(void))
{
	int cpus = sysconf(_SC_NPROCESSORS_ONLN);
	long long alone = cost_on(1, times, once), together = cost_on(cpus, times, once);

	printf("# %s: %lld alone, %lld on %d CPUs\n", name, alone / per_time,
	       together / per_time, cpus);
}

int main(void)
{
	race = mmap(NULL, sizeof(*race), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (race == MAP_FAILED) {
		perror("mmap");
		return 1;
	}
	report("getppid", 50000, 1, getppid_once);
	report("page fault, with its mmap and munmap", 200, PAGES, fault_pages);
	return 0;
}
