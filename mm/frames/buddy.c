/*
 * mm/frames/buddy.c - the free blocks of a zone: split and merge
 *
 * A block of order n is 2^n frames whose first number is a multiple of 2^n. Its buddy is
 * the block that differs from it in bit n of the frame number; together they are a block
 * of order n + 1. Free buddies are always merged, so the free lists hold the largest
 * blocks there can be:
 *
 *	order 2  |...............|				alloc(0) splits:
 *	order 1  |.......|.......|   keep the right half free	[0|.|...]
 *	order 0  |...|...|...|...|
 *
 * The first page of a free block has PageBuddy and its order in page->private.
 *
 * Locking: the caller holds zone->lock.
 */
#include <linux/kernel.h>
#include <linux/list.h>

#include "frames.h"

static void add_block(struct zone *zone, struct page *page, unsigned int order)
{
	struct free_area *area = &zone->free_area[order];

	page->private = order;
	__SetPageBuddy(page);
	list_add(&page->lru, &area->free_list);
	area->nr_free++;
}

static void del_block(struct zone *zone, struct page *page, unsigned int order)
{
	list_del(&page->lru);
	__ClearPageBuddy(page);
	page->private = 0;
	zone->free_area[order].nr_free--;
}

/*
 * Is this the head of a free block of that order in the same zone? A block of less than
 * a subsection has its buddy in the same subsection; a larger one must ask.
 */
static bool is_free_buddy(const struct zone *zone, unsigned long pfn, unsigned int order)
{
	const struct page *page = pfn_to_page(pfn);

	if (order >= PFN_SUBSECTION_SHIFT && !pfn_valid(pfn))
		return false;
	return PageBuddy(page) && page->private == order && page_zone(page) == zone;
}

void buddy_free(struct zone *zone, struct page *page, unsigned int order)
{
	unsigned long pfn = page_to_pfn(page);

	zone->nr_free += 1UL << order;
	while (order < MAX_ORDER - 1) {
		unsigned long buddy = pfn ^ (1UL << order);

		if (!is_free_buddy(zone, buddy, order))
			break;
		del_block(zone, pfn_to_page(buddy), order);
		pfn &= buddy;
		order++;
	}
	add_block(zone, pfn_to_page(pfn), order);
}

struct page *buddy_alloc(struct zone *zone, unsigned int order)
{
	unsigned int have = order;
	struct page *page;

	while (have < MAX_ORDER && list_empty(&zone->free_area[have].free_list))
		have++;
	if (have == MAX_ORDER)
		return NULL;
	page = list_first_entry(&zone->free_area[have].free_list, struct page, lru);
	del_block(zone, page, have);
	while (have > order) {
		have--;
		add_block(zone, page + (1UL << have), have);
	}
	zone->nr_free -= 1UL << order;
	return page;
}
