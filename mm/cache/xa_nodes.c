/*
 * mm/cache/xa_nodes.c - the memory of the page cache's trees
 *
 * lib/xarray.c allocates nothing by itself: here it learns where its nodes come from.
 *
 * Locking: the slab's own. A caller that holds a spinlock gets a node without waiting
 * for memory, or none.
 */
#include <linux/gfp.h>
#include <linux/init.h>
#include <linux/pagemap.h>
#include <linux/slab.h>
#include <linux/xarray_types.h>

static struct kmem_cache *node_cache; /* [I] */

static void *node_alloc(gfp_t gfp, bool may_sleep)
{
	return kmem_cache_alloc(node_cache,
				may_sleep ? gfp : gfp & ~__GFP_DIRECT_RECLAIM);
}

static void node_free(void *node)
{
	kmem_cache_free(node_cache, node);
}

void __init xa_nodes_init(void)
{
	node_cache = KMEM_CACHE(xa_node, SLAB_PANIC);
	xa_set_allocator(node_alloc, node_free);
}
