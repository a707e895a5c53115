/*
 * mm/frames/page_alloc.c - alloc_pages: from which zone, and how far down
 *
 *	alloc_pages --> zones of the zonelist, each above its watermark?
 *	                   |  order 0             |  order 1 to 10
 *	                   v                      v
 *	                this CPU's list --batch-- buddy lists, under zone->lock
 *
 * A zone is passed over while taking from it would leave fewer free pages than its
 * watermark plus what it keeps back for those who can use nothing higher. When every
 * zone is, the slow path goes lower: down to the min mark, below it for those who cannot
 * sleep, and then asks reclaim (a registered hook) to make room.
 *
 * Locking: a CPU's own list by irqs off; zone->lock (taken last, irqs off) for the rest.
 */
#include <linux/fault-inject.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/page_owner.h>
#include <linux/sched.h>
#include <linux/vmstat.h>

#include "frames.h"

/* How far below the watermark an allocation may go. */
#define ALLOC_WMARK_MASK 0x03
#define ALLOC_HIGH 0x04          /* half of it */
#define ALLOC_HARDER 0x08        /* a quarter of the rest */
#define ALLOC_NO_WATERMARKS 0x10 /* to the last page */

#define MAX_RECLAIM_RETRIES 16

unsigned long (*direct_reclaim_hook)(gfp_t gfp, unsigned int order, int nid);

/* --- taking pages out of a zone --- */

/* Fetch up to a batch of pages for this CPU. irqs off. */
static noinline void pcp_refill(struct zone *zone, struct per_cpu_pages *pcp)
{
	spin_lock(&zone->lock);
	while (pcp->count < pcp->batch) {
		struct page *page = buddy_alloc(zone, 0);

		if (!page)
			break;
		list_add_tail(&page->lru, &pcp->list);
		pcp->count++;
	}
	spin_unlock(&zone->lock);
}

/* The first page of this CPU's list, or NULL. irqs off. */
static __always_inline struct page *pcp_pop(struct per_cpu_pages *pcp)
{
	struct page *page;

	if (unlikely(!pcp->count))
		return NULL;
	pcp->count--;
	pcp->allocated++;
	page = list_first_entry(&pcp->list, struct page, lru);
	__list_del_entry(&page->lru);
	return page;
}

static struct page *take_single(struct zone *zone)
{
	struct per_cpu_pages *pcp;
	struct page *page;
	unsigned long flags;

	local_irq_save(flags);
	pcp = this_cpu_pcp(zone);
	if (!pcp->count)
		pcp_refill(zone, pcp);
	page = pcp_pop(pcp);
	local_irq_restore(flags);
	return page;
}

static struct page *take_block(struct zone *zone, unsigned int order)
{
	unsigned long flags;
	struct page *page;

	spin_lock_irqsave(&zone->lock, flags);
	page = buddy_alloc(zone, order);
	if (page) {
		this_cpu_pcp(zone)->allocated += 1UL << order;
		this_cpu_pcp(zone)->beyond_first += (1UL << order) - 1;
	}
	spin_unlock_irqrestore(&zone->lock, flags);
	return page;
}

/* --- what a page goes through on its way out --- */

static void make_compound(struct page *page, unsigned int order)
{
	unsigned long i;

	__SetPageHead(page);
	for (i = 1; i < 1UL << order; i++)
		page[i].compound_head = (unsigned long)page | 1;
	page[1].compound_order = order;
}

/* What not every allocation needs. Returns page. */
static noinline struct page *prepare_more(struct page *page, unsigned int order,
					  gfp_t gfp)
{
	unsigned long i;

	for (i = 0; gfp & __GFP_ZERO && i < 1UL << order; i++)
		clear_highpage(page + i);
	if (order && gfp & __GFP_COMP)
		make_compound(page, order);
	if (page_owner_enabled)
		page_owner_allocated(page, order, gfp);
	return page;
}

static __always_inline struct page *prepare_new(struct page *page, unsigned int order,
						gfp_t gfp)
{
	if (IS_ENABLED(CONFIG_DEBUG) &&
	    (page_ref_count(page) || page->flags & PAGE_FLAGS_CHECK_AT_FREE))
		bad_page(page, "a free page is in use");
	init_page_count(page);
	if (likely(!order && !(gfp & __GFP_ZERO) && !page_owner_enabled))
		return page;
	return prepare_more(page, order, gfp);
}

/* --- choosing a zone --- */

static bool watermark_ok(struct zone *zone, unsigned int order, enum zone_type highest,
			 unsigned int alloc_flags)
{
	long min = zone->watermark[alloc_flags & ALLOC_WMARK_MASK];

	if (alloc_flags & ALLOC_HIGH)
		min -= min / 2;
	if (alloc_flags & ALLOC_HARDER)
		min -= min / 4;
	if (alloc_flags & ALLOC_NO_WATERMARKS)
		return true;
	return (long)zone->nr_free - (1L << order) >=
	       min + (long)zone->lowmem_reserve[highest];
}

static struct page *get_page_from_freelist(gfp_t gfp, unsigned int order,
					   unsigned int alloc_flags, int nid)
{
	bool thisnode = gfp & __GFP_THISNODE;
	struct zoneref *z = NODE_DATA(nid)->node_zonelists[thisnode]._zonerefs;
	enum zone_type highest = gfp_zone(gfp);
	struct zone *preferred = NULL;

	for (; z->zone; z++) {
		struct page *page;

		if (z->zone_idx > highest)
			continue;
		if (!preferred)
			preferred = z->zone;
		if (!watermark_ok(z->zone, order, highest, alloc_flags))
			continue;
		page = order ? take_block(z->zone, order) : take_single(z->zone);
		if (unlikely(!page))
			continue;
		if (unlikely(z->zone->node != preferred->node))
			count_numa_miss(preferred->node, z->zone->node);
		return prepare_new(page, order, gfp);
	}
	return NULL;
}

/* Who may take how much of the reserve. */
static unsigned int slowpath_flags(gfp_t gfp)
{
	unsigned int flags = WMARK_MIN;

	if (gfp & __GFP_HIGH)
		flags |= ALLOC_HIGH;
	if (gfp & __GFP_ATOMIC)
		flags |= ALLOC_HARDER;
	if (gfp & __GFP_NOMEMALLOC)
		return flags;
	if (gfp & __GFP_MEMALLOC || (!in_interrupt() && current->flags & PF_MEMALLOC))
		flags |= ALLOC_NO_WATERMARKS;
	return flags;
}

/*
 * Atlas: no kswapd and no OOM killer on this floor; a __GFP_NOFAIL request that nobody
 * can make room for ends the kernel rather than the promise.
 */
static noinline struct page *alloc_pages_slowpath(gfp_t gfp, unsigned int order, int nid)
{
	unsigned int alloc_flags = slowpath_flags(gfp), tries = 0;
	struct page *page = get_page_from_freelist(gfp, order, alloc_flags, nid);

	while (!page && gfpflags_allow_blocking(gfp) &&
	       !(alloc_flags & ALLOC_NO_WATERMARKS)) {
		bool progress = direct_reclaim_hook &&
				direct_reclaim_hook(gfp, order, nid);

		if (!tries)
			drain_all_pages();
		/* without progress as well: another CPU may have made some */
		page = get_page_from_freelist(gfp, order, alloc_flags, nid);
		if ((tries && !progress) || ++tries > MAX_RECLAIM_RETRIES ||
		    gfp & __GFP_NORETRY)
			break;
	}
	if (page)
		return page;
	if (!(gfp & __GFP_NOWARN))
		warn_alloc(gfp, order);
	if (gfp & __GFP_NOFAIL)
		panic("out of memory for an allocation of order %u that cannot fail",
		      order);
	return NULL;
}

struct page *__alloc_pages(gfp_t gfp, unsigned int order, int nid)
{
	struct page *page;

	VM_BUG_ON(nid < 0 || nid >= MAX_NUMNODES || !node_online(nid));
	might_sleep_if(IS_ENABLED(CONFIG_DEBUG) && gfpflags_allow_blocking(gfp));
	if (order >= MAX_ORDER) {
		WARN_ONCE(!(gfp & __GFP_NOWARN),
			  "alloc_pages of order %u: the limit is %u", order,
			  MAX_ORDER - 1);
		return NULL;
	}
	if (unlikely(should_fail_alloc_page(gfp, order)))
		return NULL;
	page = get_page_from_freelist(gfp, order, WMARK_LOW, nid);
	return likely(page) ? page : alloc_pages_slowpath(gfp, order, nid);
}

/* A page of this CPU's list, if its zone has enough left; else NULL, and the long way. */
static __always_inline struct page *alloc_single_fast(gfp_t gfp)
{
	const struct fast_zone *fast =
		&NODE_DATA(numa_node_id())->fast_zones[gfp & GFP_ZONEMASK];
	struct zone *zone = fast->zone;
	unsigned long flags;
	struct page *page;

	if (gfp & __GFP_THISNODE || READ_ONCE(zone->nr_free) <= fast->mark)
		return NULL;
	local_irq_save(flags);
	page = pcp_pop(this_cpu_pcp(zone));
	local_irq_restore(flags);
	return likely(page) ? prepare_new(page, 0, gfp) : NULL;
}

struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	struct page *page;

	might_sleep_if(IS_ENABLED(CONFIG_DEBUG) && gfpflags_allow_blocking(gfp));
	if (!order) {
		page = alloc_single_fast(gfp);
		if (likely(page))
			return page;
	}
	return __alloc_pages(gfp, order, numa_node_id());
}
