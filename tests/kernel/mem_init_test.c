/*
 * tests/kernel/mem_init_test.c - boot memory becomes ordinary memory
 *
 * Locking: none.
 */
#include <linux/memblock.h>
#include <linux/mm_inline_page.h>
#include "ktest.h"
#include "log_watch.h"

/* Make an allocated page look like one that boot reserved. */
static void reserve_again(struct page *page)
{
	SetPageReserved(page);
	atomic_long_sub(1, &page_zone(page)->managed_pages);
	atomic_long_sub(1, &_totalram_pages);
	atomic_long_add(1, &_reserved_pages);
}

KTEST(mem_init, a_reserved_page_becomes_usable)
{
	unsigned long total = totalram_pages(), reserved = totalreserved_ram_pages();
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long free = nr_free_pages();

	KT_ASSERT(page);
	reserve_again(page);
	KT_EXPECT_EQ(totalram_pages(), total - 1);
	KT_EXPECT_EQ(totalreserved_ram_pages(), reserved + 1);
	free_reserved_page(page);
	KT_EXPECT(!PageReserved(page));
	KT_EXPECT_EQ(nr_free_pages(), free + 1);
	KT_EXPECT_EQ(totalram_pages(), total);
	KT_EXPECT_EQ(totalreserved_ram_pages(), reserved);
}

KTEST(mem_init, only_whole_pages_are_freed)
{
	char *p = alloc_pages_exact(3 * PAGE_SIZE, GFP_KERNEL);
	unsigned int i;

	KT_ASSERT(p);
	for (i = 0; i < 3; i++)
		reserve_again(virt_to_page(p + i * PAGE_SIZE));
	KT_EXPECT_EQ(free_reserved_area(p + 1, p + 3 * PAGE_SIZE - 1, 0xcc, NULL), 1);
	KT_EXPECT(PageReserved(virt_to_page(p)));
	KT_EXPECT_EQ(free_reserved_phys_range(virt_to_phys(p),
					      virt_to_phys(p) + PAGE_SIZE, NULL),
		     1);
	KT_EXPECT_EQ(free_reserved_area(p + 2 * PAGE_SIZE, p + 3 * PAGE_SIZE, -1, NULL),
		     1);
}

KTEST(mem_init, what_is_not_reserved_is_not_freed)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long total = totalram_pages();
	u64 from = printk_next_seq();

	KT_ASSERT(page);
	free_reserved_page(page);
	KT_EXPECT(log_says(from, "not reserved"));
	KT_EXPECT_EQ(totalram_pages(), total);
	KT_EXPECT_EQ(page_count(page), 1);
	__free_page(page);
}
