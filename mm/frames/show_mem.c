/*
 * mm/frames/show_mem.c - how much memory there is, and who has it
 *
 * Locking: none; the numbers are read while others change them, and fit each other only
 * when nobody does.
 */
#include <linux/kernel.h>
#include <linux/mm_inline_page.h>
#include <linux/string.h>
#include <linux/vmstat.h>
#include <uapi/linux/sysinfo.h>

unsigned long zone_free_pages(const struct zone *zone)
{
	unsigned long pages = READ_ONCE(zone->nr_free);
	unsigned int cpu;

	for (cpu = 0; cpu < NR_CPUS; cpu++)
		pages += READ_ONCE(zone->pageset[cpu].count);
	return pages;
}

unsigned long nr_free_pages(void)
{
	unsigned long pages = 0;
	struct zone *zone;

	for_each_populated_zone (zone)
		pages += zone_free_pages(zone);
	return pages;
}

unsigned long nr_free_highpages(void)
{
	unsigned long pages = 0;
	struct zone *zone;

	for_each_populated_zone (zone) {
		if (is_highmem(zone))
			pages += zone_free_pages(zone);
	}
	return pages;
}

/* Free pages above the marks where allocation gets hard, and half of the page cache. */
long si_mem_available(void)
{
	long available = nr_free_pages();
	struct zone *zone;

	for_each_populated_zone (zone)
		available -= zone->watermark[WMARK_HIGH];
	available += (long)(global_node_page_state(NR_FILE_PAGES) -
			    global_node_page_state(NR_SHMEM)) /
		     2;
	return max(available, 0L);
}

void si_meminfo(struct sysinfo *val)
{
	memset(val, 0, sizeof(*val));
	val->totalram = totalram_pages();
	val->freeram = nr_free_pages();
	val->sharedram = global_node_page_state(NR_SHMEM);
	val->totalhigh = totalhigh_pages();
	val->freehigh = nr_free_highpages();
	val->mem_unit = PAGE_SIZE;
}

static void show_zone(const struct zone *zone)
{
	unsigned int order;

	pr_info("node %d %s: free:%luK min:%luK low:%luK high:%luK present:%luK managed:%luK\n",
		zone->node, zone->name, zone_free_pages(zone) << 2,
		zone->watermark[WMARK_MIN] << 2, zone->watermark[WMARK_LOW] << 2,
		zone->watermark[WMARK_HIGH] << 2, zone->present_pages << 2,
		zone_managed_pages(zone) << 2);
	pr_info("  blocks:");
	for (order = 0; order < MAX_ORDER; order++)
		pr_cont(" %lu*%luK", zone->free_area[order].nr_free, 4UL << order);
	pr_cont("\n");
}

void show_mem(void)
{
	struct zone *zone;

	pr_info("Mem-Info: %lu pages RAM, %lu free, %lu highmem, %lu reserved\n",
		totalram_pages(), nr_free_pages(), totalhigh_pages(),
		totalreserved_ram_pages());
	pr_info("anon:%lu mapped:%lu file:%lu shmem:%lu slab:%lu pagetables:%lu vmalloc:%lu\n",
		global_node_page_state(NR_ANON_MAPPED),
		global_node_page_state(NR_FILE_MAPPED),
		global_node_page_state(NR_FILE_PAGES), global_node_page_state(NR_SHMEM),
		global_node_page_state(NR_SLAB_RECLAIMABLE) +
			global_node_page_state(NR_SLAB_UNRECLAIMABLE),
		global_node_page_state(NR_PAGETABLE), vm_total(NR_VMALLOC));
	for_each_populated_zone (zone)
		show_zone(zone);
}
