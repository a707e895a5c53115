/*
 * tests/kernel/page_debug_test.c - what is said about pages and addresses
 *
 * Locking: none.
 */
#include <linux/highmem.h>
#include <linux/mm_inline_page.h>
#include <linux/page_owner.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <asm/sections.h>
#include "mm/frames/frames.h"
#include "ktest.h"
#include "log_watch.h"

KTEST(page_debug, a_page_is_described)
{
	struct page *page = alloc_page(GFP_KERNEL);
	u64 from = printk_next_seq();

	KT_ASSERT(page);
	SetPageDirty(page);
	dump_page(page, "only a test");
	KT_EXPECT(log_says(from, "count:1 mapcount:0"));
	KT_EXPECT(log_says(from, "only a test"));
	ClearPageDirty(page);
	__free_page(page);

	from = printk_next_seq();
	dump_page(pfn_to_page(~0UL >> 20), "no page");
	KT_EXPECT(log_says(from, "is not a struct page"));
}

KTEST(page_debug, a_mistake_names_page_and_owner)
{
	void *object = kmalloc(64, GFP_KERNEL);
	struct page *page = virt_to_page(object);
	u64 from = printk_next_seq();

	KT_ASSERT(object);
	__free_page(page);
	KT_EXPECT(log_says(from, "BUG: Bad page state in process"));
	KT_EXPECT(log_says(from, "freeing a page of the slab allocator"));
	KT_EXPECT(log_says(from, "(slab)"));
	KT_EXPECT(log_says(from, "owner: slab cache kmalloc-64"));
	KT_EXPECT(PageSlab(page) && page_count(page) == 1);
	kfree(object);
}

static noinline struct page *allocate_for_report(unsigned int order)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_ZERO, order);

	barrier(); /* no tail call: this function shall be in the trace */
	return page;
}

/* Does dump_page() name the function that allocated page? */
static bool names_allocator(struct page *page)
{
	u64 from = printk_next_seq();

	dump_page(page, "only a test");
	return log_says(from, "page last allocated via order") &&
	       log_says(from, "GFP_KERNEL|__GFP_ZERO") &&
	       log_says(from, " allocate_for_report");
}

KTEST(page_debug, the_owner_of_a_page_is_known)
{
	struct page *page = allocate_for_report(2);
	u64 from;

	KT_ASSERT(page);
	if (!page_owner_enabled) {
		from = printk_next_seq();
		dump_page(page, "only a test");
		KT_EXPECT(log_says(from, "page_owner is off"));
		__free_pages(page, 2);
		return;
	}
	KT_EXPECT(names_allocator(page));
	KT_EXPECT(names_allocator(page + 3));
	split_page(page, 2);
	__free_page(page + 1);
	KT_EXPECT(names_allocator(page + 3));
	from = printk_next_seq();
	dump_page(page + 1, "only a test");
	KT_EXPECT(log_says(from, "page last freed via order 0"));
	__free_page(page);
	__free_page(page + 2);
	__free_page(page + 3);
}

KTEST(page_debug, a_failed_allocation_is_explained)
{
	u64 from = printk_next_seq();

	warn_alloc(GFP_ATOMIC | __GFP_COMP, 3);
	KT_EXPECT(log_says(from, ": page allocation failure: order:3, mode:"));
	KT_EXPECT(log_says(from, "GFP_ATOMIC|__GFP_COMP"));
	KT_EXPECT(log_says(from, "Call Trace:"));
	KT_EXPECT(log_says(from, "Mem-Info:"));
	from = printk_next_seq();
	for (int i = 0; i < 20; i++)
		warn_alloc(GFP_KERNEL, 0);
	from = printk_next_seq();
	warn_alloc(GFP_KERNEL, 0);
	KT_EXPECT(!log_says(from, "page allocation failure"));
}

KTEST(page_debug, addresses_are_told_apart)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	void *area = vmalloc(PAGE_SIZE), *addr;

	KT_ASSERT(page && area);
	KT_EXPECT(virt_addr_valid(_stext));
	KT_EXPECT(virt_addr_valid(pfn_to_kaddr(1)));
	KT_EXPECT(!virt_addr_valid(area));
	KT_EXPECT(!virt_addr_valid(page));
	KT_EXPECT(!virt_addr_valid(0x400000));
	KT_EXPECT(!virt_addr_valid(~0UL));
	addr = kmap_local_page(page);
	KT_EXPECT_EQ(virt_addr_valid(addr), !PageHighMem(page));
	kunmap_local(addr);
	vfree(area);
	__free_page(page);
}
