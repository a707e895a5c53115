/*
 * mm/frames/page_free.c - __free_pages and the last put_page: back to the free lists
 *
 *	count 0 --> nothing wrong with it? --> order 0: this CPU's list --batch--> buddy
 *	               |                       order 1 to 10: the buddy lists
 *	               v no
 *	            reported, and kept: nobody gets it again
 *
 * Locking: a CPU's own list by irqs off; zone->lock (taken last, irqs off) for the rest.
 */
#include <linux/kernel.h>
#include <linux/page_owner.h>
#include <linux/smp.h>

#include "frames.h"

/* Give the nr pages longest unused back. irqs off. */
static void pcp_drain(struct zone *zone, struct per_cpu_pages *pcp, int nr)
{
	spin_lock(&zone->lock);
	while (nr-- > 0 && pcp->count) {
		struct page *page = list_last_entry(&pcp->list, struct page, lru);

		list_del(&page->lru);
		pcp->count--;
		buddy_free(zone, page, 0);
	}
	spin_unlock(&zone->lock);
}

static noinline void pcp_drain_batch(struct zone *zone, struct per_cpu_pages *pcp,
				     unsigned long flags)
{
	pcp_drain(zone, pcp, pcp->batch);
	local_irq_restore(flags);
}

static void unmake_compound(struct page *page, unsigned int order)
{
	unsigned long i;

	__ClearPageHead(page);
	for (i = 1; i < 1UL << order; i++)
		INIT_LIST_HEAD(&page[i].lru);
}

/* --- what may not be freed --- */

static const char *fault_of(const struct page *page)
{
	if (PageReserved(page))
		return "freeing a reserved page";
	if (PageSlab(page))
		return "freeing a page of the slab allocator";
	if (PageBuddy(page))
		return "freeing a page that is free";
	if (page->mapping || page_mapped(page))
		return "freeing a page that is still mapped";
	if (PageHead(page))
		return "freeing one page of a compound page";
	return "freeing a page with flags set";
}

#define SINGLE_MAY_NOT_HAVE (PAGE_FLAGS_CHECK_AT_FREE | 1UL << PG_head)

/* May the page, whose count is 0, go back? flags: what must not be set. */
static __always_inline bool looks_free(const struct page *page, unsigned long flags)
{
	return !(page->flags & flags) && !page->mapping && page->page_type == ~0u;
}

/* The same; what is wrong is reported. */
static bool may_free(struct page *page, unsigned long flags)
{
	bool good = looks_free(page, flags);

	if (!good)
		bad_page(page, fault_of(page));
	return good;
}

/* Are these 2^order pages a block, and can each be freed? */
static bool may_free_block(struct page *page, unsigned int order)
{
	unsigned long i;

	if (page_to_pfn(page) & ((1UL << order) - 1) ||
	    (PageHead(page) && compound_order(page) != order)) {
		bad_page(page, "freeing with a wrong order");
		return false;
	}
	for (i = 0; i < 1UL << order; i++) {
		if (page_ref_count(page + i)) {
			bad_page(page + i, "freeing a block with a page that is in use");
			return false;
		}
		if (!may_free(page + i, PAGE_FLAGS_CHECK_AT_FREE))
			return false;
	}
	return true;
}

/* --- freeing --- */

static __always_inline void pcp_push(struct page *page)
{
	struct zone *zone = page_zone(page);
	struct per_cpu_pages *pcp;
	unsigned long flags;

	/* the next owner shall not find this one's dirty or uptodate bit */
	page->flags &= ~PAGEFLAGS_MASK;
	local_irq_save(flags);
	pcp = this_cpu_pcp(zone);
	list_add(&page->lru, &pcp->list);
	pcp->freed++;
	if (unlikely(++pcp->count > pcp->high))
		pcp_drain_batch(zone, pcp, flags);
	else
		local_irq_restore(flags);
}

/* The page is bad, or a record of it is kept. */
static noinline void free_single_slow(struct page *page)
{
	if (may_free(page, SINGLE_MAY_NOT_HAVE) &&
	    (!page_owner_enabled || page_owner_freed(page, 0)))
		pcp_push(page);
	else
		init_page_count(page);
}

static __always_inline void free_single(struct page *page)
{
	if (likely(looks_free(page, SINGLE_MAY_NOT_HAVE) && !page_owner_enabled))
		pcp_push(page);
	else
		free_single_slow(page);
}

static void free_block(struct page *page, unsigned int order)
{
	struct zone *zone = page_zone(page);
	unsigned long flags, i;

	if (!may_free_block(page, order) ||
	    (page_owner_enabled && !page_owner_freed(page, order))) {
		init_page_count(page);
		return;
	}
	if (PageHead(page))
		unmake_compound(page, order);
	for (i = 0; i < 1UL << order; i++)
		page[i].flags &= ~PAGEFLAGS_MASK;
	spin_lock_irqsave(&zone->lock, flags);
	buddy_free(zone, page, order);
	this_cpu_pcp(zone)->freed += 1UL << order;
	spin_unlock_irqrestore(&zone->lock, flags);
}

static noinline void report_put(struct page *page)
{
	atomic_cmpxchg(&page->_refcount, -1, 0);
	if (PageTail(page))
		bad_page(page, "freeing a tail of a compound page");
	else
		bad_page(page, "freeing a page that is free");
}

void __free_pages(struct page *page, unsigned int order)
{
	int left;

	if (IS_ENABLED(CONFIG_DEBUG) && !pfn_valid(page_to_pfn(page))) {
		bad_page(page, "freeing what is no struct page");
		return;
	}
	left = page_ref_dec_return(page);
	if (unlikely(left < 0))
		report_put(page);
	if (left)
		return;
	if (likely(!order))
		free_single(page);
	else
		free_block(page, order);
}

void __put_page(struct page *page)
{
	unsigned int order = compound_order(page);

	if (unlikely(page_ref_count(page) < 0))
		report_put(page);
	else if (order)
		free_block(page, order);
	else
		free_single(page);
}

/* --- the CPUs' lists --- */

static void drain_zone_pcp(struct zone *zone, unsigned int cpu)
{
	struct per_cpu_pages *pcp = &zone->pageset[cpu];

	pcp_drain(zone, pcp, pcp->count);
}

void drain_local_pages(void)
{
	unsigned long flags;
	struct zone *zone;

	for_each_populated_zone (zone) {
		local_irq_save(flags);
		drain_zone_pcp(zone, smp_processor_id());
		local_irq_restore(flags);
	}
}

static void drain_here(void *unused)
{
	drain_local_pages();
}

void drain_all_pages(void)
{
	on_each_cpu(drain_here, NULL, 1);
}
