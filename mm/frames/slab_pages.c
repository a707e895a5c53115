/*
 * mm/frames/slab_pages.c - slabs: blocks of pages that are cut into objects, and given back
 *
 * Locking: a node's list_lock for its slabs; a slab on no list is its holder's.
 */
#include <linux/kernel.h>
#include <linux/vmstat.h>

#include "slab_def.h"

static enum node_stat_item slab_stat(const struct kmem_cache *s)
{
	return s->flags & SLAB_RECLAIM_ACCOUNT ? NR_SLAB_RECLAIMABLE
					       : NR_SLAB_UNRECLAIMABLE;
}

/* Chain all objects of a fresh slab, in the order of their addresses. */
static void chain_objects(struct kmem_cache *s, struct page *page)
{
	char *object = page_address(page) + s->red_left;
	unsigned int i;

	page->freelist = object;
	for (i = 0; i < page->objects; i++, object += s->size) {
		if (slab_is_debugged(s))
			slab_debug_on_new(s, object);
		if (s->ctor)
			s->ctor(object);
		set_freepointer(s, object,
				i + 1 < page->objects ? object + s->size : NULL);
	}
}

struct page *new_slab(struct kmem_cache *s, gfp_t gfp, int nid)
{
	unsigned int order = s->order;
	struct page *page = NULL;

	gfp = (gfp & ~(__GFP_ZERO | __GFP_HIGHMEM | __GFP_MOVABLE)) | s->allocflags;
	if (order > s->min_order)
		page = alloc_pages_node(nid, gfp | __GFP_NOWARN | __GFP_NORETRY, order);
	if (!page) {
		order = s->min_order;
		page = alloc_pages_node(nid, gfp, order);
	}
	if (!page)
		return NULL;
	__SetPageSlab(page);
	page->slab_cache = s;
	page->objects = (PAGE_SIZE << order) / s->size;
	page->inuse = 0;
	chain_objects(s, page);
	mod_node_page_state(page_pgdat(page), slab_stat(s), 1L << order);
	return page;
}

void free_slab(struct kmem_cache *s, struct page *page)
{
	unsigned int order = compound_order(page);

	__ClearPageSlab(page);
	page->mapping = NULL;
	page->freelist = NULL;
	page->private = 0;
	mod_node_page_state(page_pgdat(page), slab_stat(s), -(1L << order));
	__free_pages(page, order);
}

void add_slab(struct kmem_cache *s, struct page *page)
{
	struct kmem_cache_node *n = &s->node[page_to_nid(page)];

	spin_lock(&n->list_lock);
	list_partial(n, page);
	n->nr_empty++;
	n->nr_slabs++;
	n->nr_objects += page->objects;
	spin_unlock(&n->list_lock);
}

unsigned long slab_discard_empty(struct kmem_cache *s)
{
	struct page *page, *next;
	unsigned long pages = 0, flags;
	LIST_HEAD(discard);
	unsigned int nid;

	for (nid = 0; nid < nr_node_ids; nid++) {
		struct kmem_cache_node *n = &s->node[nid];

		spin_lock_irqsave(&n->list_lock, flags);
		list_for_each_entry_safe (page, next, &n->partial, lru) {
			if (page->inuse)
				continue;
			unlist_partial(n, page);
			n->nr_empty--;
			n->nr_slabs--;
			n->nr_objects -= page->objects;
			list_add(&page->lru, &discard);
		}
		spin_unlock_irqrestore(&n->list_lock, flags);
	}
	list_for_each_entry_safe (page, next, &discard, lru) {
		pages += compound_nr(page);
		free_slab(s, page);
	}
	return pages;
}
