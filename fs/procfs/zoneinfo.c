/*
 * fs/procfs/zoneinfo.c - /proc/zoneinfo and /proc/buddyinfo: each zone of each node
 *
 * Locking: none; numbers of different moments may stand side by side.
 *
 * Atlas: pages are counted by use for the whole machine only, so there are no per-node
 * stats; no zone of movable memory, no CMA, no boost of watermarks.
 */
#include <linux/cpumask.h>
#include <linux/mm_inline_page.h>
#include "internal.h"

static void zone_name_show(struct seq_file *m, const struct zone *zone)
{
	seq_printf(m, "Node %d, zone %8s", zone->node, zone->name);
}

/* The free blocks of each order. */
int proc_buddyinfo_show(struct seq_file *m, void *v)
{
	struct zone *zone;

	for_each_populated_zone (zone) {
		zone_name_show(m, zone);
		seq_putc(m, ' ');
		for (int order = 0; order < MAX_ORDER; order++)
			seq_printf(m, "%6lu ", READ_ONCE(zone->free_area[order].nr_free));
		seq_putc(m, '\n');
	}
	return 0;
}

static void marks_show(struct seq_file *m, const struct zone *zone)
{
	seq_printf(m,
		   "\n  pages free     %lu"
		   "\n        boost    0"
		   "\n        min      %lu"
		   "\n        low      %lu"
		   "\n        high     %lu"
		   "\n        spanned  %lu"
		   "\n        present  %lu"
		   "\n        managed  %lu"
		   "\n        cma      0",
		   READ_ONCE(zone->nr_free), zone->watermark[WMARK_MIN],
		   zone->watermark[WMARK_LOW], zone->watermark[WMARK_HIGH],
		   zone->spanned_pages, zone->present_pages, zone_managed_pages(zone));
	seq_puts(m, "\n        protection: (");
	for (int user = 0; user < MAX_NR_ZONES; user++)
		seq_printf(m, "%s%lu", user ? ", " : "", zone->lowmem_reserve[user]);
	seq_puts(m, ")\n");
}

static void pagesets_show(struct seq_file *m, const struct zone *zone)
{
	unsigned int cpu;

	seq_puts(m, "  pagesets");
	for_each_online_cpu (cpu) {
		const struct per_cpu_pages *pcp = &zone->pageset[cpu];

		seq_printf(m,
			   "\n    cpu: %u"
			   "\n              count: %d"
			   "\n              high:  %d"
			   "\n              batch: %d",
			   cpu, READ_ONCE(pcp->count), pcp->high, pcp->batch);
	}
	seq_putc(m, '\n');
}

int proc_zoneinfo_show(struct seq_file *m, void *v)
{
	struct zone *zone;

	for_each_zone (zone) {
		zone_name_show(m, zone);
		marks_show(m, zone);
		if (!populated_zone(zone))
			continue;
		seq_printf(m, "      nr_free_pages %lu\n", READ_ONCE(zone->nr_free));
		pagesets_show(m, zone);
		seq_printf(m, "  node_unreclaimable:  0\n  start_pfn:           %lu\n",
			   zone->zone_start_pfn);
	}
	return 0;
}
