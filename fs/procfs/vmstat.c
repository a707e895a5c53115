/*
 * fs/procfs/vmstat.c - /proc/vmstat: pages by use, and what has happened since boot
 *
 * Names and order are Linux's; what Atlas does not count has no line.
 *
 * Locking: none; numbers of different moments may stand side by side.
 */
#include <linux/array_size.h>
#include <linux/cpumask.h>
#include <linux/mm_inline_page.h>
#include <linux/vmstat.h>
#include "internal.h"

static const struct {
	const char *name;
	enum vm_event_item item;
} events[] = {
	{ "pgfault", PGFAULT },
	{ "pgmajfault", PGMAJFAULT },
	{ "nr_tlb_remote_flush", NR_TLB_REMOTE_FLUSH },
	{ "nr_tlb_remote_flush_received", NR_TLB_REMOTE_FLUSH_RECEIVED },
	{ "nr_tlb_local_flush_all", NR_TLB_LOCAL_FLUSH_ALL },
	{ "nr_tlb_local_flush_one", NR_TLB_LOCAL_FLUSH_ONE },
};

static void show_allocated_and_freed(struct seq_file *m)
{
	unsigned long allocated[MAX_NR_ZONES] = { 0 }, freed = 0;
	struct zone *zone;
	unsigned int cpu;

	for_each_populated_zone (zone)
		for_each_possible_cpu (cpu) {
			const struct per_cpu_pages *pcp = &zone->pageset[cpu];

			allocated[zone_idx(zone)] += READ_ONCE(pcp->allocated);
			freed += READ_ONCE(pcp->freed);
		}
	seq_printf(m,
		   "pgalloc_dma %lu\npgalloc_normal %lu\npgalloc_high %lu\npgfree %lu\n",
		   allocated[ZONE_DMA], allocated[ZONE_NORMAL], allocated[ZONE_HIGHMEM],
		   freed);
}

int proc_vmstat_show(struct seq_file *m, void *v)
{
	struct pglist_data *pgdat;
	unsigned int i;

	seq_printf(m, "nr_free_pages %lu\n", nr_free_pages());
	for (i = 0; i < NR_VM_NUMA_EVENT_ITEMS; i++) {
		unsigned long sum = 0;

		for_each_online_pgdat(pgdat) sum += node_numa_stat(pgdat, i);
		seq_printf(m, "%s %lu\n", numa_stat_names[i], sum);
	}
	for (i = 0; i < NR_VM_NODE_STAT_ITEMS; i++)
		seq_printf(m, "%s %lu\n", node_stat_names[i], global_node_page_state(i));
	show_allocated_and_freed(m);
	for (i = 0; i < ARRAY_SIZE(events); i++)
		seq_printf(m, "%s %lu\n", events[i].name,
			   global_vm_events(events[i].item));
	return 0;
}
