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

KTEST(nodes, this_node_serves_its_own)
{
	struct page *page = alloc_pages_node(0, GFP_KERNEL | __GFP_THISNODE, 0);

	KT_ASSERT(page);
	KT_EXPECT_EQ(page_to_nid(page), 0);
	__free_page(page);
}
