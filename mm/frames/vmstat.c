/*
 * mm/frames/vmstat.c - what the CPUs have counted, together
 *
 * Locking: none; the parts are read while their CPUs change them.
 */
#include <linux/cpumask.h>
#include <linux/init.h>
#include <linux/minmax.h>
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

/* The sum over all CPUs of this one's part. */
static unsigned long sum_of(const long *part)
{
	unsigned int cpu;
	long sum = 0;

	for_each_possible_cpu (cpu)
		sum += READ_ONCE(*per_cpu_ptr(part, cpu));
	return max(sum, 0L);
}

unsigned long node_page_state(const struct pglist_data *pgdat, enum node_stat_item item)
{
	return sum_of(&vm_counts.pages[item][pgdat->node_id]);
}

unsigned long global_node_page_state(enum node_stat_item item)
{
	unsigned long sum = 0;
	int nid;

	for_each_online_node (nid)
		sum += node_page_state(NODE_DATA(nid), item);
	return sum;
}

unsigned long vm_total(enum vm_total_item item)
{
	return sum_of(&vm_counts.totals[item]);
}

unsigned long global_vm_events(enum vm_event_item item)
{
	unsigned long sum = 0;
	unsigned int cpu;

	for_each_possible_cpu (cpu)
		sum += READ_ONCE(per_cpu(vm_counts, cpu).events[item]);
	return sum;
}
