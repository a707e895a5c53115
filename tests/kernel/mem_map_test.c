/*
 * tests/kernel/mem_map_test.c - every frame of RAM has its struct page, and is accounted
 *
 * Locking: none.
 */
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm_inline_page.h>
#include <linux/pgtable.h>
#include <linux/slab.h>
#include <asm/sections.h>
#include <atlas/boot_info.h>
#include "ktest.h"

static unsigned long ram_end(const struct memblock_region *r)
{
	return PHYS_PFN(r->base + r->size);
}

KTEST(mem_map, numbers_and_pages_are_inverse)
{
	unsigned int i;

	for (i = 0; i < memblock.memory.cnt; i++) {
		const struct memblock_region *r = &memblock.memory.regions[i];
		unsigned long pfn;

		for (pfn = PHYS_PFN(r->base); pfn < ram_end(r); pfn += 509) {
			struct page *page = pfn_to_page(pfn);

			KT_ASSERT(pfn_valid(pfn));
			KT_ASSERT(page_to_pfn(page) == pfn);
			KT_ASSERT(page_zone(page)->node == page_to_nid(page));
			KT_ASSERT(zone_spans_pfn(page_zone(page), pfn));
			KT_ASSERT(PageHighMem(page) == (pfn >= max_low_pfn));
		}
	}
	KT_EXPECT(mem_map == pfn_to_page(0));
}

/* The frame behind an address of mem_map, 0: none. */
static unsigned long frame_behind(const struct page *page)
{
	enum pgtable_level level;
	pte_t *pte = lookup_address((unsigned long)page, &level);

	if (!pte || !pte_present(*pte))
		return 0;
	return level == PG_LEVEL_4K ? pte_pfn(*pte)
				    : PHYS_PFN(pte_val(*pte) & PTE_PFN_MASK & PMD_MASK) +
					      pte_index((unsigned long)page);
}

KTEST(mem_map, each_node_has_its_own_part)
{
	int nid;

	for_each_online_node (nid) {
		unsigned long start = node_start_pfn(nid), end = node_end_pfn(nid), pfn;

		if (!node_present_pages(nid))
			continue;
		KT_EXPECT(NODE_DATA(nid)->node_mem_map == pfn_to_page(start));
		start = round_up(start, PAGES_PER_SUBSECTION);
		for (pfn = start; pfn < end; pfn += PAGES_PER_SUBSECTION) {
			unsigned long frame;

			if (!pfn_valid(pfn)) {
				KT_EXPECT(!frame_behind(pfn_to_page(pfn)));
				continue;
			}
			if (page_to_nid(pfn_to_page(pfn)) != nid)
				continue; /* another node's, in between */
			frame = frame_behind(pfn_to_page(pfn));
			KT_ASSERT(frame);
			KT_ASSERT(PageReserved(pfn_to_page(frame)));
			KT_ASSERT(page_to_nid(pfn_to_page(frame)) == nid);
		}
	}
}

KTEST(mem_map, lowmem_has_addresses_and_highmem_none)
{
	unsigned long pfn = PHYS_PFN(__pa_symbol(_text));
	struct page *page = pfn_to_page(pfn);

	KT_EXPECT(page_address(page) == __va(__pa_symbol(_text)));
	KT_EXPECT(virt_to_page(_text) == page);
	KT_EXPECT(virt_to_page(page_address(page)) == page);
	KT_EXPECT_EQ(virt_to_phys(_text), __pa_symbol(_text));
	KT_EXPECT(virt_addr_valid(_text));
	KT_EXPECT(!virt_addr_valid(VMALLOC_START));
	KT_EXPECT(!virt_addr_valid(0));
	KT_EXPECT(!virt_addr_valid(high_memory));
}

/* A 2 MiB without RAM has no struct pages; a hole next to RAM has reserved ones. */
KTEST(mem_map, holes_are_not_valid_or_reserved)
{
	unsigned int i;

	KT_EXPECT(!pfn_valid(~0UL));
	KT_EXPECT(!pfn_valid(MAX_PHYSMEM_PFN - 1));
	KT_EXPECT(!pfn_valid(round_up(max_pfn, PAGES_PER_SUBSECTION)));
	for (i = 0; i + 1 < memblock.memory.cnt; i++) {
		unsigned long pfn = ram_end(&memblock.memory.regions[i]);
		unsigned long next = PHYS_PFN(memblock.memory.regions[i + 1].base);
		unsigned long middle = pfn + (next - pfn) / 2;

		if (next > pfn + 2 * PAGES_PER_SUBSECTION) {
			KT_EXPECT(!pfn_valid(middle));
			KT_EXPECT_EQ(next_valid_pfn(middle, max_pfn),
				     round_down(next, PAGES_PER_SUBSECTION));
		}
		if (pfn_valid(pfn) && pfn < next)
			KT_EXPECT(PageReserved(pfn_to_page(pfn)));
	}
}

static bool firmware_says_usable(unsigned long pfn)
{
	bool usable = false;
	unsigned int i;

	for (i = 0; i < boot_info.nr_regions; i++) {
		const struct boot_mem_region *r = &boot_info.regions[i];
		phys_addr_t start = PFN_PHYS(pfn), end = start + PAGE_SIZE;

		if (r->type == BOOT_MEM_USABLE && r->base <= start &&
		    end <= r->base + r->size)
			usable = true;
		if (r->type != BOOT_MEM_USABLE && r->base < end &&
		    r->base + r->size > start)
			return false;
	}
	return usable;
}

/* present = reserved at boot + totalram, to the frame, against the firmware's map. */
KTEST(mem_map, every_frame_is_accounted_for)
{
	unsigned long usable = 0, present = 0, managed = 0, pfn;
	struct zone *zone;

	for (pfn = 0; pfn < max_pfn; pfn++) {
		pfn = next_valid_pfn(pfn, max_pfn);
		if (pfn == max_pfn)
			break;
		usable += firmware_says_usable(pfn);
		if (!firmware_says_usable(pfn))
			KT_ASSERT(PageReserved(pfn_to_page(pfn)));
	}
	for_each_zone (zone) {
		present += zone->present_pages;
		managed += zone_managed_pages(zone);
	}
	KT_EXPECT_EQ(present, usable);
	KT_EXPECT_EQ(managed, totalram_pages());
	KT_EXPECT_EQ(present, totalram_pages() + totalreserved_ram_pages());
}

struct census {
	unsigned long reserved, buddy, on_cpu_lists, allocated, lost;
};

/* Reserved at boot, all or part of it, and not later by a driver. */
static bool at_boot(unsigned long pfn)
{
	return memblock_is_region_reserved(PFN_PHYS(pfn), PAGE_SIZE);
}

/* Each frame of [pfn, end) by what its struct page says of it. irqs off. */
static void count_frames(unsigned long pfn, unsigned long end, struct census *c)
{
	while (pfn < end) {
		struct page *page = pfn_to_page(pfn);
		unsigned long nr = 1;

		if (PageReserved(page) && at_boot(pfn))
			c->reserved++;
		else if (PageReserved(page))
			c->allocated++;
		else if (PageBuddy(page))
			c->buddy += nr = 1UL << page->private;
		else if (page_count(page) > 0)
			c->allocated += nr = 1UL << compound_order(page);
		else
			c->lost++; /* or on a CPU's list: count 0, and no flag says so */
		pfn += nr;
	}
}

static unsigned long pages_on_cpu_lists(void)
{
	unsigned long pages = 0;
	struct zone *zone;

	for_each_zone (zone) {
		for (unsigned int cpu = 0; cpu < NR_CPUS; cpu++) {
			struct page *page;

			list_for_each_entry (page, &zone->pageset[cpu].list, lru) {
				pages++;
				if (page_count(page) || PageReserved(page) ||
				    PageBuddy(page) || page_zone(page) != zone)
					return ~0UL;
			}
		}
	}
	return pages;
}

/* totalram = free + allocated, to the frame: nobody has a page that nobody counts. */
KTEST(mem_map, every_frame_is_free_or_somebodys)
{
	struct census c = { 0 };
	unsigned long flags, free;
	unsigned int i;

	local_irq_save(flags);
	for (i = 0; i < memblock.memory.cnt; i++)
		count_frames(PHYS_PFN(memblock.memory.regions[i].base),
			     ram_end(&memblock.memory.regions[i]), &c);
	c.on_cpu_lists = pages_on_cpu_lists();
	free = nr_free_pages();
	local_irq_restore(flags);

	KT_EXPECT_EQ(c.reserved, totalreserved_ram_pages());
	KT_EXPECT_EQ(c.buddy + c.on_cpu_lists, free);
	KT_EXPECT_EQ(c.lost, c.on_cpu_lists);
	KT_EXPECT_EQ(free + c.allocated, totalram_pages());
}

KTEST(mem_map, the_image_is_reserved)
{
	unsigned long pfn;

	for (pfn = PHYS_PFN(__pa_symbol(__start_rodata));
	     pfn < PHYS_PFN(__pa_symbol(_end)); pfn++)
		KT_ASSERT(PageReserved(pfn_to_page(pfn)));
}

KTEST(mem_map, free_lists_hold_only_unreserved_free_pages)
{
	struct zone *zone;

	for_each_populated_zone (zone) {
		unsigned long flags, pages = 0;
		unsigned int order;
		struct page *page;

		spin_lock_irqsave(&zone->lock, flags);
		for (order = 0; order < MAX_ORDER; order++) {
			list_for_each_entry (page, &zone->free_area[order].free_list,
					     lru) {
				pages += 1UL << order;
				if (PageReserved(page) || page_ref_count(page) ||
				    page_zone(page) != zone)
					pages = ~0UL >> 1;
			}
		}
		spin_unlock_irqrestore(&zone->lock, flags);
		KT_EXPECT_EQ(pages, zone->nr_free);
	}
}
