/*
 * core/base/percpu.c - every CPU's own copy of the per-CPU variables
 *
 *	template [__per_cpu_start, __per_cpu_end)   the boot's, before there is memory
 *	copy of it                                  CPU 0's, at template + __per_cpu_offset[0]
 *	copy of it                                  CPU 1's, at template + __per_cpu_offset[1]
 *	...
 *
 * The memory comes from the caller: this floor allocates nothing.
 *
 * Locking: the offsets are written once, before the CPUs that they are for run.
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/string.h>
#include <asm/cache.h>
#include <asm/sections.h>

unsigned long __per_cpu_offset[NR_CPUS];

DEFINE_PER_CPU(unsigned long, this_cpu_off);
DEFINE_PER_CPU(int, cpu_number);

static void __init init_area(int cpu, void *area, size_t size)
{
	memcpy(area, __per_cpu_start, size);
	__per_cpu_offset[cpu] = (unsigned long)area - (unsigned long)__per_cpu_start;
	per_cpu(this_cpu_off, cpu) = __per_cpu_offset[cpu];
	per_cpu(cpu_number, cpu) = cpu;
	per_cpu(__preempt_count, cpu) = INIT_PREEMPT_COUNT;
	per_cpu(__need_resched, cpu) = 0;
}

int __init setup_per_cpu_areas(unsigned int nr,
			       void *(*alloc)(size_t size, size_t align, int cpu))
{
	size_t size = (size_t)(__per_cpu_end - __per_cpu_start);

	if (nr > NR_CPUS)
		return -EINVAL;
	for (int cpu = (int)nr - 1; cpu >= 0; cpu--) {
		void *area = alloc(size, L1_CACHE_BYTES, cpu);

		if (!area)
			return -ENOMEM;
		init_area(cpu, area, size);
	}
	return 0;
}
