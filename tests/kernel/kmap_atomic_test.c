/*
 * tests/kernel/kmap_atomic_test.c - the CPU's own short-lived mappings
 *
 * Locking: none.
 */
#include <linux/highmem.h>
#include <linux/memblock.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <asm/fixmap.h>
#include "ktest.h"
#include "log_watch.h"

static struct page *get_highpage(void)
{
	struct page *page = alloc_page(GFP_HIGHUSER | __GFP_NOWARN);

	if (page && !PageHighMem(page)) {
		__free_page(page);
		page = NULL;
	}
	return page;
}

KTEST(kmap_atomic, lowmem_is_its_own_address)
{
	struct page *page = alloc_page(GFP_KERNEL);
	void *addr;

	KT_ASSERT(page);
	addr = kmap_atomic(page);
	KT_EXPECT(addr == page_address(page));
	KT_EXPECT(in_atomic());
	KT_EXPECT_EQ(current->pagefault_disabled, 1);
	kunmap_atomic(addr);
	KT_EXPECT(!in_atomic());
	KT_EXPECT_EQ(current->pagefault_disabled, 0);
	__free_page(page);
}

KTEST(kmap_atomic, both_spellings_and_a_stack_of_slots)
{
	struct page *a = get_highpage(), *b = get_highpage();
	char *pa, *pb;

	if (!a || !b)
		KT_SKIP("no highmem");
	pa = kmap_atomic(a, KM_USER0);
	pb = kmap_atomic(b);
	KT_EXPECT(pa != pb);
	KT_EXPECT_EQ(kmap_atomic_depth(), 2);
	memset(pa, 1, PAGE_SIZE);
	memset(pb, 2, PAGE_SIZE);
	kunmap_atomic(pb + 17);
	kunmap_atomic(pa, KM_USER0);
	KT_EXPECT_EQ(kmap_atomic_depth(), 0);

	/* the same slots, the other way round: no stale translation may be left */
	pb = kmap_local_page(b);
	pa = kmap_local_page(a);
	KT_EXPECT(!memchr_inv(pa, 1, PAGE_SIZE));
	KT_EXPECT(!memchr_inv(pb, 2, PAGE_SIZE));
	KT_EXPECT(!page_address(a));
	kunmap_local(pa);
	kunmap_local(pb);
	__free_page(a);
	__free_page(b);
}

KTEST(kmap_atomic, all_slots_can_be_used)
{
	struct page *page = get_highpage();
	void *addr[KM_MAX_IDX];
	int i;

	if (!page)
		KT_SKIP("no highmem");
	for (i = 0; i < KM_MAX_IDX; i++)
		addr[i] = kmap_atomic(page);
	KT_EXPECT_EQ(kmap_atomic_depth(), KM_MAX_IDX);
	*(int *)addr[0] = 4711;
	KT_EXPECT_EQ(*(int *)addr[KM_MAX_IDX - 1], 4711);
	while (i--)
		kunmap_atomic(addr[i]);
	KT_EXPECT(!in_atomic());
	__free_page(page);
}

KTEST(kmap_atomic, disorder_is_reported_and_survived)
{
	struct page *a = get_highpage(), *b = get_highpage();
	u64 from = printk_next_seq();
	void *pa, *pb;

	if (!a || !b)
		KT_SKIP("no highmem");
	pa = kmap_atomic(a);
	pb = kmap_atomic(b);
	kunmap_atomic(pa);
	KT_EXPECT(log_says(from, "out of order: 2 held"));
	kunmap_atomic(pb);
	KT_EXPECT_EQ(kmap_atomic_depth(), 0);
	KT_EXPECT(!in_atomic());
	__free_page(a);
	__free_page(b);
}

KTEST(kmap_atomic, whole_pages_are_copied_and_cleared)
{
	struct page *a = alloc_page(GFP_HIGHUSER), *b = alloc_page(GFP_HIGHUSER);
	char buf[16];

	KT_ASSERT(a && b);
	clear_highpage(a);
	memcpy_to_page(a, 100, "highmem", 8);
	copy_highpage(b, a);
	memcpy_from_page(buf, b, 100, 8);
	KT_EXPECT_EQ(strcmp(buf, "highmem"), 0);
	zero_user(b, 100, 4);
	memcpy_from_page(buf, b, 100, 8);
	KT_EXPECT(!buf[0] && buf[4] == 'm');
	__free_page(a);
	__free_page(b);
}
