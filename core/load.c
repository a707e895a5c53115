/*
 * core/load.c - how much there is to do: of each CPU, and on the average
 *
 * The load is the number of tasks that run, want to, or sleep uninterruptibly. Every five
 * seconds each of three averages moves towards it, by so much that what was t seconds
 * ago counts exp(-t/60), exp(-t/300) and exp(-t/900) of what is now.
 *
 * Locking: avenrun is written by CPU 0's tick only; run queues are read without lock.
 */
#include <linux/cpumask.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kernel_stat.h>
#include "sched.h"

#define LOAD_PERIOD (5 * HZ)

unsigned long avenrun[3];

/* exp(-5/60), exp(-5/300), exp(-5/900) in units of 1/FIXED_1 */
static const unsigned long decay[] = { 1884, 2014, 2037 };

u64 nr_context_switches(unsigned int cpu)
{
	return READ_ONCE(cpu_rq(cpu)->nr_switches);
}

unsigned int nr_running(unsigned int cpu)
{
	return READ_ONCE(cpu_rq(cpu)->nr_running);
}

/* The single counts may be negative: who falls asleep on one CPU is woken on another. */
static unsigned long current_load(void)
{
	unsigned int cpu;
	long load = 0;

	for_each_online_cpu (cpu)
		load += (long)nr_running(cpu) +
			READ_ONCE(cpu_rq(cpu)->nr_uninterruptible);
	return load > 0 ? load : 0;
}

void load_tick(void)
{
	static unsigned long next = LOAD_PERIOD;
	unsigned long load;
	unsigned int i;

	if (time_before(jiffies, next))
		return;
	next += LOAD_PERIOD;
	load = current_load() * FIXED_1;
	for (i = 0; i < ARRAY_SIZE(avenrun); i++) {
		unsigned long sum = avenrun[i] * decay[i] + load * (FIXED_1 - decay[i]);

		/* rounded towards the load, so that it is reached */
		if (load > avenrun[i])
			sum += FIXED_1 - 1;
		avenrun[i] = sum / FIXED_1;
	}
}
