/*
 * tests/user/cpus.h - the CPUs that a test may use: their numbers may have gaps
 */
#ifndef TESTS_USER_CPUS_H
#define TESTS_USER_CPUS_H

#include <sched.h>

/* Their numbers, at most max of them; returns how many. */
static inline int allowed_cpus(int *cpus, int max)
{
	cpu_set_t set;
	int nr = 0;

	sched_getaffinity(0, sizeof(set), &set);
	for (int cpu = 0; cpu < CPU_SETSIZE && nr < max; cpu++)
		if (CPU_ISSET(cpu, &set))
			cpus[nr++] = cpu;
	return nr;
}

static inline void pin_to(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

#endif
