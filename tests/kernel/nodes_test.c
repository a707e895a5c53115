/*
 * tests/kernel/nodes_test.c - nodes, zones, and the order in which they are tried
 *
 * Locking: none.
 */
#include <linux/gfp.h>
#include <linux/memblock.h>
#include <linux/mm_inline_page.h>
#include "ktest.h"

KTEST(nodes, zones_follow_each_other)
{
	int nid;

	for_each_online_node (nid) {
		struct pglist_data *pgdat = NODE_DATA(nid);
		unsigned long end = 0, present = 0;
		int idx;

		KT_EXPECT_EQ(pgdat->node_id, nid);
		for (idx = 0; idx < MAX_NR_ZONES; idx++) {
			struct zone *zone = &pgdat->node_zones[idx];

			KT_EXPECT_EQ(zone_idx(zone), idx);
			KT_EXPECT_EQ(zone_to_nid(zone), nid);
			if (!populated_zone(zone))
				continue;
			KT_EXPECT(zone->zone_start_pfn >= end);
			KT_EXPECT(zone->present_pages <= zone->spanned_pages);
			KT_EXPECT(zone_managed_pages(zone) <= zone->present_pages);
			end = zone_end_pfn(zone);
			present += zone->present_pages;
		}
		KT_EXPECT_EQ(present, pgdat->node_present_pages);
		KT_EXPECT_EQ(end, node_end_pfn(nid));
	}
}

KTEST(nodes, every_zone_is_visited_once)
{
	unsigned int seen = 0;
	struct zone *zone;

	for_each_zone (zone)
		seen++;
	KT_EXPECT_EQ(seen, num_online_nodes() * MAX_NR_ZONES);
}

/* Scarce memory comes last: within a node the index only falls. */
KTEST(nodes, zonelists_begin_at_home_and_go_down)
{
	int nid;

	for_each_online_node (nid) {
		struct zoneref *z =
			NODE_DATA(nid)->node_zonelists[ZONELIST_FALLBACK]._zonerefs;
		struct zoneref *own =
			NODE_DATA(nid)->node_zonelists[ZONELIST_NOFALLBACK]._zonerefs;

		KT_ASSERT(z->zone);
		for (; own->zone; own++)
			KT_EXPECT_EQ(zone_to_nid(own->zone), nid);
		for (; z[1].zone; z++) {
			KT_EXPECT_EQ(z->zone_idx, zone_idx(z->zone));
			if (zone_to_nid(z->zone) == zone_to_nid(z[1].zone))
				KT_EXPECT(z->zone_idx > z[1].zone_idx);
		}
	}
}

/* Each node with memory stands in it once, and the distance only grows. */
KTEST(nodes, the_nearest_comes_first)
{
	int nid, other;

	for_each_online_node (nid) {
		struct zoneref *z =
			NODE_DATA(nid)->node_zonelists[ZONELIST_FALLBACK]._zonerefs;
		nodemask_t seen = { 0 };
		int last = nid;

		for (; z->zone; z++) {
			other = zone_to_nid(z->zone);
			KT_EXPECT(other == last || !node_isset(other, seen));
			if (other != nid)
				KT_EXPECT(node_distance(nid, other) >=
					  node_distance(nid, last));
			node_set(other, &seen);
			last = other;
		}
		for_each_online_node (other)
			KT_EXPECT_EQ(node_isset(other, seen),
				     node_present_pages(other) != 0);
	}
}

static bool has_lowmem(int nid)
{
	return populated_zone(&NODE_DATA(nid)->node_zones[ZONE_DMA]) ||
	       populated_zone(&NODE_DATA(nid)->node_zones[ZONE_NORMAL]);
}

/* The node's own data lies in the node, where it can. */
KTEST(nodes, pglist_data_is_at_home)
{
	int nid;

	for_each_online_node (nid) {
		if (has_lowmem(nid))
			KT_EXPECT_EQ(page_to_nid(virt_to_page(NODE_DATA(nid))), nid);
	}
}

KTEST(nodes, this_node_or_none)
{
	int nid;

	for_each_online_node (nid) {
		struct page *low = alloc_pages_node(nid, GFP_KERNEL | GFP_THISNODE, 0);
		struct page *any = alloc_pages_node(nid, GFP_HIGHUSER | GFP_THISNODE, 0);

		KT_EXPECT_EQ(low != NULL, has_lowmem(nid));
		KT_EXPECT_EQ(any != NULL, node_present_pages(nid) != 0);
		if (low)
			KT_EXPECT_EQ(page_to_nid(low), nid);
		if (any)
			KT_EXPECT_EQ(page_to_nid(any), nid);
		if (low)
			__free_page(low);
		if (any)
			__free_page(any);
	}
}

/* The node that is nearest to nid among those that have lowmem, itself included. */
static int nearest_lowmem(int nid)
{
	struct zoneref *z = NODE_DATA(nid)->node_zonelists[ZONELIST_FALLBACK]._zonerefs;

	while (z->zone_idx > ZONE_NORMAL)
		z++;
	return zone_to_nid(z->zone);
}

KTEST(nodes, the_kernel_gets_lowmem_from_the_nearest)
{
	int nid;

	for_each_online_node (nid) {
		struct page *page = alloc_pages_node(nid, GFP_KERNEL, 0);

		KT_ASSERT(page);
		KT_EXPECT(page_address(page));
		KT_EXPECT_EQ(page_to_nid(page), nearest_lowmem(nid));
		KT_EXPECT_EQ(local_memory_node(nid), nearest_lowmem(nid));
		__free_page(page);
	}
}

/* Take all that the node gives to those who cannot wait; whole blocks, then pages. */
static void exhaust(int nid, struct list_head *taken)
{
	int order;

	for (order = MAX_ORDER - 1; order >= 0; order--) {
		struct page *page;

		while ((page = alloc_pages_node(nid,
						__GFP_HIGHMEM | __GFP_THISNODE |
							__GFP_NOWARN | __GFP_COMP,
						order)))
			list_add(&page->lru, taken);
	}
}

KTEST(nodes, a_full_node_is_passed_over)
{
	int nid, with_memory = 0;

	for_each_online_node (nid)
		with_memory += node_present_pages(nid) != 0;
	if (with_memory < 2)
		KT_SKIP("one node has all the memory");
	for_each_online_node (nid) {
		struct page *page, *next;
		LIST_HEAD(taken);

		exhaust(nid, &taken);
		page = alloc_pages_node(nid, GFP_HIGHUSER, 0);
		if (page) {
			KT_EXPECT(page_to_nid(page) != nid);
			__free_page(page);
		} else {
			KT_EXPECT(page);
		}
		list_for_each_entry_safe (page, next, &taken, lru) {
			list_del(&page->lru);
			put_page(page);
		}
	}
}
