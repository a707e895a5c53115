/*
 * mm/frames/slab.c - handing out objects
 *
 * A slab is a block of pages cut into objects of one size. A free object holds the
 * pointer to the next one, so free memory costs nothing to keep track of.
 *
 *	kmem_cache_alloc/free --> this CPU's chain          no lock, irqs off for a moment
 *	                            |  ^  empty: refill, too long: flush, by batches
 *	                            v  |
 *	                          slabs with free objects   node->list_lock
 *	                            |  ^
 *	                            v  |
 *	                          alloc_pages / __free_pages
 *
 * The slab's page says whose it is (slab_cache), which of its objects are free and on no
 * CPU's chain (freelist), and how many are not (inuse).
 *
 * A cache that is debugged, and every cache while fault injection is armed, has no chains:
 * cpu_high is 0, chains stay empty, and each object comes from its slab and goes back to
 * it, one by one, past the checks. The fast paths look for nothing but an empty chain and
 * a full one.
 *
 * Locking: a CPU's chain by irqs off; slabs by their node's list_lock, irqs off.
 */
#include <linux/bug.h>
#include <linux/fault-inject.h>
#include <linux/kernel.h>
#include <linux/smp.h>
#include <linux/string.h>

#include "slab_def.h"

/* --- a CPU's chain and the slabs --- */

static __always_inline void push_object(struct kmem_cache *s, struct kmem_cache_cpu *c,
					void *object)
{
	set_freepointer(s, object, c->freelist);
	c->freelist = object;
	c->count++;
}

static __always_inline void *pop_object(struct kmem_cache *s, struct kmem_cache_cpu *c)
{
	void *object = c->freelist;

	c->freelist = get_freepointer(s, object);
	c->count--;
	return object;
}

/* Move up to a batch of objects from a slab to the chain. list_lock held. */
static void take_objects(struct kmem_cache *s, struct kmem_cache_node *n,
			 struct page *page, struct kmem_cache_cpu *c)
{
	if (!page->inuse)
		n->nr_empty--;
	while (page->freelist && c->count < s->cpu_batch) {
		void *object = page->freelist;

		page->freelist = get_freepointer(s, object);
		set_freepointer(s, object, c->freelist);
		c->freelist = object;
		c->count++;
		page->inuse++;
	}
	if (!page->freelist)
		unlist_partial(n, page);
}

/* Fill this CPU's chain from slabs that have free objects. irqs off. */
static void refill_from_partial(struct kmem_cache *s, struct kmem_cache_node *n,
				struct kmem_cache_cpu *c)
{
	spin_lock(&n->list_lock);
	while (c->count < s->cpu_batch && n->nr_partial)
		take_objects(s, n, list_first_entry(&n->partial, struct page, lru), c);
	spin_unlock(&n->list_lock);
}

/* Take one object from a slab, past the chains; NULL: none is free. list_lock held. */
static void *take_one(struct kmem_cache *s, struct kmem_cache_node *n)
{
	struct page *page;
	void *object;

	if (!n->nr_partial)
		return NULL;
	page = list_first_entry(&n->partial, struct page, lru);
	object = page->freelist;
	if (!page->inuse++)
		n->nr_empty--;
	if (slab_is_debugged(s))
		slab_debug_on_alloc(s, page, object);
	page->freelist = get_freepointer(s, object);
	if (!page->freelist)
		unlist_partial(n, page);
	return object;
}

/* An object of node nid, or, if gfp allows, of another node; past the chains. */
static noinline void *alloc_unchained(struct kmem_cache *s, gfp_t gfp, int nid)
{
	int home = gfp & __GFP_THISNODE ? nid : local_memory_node(nid);
	struct kmem_cache_node *n = &s->node[home];
	unsigned long flags;
	struct page *page;
	void *object;

	if (unlikely(should_failslab(s->object_size, gfp)))
		return NULL;
	for (;;) {
		spin_lock_irqsave(&n->list_lock, flags);
		object = take_one(s, n);
		spin_unlock_irqrestore(&n->list_lock, flags);
		if (object)
			return object;
		page = new_slab(s, gfp, nid);
		if (!page)
			return NULL;
		local_irq_save(flags);
		add_slab(s, page);
		local_irq_restore(flags);
		n = &s->node[page_to_nid(page)];
	}
}

/*
 * The chain is empty: take from the slabs, or make one. Called and left with irqs off,
 * but they are on while pages are allocated, so the CPU may be another afterwards.
 * Returns an object, or NULL.
 */
static noinline void *alloc_slow(struct kmem_cache *s, gfp_t gfp, unsigned long irq_flags)
{
	struct kmem_cache_cpu *c;
	struct page *page;
	void *object;

	while (s->cpu_high) {
		c = &s->cpu[smp_processor_id()];
		if (!c->freelist)
			refill_from_partial(
				s, &s->node[local_memory_node(numa_node_id())], c);
		if (c->freelist)
			return pop_object(s, c);
		local_irq_restore(irq_flags);
		page = new_slab(s, gfp, numa_node_id());
		local_irq_disable();
		if (!page)
			return NULL;
		add_slab(s, page);
		if (page_to_nid(page) != local_memory_node(numa_node_id()))
			refill_from_partial(s, &s->node[page_to_nid(page)],
					    &s->cpu[smp_processor_id()]);
	}
	local_irq_restore(irq_flags);
	object = alloc_unchained(s, gfp, numa_node_id());
	local_irq_disable();
	return object;
}

void *kmem_cache_alloc(struct kmem_cache *s, gfp_t gfp)
{
	struct kmem_cache_cpu *c;
	unsigned long flags;
	void *object;

	might_sleep_if(IS_ENABLED(CONFIG_DEBUG) && gfpflags_allow_blocking(gfp));
	local_irq_save(flags);
	c = &s->cpu[smp_processor_id()];
	object = likely(c->freelist) ? pop_object(s, c) : alloc_slow(s, gfp, flags);
	local_irq_restore(flags);
	if (unlikely(gfp & __GFP_ZERO) && object)
		memset(object, 0, s->object_size);
	return object;
}

/* This CPU's next object, if it is one of that node: others free theirs here as well. */
static void *take_chained(struct kmem_cache *s, int node)
{
	struct kmem_cache_cpu *c;
	unsigned long flags;
	void *object = NULL;

	local_irq_save(flags);
	c = &s->cpu[smp_processor_id()];
	if (c->freelist && page_to_nid(virt_to_head_page(c->freelist)) == node)
		object = pop_object(s, c);
	local_irq_restore(flags);
	return object;
}

void *kmem_cache_alloc_node(struct kmem_cache *s, gfp_t gfp, int node)
{
	void *object;

	if (node == NUMA_NO_NODE)
		return kmem_cache_alloc(s, gfp);
	might_sleep_if(IS_ENABLED(CONFIG_DEBUG) && gfpflags_allow_blocking(gfp));
	object = take_chained(s, node);
	if (!object)
		object = alloc_unchained(s, gfp, node);
	if (gfp & __GFP_ZERO && object)
		memset(object, 0, s->object_size);
	return object;
}

/* --- freeing --- */

/*
 * Put one object back into its slab. Returns the slab's page if it is empty now and one
 * too many: it is off the lists, and the caller frees it without the lock.
 */
static struct page *put_object(struct kmem_cache *s, struct kmem_cache_node *n,
			       struct page *page, void *object)
{
	if (!page->freelist)
		list_partial(n, page);
	set_freepointer(s, object, page->freelist);
	page->freelist = object;
	if (--page->inuse)
		return NULL;
	if (n->nr_empty < SLAB_KEEP_EMPTY) {
		n->nr_empty++;
		list_move_tail(&page->lru, &n->partial);
		return NULL;
	}
	unlist_partial(n, page);
	n->nr_slabs--;
	n->nr_objects -= page->objects;
	return page;
}

/* Return nr objects of the chain to their slabs. irqs off. */
static void flush_objects(struct kmem_cache *s, struct kmem_cache_cpu *c, unsigned int nr)
{
	while (nr-- && c->freelist) {
		void *object = pop_object(s, c);
		struct page *page = virt_to_head_page(object), *empty;
		struct kmem_cache_node *n = &s->node[page_to_nid(page)];

		spin_lock(&n->list_lock);
		empty = put_object(s, n, page, object);
		spin_unlock(&n->list_lock);
		if (empty)
			free_slab(s, empty);
	}
}

void slab_flush_cpu(struct kmem_cache *s, struct kmem_cache_cpu *c)
{
	flush_objects(s, c, c->count);
}

/* Straight back into the slab, past the chains. irqs off. */
static void free_unchained(struct kmem_cache *s, struct page *page, void *object)
{
	struct kmem_cache_node *n = &s->node[page_to_nid(page)];
	struct page *empty = NULL;

	spin_lock(&n->list_lock);
	if (!slab_is_debugged(s) || slab_debug_on_free(s, page, object))
		empty = put_object(s, n, page, object);
	spin_unlock(&n->list_lock);
	if (empty)
		free_slab(s, empty);
}

/* The chain is full, there is none, or the object is at its head already. irqs off. */
static noinline void free_slow(struct kmem_cache *s, struct page *page, void *object)
{
	struct kmem_cache_cpu *c = &s->cpu[smp_processor_id()];

	if (c->freelist == object) {
		slab_report(s, object, "double free");
	} else if (!s->cpu_high) {
		free_unchained(s, page, object);
	} else {
		flush_objects(s, c, s->cpu_batch);
		push_object(s, c, object);
	}
}

void slab_free(struct kmem_cache *s, struct page *page, void *object)
{
	struct kmem_cache_cpu *c;
	unsigned long flags;

	if (unlikely(!slab_is_multiple(s, object - page_address(page)))) {
		slab_report(s, object, "free of a pointer into an object");
		return;
	}
	local_irq_save(flags);
	c = &s->cpu[smp_processor_id()];
	if (unlikely(c->freelist == object || c->count >= s->cpu_high))
		free_slow(s, page, object);
	else
		push_object(s, c, object);
	local_irq_restore(flags);
}

void kmem_cache_free(struct kmem_cache *s, void *object)
{
	struct page *page;

	if (unlikely(!object_page(object, &page)))
		return;
	if (unlikely(!PageSlab(page) || page->slab_cache != s)) {
		slab_report(s, object, "free of an object of another cache");
		return;
	}
	slab_free(s, page, object);
}

void kmem_cache_free_bulk(struct kmem_cache *s, size_t nr, void **objects)
{
	while (nr)
		kmem_cache_free(s, objects[--nr]);
}

int kmem_cache_alloc_bulk(struct kmem_cache *s, gfp_t gfp, size_t nr, void **objects)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		objects[i] = kmem_cache_alloc(s, gfp);
		if (!objects[i]) {
			kmem_cache_free_bulk(s, i, objects);
			return 0;
		}
	}
	return nr;
}
