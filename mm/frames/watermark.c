/*
 * mm/frames/watermark.c - how much of each zone is kept for a rainy day
 *
 *	high  |  reclaim stops
 *	low   |  ordinary allocations end here; reclaim begins
 *	min   |  those that can wait end here
 *	      |  the rest is for those that cannot sleep, and for reclaim itself
 *
 * As on Linux: the min marks of lowmem add up to 4 * sqrt(lowmem in KiB) KiB, shared out
 * by size, unless vm.min_free_kbytes says otherwise (Atlas: at most a quarter of lowmem);
 * low and high are a quarter and a half above it. Beside that, a zone keeps a
 * share back from allocations that could have used a higher zone (lowmem_reserve), so
 * that user pages cannot eat up the kernel's memory.
 *
 * Locking: none; written during boot, the marks later too, each one word.
 */
#define pr_fmt(fmt) "memory: " fmt

#include <linux/cpumask.h>
#include <linux/fault-inject.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/smp.h>

#include "frames.h"

int min_free_kbytes;

/* A zone keeps back 1/n of what lies above it. Indexed by the zone that keeps. */
static const unsigned int reserve_ratio[MAX_NR_ZONES] = { 256, 32, 1 };

/*
 * The CPUs' lists together hold 1/PCP_SHARE of a zone at most: so much that a program that
 * maps and unmaps a little seldom needs zone->lock.
 */
#define PCP_SHARE 32
#define PCP_HIGH_BATCHES 6 /* pages in a list, in batches */
#define PCP_BATCH_MAX 63   /* as Linux: for so many irqs are off */

static unsigned long __init int_sqrt(unsigned long x)
{
	unsigned long root = 0, bit = 1UL << 31;

	for (; bit; bit >>= 1) {
		if ((root | bit) * (root | bit) <= x)
			root |= bit;
	}
	return root;
}

static unsigned long lowmem_managed(void)
{
	unsigned long pages = 0;
	struct zone *zone;

	for_each_zone (zone) {
		if (!is_highmem(zone))
			pages += zone_managed_pages(zone);
	}
	return pages;
}

static void set_marks(struct zone *zone, unsigned long min_pages, unsigned long lowmem)
{
	unsigned long managed = zone_managed_pages(zone), min;

	if (is_highmem(zone))
		min = clamp(managed / 1024, 32UL, 128UL);
	else
		min = min(min_pages, lowmem / 4) * managed / lowmem;
	if (!managed)
		min = 0;
	WRITE_ONCE(zone->watermark[WMARK_MIN], min);
	WRITE_ONCE(zone->watermark[WMARK_LOW], min + min / 4);
	WRITE_ONCE(zone->watermark[WMARK_HIGH], min + min / 2);
}

/* Atlas: above it on all nodes, for lowmem may be one node's and highmem another's. */
static void __init set_reserves(struct zone *zone)
{
	enum zone_type keeper = zone_idx(zone), user;
	unsigned long above = 0;
	int nid;

	for (user = keeper + 1; user < MAX_NR_ZONES; user++) {
		for_each_online_node (nid)
			above += zone_managed_pages(&NODE_DATA(nid)->node_zones[user]);
		zone->lowmem_reserve[user] = above / reserve_ratio[keeper];
	}
}

static void set_fast_marks(struct pglist_data *pgdat)
{
	gfp_t zones;

	for (zones = 0; zones <= GFP_ZONEMASK; zones++) {
		struct fast_zone *fast = &pgdat->fast_zones[zones];
		enum zone_type highest = gfp_zone(zones);
		unsigned long mark = ~0UL;

		if (zone_idx(fast->zone) <= highest && !fault_inject_armed())
			mark = fast->zone->watermark[WMARK_LOW] +
			       fast->zone->lowmem_reserve[highest];
		WRITE_ONCE(fast->mark, mark);
	}
}

void setup_fast_marks(void)
{
	int nid;

	for_each_online_node (nid)
		set_fast_marks(NODE_DATA(nid));
}

static void __init set_pcp_sizes(struct zone *zone)
{
	unsigned long share = zone_managed_pages(zone) / PCP_SHARE / nr_cpu_ids;
	int batch = clamp(share / PCP_HIGH_BATCHES, 1UL, (unsigned long)PCP_BATCH_MAX);
	unsigned int cpu;

	for (cpu = 0; cpu < NR_CPUS; cpu++) {
		zone->pageset[cpu].batch = batch;
		zone->pageset[cpu].high = PCP_HIGH_BATCHES * batch;
	}
}

void setup_per_zone_wmarks(void)
{
	unsigned long min_pages = READ_ONCE(min_free_kbytes) / (PAGE_SIZE / 1024);
	unsigned long lowmem = lowmem_managed();
	struct zone *zone;

	for_each_zone (zone)
		set_marks(zone, min_pages, lowmem);
	setup_fast_marks();
}

void __init setup_watermarks(void)
{
	unsigned long kib = int_sqrt(lowmem_managed() * (PAGE_SIZE / 1024) * 16);
	struct zone *zone;

	min_free_kbytes = clamp(kib, 128UL, 65536UL);
	for_each_zone (zone) {
		set_reserves(zone);
		set_pcp_sizes(zone);
	}
	setup_per_zone_wmarks();
}
