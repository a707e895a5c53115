/*
 * mm/frames/slab_cache.c - making, ending and looking at object caches
 *
 * Locking: slab_mutex for the list of caches; a cache's numbers are immutable.
 */
#define pr_fmt(fmt) "slab: " fmt

#include <linux/cpumask.h>
#include <linux/fault-inject.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <linux/vmstat.h>

#include "kmalloc.h"
#include "slab_def.h"

#define SLAB_MAX_ORDER 3
#define SLAB_MIN_OBJECTS 4 /* in a slab, unless they are too large */

static DEFINE_MUTEX(slab_mutex);
static LIST_HEAD(slab_caches);              /* [slab_mutex] */
static struct kmem_cache *kmem_cache_cache; /* [I after boot] the caches' own */

/* --- sizes --- */

static unsigned int calculate_align(unsigned int size, unsigned int align,
				    slab_flags_t flags)
{
	unsigned int line = SMP_CACHE_BYTES;

	if (flags & SLAB_HWCACHE_ALIGN) {
		while (size <= line / 2)
			line /= 2;
		align = max(align, line);
	}
	return max(align, (unsigned int)sizeof(void *));
}

/* A constructed object must survive being free, so the pointer goes behind it. */
static void calculate_size(struct kmem_cache *s)
{
	unsigned int size = ALIGN(s->object_size, sizeof(void *));

	if (slab_is_debugged(s)) {
		size = slab_debug_layout(s, size);
	} else if (s->ctor) {
		s->offset = size;
		size += sizeof(void *);
	}
	s->size = ALIGN(size, s->align);
	if (!slab_is_debugged(s)) {
		s->limit = ~0UL / s->size;
		s->magic = s->limit + 1;
	}
}

/* The smallest slab with enough objects and at most an eighth of it wasted. */
static void calculate_order(struct kmem_cache *s)
{
	unsigned int order = 0;

	while (PAGE_SIZE << order < s->size)
		order++;
	s->min_order = order;
	for (; order < SLAB_MAX_ORDER; order++) {
		unsigned long bytes = PAGE_SIZE << order;

		if (bytes / s->size >= SLAB_MIN_OBJECTS && bytes % s->size <= bytes / 8)
			break;
	}
	s->order = max(order, s->min_order);
	s->cpu_batch = clamp((PAGE_SIZE << s->order) / s->size, 4UL, 32UL);
}

/* Chains, or none: with none a chain gets empty, and each call goes the long way. */
static void set_chains(struct kmem_cache *s)
{
	bool off = slab_is_debugged(s) || fault_inject_armed();

	WRITE_ONCE(s->cpu_high, off ? 0 : 2 * s->cpu_batch);
}

/* --- making --- */

static size_t cache_bytes(void)
{
	return ALIGN(sizeof(struct kmem_cache) +
			     nr_cpu_ids * sizeof(struct kmem_cache_cpu),
		     SMP_CACHE_BYTES) +
	       nr_node_ids * sizeof(struct kmem_cache_node);
}

/* Fill in a zeroed cache. */
static void cache_setup(struct kmem_cache *s, const char *name, unsigned int size,
			unsigned int align, slab_flags_t flags, void (*ctor)(void *))
{
	unsigned int nid;

	s->name = name;
	s->object_size = size;
	s->align = calculate_align(size, align, flags);
	s->flags = flags | slab_debug_flags(name);
	if (ctor)
		s->flags &= ~SLAB_POISON; /* a free object stays as constructed */
	s->ctor = ctor;
	s->allocflags = __GFP_COMP;
	calculate_size(s);
	calculate_order(s);
	s->node =
		(void *)s + cache_bytes() - nr_node_ids * sizeof(struct kmem_cache_node);
	for (nid = 0; nid < nr_node_ids; nid++) {
		spin_lock_init(&s->node[nid].list_lock);
		INIT_LIST_HEAD(&s->node[nid].partial);
	}
	mutex_lock(&slab_mutex);
	set_chains(s);
	list_add_tail(&s->list, &slab_caches);
	mutex_unlock(&slab_mutex);
}

struct kmem_cache *kmem_cache_create(const char *name, unsigned int size,
				     unsigned int align, slab_flags_t flags,
				     void (*ctor)(void *))
{
	struct kmem_cache *s = NULL;

	if (size && size <= KMALLOC_MAX_CACHE_SIZE && align <= PAGE_SIZE &&
	    !(align & (align - 1)))
		s = kmem_cache_zalloc(kmem_cache_cache, GFP_KERNEL);
	if (!s) {
		if (flags & SLAB_PANIC)
			panic("cannot create the slab cache %s of %u bytes", name, size);
		return NULL;
	}
	cache_setup(s, name, size, align, flags, ctor);
	return s;
}

/* kmalloc's caches for GFP_DMA. */
struct kmem_cache *__init create_kmalloc_cache(const char *name, unsigned int size,
					       gfp_t gfp)
{
	struct kmem_cache *s = kmem_cache_create(
		name, size, min(size & -size, (unsigned int)PAGE_SIZE), SLAB_PANIC, NULL);

	s->allocflags |= gfp;
	return s;
}

/* The first cache has to be made by hand: it is the one that caches come from. */
void __init kmem_cache_init(void)
{
	kmem_cache_cache = alloc_pages_exact(cache_bytes(), GFP_KERNEL | __GFP_ZERO);
	if (!kmem_cache_cache)
		panic("cannot create the first slab cache");
	cache_setup(kmem_cache_cache, "kmem_cache", cache_bytes(), SMP_CACHE_BYTES,
		    SLAB_PANIC, NULL);
	kmalloc_init();
}

/* --- ending --- */

static unsigned long cache_slabs(const struct kmem_cache *s)
{
	unsigned long slabs = 0;
	unsigned int nid;

	for (nid = 0; nid < nr_node_ids; nid++)
		slabs += s->node[nid].nr_slabs;
	return slabs;
}

/* irqs off */
static void flush_chain_here(void *cache)
{
	struct kmem_cache *s = cache;

	slab_flush_cpu(s, &s->cpu[smp_processor_id()]);
}

/* irqs off, and slab_mutex held by who asked for it */
static void flush_all_chains_here(void *unused)
{
	struct kmem_cache *s;

	list_for_each_entry (s, &slab_caches, list)
		flush_chain_here(s);
}

unsigned long kmem_cache_shrink(struct kmem_cache *s)
{
	on_each_cpu(flush_chain_here, s, 1);
	return slab_discard_empty(s);
}

unsigned long kmem_cache_shrink_all(void)
{
	unsigned long pages = 0;
	struct kmem_cache *s;

	mutex_lock(&slab_mutex);
	on_each_cpu(flush_all_chains_here, NULL, 1);
	list_for_each_entry (s, &slab_caches, list)
		pages += slab_discard_empty(s);
	mutex_unlock(&slab_mutex);
	return pages;
}

void kmem_cache_set_chains(void)
{
	struct kmem_cache *s;

	mutex_lock(&slab_mutex);
	list_for_each_entry (s, &slab_caches, list)
		set_chains(s);
	on_each_cpu(flush_all_chains_here, NULL, 1);
	mutex_unlock(&slab_mutex);
}

void kmem_cache_destroy(struct kmem_cache *s)
{
	if (!s)
		return;
	kmem_cache_shrink(s);
	if (WARN(cache_slabs(s), "kmem_cache_destroy: %s still has objects\n", s->name)) {
		slab_report_remaining(s);
		return;
	}
	mutex_lock(&slab_mutex);
	list_del(&s->list);
	mutex_unlock(&slab_mutex);
	kmem_cache_free(kmem_cache_cache, s);
}

/* --- looking --- */

unsigned int kmem_cache_size(const struct kmem_cache *s)
{
	return s->object_size;
}

unsigned long slab_pages(void)
{
	return global_node_page_state(NR_SLAB_RECLAIMABLE) +
	       global_node_page_state(NR_SLAB_UNRECLAIMABLE);
}

static void count_node(struct kmem_cache_node *n, struct slabinfo *info)
{
	unsigned long flags;
	struct page *page;

	spin_lock_irqsave(&n->list_lock, flags);
	info->num_objs += n->nr_objects;
	info->active_objs += n->nr_objects;
	info->num_slabs += n->nr_slabs;
	info->active_slabs += n->nr_slabs - n->nr_empty;
	list_for_each_entry (page, &n->partial, lru)
		info->active_objs -= page->objects - page->inuse;
	spin_unlock_irqrestore(&n->list_lock, flags);
}

static void get_slabinfo(struct kmem_cache *s, struct slabinfo *info)
{
	unsigned int i;

	*info = (struct slabinfo){
		.name = s->name,
		.object_size = s->size,
		.objects_per_slab = (PAGE_SIZE << s->order) / s->size,
		.pages_per_slab = 1U << s->order,
	};
	for (i = 0; i < nr_node_ids; i++)
		count_node(&s->node[i], info);
	for (i = 0; i < nr_cpu_ids; i++)
		info->active_objs -= READ_ONCE(s->cpu[i].count);
}

int for_each_kmem_cache(int (*show)(const struct slabinfo *info, void *arg), void *arg)
{
	struct kmem_cache *s;
	int ret = 0;

	mutex_lock(&slab_mutex);
	list_for_each_entry (s, &slab_caches, list) {
		struct slabinfo info;

		get_slabinfo(s, &info);
		ret = show(&info, arg);
		if (ret)
			break;
	}
	mutex_unlock(&slab_mutex);
	return ret;
}
