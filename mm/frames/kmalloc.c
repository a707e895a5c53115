/*
 * mm/frames/kmalloc.c - memory by size: a cache for each size class, pages beyond
 *
 *	8 16 32 64 96 128 192 256 512 1024 2048 4096 8192 | whole pages, up to 4 MiB
 *
 * kfree() knows from the struct page which it was: PG_slab and its cache, or the first
 * page of a compound page.
 *
 * Locking: that of the slab and buddy allocators.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "kmalloc.h"
#include "slab_def.h"

struct kmem_cache *kmalloc_caches[NR_KMALLOC_TYPES][KMALLOC_SHIFT_HIGH + 1];

static const struct {
	const char *name, *dma_name;
	unsigned int size;
} classes[KMALLOC_SHIFT_HIGH + 1] = {
#define CLASS(index, bytes) [index] = { "kmalloc-" #bytes, "dma-kmalloc-" #bytes, bytes }
	CLASS(KMALLOC_96, 96), CLASS(KMALLOC_192, 192),
	CLASS(3, 8),           CLASS(4, 16),
	CLASS(5, 32),          CLASS(6, 64),
	CLASS(7, 128),         CLASS(8, 256),
	CLASS(9, 512),         CLASS(10, 1024),
	CLASS(11, 2048),       CLASS(12, 4096),
	CLASS(13, 8192),
#undef CLASS
};

void __init kmalloc_init(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(classes); i++) {
		if (!classes[i].size)
			continue;
		kmalloc_caches[KMALLOC_NORMAL][i] =
			create_kmalloc_cache(classes[i].name, classes[i].size, 0);
		kmalloc_caches[KMALLOC_DMA][i] = create_kmalloc_cache(
			classes[i].dma_name, classes[i].size, GFP_DMA);
	}
}

static void *kmalloc_large(size_t size, gfp_t gfp, int node)
{
	unsigned int order = 0;
	struct page *page;

	if (size > KMALLOC_MAX_SIZE)
		return NULL;
	while (PAGE_SIZE << order < size)
		order++;
	page = alloc_pages_node(node, (gfp & ~__GFP_HIGHMEM) | __GFP_COMP, order);
	return page ? page_address(page) : NULL;
}

void *kmalloc_node(size_t size, gfp_t gfp, int node)
{
	unsigned int type = gfp & __GFP_DMA ? KMALLOC_DMA : KMALLOC_NORMAL;

	if (unlikely(size > KMALLOC_MAX_CACHE_SIZE))
		return kmalloc_large(size, gfp, node);
	if (unlikely(!size))
		return ZERO_SIZE_PTR;
	return kmem_cache_alloc_node(kmalloc_caches[type][kmalloc_index(size)], gfp,
				     node);
}

void *__kmalloc(size_t size, gfp_t gfp)
{
	return kmalloc_node(size, gfp, NUMA_NO_NODE);
}

/* Pages of its own: only the address of the first one is an object's. */
static bool is_large_object(const struct page *page, const void *object)
{
	if (PageHead(page) && page_address(page) == object)
		return true;
	slab_report(NULL, object, "free of a pointer that kmalloc did not give");
	return false;
}

void kfree(const void *object)
{
	struct page *page;

	if (unlikely(!object_page(object, &page)))
		return;
	if (likely(PageSlab(page)))
		slab_free(page->slab_cache, page, (void *)object);
	else if (is_large_object(page, object))
		__free_pages(page, compound_order(page));
}

size_t ksize(const void *object)
{
	struct page *page;

	if (!object_page(object, &page))
		return 0;
	if (PageSlab(page))
		return page->slab_cache->object_size;
	return is_large_object(page, object) ? page_size(page) : 0;
}

void kfree_sensitive(const void *object)
{
	if (!ZERO_OR_NULL_PTR(object))
		memzero_explicit((void *)object, ksize(object));
	kfree(object);
}

void *krealloc(const void *object, size_t size, gfp_t gfp)
{
	size_t old = ksize(object);
	void *new;

	if (!size) {
		kfree(object);
		return ZERO_SIZE_PTR;
	}
	if (size <= old && size > old / 2)
		return (void *)object;
	new = kmalloc(size, gfp);
	if (new && !ZERO_OR_NULL_PTR(object)) {
		memcpy(new, object, min(old, size));
		kfree(object);
	}
	return new;
}
