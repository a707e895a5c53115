/*
 * tests/kernel/slab_debug_test.c - what a debug build notices about freed objects
 *
 * Locking: none.
 */
#include <linux/slab.h>
#include <linux/string.h>
#include "ktest.h"
#include "log_watch.h"

KTEST(slab_debug, a_write_after_free_is_noticed)
{
	struct kmem_cache *s = kmem_cache_create("test_uaf", 64, 0, 0, NULL);
	char *object = kmem_cache_alloc(s, GFP_KERNEL);
	u64 from = printk_next_seq();

	KT_ASSERT(object);
	kmem_cache_free(s, object);
	object[20] = 1;
	KT_EXPECT(kmem_cache_alloc(s, GFP_KERNEL) == object);
	if (IS_ENABLED(CONFIG_DEBUG))
		KT_EXPECT(log_says(from, "use after free"));
	kmem_cache_free(s, object);
	kmem_cache_destroy(s);
}

KTEST(slab_debug, a_double_free_is_noticed_later_too)
{
	struct kmem_cache *s = kmem_cache_create("test_double", 64, 0, 0, NULL);
	void *a = kmem_cache_alloc(s, GFP_KERNEL), *b = kmem_cache_alloc(s, GFP_KERNEL);
	u64 from = printk_next_seq();

	KT_ASSERT(a && b);
	kmem_cache_free(s, a);
	kmem_cache_free(s, b);
	if (IS_ENABLED(CONFIG_DEBUG))
		kmem_cache_free(
			s, a); /* not the last one freed: a release build misses it */
	else
		kmem_cache_free(s, b);
	KT_EXPECT(log_says(from, "double free"));
	kmem_cache_destroy(s);
}

KTEST(slab_debug, freed_memory_shows_it)
{
	u8 *p = kmalloc(64, GFP_KERNEL);

	KT_ASSERT(p);
	memset(p, 0, 64);
	kfree(p);
	if (IS_ENABLED(CONFIG_DEBUG))
		KT_EXPECT(!memchr_inv(p + 8, 0x6b, 56));
	else
		ktest_skip("a release build does not poison");
}
