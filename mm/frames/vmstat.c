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

const char *const node_stat_names[NR_VM_NODE_STAT_ITEMS] = {
	[NR_SLAB_RECLAIMABLE] = "nr_slab_reclaimable",
	[NR_SLAB_UNRECLAIMABLE] = "nr_slab_unreclaimable",
	[NR_ANON_MAPPED] = "nr_anon_pages",
	[NR_FILE_MAPPED] = "nr_mapped",
	[NR_FILE_PAGES] = "nr_file_pages",
	[NR_FILE_DIRTY] = "nr_dirty",
	[NR_WRITEBACK] = "nr_writeback",
	[NR_SHMEM] = "nr_shmem",
	[NR_KERNEL_STACK_KB] = "nr_kernel_stack",
	[NR_PAGETABLE] = "nr_page_table_pages",
	[NR_VMAP_TABLES] = "nr_vmap_table_pages", /* Atlas's own */
};

const char *const numa_stat_names[NR_VM_NUMA_EVENT_ITEMS] = {
	[NUMA_HIT] = "numa_hit",         [NUMA_MISS] = "numa_miss",
	[NUMA_FOREIGN] = "numa_foreign", [NUMA_INTERLEAVE_HIT] = "numa_interleave",
	[NUMA_LOCAL] = "numa_local",     [NUMA_OTHER] = "numa_other",
};

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

/* Of the node's memory, by CPUs of the node itself, or by others. */
static unsigned long allocations(const struct pglist_data *pgdat, bool local)
{
	unsigned long sum = 0;
	unsigned int cpu;

	for_each_possible_cpu (cpu) {
		if ((cpu_to_node(cpu) == pgdat->node_id) != local)
			continue;
		for (int idx = 0; idx < MAX_NR_ZONES; idx++) {
			const struct per_cpu_pages *pcp =
				&pgdat->node_zones[idx].pageset[cpu];

			sum += READ_ONCE(pcp->allocated) - READ_ONCE(pcp->beyond_first);
		}
	}
	return sum;
}

unsigned long node_numa_stat(const struct pglist_data *pgdat, enum numa_stat_item item)
{
	unsigned long counted = 0;
	unsigned int cpu;

	for_each_possible_cpu (cpu)
		counted += READ_ONCE(per_cpu(vm_counts, cpu).numa[item][pgdat->node_id]);
	switch (item) {
	case NUMA_HIT:
		return allocations(pgdat, true) + allocations(pgdat, false) -
		       node_numa_stat(pgdat, NUMA_MISS);
	case NUMA_LOCAL:
	case NUMA_OTHER:
		return allocations(pgdat, item == NUMA_LOCAL);
	default:
		return counted;
	}
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
