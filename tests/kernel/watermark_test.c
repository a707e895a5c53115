/*
 * tests/kernel/watermark_test.c - how much each zone keeps
 *
 * Locking: none.
 */
#include <linux/cpumask.h>
#include <linux/gfp.h>
#include <linux/minmax.h>
#include <linux/mm_inline_page.h>
#include "ktest.h"

KTEST(watermark, marks_are_in_order_and_small)
{
	unsigned long lowmem_min = 0;
	struct zone *zone;

	for_each_populated_zone (zone) {
		unsigned long *mark = zone->watermark;

		KT_EXPECT(mark[WMARK_MIN] > 0);
		KT_EXPECT(mark[WMARK_MIN] <= mark[WMARK_LOW]);
		KT_EXPECT(mark[WMARK_LOW] <= mark[WMARK_HIGH]);
		KT_EXPECT(mark[WMARK_HIGH] < zone_managed_pages(zone) / 2);
		lowmem_min += is_highmem(zone) ? 0 : mark[WMARK_MIN];
	}
	KT_EXPECT(lowmem_min >= 30); /* 128 KiB, rounded down twice */
	KT_EXPECT(lowmem_min <= 65536 / 4);
}

KTEST(watermark, lower_zones_keep_back_from_higher_ones)
{
	struct zone *zone;
	int user;

	for_each_populated_zone (zone) {
		for (user = 0; user <= (int)zone_idx(zone); user++)
			KT_EXPECT_EQ(zone->lowmem_reserve[user], 0);
		for (; user + 1 < MAX_NR_ZONES; user++)
			KT_EXPECT(zone->lowmem_reserve[user] <=
				  zone->lowmem_reserve[user + 1]);
	}
}

/* One node may have all the highmem, and another what the kernel needs. */
KTEST(watermark, highmem_of_any_node_counts)
{
	unsigned long high = totalhigh_pages();
	struct zone *zone;

	if (!high)
		KT_SKIP("this machine has no highmem");
	for_each_populated_zone (zone) {
		if (zone_idx(zone) == ZONE_NORMAL)
			KT_EXPECT_EQ(zone->lowmem_reserve[ZONE_HIGHMEM], high / 32);
	}
}

KTEST(watermark, per_cpu_lists_are_bounded)
{
	struct zone *zone;

	for_each_populated_zone (zone) {
		KT_EXPECT(zone->pageset[0].batch > 0);
		KT_EXPECT(zone->pageset[0].high >= zone->pageset[0].batch);
		KT_EXPECT(zone->pageset[0].count <= zone->pageset[0].high);
	}
}

/* All lists together take little; but one holds what a program of 64 pages comes and goes with. */
KTEST(watermark, per_cpu_lists_have_their_share)
{
	struct zone *zone;

	for_each_populated_zone (zone) {
		unsigned long share = zone_managed_pages(zone) / 32 / num_possible_cpus();
		unsigned long high = zone->pageset[0].high;

		KT_EXPECT(high <= max(share, 6UL));
		KT_EXPECT(high >= min(share / 2, 128UL));
	}
}
