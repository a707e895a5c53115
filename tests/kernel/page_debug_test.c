/*
 * tests/kernel/page_debug_test.c - what is said about pages and addresses
 *
 * Locking: none.
 */
#include <linux/highmem.h>
#include <linux/mm_inline_page.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <asm/sections.h>
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
	KT_EXPECT(log_says(from, "freeing a page of the slab allocator"));
	KT_EXPECT(log_says(from, "owner: the slab allocator"));
	KT_EXPECT(PageSlab(page) && page_count(page) == 1);
	kfree(object);
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
