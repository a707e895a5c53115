/*
 * tests/host/buddy_test.c - the buddy allocator's blocks against an array of frames
 *
 * Two zones that meet at an odd frame, and a hole of one subsection in the first. Blocks
 * are allocated and freed at random, a million times. An array says who has each frame;
 * what the free lists hold must be the rest, in blocks that cannot be merged further.
 */
#include "mm/frames/frames.h"
#include "host_test.h"

#define NR_FRAMES 8192UL
#define ZONE_BORDER 5000UL
#define HOLE_START 2048UL
#define HOLE_END 2560UL
#define STEPS 1000000
#define CHECK_EVERY 4096

static struct page pages[NR_FRAMES] __attribute__((aligned(64)));
struct page *host_mem_map = pages;
static struct pglist_data node;
struct pglist_data *node_data[MAX_NUMNODES] = { &node };
unsigned long mem_section[NR_MEM_SECTIONS];

static struct {
	unsigned long pfn;
	unsigned int order;
} live[NR_FRAMES];
static unsigned long nr_live;
static bool taken[NR_FRAMES];

static enum zone_type zone_of(unsigned long pfn)
{
	return pfn < ZONE_BORDER ? ZONE_DMA : ZONE_NORMAL;
}

static bool is_hole(unsigned long pfn)
{
	return pfn >= HOLE_START && pfn < HOLE_END;
}

/* Every frame begins taken, as at boot, and is freed one by one. */
static void set_up(void)
{
	unsigned long pfn, i;

	for (i = 0; i < MAX_NR_ZONES * MAX_ORDER; i++)
		INIT_LIST_HEAD(&node.node_zones[i / MAX_ORDER]
					.free_area[i % MAX_ORDER]
					.free_list);
	for (pfn = 0; pfn < NR_FRAMES; pfn++) {
		host_mem_map[pfn].flags = (unsigned long)zone_of(pfn) << ZONES_PGSHIFT;
		host_mem_map[pfn].page_type = ~0u;
		if (!is_hole(pfn))
			mem_section[pfn >> PFN_SECTION_SHIFT] |=
				1UL << ((pfn >> PFN_SUBSECTION_SHIFT) & 63);
	}
	for (pfn = 0; pfn < NR_FRAMES; pfn++) {
		if (!is_hole(pfn))
			buddy_free(&node.node_zones[zone_of(pfn)], host_mem_map + pfn, 0);
	}
}

static void mark(unsigned long pfn, unsigned int order, bool as)
{
	unsigned long i;

	for (i = pfn; i < pfn + (1UL << order); i++) {
		EXPECT(i < NR_FRAMES && !is_hole(i) && taken[i] != as);
		taken[i] = as;
	}
}

static void try_alloc(struct zone *zone)
{
	unsigned int order = host_random_below(MAX_ORDER);
	struct page *page;
	unsigned long pfn;

	order = host_random_below(4) ? order / 4 : order;
	page = buddy_alloc(zone, order);
	if (!page)
		return;
	pfn = page_to_pfn(page);
	EXPECT_EQ(pfn & ((1UL << order) - 1), 0);
	EXPECT_EQ(zone_of(pfn), zone - node.node_zones);
	EXPECT(!PageBuddy(page));
	mark(pfn, order, true);
	live[nr_live].pfn = pfn;
	live[nr_live++].order = order;
}

static void free_one(unsigned long i)
{
	unsigned long pfn = live[i].pfn;
	unsigned int order = live[i].order;

	live[i] = live[--nr_live];
	mark(pfn, order, false);
	buddy_free(&node.node_zones[zone_of(pfn)], host_mem_map + pfn, order);
}

static void check_block(struct zone *zone, struct page *page, unsigned int order)
{
	unsigned long pfn = page_to_pfn(page), buddy = pfn ^ (1UL << order), i;

	EXPECT(PageBuddy(page) && page->private == order);
	EXPECT_EQ(pfn & ((1UL << order) - 1), 0);
	for (i = pfn; i < pfn + (1UL << order); i++)
		EXPECT(!taken[i] && !is_hole(i) && zone_of(i) == zone_idx(zone));
	if (order < MAX_ORDER - 1 && buddy < NR_FRAMES && !is_hole(buddy))
		EXPECT(!PageBuddy(host_mem_map + buddy) ||
		       host_mem_map[buddy].private != order ||
		       zone_of(buddy) != zone_idx(zone));
}

static void check_zone(struct zone *zone)
{
	unsigned long pages = 0, pfn, model = 0;
	unsigned int order;
	struct page *page;

	zone->zone_pgdat = &node;
	for (order = 0; order < MAX_ORDER; order++) {
		unsigned long blocks = 0;

		list_for_each_entry (page, &zone->free_area[order].free_list, lru) {
			check_block(zone, page, order);
			blocks++;
		}
		EXPECT_EQ(zone->free_area[order].nr_free, blocks);
		pages += blocks << order;
	}
	for (pfn = 0; pfn < NR_FRAMES; pfn++)
		model += zone_of(pfn) == zone_idx(zone) && !is_hole(pfn) && !taken[pfn];
	EXPECT_EQ(zone->nr_free, pages);
	EXPECT_EQ(pages, model);
}

static void check_all(void)
{
	check_zone(&node.node_zones[ZONE_DMA]);
	check_zone(&node.node_zones[ZONE_NORMAL]);
}

static void agrees_with_an_array(void)
{
	unsigned long before[MAX_ORDER];
	unsigned int step, order;

	set_up();
	check_all();
	for (order = 0; order < MAX_ORDER; order++)
		before[order] = node.node_zones[ZONE_DMA].free_area[order].nr_free;
	for (step = 0; step < STEPS && !host_failed(); step++) {
		unsigned int lean = step / 8192 % 2 ? 55 : 45;

		host_step(step);
		if (!nr_live || host_random_below(100) < lean)
			try_alloc(&node.node_zones[host_random_below(2)]);
		else
			free_one(host_random_below(nr_live));
		if (step % CHECK_EVERY == 0)
			check_all();
	}
	while (nr_live)
		free_one(nr_live - 1);
	check_all();
	/* all is free again, so all has merged as far as at the beginning */
	for (order = 0; order < MAX_ORDER; order++)
		EXPECT_EQ(node.node_zones[ZONE_DMA].free_area[order].nr_free,
			  before[order]);
}

HOST_TESTS(HOST_TEST(agrees_with_an_array));
