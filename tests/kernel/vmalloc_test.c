/*
 * tests/kernel/vmalloc_test.c - vmalloc, vmap, and what lies behind their addresses
 *
 * Locking: none.
 */
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mm_inline_page.h>
#include <linux/pgtable.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "ktest.h"

static bool is_mapped(const void *addr)
{
	enum pgtable_level level;

	return pte_present(*lookup_address((unsigned long)addr, &level));
}

KTEST(vmalloc, memory_with_a_guard_page)
{
	char *p = vmalloc(3 * PAGE_SIZE - 5);
	unsigned int i;

	KT_ASSERT(p);
	KT_EXPECT(is_vmalloc_addr(p));
	memset(p, 7, 3 * PAGE_SIZE);
	for (i = 0; i < 3; i++)
		KT_EXPECT(is_mapped(p + i * PAGE_SIZE));
	KT_EXPECT(!is_mapped(p + 3 * PAGE_SIZE));
	KT_EXPECT(!is_mapped(p - PAGE_SIZE));
	KT_EXPECT_EQ(find_vm_area(p)->nr_pages, 3);
	vfree(p);
	KT_EXPECT(!is_mapped(p));
	KT_EXPECT(!find_vm_area(p));
	vfree(NULL);
}

KTEST(vmalloc, the_pages_behind_it)
{
	char *p = vmalloc_user(4 * PAGE_SIZE);
	unsigned int i;

	KT_ASSERT(p);
	KT_EXPECT(!memchr_inv(p, 0, 4 * PAGE_SIZE));
	KT_EXPECT(find_vm_area(p)->flags & VM_USERMAP);
	for (i = 0; i < 4; i++) {
		struct page *page = vmalloc_to_page(p + i * PAGE_SIZE + 123);
		int *mapped;

		KT_ASSERT(page);
		KT_EXPECT_EQ(vmalloc_to_pfn(p + i * PAGE_SIZE), page_to_pfn(page));
		KT_EXPECT_EQ(page_count(page), 1);
		*(int *)(p + i * PAGE_SIZE) = i + 1000;
		mapped = kmap_atomic(page);
		KT_EXPECT_EQ(*mapped, i + 1000);
		kunmap_atomic(mapped);
	}
	vfree(p);
	KT_EXPECT(!vmalloc_to_page(p));
}

KTEST(vmalloc, impossible_sizes)
{
	KT_EXPECT(!vmalloc(0));
	KT_EXPECT(!__vmalloc(ULONG_MAX, GFP_KERNEL | __GFP_NOWARN));
	KT_EXPECT(!__vmalloc(ULONG_MAX - PAGE_SIZE, GFP_KERNEL | __GFP_NOWARN));
	KT_EXPECT(!__vmalloc((totalram_pages() + 1) << PAGE_SHIFT,
			     GFP_KERNEL | __GFP_NOWARN));
	KT_EXPECT(!vcalloc(1UL << 40, 1UL << 40));
}

KTEST(vmalloc, a_failure_half_way_leaks_nothing)
{
	/* more than is free, but not more than there is */
	unsigned long pages = nr_free_pages() + (totalram_pages() - nr_free_pages()) / 2;
	void *p;

	if (pages > 80000)
		KT_SKIP("would take long on so much memory");
	p = __vmalloc(pages << PAGE_SHIFT, GFP_KERNEL | __GFP_NOWARN);
	KT_EXPECT(!p);
	vfree(p);
}

KTEST(vmalloc, vmap_shows_the_callers_pages)
{
	struct page *pages[3];
	int *p, i;

	for (i = 0; i < 3; i++) {
		pages[i] = alloc_page(GFP_HIGHUSER);
		KT_ASSERT(pages[i]);
	}
	swap(pages[0], pages[2]);
	p = vmap(pages, 3, 0, PAGE_KERNEL);
	KT_ASSERT(p);
	for (i = 0; i < 3; i++) {
		p[i * 1024] = i;
		KT_EXPECT(vmalloc_to_page(p + i * 1024) == pages[i]);
	}
	for (i = 0; i < 3; i++) {
		int value;

		memcpy_from_page((char *)&value, pages[i], 0, sizeof(value));
		KT_EXPECT_EQ(value, i);
	}
	vunmap(p);
	for (i = 0; i < 3; i++) {
		KT_EXPECT_EQ(page_count(pages[i]), 1);
		__free_page(pages[i]);
	}
}

KTEST(vmalloc, strangers_are_refused)
{
	char *p = vmalloc(PAGE_SIZE);
	struct page *page = alloc_page(GFP_KERNEL);
	void *mapped;

	KT_ASSERT(p && page);
	vfree(p + PAGE_SIZE); /* its guard page */
	vfree(page_address(page));
	vunmap(p);
	mapped = vmap(&page, 1, 0, PAGE_KERNEL);
	vfree(mapped);
	KT_EXPECT(is_mapped(mapped) && is_mapped(p));
	vunmap(mapped);
	vfree(p);
	__free_page(page);
}

KTEST(vmalloc, a_freed_address_is_used_again_with_new_pages)
{
	char *p = vzalloc(PAGE_SIZE), *q;

	KT_ASSERT(p);
	*p = 'a';
	vfree(p);
	q = vzalloc(PAGE_SIZE);
	KT_ASSERT(q);
	KT_EXPECT(q == p);
	KT_EXPECT_EQ(*q, 0);
	vfree(q);
}

KTEST(vmalloc, kvmalloc_finds_its_place)
{
	void *small = kvmalloc(100, GFP_KERNEL), *large = kvzalloc(6UL << 20, GFP_KERNEL);

	KT_ASSERT(small);
	KT_EXPECT(!is_vmalloc_addr(small));
	if (large)
		KT_EXPECT(is_vmalloc_addr(large));
	kvfree(small);
	kvfree(large);
	kvfree(NULL);
}

static int count_area(const struct vm_struct *area, void *arg)
{
	unsigned long *last = arg;

	if ((unsigned long)area->addr < last[1])
		return -1;
	last[0]++;
	last[1] = (unsigned long)area->addr + area->size;
	return 0;
}

KTEST(vmalloc, areas_are_listed_in_order)
{
	unsigned long before[2] = { 0, 0 }, after[2] = { 0, 0 };
	void *p;

	KT_EXPECT_EQ(for_each_vm_area(count_area, before), 0);
	p = vmalloc(100);
	KT_ASSERT(p);
	KT_EXPECT_EQ(for_each_vm_area(count_area, after), 0);
	KT_EXPECT_EQ(after[0], before[0] + 1);
	vfree(p);
}
