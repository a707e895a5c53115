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
	enum node_stat_item item;
} node_stats[] = {
	{ "nr_slab_reclaimable", NR_SLAB_RECLAIMABLE },
	{ "nr_slab_unreclaimable", NR_SLAB_UNRECLAIMABLE },
	{ "nr_anon_pages", NR_ANON_MAPPED },
	{ "nr_mapped", NR_FILE_MAPPED },
	{ "nr_file_pages", NR_FILE_PAGES },
	{ "nr_dirty", NR_FILE_DIRTY },
	{ "nr_writeback", NR_WRITEBACK },
	{ "nr_shmem", NR_SHMEM },
	{ "nr_kernel_stack", NR_KERNEL_STACK_KB },
	{ "nr_page_table_pages", NR_PAGETABLE },
	{ "nr_vmap_table_pages", NR_VMAP_TABLES }, /* Atlas's own */
};

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
	unsigned int i;

	seq_printf(m, "nr_free_pages %lu\n", nr_free_pages());
	for (i = 0; i < ARRAY_SIZE(node_stats); i++)
		seq_printf(m, "%s %lu\n", node_stats[i].name,
			   global_node_page_state(node_stats[i].item));
	show_allocated_and_freed(m);
	for (i = 0; i < ARRAY_SIZE(events); i++)
		seq_printf(m, "%s %lu\n", events[i].name,
			   global_vm_events(events[i].item));
	return 0;
}
