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
	u64 user, system, idle; /* [cpu] nanoseconds */
	u64 forks;              /* [cpu] tasks made here */
};

DECLARE_PER_CPU(struct kernel_stat, kstat);

u64 nr_context_switches(unsigned int cpu);
unsigned int nr_running(unsigned int cpu); /* tasks that run or want to, but idle */

#endif
