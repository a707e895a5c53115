/*
 * include/linux/kernel_stat.h - what each CPU has done with its time (core/time.c, sched.c)
 *
 * Locking: a CPU counts for itself; whoever reads sees some moment.
 */
#ifndef LINUX_KERNEL_STAT_H
#define LINUX_KERNEL_STAT_H

#include <linux/percpu.h>
#include <linux/types.h>

/* By ticks: what the CPU was at when the timer came. */
struct kernel_stat {
	u64 user, nice, system, idle; /* [cpu] nanoseconds; nice: user at nice > 0 */
	u64 forks;                    /* [cpu] tasks made here */
};

DECLARE_PER_CPU(struct kernel_stat, kstat);

u64 nr_context_switches(unsigned int cpu);
unsigned int nr_running(unsigned int cpu); /* tasks that run or want to, but idle */

/* The load of the last one, five and fifteen minutes, in units of 1/FIXED_1. */
#define FSHIFT 11
#define FIXED_1 (1UL << FSHIFT)
extern unsigned long avenrun[3];

/* From CPU 0's tick. */
void load_tick(void);

#endif
