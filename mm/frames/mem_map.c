/*
 * mm/frames/mem_map.c - one struct page for every frame, and which frames have one
 *
 * mem_map is an array indexed by frame number at a constant virtual address
 * (VMEMMAP_START), so that frame number and struct page are one subtraction apart. Only
 * the parts that describe RAM have memory behind them: physical memory is looked at in
 * subsections of 2 MiB, and one that has any RAM gets its 512 struct pages (8 pages).
 *
 *	RAM       |=====|  hole  |========|    hole         |====|
 *	subsect.  |.....|.....|.....|.....|.....|.....|.....|.....|
 *	valid       1      0     1     1     0     0     0    1
 *
 * Each node's part of the array lies in its own frames, taken from the top: highmem if
 * it has any, so lowmem stays free for what needs an address.
 *
 * Locking: written during boot only.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm_inline_page.h>
#include <asm/tsc.h>

#include "frames.h"

unsigned long mem_section[NR_MEM_SECTIONS];
struct page *mem_map = vmemmap;

/* Below 1 MiB everything is mapped, firmware's areas too. */
#define LEGACY_END_PFN ((1UL << 20) >> PAGE_SHIFT)

unsigned long next_valid_pfn(unsigned long pfn, unsigned long end)
{
	while (pfn < end && !pfn_valid(pfn))
		pfn = (pfn | (PAGES_PER_SUBSECTION - 1)) + 1;
	return min(pfn, end);
}

void __init sections_init(void)
{
	unsigned int i;

	for (i = 0; i < memblock.memory.cnt; i++) {
		const struct memblock_region *r = &memblock.memory.regions[i];
		unsigned long pfn = PHYS_PFN(r->base) >> PFN_SUBSECTION_SHIFT;
		unsigned long last = PHYS_PFN(r->base + r->size - 1) >>
				     PFN_SUBSECTION_SHIFT;

		for (; pfn <= last; pfn++)
			mem_section[pfn / 64] |= 1UL << (pfn % 64);
	}
}

/* Fill in [pfn, end) of one zone: pages that nobody may have, until they are freed. */
static void __init init_pages(unsigned long pfn, unsigned long end, enum zone_type idx,
			      int nid, bool mapped)
{
	unsigned long flags = 1UL << PG_reserved | (unsigned long)idx << ZONES_PGSHIFT |
			      (unsigned long)nid << NODES_PGSHIFT;
	char *virtual = mapped ? pfn_to_kaddr(pfn) : NULL;
	unsigned long step = mapped ? PAGE_SIZE : 0;
	struct page *page, *last = pfn_to_page(end);

	for (page = pfn_to_page(pfn); page < last; page++) {
		page->flags = flags;
		page->_refcount.counter = 1;
		page->_mapcount.counter = -1;
		page->mapping = NULL;
		page->index = 0;
		page->lru.next = page->lru.prev = NULL;
		page->private = 0;
		page->virtual = virtual;
		virtual += step;
	}
}

/* The same for frames of any zone; ram is false for those of a hole. */
static void __init init_span(unsigned long pfn, unsigned long end, int nid, bool ram)
{
	while (pfn < end) {
		enum zone_type idx = ZONE_DMA;
		unsigned long stop;
		bool legacy = pfn < LEGACY_END_PFN;

		while (idx < ZONE_HIGHMEM && pfn >= zone_limit_pfn(idx))
			idx++;
		stop = idx < ZONE_HIGHMEM ? min(end, zone_limit_pfn(idx)) : end;
		if (legacy)
			stop = min(stop, LEGACY_END_PFN);
		init_pages(pfn, stop, idx, nid, legacy || (ram && idx != ZONE_HIGHMEM));
		pfn = stop;
	}
}

/*
 * RAM region by RAM region, with the parts of their outer subsections that are hole:
 * a hole before belongs to the region unless the one before has claimed it.
 */
void __init mem_map_init(void)
{
	unsigned long done = 0, frames = 0;
	u64 cycles = rdtsc();
	unsigned int i;

	for (i = 0; i < memblock.memory.cnt; i++) {
		const struct memblock_region *r = &memblock.memory.regions[i];
		unsigned long start = PHYS_PFN(r->base), end = start + PHYS_PFN(r->size);
		unsigned long head = max(done, round_down(start, PAGES_PER_SUBSECTION));
		unsigned long tail = round_up(end, PAGES_PER_SUBSECTION);

		if (i + 1 < memblock.memory.cnt)
			tail = min(tail, PHYS_PFN(r[1].base));
		init_span(head, start, r->nid, false);
		init_span(start, end, r->nid, true);
		init_span(end, tail, r->nid, false);
		frames += tail - head;
		done = tail;
	}
	pr_info("mem_map: %lu frames, %llu cycles\n", frames, rdtsc() - cycles);
}
