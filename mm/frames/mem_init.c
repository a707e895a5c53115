/*
 * mm/frames/mem_init.c - boot memory becomes ordinary memory
 *
 * Every struct page begins reserved. Those that memblock has free are handed to the buddy
 * allocator; what stays reserved is the kernel image, mem_map, page tables made at boot,
 * and frames that were never RAM. Always:
 *
 *	present = reserved at boot + totalram,    totalram = free + allocated
 *
 * Locking: mem_init() runs alone; the free_reserved functions may run in any task.
 */
#define pr_fmt(fmt) "memory: " fmt

#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm_inline_page.h>
#include <linux/page_owner.h>
#include <linux/string.h>
#include <asm/sections.h>
#include <asm/tsc.h>

#include "frames.h"

atomic_long_t _totalram_pages;
atomic_long_t _totalhigh_pages;
atomic_long_t _reserved_pages;

static void count_managed(struct zone *zone, long pages)
{
	atomic_long_add(pages, &zone->managed_pages);
	atomic_long_add(pages, &_totalram_pages);
	atomic_long_sub(pages, &_reserved_pages);
	if (is_highmem(zone))
		atomic_long_add(pages, &_totalhigh_pages);
}

/* One block of frames, all of one zone and none in use, to the buddy allocator. */
static void __init free_boot_block(unsigned long pfn, unsigned int order)
{
	struct page *page = pfn_to_page(pfn), *end = page + (1UL << order), *p;
	struct zone *zone = page_zone(page);
	unsigned long flags = page->flags & ~(1UL << PG_reserved);

	for (p = page; p < end; p++) {
		p->flags = flags;
		p->_refcount.counter = 0;
	}
	buddy_free(zone, page, order);
	count_managed(zone, 1L << order);
}

/* Cut [pfn, end) into the largest blocks that are aligned and within one zone. */
static void __init free_boot_range(unsigned long pfn, unsigned long end)
{
	while (pfn < end) {
		unsigned long stop = min(end, zone_end_pfn(page_zone(pfn_to_page(pfn))));
		unsigned int order = min(MAX_ORDER - 1, __builtin_ctzl(pfn | 1UL << 30));

		while (pfn + (1UL << order) > stop)
			order--;
		free_boot_block(pfn, order);
		pfn += 1UL << order;
	}
}

static unsigned long present_pages(void)
{
	unsigned long pages = 0;
	struct zone *zone;

	for_each_zone (zone)
		pages += zone->present_pages;
	return pages;
}

void __init mem_init(void)
{
	phys_addr_t cursor = 0, start, end;
	u64 cycles;

	page_owner_init();
	cycles = rdtsc();
	atomic_long_set(&_reserved_pages, present_pages());
	while (memblock_next_free(&cursor, NUMA_NO_NODE, &start, &end, NULL))
		free_boot_range(PFN_UP(start), PFN_DOWN(end));
	pr_info("free lists: %lu frames, %llu cycles\n", totalram_pages(),
		rdtsc() - cycles);
	setup_watermarks();
	pr_info("%luK/%luK available (%luK text, %luK rodata, %luK data and bss, "
		"%luK reserved, %luK highmem)\n",
		totalram_pages() << 2, present_pages() << 2, (_etext - _text) >> 10,
		(__end_rodata - __start_rodata) >> 10, (_end - __end_rodata) >> 10,
		totalreserved_ram_pages() << 2, totalhigh_pages() << 2);
}

void free_reserved_page(struct page *page)
{
	if (!PageReserved(page)) {
		bad_page(page, "freeing boot memory that is not reserved");
		return;
	}
	ClearPageReserved(page);
	init_page_count(page);
	count_managed(page_zone(page), 1);
	__free_page(page);
}

static unsigned long report_freed(unsigned long pages, const char *what)
{
	if (pages && what)
		pr_info("freed %luK of %s\n", pages << 2, what);
	return pages;
}

unsigned long free_reserved_area(void *start, void *end, int poison, const char *what)
{
	char *pos = (char *)PAGE_ALIGN((unsigned long)start);
	char *stop = (char *)((unsigned long)end & PAGE_MASK);
	unsigned long pages = 0;

	for (; pos < stop; pos += PAGE_SIZE, pages++) {
		struct page *page = virt_to_page(pos);

		/* Not through pos: an image address may be read-only. */
		if (poison >= 0)
			memset(page_address(page), poison, PAGE_SIZE);
		free_reserved_page(page);
	}
	return report_freed(pages, what);
}

unsigned long free_reserved_phys_range(phys_addr_t start, phys_addr_t end,
				       const char *what)
{
	unsigned long pfn = PFN_UP(start), pages = 0;

	for (; pfn < PFN_DOWN(end); pfn++) {
		if (!memblock_is_memory(PFN_PHYS(pfn)))
			continue;
		free_reserved_page(pfn_to_page(pfn));
		pages++;
	}
	return report_freed(pages, what);
}

void free_initrd_mem(phys_addr_t start, phys_addr_t end)
{
	free_reserved_phys_range(start & PAGE_MASK, PAGE_ALIGN(end), "initrd");
}
