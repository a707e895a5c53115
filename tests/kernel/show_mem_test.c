/*
 * tests/kernel/show_mem_test.c - the numbers about memory fit each other
 *
 * Locking: none.
 */
#include <linux/mm_inline_page.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/vmstat.h>
#include <uapi/linux/sysinfo.h>
#include "ktest.h"
#include "log_watch.h"

KTEST(show_mem, sysinfo_agrees_with_the_zones)
{
	unsigned long free = 0, managed = 0;
	struct sysinfo info;
	struct zone *zone;

	si_meminfo(&info);
	for_each_zone (zone) {
		free += zone_free_pages(zone);
		managed += zone_managed_pages(zone);
	}
	KT_EXPECT_EQ(info.totalram, managed);
	KT_EXPECT_EQ(info.freeram, free);
	KT_EXPECT_EQ(info.mem_unit, PAGE_SIZE);
	KT_EXPECT(info.freehigh <= info.totalhigh);
	KT_EXPECT(info.totalhigh <= info.totalram);
	KT_EXPECT(si_mem_available() > 0);
	KT_EXPECT((unsigned long)si_mem_available() <= info.totalram);
}

KTEST(show_mem, uses_are_counted)
{
	unsigned long vmalloc_before = vmalloc_nr_pages(), slab_before = slab_pages();
	struct kmem_cache *s = kmem_cache_create("test_count", 4096, 0, 0, NULL);
	void *area = vmalloc(3 * PAGE_SIZE), *object = kmem_cache_alloc(s, GFP_KERNEL);

	KT_ASSERT(area && object);
	KT_EXPECT_EQ(vmalloc_nr_pages(), vmalloc_before + 3);
	KT_EXPECT(slab_pages() > slab_before);
	vfree(area);
	kmem_cache_free(s, object);
	kmem_cache_destroy(s);
	KT_EXPECT_EQ(vmalloc_nr_pages(), vmalloc_before);
}

KTEST(show_mem, it_prints_every_zone)
{
	u64 from = printk_next_seq();

	show_mem();
	KT_EXPECT(log_says(from, "Mem-Info"));
	KT_EXPECT(log_says(from, "DMA: free:"));
}
