/*
 * mm/frames/nodes.c - the NUMA nodes, their zones, and the order in which they are tried
 *
 * Every node has a pglist_data, in its own lowmem if it has any; a machine without NUMA
 * is one node, 0. An allocation tries the zones of its zonelist from the left:
 *
 *	HighMem  Normal  DMA | HighMem  Normal  DMA | ...
 *	   the nearest node       the next one
 *
 * leaving out those above the zone that it asked for: scarce memory comes last.
 *
 * Locking: all of this is immutable after boot.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm_inline_page.h>

#include "frames.h"

struct pglist_data *node_data[MAX_NUMNODES];

static const char *const zone_names[MAX_NR_ZONES] = { "DMA", "Normal", "HighMem" };

struct pglist_data *first_online_pgdat(void)
{
	return NODE_DATA(first_node(node_online_map));
}

struct pglist_data *next_online_pgdat(struct pglist_data *pgdat)
{
	int nid = next_node(pgdat->node_id, node_online_map);

	return nid < MAX_NUMNODES ? NODE_DATA(nid) : NULL;
}

struct zone *next_zone(struct zone *zone)
{
	struct pglist_data *pgdat = zone->zone_pgdat;

	if (zone_idx(zone) < MAX_NR_ZONES - 1)
		return zone + 1;
	pgdat = next_online_pgdat(pgdat);
	return pgdat ? pgdat->node_zones : NULL;
}

unsigned long zone_limit_pfn(enum zone_type idx)
{
	if (idx == ZONE_DMA)
		return min(MAX_DMA_PFN, max_low_pfn);
	return idx == ZONE_NORMAL ? max_low_pfn : max_pfn;
}

/* Count the node's RAM in [lo, hi) and find its first and last frame there. */
static unsigned long __init ram_within(int nid, unsigned long lo, unsigned long hi,
				       unsigned long *first, unsigned long *end)
{
	unsigned long pages = 0;
	unsigned int i;

	*first = *end = 0;
	for (i = 0; i < memblock.memory.cnt; i++) {
		const struct memblock_region *r = &memblock.memory.regions[i];
		unsigned long s = max(PHYS_PFN(r->base), lo);
		unsigned long e = min(PHYS_PFN(r->base + r->size), hi);

		if (r->nid != nid || s >= e)
			continue;
		if (!pages)
			*first = s;
		*end = e;
		pages += e - s;
	}
	return pages;
}

static void __init zone_init(struct pglist_data *pgdat, enum zone_type idx)
{
	struct zone *zone = &pgdat->node_zones[idx];
	unsigned long lo = idx ? zone_limit_pfn(idx - 1) : 0, end;
	unsigned int i;

	spin_lock_init(&zone->lock);
	for (i = 0; i < MAX_ORDER; i++)
		INIT_LIST_HEAD(&zone->free_area[i].free_list);
	for (i = 0; i < NR_CPUS; i++)
		INIT_LIST_HEAD(&zone->pageset[i].list);
	zone->name = zone_names[idx];
	zone->node = pgdat->node_id;
	zone->zone_pgdat = pgdat;
	zone->present_pages = ram_within(pgdat->node_id, lo, zone_limit_pfn(idx),
					 &zone->zone_start_pfn, &end);
	zone->spanned_pages = end - zone->zone_start_pfn;
	if (zone->present_pages)
		pr_info("  %-8s [mem 0x%016lx-0x%016lx] %lu pages\n", zone->name,
			zone->zone_start_pfn << PAGE_SHIFT, (end << PAGE_SHIFT) - 1,
			zone->present_pages);
	else
		pr_info("  %-8s empty\n", zone->name);
}

static void __init node_init(int nid)
{
	struct pglist_data *pgdat = memblock_alloc_node_or_panic(
		sizeof(*pgdat), L1_CACHE_BYTES, nid, "a node");
	unsigned long end;
	int idx;

	node_data[nid] = pgdat;
	pgdat->node_id = nid;
	pgdat->node_present_pages =
		ram_within(nid, 0, max_pfn, &pgdat->node_start_pfn, &end);
	pgdat->node_spanned_pages = end - pgdat->node_start_pfn;
	if (pgdat->node_present_pages)
		pgdat->node_mem_map = pfn_to_page(pgdat->node_start_pfn);
	pr_info("Zones of node %d:\n", nid);
	for (idx = 0; idx < MAX_NR_ZONES; idx++)
		zone_init(pgdat, idx);
}

/* Append the populated zones of a node, highest first; returns the list's new length. */
static int __init zonelist_add_node(struct zonelist *list, int nr, int nid)
{
	int idx;

	for (idx = MAX_NR_ZONES - 1; idx >= 0; idx--) {
		struct zone *zone = &NODE_DATA(nid)->node_zones[idx];

		if (populated_zone(zone))
			list->_zonerefs[nr++] = (struct zoneref){ zone, idx };
	}
	return nr;
}

int nearest_node(int nid, nodemask_t nodes)
{
	int i, best = MAX_NUMNODES;

	for (i = 0; i < MAX_NUMNODES; i++) {
		int other = (nid + i) % MAX_NUMNODES;

		if (node_isset(other, nodes) &&
		    (best == MAX_NUMNODES ||
		     node_distance(nid, other) < node_distance(nid, best)))
			best = other;
	}
	return best;
}

static void __init zonelists_build(int nid)
{
	struct zonelist *lists = NODE_DATA(nid)->node_zonelists;
	nodemask_t rest = node_online_map;
	int nr = 0, next = nid;

	zonelist_add_node(&lists[ZONELIST_NOFALLBACK], 0, nid);
	pr_info("Fallback order for Node %d:", nid);
	for (; next < MAX_NUMNODES; next = nearest_node(nid, rest)) {
		pr_cont(" %d", next);
		nr = zonelist_add_node(&lists[ZONELIST_FALLBACK], nr, next);
		node_clear(next, &rest);
	}
	pr_cont("\n");
}

/* What single pages are taken from; nothing, until setup_watermarks() has set the marks. */
static void __init fast_zones_build(struct pglist_data *pgdat)
{
	gfp_t zones;

	for (zones = 0; zones <= GFP_ZONEMASK; zones++) {
		struct zoneref *z = pgdat->node_zonelists[ZONELIST_FALLBACK]._zonerefs;

		while (z->zone_idx > gfp_zone(zones) && z[1].zone)
			z++;
		pgdat->fast_zones[zones] = (struct fast_zone){ z->zone, ~0UL };
	}
}

void __init free_area_init(void)
{
	int nid;

	for_each_online_node (nid)
		node_init(nid);
	for_each_online_node (nid)
		zonelists_build(nid);
	for_each_online_node (nid)
		fast_zones_build(NODE_DATA(nid));
	mem_map_init();
}
