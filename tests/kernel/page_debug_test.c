/*
 * tests/kernel/page_debug_test.c - what is said about pages and addresses
 *
 * Locking: none.
 */
#include <linux/highmem.h>
#include <linux/mm_inline_page.h>
#include <linux/page_owner.h>
#include <linux/pgtable.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <asm/sections.h>
#include "mm/frames/frames.h"
#include "ktest.h"
#include "log_watch.h"
#include "mm_scratch.h"
#include "user_buf.h"

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

/* --- an address that is not the allocator's: whose page is it? --- */

static struct kmem_cache *victim;

static void free_to_cache(const void *addr)
{
	kmem_cache_free(victim, (void *)addr);
}

static void measure(const void *addr)
{
	KT_EXPECT_EQ(ksize(addr), 0);
}

static void resize(const void *addr)
{
	void *fresh = krealloc(addr, 8, GFP_KERNEL);

	KT_EXPECT(fresh != addr);
	kfree(fresh);
}

static void unmap_atomic(const void *addr)
{
	kunmap_atomic((void *)addr);
}

/* The last one ends what current has mapped last, whatever it is. */
static void (*const takers[])(const void *addr) = {
	kfree, kvfree, measure, resize, free_to_cache, vfree, vunmap, unmap_atomic,
};

/* Does everybody who refuses addr, inside page, say what page it is, and of what kind? */
static void check_takers(const void *addr, struct page *page, const char *kind)
{
	char pfn[32];

	snprintf(pfn, sizeof(pfn), " pfn:%#lx\n", page_to_pfn(page));
	for (size_t i = 0; i < ARRAY_SIZE(takers); i++) {
		u64 from = printk_next_seq();

		takers[i](addr);
		KT_EXPECT(log_says(from, kind) && log_says(from, pfn));
		KT_EXPECT(log_says(from, " flags:") && log_says(from, "owner: "));
		KT_EXPECT(log_says(from, "Call Trace:"));
	}
}

KTEST(page_debug, who_refuses_an_address_names_its_page)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	char __user *buf = user_buf_begin(1);
	char *area = vmalloc(2 * PAGE_SIZE);

	victim = kmem_cache_create("test_victim", 64, 0, 0, NULL);
	KT_ASSERT(page && buf && area && victim);
	check_takers(area + PAGE_SIZE + 8, vmalloc_to_page(area + PAGE_SIZE), "vmalloc");
	if (PageHighMem(page)) {
		check_takers(kmap(page), page, "in the kmap window");
		kunmap(page);
		check_takers(kmap_local_page(page), page, "a kmap_atomic or fixmap");
	}
	KT_ASSERT(!put_user('a', buf));
	check_takers((void *)(unsigned long)buf,
		     pte_page(scratch_pte(current->mm, (unsigned long)buf)),
		     "a user address");
	check_takers(&victim, virt_to_page(&victim), "owner: reserved");
	kmem_cache_destroy(victim);
	vfree(area);
	user_buf_end();
	__free_page(page);
}
