/*
 * tests/kernel/slab_test.c - object caches
 *
 * Locking: none.
 */
#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/mm_inline_page.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "ktest.h"
#include "log_watch.h"

#define MANY 1000

struct thing {
	u64 mark;
	char payload[93];
};

static unsigned int constructed;

static void construct(void *object)
{
	((struct thing *)object)->mark = 0x1234;
	constructed++;
}

static struct thing *things[MANY];

KTEST(slab, objects_do_not_overlap)
{
	struct kmem_cache *s =
		kmem_cache_create("test_thing", sizeof(struct thing), 0, 0, NULL);
	unsigned int i;

	KT_ASSERT(s);
	KT_EXPECT_EQ(kmem_cache_size(s), sizeof(struct thing));
	for (i = 0; i < MANY; i++) {
		things[i] = kmem_cache_alloc(s, GFP_KERNEL);
		KT_ASSERT(things[i]);
		KT_EXPECT_EQ((unsigned long)things[i] % 8, 0);
		things[i]->mark = i;
		memset(things[i]->payload, i, sizeof(things[i]->payload));
	}
	for (i = 0; i < MANY; i++) {
		KT_EXPECT_EQ(things[i]->mark, i);
		KT_EXPECT(!memchr_inv(things[i]->payload, (u8)i, 93));
	}
	for (i = 0; i < MANY; i += 2)
		kmem_cache_free(s, things[i]);
	for (i = 0; i < MANY; i += 2)
		things[i] = kmem_cache_zalloc(s, GFP_ATOMIC);
	for (i = 0; i < MANY; i++) {
		KT_EXPECT_EQ(things[i]->mark, i % 2 ? i : 0);
		kmem_cache_free(s, things[i]);
	}
	kmem_cache_destroy(s);
}

KTEST(slab, constructors_run_once_an_object)
{
	struct kmem_cache *s =
		kmem_cache_create("test_ctor", sizeof(struct thing), 0, 0, construct);
	unsigned int before;
	struct thing *t;

	KT_ASSERT(s);
	constructed = 0;
	t = kmem_cache_alloc(s, GFP_KERNEL);
	KT_ASSERT(t);
	KT_EXPECT_EQ(t->mark, 0x1234);
	KT_EXPECT(constructed > 0);
	before = constructed;
	kmem_cache_free(s, t);
	t = kmem_cache_alloc(s, GFP_KERNEL);
	KT_EXPECT_EQ(t->mark, 0x1234);
	KT_EXPECT_EQ(constructed, before);
	kmem_cache_free(s, t);
	kmem_cache_destroy(s);
}

KTEST(slab, alignment_is_kept)
{
	unsigned int align, i;

	for (align = 8; align <= 1024; align *= 2) {
		struct kmem_cache *s =
			kmem_cache_create("test_align", 24, align, 0, NULL);
		void *objects[5];

		KT_ASSERT(s);
		for (i = 0; i < 5; i++) {
			objects[i] = kmem_cache_alloc(s, GFP_KERNEL);
			KT_ASSERT(objects[i]);
			KT_EXPECT_EQ((unsigned long)objects[i] % align, 0);
		}
		while (i--)
			kmem_cache_free(s, objects[i]);
		kmem_cache_destroy(s);
	}
	KT_EXPECT(!kmem_cache_create("test_bad", 0, 0, 0, NULL));
	KT_EXPECT(!kmem_cache_create("test_bad", 8193, 0, 0, NULL));
	KT_EXPECT(!kmem_cache_create("test_bad", ~0U, 8, 0, NULL));
	KT_EXPECT(!kmem_cache_create("test_bad", 8, 3, 0, NULL));
}

KTEST(slab, a_cache_with_objects_is_not_destroyed)
{
	struct kmem_cache *s = kmem_cache_create("test_busy", 64, 0, 0, NULL);
	void *object = kmem_cache_alloc(s, GFP_KERNEL);
	u64 from = printk_next_seq();
	char text[40];

	KT_ASSERT(object);
	kmem_cache_destroy(s);
	KT_EXPECT(log_says(from, "test_busy"));
	snprintf(text, sizeof(text), "Object %px @offset", object);
	KT_EXPECT(log_says(from, text));
	kmem_cache_free(s, object);
	kmem_cache_destroy(s);
}

KTEST(slab, the_wrong_cache_is_noticed)
{
	struct kmem_cache *a = kmem_cache_create("test_a", 64, 0, 0, NULL);
	struct kmem_cache *b = kmem_cache_create("test_b", 64, 0, 0, NULL);
	u64 from = printk_next_seq();
	void *object;

	KT_ASSERT(a && b);
	object = kmem_cache_alloc(a, GFP_KERNEL);
	kmem_cache_free(b, object);
	KT_EXPECT(log_says(from, "owner: slab cache test_a"));
	from = printk_next_seq();
	kmem_cache_free(a, object);
	kmem_cache_free(a, object); /* twice: reported, and not handed out twice */
	KT_EXPECT(log_says(from, "double free"));
	KT_EXPECT(kmem_cache_alloc(a, GFP_KERNEL) == object);
	things[0] = kmem_cache_alloc(a, GFP_KERNEL);
	KT_EXPECT(things[0] != object);
	kmem_cache_free(a, things[0]);
	kmem_cache_free(a, object);
	kmem_cache_destroy(a);
	kmem_cache_destroy(b);
}

static bool node_has_lowmem(int nid)
{
	return managed_zone(&NODE_DATA(nid)->node_zones[ZONE_NORMAL]) ||
	       managed_zone(&NODE_DATA(nid)->node_zones[ZONE_DMA]);
}

KTEST(slab, in_bulk_all_or_none)
{
	struct kmem_cache *s = kmem_cache_create("test_bulk", 64, 0, 0, NULL);
	unsigned int i;

	KT_EXPECT_EQ(kmem_cache_alloc_bulk(s, GFP_KERNEL, MANY, (void **)things), MANY);
	for (i = 0; i < MANY; i++)
		things[i]->mark = i;
	for (i = 0; i < MANY; i++)
		KT_EXPECT_EQ(things[i]->mark, i);
	kmem_cache_free_bulk(s, MANY, (void **)things);
	kmem_cache_destroy(s);
}

/* What is freed here stays on this CPU's chain, from whichever node it is. */
static void check_nodes(struct kmem_cache *s)
{
	int nid;

	for_each_online_node (nid) {
		void *object = kmem_cache_alloc_node(s, GFP_KERNEL, nid);
		void *large = kmalloc_node(100000, GFP_KERNEL, nid);

		KT_ASSERT(object && large);
		if (node_has_lowmem(nid)) {
			KT_EXPECT_EQ(page_to_nid(virt_to_page(object)), nid);
			KT_EXPECT_EQ(page_to_nid(virt_to_page(large)), nid);
		}
		kfree(large);
		kmem_cache_free(s, object);
	}
}

KTEST(slab, from_the_node_that_is_asked_for)
{
	struct kmem_cache *s = kmem_cache_create("test_node", 64, 0, 0, NULL);
	unsigned int cpu;

	for_each_online_cpu (cpu) {
		set_cpus_allowed_ptr(current, cpumask_of(cpu));
		check_nodes(s);
	}
	kmem_cache_destroy(s);
}

static int find_test_cache(const struct slabinfo *info, void *arg)
{
	if (strcmp(info->name, "test_info"))
		return 0;
	*(struct slabinfo *)arg = *info;
	return 1;
}

KTEST(slab, numbers_add_up)
{
	struct kmem_cache *s = kmem_cache_create("test_info", 256, 0, 0, NULL);
	struct slabinfo info;
	unsigned int i;

	KT_ASSERT(s);
	for (i = 0; i < 100; i++)
		things[i] = kmem_cache_alloc(s, GFP_KERNEL);
	KT_EXPECT_EQ(for_each_kmem_cache(find_test_cache, &info), 1);
	KT_EXPECT_EQ(info.active_objs, 100);
	KT_EXPECT(info.object_size >= 256); /* and what debugging adds */
	KT_EXPECT(info.num_objs >= 100);
	KT_EXPECT_EQ(info.num_objs, info.num_slabs * info.objects_per_slab);
	while (i--)
		kmem_cache_free(s, things[i]);
	kmem_cache_shrink(s);
	KT_EXPECT_EQ(for_each_kmem_cache(find_test_cache, &info), 1);
	KT_EXPECT_EQ(info.num_objs, 0);
	kmem_cache_destroy(s);
}
