/*
 * tests/kernel/page_alloc_test.c - alloc_pages and __free_pages, and what they refuse
 *
 * Locking: none; one case after another.
 */
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm_inline_page.h>
#include <linux/page_owner.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/sections.h>
#include "ktest.h"
#include "log_watch.h"

#define MANY 600 /* more than any per-CPU list holds */

KTEST(page_alloc, a_page_has_one_reference)
{
	struct page *page = alloc_page(GFP_KERNEL);

	KT_ASSERT(page);
	KT_EXPECT_EQ(page_count(page), 1);
	KT_EXPECT_EQ(page->count.counter, 1);
	KT_EXPECT(!PageHighMem(page));
	KT_EXPECT(page_address(page) == __va(page_to_phys(page)));
	get_page(page);
	KT_EXPECT_EQ(page_count(page), 2);
	put_page(page);
	KT_EXPECT_EQ(page_count(page), 1);
	__free_page(page);
}

KTEST(page_alloc, orders_are_aligned_and_come_back)
{
	unsigned int order;

	for (order = 0; order < MAX_ORDER; order++) {
		unsigned long before = nr_free_pages();
		struct page *page = alloc_pages(GFP_KERNEL | __GFP_NOWARN, order);

		if (!page)
			continue; /* a small machine has no such block */
		KT_EXPECT_EQ(page_to_pfn(page) & ((1UL << order) - 1), 0);
		KT_EXPECT_EQ(nr_free_pages(), before - (1UL << order));
		__free_pages(page, order);
		KT_EXPECT_EQ(nr_free_pages(), before);
	}
	KT_EXPECT(!alloc_pages(GFP_KERNEL | __GFP_NOWARN, MAX_ORDER));
}

KTEST(page_alloc, zones_are_obeyed)
{
	struct page *dma = alloc_page(GFP_DMA | GFP_KERNEL);
	struct page *low = alloc_page(GFP_KERNEL);
	struct page *high = alloc_page(GFP_HIGHUSER);

	if (dma)
		KT_EXPECT(page_to_pfn(dma) < MAX_DMA_PFN);
	KT_ASSERT(low && high);
	KT_EXPECT(page_to_pfn(low) < max_low_pfn);
	if (populated_zone(&NODE_DATA(numa_node_id())->node_zones[ZONE_HIGHMEM]))
		KT_EXPECT_EQ(page_zonenum(high), ZONE_HIGHMEM);
	KT_EXPECT(zone_spans_pfn(page_zone(high), page_to_pfn(high)));
	if (dma)
		__free_page(dma);
	__free_page(low);
	__free_page(high);
}

KTEST(page_alloc, zeroed_means_zero)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	char *addr;

	KT_ASSERT(page);
	addr = kmap_atomic(page);
	memset(addr, 0x55, PAGE_SIZE);
	kunmap_atomic(addr);
	__free_page(page);

	page = alloc_page(GFP_HIGHUSER | __GFP_ZERO);
	KT_ASSERT(page);
	addr = kmap_atomic(page);
	KT_EXPECT(!memchr_inv(addr, 0, PAGE_SIZE));
	kunmap_atomic(addr);
	__free_page(page);
}

KTEST(page_alloc, many_pages_are_all_different)
{
	static struct page *pages[MANY];
	unsigned int i;

	for (i = 0; i < MANY; i++) {
		pages[i] = alloc_page(GFP_KERNEL);
		KT_ASSERT(pages[i]);
		*(unsigned long *)page_address(pages[i]) = i;
	}
	for (i = 0; i < MANY; i++) {
		KT_EXPECT_EQ(*(unsigned long *)page_address(pages[i]), i);
		__free_page(pages[i]);
	}
}

KTEST(page_alloc, compound_pages_know_their_head)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_COMP, 2);

	KT_ASSERT(page);
	KT_EXPECT(PageHead(page) && PageTail(page + 1) && PageTail(page + 3));
	KT_EXPECT(compound_head(page + 3) == page);
	KT_EXPECT_EQ(compound_order(page), 2);
	get_page(page + 2);
	KT_EXPECT_EQ(page_count(page), 2);
	put_page(page + 1);
	put_page(page + 3);
	page = alloc_pages(GFP_KERNEL, 2);
	KT_ASSERT(page);
	KT_EXPECT(!PageCompound(page) && !PageTail(page + 1));
	__free_pages(page, 2);
}

KTEST(page_alloc, freeing_what_is_free_is_reported_and_survived)
{
	struct page *page = alloc_page(GFP_KERNEL);
	u64 from = printk_next_seq();
	unsigned long before;

	KT_ASSERT(page);
	__free_page(page);
	before = nr_free_pages();
	__free_page(page);
	KT_EXPECT(log_says(from, "freeing a page that is free"));
	KT_EXPECT_EQ(nr_free_pages(), before);
	KT_EXPECT_EQ(page_ref_count(page), 0);
}

KTEST(page_alloc, a_reserved_page_is_not_freed)
{
	struct page *page = alloc_page(GFP_KERNEL);
	u64 from = printk_next_seq();
	unsigned long before;

	KT_ASSERT(page);
	SetPageReserved(page);
	before = nr_free_pages();
	__free_page(page);
	KT_EXPECT(log_says(from, "freeing a reserved page"));
	KT_EXPECT_EQ(nr_free_pages(), before);
	KT_EXPECT_EQ(page_count(page), 1);
	ClearPageReserved(page);
	__free_page(page);
	KT_EXPECT_EQ(nr_free_pages(), before + 1);

	page = pfn_to_page(0);
	KT_EXPECT(PageReserved(page));
	__free_page(page);
	KT_EXPECT(PageReserved(page) && page_count(page) == 1);
}

KTEST(page_alloc, one_reserved_page_keeps_its_block)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);
	unsigned long before = nr_free_pages();
	u64 from = printk_next_seq();

	KT_ASSERT(page);
	SetPageReserved(page + 2);
	__free_pages(page, 2);
	KT_EXPECT(log_says(from, "freeing a reserved page"));
	KT_EXPECT_EQ(nr_free_pages(), before);
	KT_EXPECT_EQ(page_count(page), 1);
	ClearPageReserved(page + 2);
	__free_pages(page, 2);
	KT_EXPECT_EQ(nr_free_pages(), before + 4);
}

/* Free page with that order: it is refused, and stays as it was. */
static void expect_refused(struct page *page, unsigned int order, const char *why)
{
	unsigned long before = nr_free_pages();
	int count = page_ref_count(page);
	u64 from = printk_next_seq();

	__free_pages(page, order);
	KT_EXPECT(log_says(from, "BUG: Bad page state"));
	KT_EXPECT(log_says(from, why));
	KT_EXPECT_EQ(nr_free_pages(), before);
	KT_EXPECT_EQ(page_ref_count(page), count);
}

KTEST(page_alloc, the_order_must_be_right)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_COMP, 2);
	struct page *single = alloc_page(GFP_KERNEL);

	KT_ASSERT(page && single);
	expect_refused(page, 1, "freeing with a wrong order");
	expect_refused(page, 0, "freeing one page of a compound page");
	expect_refused(page + 1, 0, "freeing a tail of a compound page");
	__free_pages(page, 2);

	page = alloc_pages(GFP_KERNEL, 2);
	KT_ASSERT(page);
	expect_refused(page + 1, 0, "freeing a page that is free");
	SetPageReserved(page + 1);
	expect_refused(page, 1, "freeing a reserved page");
	ClearPageReserved(page + 1);
	set_page_count(page + 3, 1);
	expect_refused(page, 2, "freeing a block with a page that is in use");
	set_page_count(page + 3, 0);
	if (page_owner_enabled)
		expect_refused(page, 0, "freeing with another order");
	__free_pages(page, 2);
	if (page_owner_enabled)
		expect_refused(single, 3, "order");
	__free_page(single);
}

KTEST(page_alloc, what_no_allocation_gave_is_not_taken)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct page *buddy;
	u64 from = printk_next_seq();

	KT_ASSERT(page);
	page->mapping = (struct address_space *)page;
	expect_refused(page, 0, "freeing a page that is still mapped");
	page->mapping = NULL;
	atomic_set(&page->_mapcount, 0);
	expect_refused(page, 0, "freeing a page that is still mapped");
	page_mapcount_reset(page);
	SetPageLocked(page);
	expect_refused(page, 0, "freeing a page with flags set");
	ClearPageLocked(page);
	__free_page(page);
	drain_all_pages();
	for (buddy = page; !PageBuddy(buddy);
	     buddy = pfn_to_page(page_to_pfn(buddy) & (page_to_pfn(buddy) - 1)))
		KT_ASSERT(page_to_pfn(buddy));
	expect_refused(buddy, 0, "the buddy allocator: free");
	KT_EXPECT(PageReserved(virt_to_page(_stext)));
	expect_refused(virt_to_page(_stext), 0, "freeing a reserved page");
	expect_refused(virt_to_page(_sdata), 0, "freeing a reserved page");
	if (!IS_ENABLED(CONFIG_DEBUG))
		return;
	__free_page(pfn_to_page(max_pfn + PAGES_PER_SUBSECTION));
	KT_EXPECT(log_says(from, "is not a struct page"));
}

KTEST(page_alloc, exact_sizes_waste_nothing)
{
	unsigned long before = nr_free_pages(), i;
	char *p = alloc_pages_exact(5 * PAGE_SIZE + 1, GFP_KERNEL | __GFP_ZERO);

	KT_ASSERT(p);
	KT_EXPECT_EQ(nr_free_pages(), before - 6);
	KT_EXPECT(!memchr_inv(p, 0, 6 * PAGE_SIZE));
	for (i = 0; i < 6; i++)
		KT_EXPECT_EQ(page_count(virt_to_page(p + i * PAGE_SIZE)), 1);
	free_pages_exact(p, 5 * PAGE_SIZE + 1);
	KT_EXPECT_EQ(nr_free_pages(), before);
	KT_EXPECT(!alloc_pages_exact(0, GFP_KERNEL));
	KT_EXPECT(!alloc_pages_exact(~0UL, GFP_KERNEL | __GFP_NOWARN));
	KT_EXPECT(!alloc_pages_exact((4UL << 20) + 1, GFP_KERNEL | __GFP_NOWARN));
}

KTEST(page_alloc, addresses_for_those_who_want_no_page)
{
	unsigned long before = nr_free_pages();
	unsigned long addr = __get_free_pages(GFP_KERNEL, 3);
	unsigned long zeroed = get_zeroed_page(GFP_KERNEL);
	unsigned long dma = __get_dma_pages(GFP_KERNEL, 0);

	KT_ASSERT(addr && zeroed && dma);
	KT_EXPECT(!(addr & (8 * PAGE_SIZE - 1)));
	KT_EXPECT(!memchr_inv((void *)zeroed, 0, PAGE_SIZE));
	KT_EXPECT(virt_to_pfn(dma) < MAX_DMA_PFN);
	free_pages(addr, 3);
	free_page(zeroed);
	free_page(dma);
	free_page(0);
	KT_EXPECT_EQ(nr_free_pages(), before);
}

/* In interrupts and under locks there is no way to sleep: a debug build would say so. */
KTEST(page_alloc, atomic_allocations_do_not_sleep)
{
	struct page *page;
	unsigned long flags;

	local_irq_save(flags);
	page = alloc_pages(GFP_ATOMIC, 1);
	KT_EXPECT(page);
	if (page)
		__free_pages(page, 1);
	page = alloc_page(GFP_NOWAIT);
	KT_EXPECT(page);
	if (page)
		__free_page(page);
	local_irq_restore(flags);
}

/* Take all that a request may have; every page is chained through its lru. */
static unsigned long take_all(struct list_head *list, gfp_t gfp)
{
	unsigned long pages = 0;
	struct page *page;

	while ((page = alloc_page(gfp | __GFP_NOWARN)) != NULL) {
		list_add(&page->lru, list);
		pages++;
	}
	return pages;
}

static void give_back(struct list_head *list)
{
	struct page *page, *next;

	list_for_each_entry_safe (page, next, list, lru)
		__free_page(page);
	INIT_LIST_HEAD(list);
}

KTEST(page_alloc, user_pages_leave_lowmem_to_the_kernel)
{
	unsigned long before[MAX_NR_ZONES];
	struct zone *zone;
	LIST_HEAD(user);

	for_each_populated_zone (zone)
		before[zone_idx(zone)] = zone_free_pages(zone);
	KT_EXPECT(take_all(&user, GFP_HIGHUSER) > 0);
	for_each_populated_zone (zone) {
		unsigned long kept = zone->lowmem_reserve[ZONE_HIGHMEM];

		KT_EXPECT(zone_free_pages(zone) >= min(kept, before[zone_idx(zone)]));
	}
	if (highend_pfn > highstart_pfn + 8 * MAX_ORDER_NR_PAGES) {
		struct page *page = alloc_page(GFP_KERNEL);

		KT_EXPECT(page);
		if (page)
			__free_page(page);
	}
	give_back(&user);
}

KTEST(page_alloc, those_who_cannot_sleep_find_a_reserve)
{
	unsigned long before = nr_free_pages();
	LIST_HEAD(kernel);
	LIST_HEAD(atomic);

	KT_EXPECT(take_all(&kernel, GFP_KERNEL) > 0);
	KT_EXPECT(!alloc_page(GFP_KERNEL | __GFP_NOWARN));
	KT_EXPECT(take_all(&atomic, GFP_ATOMIC) > 0);
	give_back(&atomic);
	give_back(&kernel);
	KT_EXPECT_EQ(nr_free_pages(), before);
}
