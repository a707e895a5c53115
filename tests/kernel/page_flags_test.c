/*
 * tests/kernel/page_flags_test.c - include/linux/page-flags.h: each bit by all its names
 *
 * Locking: none: the page is the test's own.
 */
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>
#include "ktest.h"

/* One row a family: PageX, SetPageX, ... of the bit PG_x, and nothing else moves. */
#define FLAGS(row)                                                                      \
	row(Locked, locked) row(Referenced, referenced) row(Uptodate, uptodate) row(    \
		Dirty, dirty) row(LRU, lru) row(Active, active) row(Waiters, waiters)   \
		row(Error, error) row(Slab, slab) row(SwapCache, swapcache) row(        \
			Checked, checked) row(Reserved, reserved) row(Private, private) \
			row(Private2, private_2) row(Writeback, writeback)              \
				row(Head, head) row(MappedToDisk, mappedtodisk)         \
					row(Reclaim, reclaim)                           \
						row(SwapBacked, swapbacked)             \
							row(Unevictable, unevictable)   \
								row(Mlocked, mlocked)

#define CHECK_FAMILY(uname, lname)                                 \
	static void check_##lname(void)                            \
	{                                                          \
		const unsigned long others = ~(1UL << PG_##lname); \
		struct page page = { .flags = others };            \
                                                                   \
		KT_EXPECT(!Page##uname(&page));                    \
		SetPage##uname(&page);                             \
		KT_EXPECT(Page##uname(&page));                     \
		KT_EXPECT_EQ(page.flags, ~0UL);                    \
		ClearPage##uname(&page);                           \
		KT_EXPECT_EQ(page.flags, others);                  \
		KT_EXPECT(!TestSetPage##uname(&page));             \
		KT_EXPECT(TestSetPage##uname(&page));              \
		KT_EXPECT_EQ(page.flags, ~0UL);                    \
		KT_EXPECT(TestClearPage##uname(&page));            \
		KT_EXPECT(!TestClearPage##uname(&page));           \
		KT_EXPECT_EQ(page.flags, others);                  \
		page.flags = 0;                                    \
		__SetPage##uname(&page);                           \
		KT_EXPECT_EQ(page.flags, 1UL << PG_##lname);       \
		__ClearPage##uname(&page);                         \
		KT_EXPECT_EQ(page.flags, 0);                       \
	}
FLAGS(CHECK_FAMILY)

KTEST(page_flags, each_family_moves_its_own_bit)
{
#define CALL(uname, lname) check_##lname();
	FLAGS(CALL)
}

/* A page's type shares its word with the count of mappings, which is then -1 no more. */
KTEST(page_flags, types_exclude_mappings)
{
	struct page page = { .page_type = ~0u };

	KT_EXPECT(!PageBuddy(&page) && !PageTable(&page));
	__SetPageBuddy(&page);
	KT_EXPECT(PageBuddy(&page) && !PageTable(&page));
	__ClearPageBuddy(&page);
	__SetPageTable(&page);
	KT_EXPECT(PageTable(&page) && !PageBuddy(&page));
	__ClearPageTable(&page);
	KT_EXPECT_EQ(page.page_type, ~0u);
	atomic_set(&page._mapcount, 7);
	KT_EXPECT(!PageBuddy(&page) && !PageTable(&page));
	KT_EXPECT_EQ(page_mapcount(&page), 8);
}

/* Zone and node stand above the flags, and no flag reaches them. */
KTEST(page_flags, zone_and_node_stay)
{
	struct page page = { .flags = (1UL << NODES_SHIFT) - 2 };
	unsigned long zone;

	for (zone = 0; zone < MAX_NR_ZONES; zone++) {
		page.flags = 3UL << NODES_PGSHIFT | zone << ZONES_PGSHIFT;
		KT_EXPECT_EQ(page_to_nid(&page), 3);
		KT_EXPECT_EQ(page_zonenum(&page), zone);
		KT_EXPECT_EQ(PageHighMem(&page), zone == ZONE_HIGHMEM);
		page.flags |= PAGEFLAGS_MASK;
		KT_EXPECT_EQ(page_to_nid(&page), 3);
		KT_EXPECT_EQ(page_zonenum(&page), zone);
	}
	static_assert(__NR_PAGEFLAGS <= ZONES_PGSHIFT);
}

/* Frame number, page, kernel address, physical address: every way there and back. */
KTEST(page_flags, the_ways_between_addresses_agree)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long pfn;
	char *addr;

	KT_ASSERT(page);
	pfn = page_to_pfn(page);
	addr = page_address(page);
	KT_EXPECT(pfn_valid(pfn) && pfn_to_page(pfn) == page);
	KT_EXPECT(virt_to_page(addr) == page && virt_to_page(addr + 4095) == page);
	KT_EXPECT_EQ(virt_to_pfn(addr), pfn);
	KT_EXPECT_EQ(virt_to_phys(addr + 5), (pfn << PAGE_SHIFT) + 5);
	KT_EXPECT_EQ(__pa(addr), page_to_phys(page));
	KT_EXPECT(phys_to_virt(__pa(addr)) == addr && __va(__pa(addr)) == addr);
	KT_EXPECT(lowmem_page_address(page) == addr && page->virtual == addr);
	KT_EXPECT(!pfn_valid(max_pfn + PAGES_PER_SUBSECTION));
	KT_EXPECT(!pfn_valid(~0UL));
	__free_page(page);
}
