/*
 * tests/kernel/gfp_test.c - pages by address and by exact size
 *
 * Locking: none.
 */
#include <linux/mm_inline_page.h>
#include <linux/string.h>
#include "ktest.h"

KTEST(gfp, exact_sizes_keep_no_more)
{
	unsigned long before = nr_free_pages();
	void *p = alloc_pages_exact(5 * PAGE_SIZE + 1, GFP_KERNEL);

	KT_ASSERT(p);
	KT_EXPECT_EQ(nr_free_pages(), before - 6);
	free_pages_exact(p, 5 * PAGE_SIZE + 1);
	KT_EXPECT_EQ(nr_free_pages(), before);
	KT_EXPECT(!alloc_pages_exact(0, GFP_KERNEL));
	KT_EXPECT(!alloc_pages_exact(~0UL, GFP_KERNEL));
}

KTEST(gfp, addresses_and_zero)
{
	unsigned long addr = get_zeroed_page(GFP_KERNEL);

	KT_ASSERT(addr);
	KT_EXPECT(!memchr_inv((void *)addr, 0, PAGE_SIZE));
	KT_EXPECT(page_address(virt_to_page((void *)addr)) == (void *)addr);
	free_page(addr);
	free_page(0);
}

KTEST(gfp, a_split_block_is_single_pages)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);
	unsigned int i;

	KT_ASSERT(page);
	split_page(page, 2);
	for (i = 0; i < 4; i++) {
		KT_EXPECT_EQ(page_count(page + i), 1);
		__free_page(page + i);
	}
}
