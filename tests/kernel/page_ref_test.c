/*
 * tests/kernel/page_ref_test.c - include/linux/page_ref.h: who still needs a page
 *
 * Locking: none: the pages are the test's own.
 */
#include <linux/mm.h>
#include "ktest.h"
#include "log_watch.h"

KTEST(page_ref, one_word_under_two_names)
{
	struct page page = {};

	set_page_count(&page, 5);
	KT_EXPECT_EQ(atomic_read(&page.count), 5);
	KT_EXPECT(&page.count == &page._refcount);
	page_ref_add(&page, 2);
	page_ref_inc(&page);
	KT_EXPECT_EQ(page_count(&page), 8);
	page_ref_dec(&page);
	KT_EXPECT_EQ(page_ref_count(&page), 7);
	init_page_count(&page);
	KT_EXPECT(page_ref_dec_and_test(&page));
}

KTEST(page_ref, the_last_put_frees)
{
	unsigned long before = nr_free_pages();
	struct page *page = alloc_page(GFP_KERNEL);

	KT_ASSERT(page);
	get_page(page);
	put_page(page);
	KT_EXPECT_EQ(nr_free_pages(), before - 1);
	put_page(page);
	KT_EXPECT_EQ(nr_free_pages(), before);
	KT_EXPECT_EQ(page_ref_count(page), 0);
	KT_EXPECT(!get_page_unless_zero(page));
}

KTEST(page_ref, one_put_too_many_is_reported)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long before;
	u64 from = printk_next_seq();

	KT_ASSERT(page);
	put_page(page);
	before = nr_free_pages();
	KT_EXPECT(!log_says(from, "BUG: Bad page"));
	put_page(page);
	KT_EXPECT(log_says(from, "freeing a page that is free"));
	KT_EXPECT_EQ(page_ref_count(page), 0);
	KT_EXPECT_EQ(nr_free_pages(), before);
}

KTEST(page_ref, a_tail_counts_at_its_head)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_COMP, 3);
	unsigned long before = nr_free_pages();

	KT_ASSERT(page);
	get_page(page + 7);
	KT_EXPECT_EQ(page_ref_count(page), 2);
	KT_EXPECT_EQ(page_ref_count(page + 7), 0);
	put_page(page + 1);
	put_page(page + 4);
	KT_EXPECT_EQ(nr_free_pages(), before + 8);
	KT_EXPECT(!PageTail(page + 7) && !PageHead(page));
}
