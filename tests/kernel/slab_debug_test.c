/*
 * tests/kernel/slab_debug_test.c - what slub_debug= notices about objects
 *
 * Locking: none.
 */
#include <linux/kernel.h>
#include <linux/poison.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "ktest.h"
#include "log_watch.h"
#include "mm/frames/slab_def.h"

#define ALL SLAB_DEBUG_FLAGS

static struct kmem_cache *debugged(const char *name, unsigned int size,
				   slab_flags_t flags)
{
	return kmem_cache_create(name, size, 0, flags, NULL);
}

KTEST(slab_debug, letters_and_names_are_understood)
{
	static const struct {
		const char *text, *name;
		slab_flags_t flags;
	} cases[] = {
		{ "", "dentry", ALL },
		{ "-", "dentry", 0 },
		{ "FZPU", "dentry", ALL },
		{ "zp", "dentry", SLAB_RED_ZONE | SLAB_POISON },
		{ "T", "dentry", 0 },
		{ "FT", "dentry", SLAB_CONSISTENCY_CHECKS },
		{ "ZP,kmalloc-64,dentry", "dentry", SLAB_RED_ZONE | SLAB_POISON },
		{ "ZP,kmalloc-64,dentry", "kmalloc-64", SLAB_RED_ZONE | SLAB_POISON },
		{ "ZP,kmalloc-64,dentry", "kmalloc-6", 0 },
		{ "ZP,kmalloc-64,dentry", "dentry2", 0 },
		{ ",dentry", "dentry", ALL },
		{ ",dentry", "inode", 0 },
		{ "U,kmalloc-*", "kmalloc-192", SLAB_STORE_USER },
		{ "U,kmalloc-*", "dma-kmalloc-192", 0 },
		{ "P,dentry;U", "dentry", SLAB_POISON },
		{ "P,dentry;U", "inode", SLAB_STORE_USER },
		{ "P,dentry;U,inode", "file", 0 },
		{ "-,dentry;U", "dentry", 0 },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(cases); i++)
		KT_EXPECT_EQ(slab_debug_parse(cases[i].text, cases[i].name),
			     cases[i].flags);
}

KTEST(slab_debug, a_write_after_free_is_noticed_and_undone)
{
	struct kmem_cache *s = debugged("test_uaf", 64, ALL);
	u8 *object = kmem_cache_alloc(s, GFP_KERNEL);
	u64 from = printk_next_seq();

	KT_ASSERT(object);
	KT_EXPECT(!memchr_inv(object, POISON_INUSE, 64));
	kmem_cache_free(s, object);
	KT_EXPECT(!memchr_inv(object, POISON_FREE, 63));
	object[20] = 1;
	KT_EXPECT(kmem_cache_alloc(s, GFP_KERNEL) == object);
	KT_EXPECT(log_says(from, "BUG: test_uaf: Poison overwritten (use after free)"));
	KT_EXPECT(log_says(from, "Allocated in ktest_slab_debug_a_write_after_free"));
	KT_EXPECT(log_says(from, "Freed in ktest_slab_debug_a_write_after_free"));
	KT_EXPECT(log_says(from, ": 6b 6b 6b 6b 01 6b"));
	kmem_cache_free(s, object);
	from = printk_next_seq();
	KT_EXPECT(kmem_cache_alloc(s, GFP_KERNEL) == object);
	KT_EXPECT(!log_says(from, "BUG: "));
	kmem_cache_free(s, object);
	kmem_cache_destroy(s);
}

KTEST(slab_debug, a_double_free_is_noticed_later_too)
{
	struct kmem_cache *s = debugged("test_double", 64, ALL);
	void *a = kmem_cache_alloc(s, GFP_KERNEL), *b = kmem_cache_alloc(s, GFP_KERNEL);
	u64 from = printk_next_seq();

	KT_ASSERT(a && b);
	kmem_cache_free(s, a);
	kmem_cache_free(s, b);
	kmem_cache_free(s, a);
	KT_EXPECT(log_says(from, "BUG: test_double: Object already free (double free)"));
	KT_EXPECT(log_says(from, "Freed in ktest_slab_debug_a_double_free"));
	KT_EXPECT(kmem_cache_alloc(s, GFP_KERNEL) == b);
	KT_EXPECT(kmem_cache_alloc(s, GFP_KERNEL) == a);
	kmem_cache_free(s, a);
	kmem_cache_free(s, b);
	kmem_cache_destroy(s);
}

/* Sizes that end on a word, and that do not: the zone begins right behind the object. */
KTEST(slab_debug, red_zones_are_watched_on_both_sides)
{
	static const unsigned int sizes[] = { 1, 8, 13, 64, 200, 4096, 8192 };

	for (unsigned int i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct kmem_cache *s = debugged("test_red", sizes[i], ALL);
		u8 *object = kmem_cache_alloc(s, GFP_KERNEL);
		u64 from = printk_next_seq();

		KT_ASSERT(object);
		memset(object, 0xff, sizes[i]);
		kmem_cache_free(s, object);
		KT_EXPECT(!log_says(from, "BUG: "));
		KT_EXPECT(kmem_cache_alloc(s, GFP_KERNEL) == object);
		object[sizes[i]] = 0;
		kmem_cache_free(s, object);
		KT_EXPECT(log_says(from, "BUG: test_red: Right Redzone overwritten"));
		KT_EXPECT(!log_says(from, "Left Redzone"));
		KT_EXPECT(kmem_cache_alloc(s, GFP_KERNEL) == object);
		object[-1] = 0;
		kmem_cache_free(s, object);
		KT_EXPECT(log_says(from, "BUG: test_red: Left Redzone overwritten"));
		kmem_cache_destroy(s);
	}
}

KTEST(slab_debug, a_free_object_is_watched_on_both_sides_too)
{
	struct kmem_cache *s = debugged("test_red", 40, SLAB_RED_ZONE);
	u8 *object = kmem_cache_alloc(s, GFP_KERNEL);
	u64 from = printk_next_seq();

	KT_ASSERT(object);
	kmem_cache_free(s, object);
	object[40] = 0;
	KT_EXPECT(kmem_cache_alloc(s, GFP_KERNEL) == object);
	KT_EXPECT(log_says(from, "Right Redzone overwritten"));
	kmem_cache_free(s, object);
	kmem_cache_destroy(s);
}

/* What was given up is mended afterwards, so that the cache can go. */
KTEST(slab_debug, a_broken_free_list_is_cut)
{
	struct kmem_cache *s = debugged("test_list", 64, SLAB_CONSISTENCY_CHECKS);
	void *object = kmem_cache_alloc(s, GFP_KERNEL), *other, *next;
	struct page *page = virt_to_head_page(object);
	struct kmem_cache_node *n = &s->node[page_to_nid(page)];
	u64 from = printk_next_seq();

	KT_ASSERT(object);
	kmem_cache_free(s, object);
	next = get_freepointer(s, object);
	set_freepointer(s, object, (void *)0x1234567890);
	KT_EXPECT(kmem_cache_alloc(s, GFP_KERNEL) == object);
	KT_EXPECT(log_says(from, "BUG: test_list: Freepointer corrupt"));
	other = kmem_cache_alloc(s, GFP_KERNEL);
	KT_EXPECT(other && virt_to_head_page(other) != page);
	kmem_cache_free(s, other);

	page->freelist = next;
	page->inuse = 1;
	list_add(&page->lru, &n->partial);
	n->nr_partial++;
	kmem_cache_free(s, object);
	kmem_cache_destroy(s);
}

KTEST(slab_debug, a_pointer_into_an_object_is_no_object)
{
	struct kmem_cache *s = debugged("test_middle", 64, ALL);
	char *object = kmem_cache_alloc(s, GFP_KERNEL);
	u64 from = printk_next_seq();

	KT_ASSERT(object);
	kmem_cache_free(s, object + 8);
	KT_EXPECT(log_says(from, "free of a pointer into an object"));
	kmem_cache_free(s, object);
	kmem_cache_destroy(s);
}

static void construct(void *object)
{
	memset(object, 0x77, 48);
}

KTEST(slab_debug, a_constructed_object_stays_so)
{
	struct kmem_cache *s = kmem_cache_create("test_ctor", 48, 0, ALL, construct);
	u8 *object = kmem_cache_alloc(s, GFP_KERNEL);

	KT_ASSERT(object);
	KT_EXPECT(!memchr_inv(object, 0x77, 48));
	kmem_cache_free(s, object);
	KT_EXPECT(kmem_cache_alloc(s, GFP_KERNEL) == object);
	KT_EXPECT(!memchr_inv(object, 0x77, 48));
	kmem_cache_free(s, object);
	kmem_cache_destroy(s);
}

KTEST(slab_debug, alignment_is_kept)
{
	for (unsigned int align = 8; align <= PAGE_SIZE; align *= 8) {
		struct kmem_cache *s =
			kmem_cache_create("test_align", 24, align, ALL, NULL);
		void *a = kmem_cache_alloc(s, GFP_KERNEL);
		void *b = kmem_cache_alloc(s, GFP_KERNEL);

		KT_ASSERT(a && b);
		KT_EXPECT_EQ((unsigned long)a % align, 0);
		KT_EXPECT_EQ((unsigned long)b % align, 0);
		kmem_cache_free(s, a);
		kmem_cache_free(s, b);
		kmem_cache_destroy(s);
	}
}

KTEST(slab_debug, what_a_cache_still_has_is_named_with_who_has_it)
{
	struct kmem_cache *s = debugged("test_left", 64, SLAB_STORE_USER);
	void *objects[100];
	char text[40];
	u64 from;

	KT_EXPECT_EQ(kmem_cache_alloc_bulk(s, GFP_KERNEL, 100, objects), 100);
	kmem_cache_free_bulk(s, 98, objects);
	from = printk_next_seq();
	kmem_cache_destroy(s);
	KT_EXPECT(log_says(from, "test_left still has objects"));
	for (int i = 0; i < 100; i++) {
		snprintf(text, sizeof(text), "Object %px @offset", objects[i]);
		KT_EXPECT_EQ(log_says(from, text), i >= 98);
	}
	KT_EXPECT(log_says(from, "Allocated in ktest_slab_debug_what_a_cache"));
	kmem_cache_free_bulk(s, 2, objects + 98);
	KT_EXPECT_EQ(kmem_cache_alloc_bulk(s, GFP_KERNEL, 100, objects), 100);
	from = printk_next_seq();
	kmem_cache_destroy(s);
	KT_EXPECT(log_says(from, "... and 84 more"));
	kmem_cache_free_bulk(s, 100, objects);
	kmem_cache_destroy(s);
}
