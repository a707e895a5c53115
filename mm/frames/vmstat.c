/*
 * mm/frames/vmstat.c - what the CPUs have counted, together
 *
 * Locking: none; the parts are read while their CPUs change them.
 */
#include <linux/cpumask.h>
#include <linux/init.h>
#include <linux/string.h>
#include <linux/vmstat.h>

DEFINE_PER_CPU(struct vm_counts, vm_counts);

void __init vmstat_init(void)
{
	unsigned int cpu;

	for_each_possible_cpu (cpu)
		if (cpu)
			memset(&per_cpu(vm_counts, cpu), 0, sizeof(vm_counts));
}

unsigned long global_node_page_state(enum node_stat_item item)
{
	unsigned int cpu;
	long sum = 0;

	for_each_possible_cpu (cpu)
		sum += READ_ONCE(per_cpu(vm_counts, cpu).pages[item]);
	return sum < 0 ? 0 : sum;
}

unsigned long global_vm_events(enum vm_event_item item)
{
	unsigned long sum = 0;
	unsigned int cpu;

	for_each_possible_cpu (cpu)
		sum += READ_ONCE(per_cpu(vm_counts, cpu).events[item]);
	return sum;
}
