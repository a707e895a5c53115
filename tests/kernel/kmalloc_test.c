/*
 * tests/kernel/kmalloc_test.c - memory by size
 *
 * Locking: none.
 */
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mm_inline_page.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "ktest.h"
#include "log_watch.h"

KTEST(kmalloc, every_size_is_usable)
{
	size_t size;

	for (size = 1; size <= 64 * 1024; size = size * 5 / 4 + 1) {
		u8 *p = kmalloc(size, GFP_KERNEL);

		KT_ASSERT(p);
		KT_EXPECT(ksize(p) >= size);
		memset(p, 0x5c, ksize(p));
		KT_EXPECT_EQ(p[size - 1], 0x5c);
		KT_EXPECT_EQ((unsigned long)p % 8, 0);
		kfree(p);
	}
}

KTEST(kmalloc, size_classes)
{
	static const size_t want[][2] = {
		{ 1, 8 },     { 8, 8 },       { 9, 16 },      { 65, 96 },
		{ 96, 96 },   { 97, 128 },    { 129, 192 },   { 192, 192 },
		{ 193, 256 }, { 4097, 8192 }, { 8192, 8192 }, { 8193, 16384 }
	};
	unsigned int i;

	for (i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		void *p = kmalloc(want[i][0], GFP_KERNEL);

		KT_ASSERT(p);
		KT_EXPECT_EQ(ksize(p), want[i][1]);
		if (!(want[i][1] & (want[i][1] - 1)))
			KT_EXPECT_EQ((unsigned long)p % min(want[i][1], PAGE_SIZE), 0);
		kfree(p);
	}
}

KTEST(kmalloc, zero_bytes_and_null)
{
	void *p = kmalloc(0, GFP_KERNEL);

	KT_EXPECT(p == ZERO_SIZE_PTR);
	KT_EXPECT_EQ(ksize(p), 0);
	kfree(p);
	kfree(NULL);
	KT_EXPECT_EQ(ksize(NULL), 0);
}

KTEST(kmalloc, too_much_and_overflow_give_null)
{
	u8 *p = kzalloc(100, GFP_KERNEL);

	KT_EXPECT(!kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL | __GFP_NOWARN));
	KT_EXPECT(!kmalloc(SIZE_MAX, GFP_KERNEL | __GFP_NOWARN));
	KT_EXPECT(!kcalloc(SIZE_MAX / 8 + 1, 16, GFP_KERNEL));
	KT_EXPECT(!kmalloc_array(1UL << 33, 1UL << 33, GFP_KERNEL));
	KT_EXPECT(!krealloc(p, SIZE_MAX, GFP_KERNEL | __GFP_NOWARN));
	KT_EXPECT(!krealloc_array(p, 1UL << 33, 1UL << 33, GFP_KERNEL));
	KT_EXPECT(p && !memchr_inv(p, 0, 100)); /* the old memory stays */
	kfree(p);
}

KTEST(kmalloc, zeroed_means_zero)
{
	u8 *p = kmalloc(200, GFP_KERNEL);

	KT_ASSERT(p);
	memset(p, 0xff, 200);
	kfree(p);
	p = kzalloc(200, GFP_KERNEL);
	KT_ASSERT(p);
	KT_EXPECT(!memchr_inv(p, 0, 200));
	kfree(p);
	p = kcalloc(10, 3000, GFP_KERNEL);
	KT_ASSERT(p);
	KT_EXPECT(!memchr_inv(p, 0, 30000));
	kfree_sensitive(p);
}

KTEST(kmalloc, krealloc_keeps_the_contents)
{
	u8 *p = krealloc(NULL, 10, GFP_KERNEL), *q;

	KT_ASSERT(p);
	memcpy(p, "123456789", 10);
	q = krealloc(p, 12, GFP_KERNEL);
	KT_EXPECT(q == p);
	p = krealloc(q, 20000, GFP_KERNEL);
	KT_ASSERT(p);
	KT_EXPECT_EQ(memcmp(p, "123456789", 10), 0);
	q = krealloc(p, KMALLOC_MAX_SIZE + 1, GFP_KERNEL | __GFP_NOWARN);
	KT_EXPECT(!q);
	p = krealloc(p, 4, GFP_KERNEL);
	KT_ASSERT(p);
	KT_EXPECT_EQ(memcmp(p, "1234", 4), 0);
	KT_EXPECT_EQ(ksize(p), 8);
	KT_EXPECT(krealloc(p, 0, GFP_KERNEL) == ZERO_SIZE_PTR);
}

KTEST(kmalloc, dma_is_low)
{
	void *p = kmalloc(100, GFP_KERNEL | GFP_DMA);

	KT_ASSERT(p);
	KT_EXPECT(virt_to_phys(p) < 16UL << 20);
	kfree(p);
}

KTEST(kmalloc, wild_pointers_are_reported_and_survived)
{
	static u64 not_allocated;
	u64 on_the_stack;
	void *const wild[] = {
		(void *)0xdead000000000123UL, (void *)VMALLOC_START, &not_allocated,
		(void *)0x400000UL,           &on_the_stack,         high_memory,
		(void *)VMEMMAP_START,        (void *)-8UL,
	};
	unsigned long page = __get_free_page(GFP_KERNEL);
	u64 from;

	KT_ASSERT(page);
	for (size_t i = 0; i < ARRAY_SIZE(wild); i++) {
		from = printk_next_seq();
		kfree(wild[i]);
		KT_EXPECT(log_says(from, "free of a wild pointer"));
	}
	from = printk_next_seq();
	kfree((void *)page); /* a page, but not one of kmalloc's */
	KT_EXPECT(log_says(from, "free of a pointer that kmalloc did not give"));
	KT_EXPECT_EQ(page_count(virt_to_page((void *)page)), 1);
	free_page(page);
}

/* Every byte of an object, of a class that divides its slab and of ones that do not. */
KTEST(kmalloc, a_pointer_into_an_object_is_reported_and_survived)
{
	static const size_t sizes[] = { 64, 96, 192, 4096 };

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		char *p = kmalloc(sizes[i], GFP_KERNEL);

		KT_ASSERT(p);
		for (size_t at = 1; at < sizes[i]; at += at < 16 ? 1 : sizes[i] / 7) {
			u64 from = printk_next_seq();

			kfree(p + at);
			KT_EXPECT(log_says(from, "free of a pointer into an object"));
		}
		kfree(p);
	}
}

KTEST(kmalloc, pages_are_freed_by_their_first_byte_only)
{
	char *p = kmalloc(20000, GFP_KERNEL);
	u64 from = printk_next_seq();

	KT_ASSERT(p);
	kfree(p + PAGE_SIZE);
	KT_EXPECT(log_says(from, "free of a pointer that kmalloc did not give"));
	KT_EXPECT_EQ(page_count(virt_to_page(p)), 1);
	kfree(p);
	from = printk_next_seq();
	kfree(p);
	KT_EXPECT(log_says(from, "free of a pointer that kmalloc did not give"));
}

KTEST(kmalloc, double_free_is_reported_and_survived)
{
	void *a = kmalloc(64, GFP_KERNEL), *b, *c;
	u64 from = printk_next_seq();

	KT_ASSERT(a);
	kfree(a);
	kfree(a);
	KT_EXPECT(log_says(from, "double free"));
	KT_EXPECT(log_says(from, "owner: slab cache kmalloc-64"));
	b = kmalloc(64, GFP_KERNEL);
	c = kmalloc(64, GFP_KERNEL);
	KT_EXPECT(b != c);
	kfree(b);
	kfree(c);
}
