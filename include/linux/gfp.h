/*
 * include/linux/gfp.h - get free pages: how to ask the buddy allocator
 *
 * A gfp_t says from where (zone modifiers), and how hard to try (may it sleep? may it
 * use the last reserves?). The usual words:
 *
 *	GFP_KERNEL	kernel memory, lowmem; may sleep
 *	GFP_ATOMIC	cannot sleep (interrupt, spinlock, kmap_atomic); uses reserves
 *	GFP_NOWAIT	cannot sleep, no reserves
 *	GFP_HIGHUSER	a page for a program: highmem first; may sleep
 *	GFP_DMA		below 16 MiB
 */
#ifndef LINUX_GFP_H
#define LINUX_GFP_H

#include <linux/types.h>
#include <linux/mmzone.h>

/* Where: zones, and page mobility (Atlas: no migration types; the bits are accepted). */
#define ___GFP_DMA 0x01u
#define ___GFP_HIGHMEM 0x02u
#define ___GFP_MOVABLE 0x08u
#define ___GFP_RECLAIMABLE 0x10u
/* How: */
#define ___GFP_HIGH 0x20u
#define ___GFP_IO 0x40u
#define ___GFP_FS 0x80u
#define ___GFP_ZERO 0x100u
#define ___GFP_ATOMIC 0x200u
#define ___GFP_DIRECT_RECLAIM 0x400u
#define ___GFP_KSWAPD_RECLAIM 0x800u
#define ___GFP_WRITE 0x1000u
#define ___GFP_NOWARN 0x2000u
#define ___GFP_RETRY_MAYFAIL 0x4000u
#define ___GFP_NOFAIL 0x8000u
#define ___GFP_NORETRY 0x10000u
#define ___GFP_MEMALLOC 0x20000u
#define ___GFP_COMP 0x40000u
#define ___GFP_NOMEMALLOC 0x80000u
#define ___GFP_HARDWALL 0x100000u
#define ___GFP_THISNODE 0x200000u
#define ___GFP_ACCOUNT 0x400000u
#define __GFP_BITS_SHIFT 23
#define __GFP_BITS_MASK ((gfp_t)((1u << __GFP_BITS_SHIFT) - 1))

#define __GFP_DMA ((gfp_t)___GFP_DMA)         /* below 16 MiB */
#define __GFP_HIGHMEM ((gfp_t)___GFP_HIGHMEM) /* may lie above lowmem: kmap to reach it */
#define __GFP_DMA32 ((gfp_t)0)                /* Atlas: no such zone */
#define __GFP_MOVABLE ((gfp_t)___GFP_MOVABLE)
#define __GFP_RECLAIMABLE ((gfp_t)___GFP_RECLAIMABLE)
#define __GFP_THISNODE ((gfp_t)___GFP_THISNODE) /* this node or fail */
#define __GFP_HARDWALL ((gfp_t)___GFP_HARDWALL)
#define __GFP_ACCOUNT ((gfp_t)___GFP_ACCOUNT)
#define __GFP_WRITE ((gfp_t)___GFP_WRITE)

#define __GFP_HIGH ((gfp_t)___GFP_HIGH)         /* half of the reserve may be used */
#define __GFP_ATOMIC ((gfp_t)___GFP_ATOMIC)     /* cannot sleep: a bit more of it */
#define __GFP_MEMALLOC ((gfp_t)___GFP_MEMALLOC) /* all of it: frees more than it takes */
#define __GFP_NOMEMALLOC ((gfp_t)___GFP_NOMEMALLOC)

#define __GFP_IO ((gfp_t)___GFP_IO) /* reclaim may start I/O */
#define __GFP_FS ((gfp_t)___GFP_FS) /* ... and call file systems */
#define __GFP_DIRECT_RECLAIM ((gfp_t)___GFP_DIRECT_RECLAIM) /* may sleep and reclaim */
#define __GFP_KSWAPD_RECLAIM ((gfp_t)___GFP_KSWAPD_RECLAIM) /* wake kswapd when low */
#define __GFP_RECLAIM (__GFP_DIRECT_RECLAIM | __GFP_KSWAPD_RECLAIM)
#define __GFP_NORETRY ((gfp_t)___GFP_NORETRY)
#define __GFP_RETRY_MAYFAIL ((gfp_t)___GFP_RETRY_MAYFAIL)
#define __GFP_NOFAIL ((gfp_t)___GFP_NOFAIL)

#define __GFP_NOWARN ((gfp_t)___GFP_NOWARN) /* a failure is not worth a message */
#define __GFP_COMP ((gfp_t)___GFP_COMP)     /* order > 0: one compound page */
#define __GFP_ZERO ((gfp_t)___GFP_ZERO)

#define GFP_ATOMIC (__GFP_HIGH | __GFP_ATOMIC | __GFP_KSWAPD_RECLAIM)
#define GFP_KERNEL (__GFP_RECLAIM | __GFP_IO | __GFP_FS)
#define GFP_KERNEL_ACCOUNT (GFP_KERNEL | __GFP_ACCOUNT)
#define GFP_NOWAIT (__GFP_KSWAPD_RECLAIM)
#define GFP_NOIO (__GFP_RECLAIM)
#define GFP_NOFS (__GFP_RECLAIM | __GFP_IO)
#define GFP_USER (__GFP_RECLAIM | __GFP_IO | __GFP_FS | __GFP_HARDWALL)
#define GFP_DMA __GFP_DMA
#define GFP_DMA32 __GFP_DMA32
#define GFP_HIGHUSER (GFP_USER | __GFP_HIGHMEM)
#define GFP_HIGHUSER_MOVABLE (GFP_HIGHUSER | __GFP_MOVABLE)
/* To be added to one of these: this node as it is, or fail (as up to Linux 3.19). */
#define GFP_THISNODE (__GFP_THISNODE | __GFP_NOWARN | __GFP_NORETRY)

/* May the allocation sleep? */
static inline bool gfpflags_allow_blocking(gfp_t gfp)
{
	return gfp & __GFP_DIRECT_RECLAIM;
}

/* The highest zone that will do. */
static inline enum zone_type gfp_zone(gfp_t gfp)
{
	if (gfp & __GFP_DMA)
		return ZONE_DMA;
	return gfp & __GFP_HIGHMEM ? ZONE_HIGHMEM : ZONE_NORMAL;
}

/*
 * Allocate 2^order pages that follow each other, from node nid, which is online; if it has
 * none, from the nearest that has, or with __GFP_THISNODE not at all. The first page has
 * a count of 1; contents are undefined without __GFP_ZERO. Any context with GFP_ATOMIC or
 * GFP_NOWAIT; may sleep with __GFP_DIRECT_RECLAIM. Returns NULL when there is no
 * memory, or order > 10.
 */
struct page *__alloc_pages(gfp_t gfp, unsigned int order, int nid);

/* The same from this CPU's node. */
struct page *alloc_pages(gfp_t gfp, unsigned int order);

static inline struct page *alloc_pages_node(int nid, gfp_t gfp, unsigned int order)
{
	return nid == NUMA_NO_NODE ? alloc_pages(gfp, order)
				   : __alloc_pages(gfp, order, nid);
}

#define alloc_page(gfp) alloc_pages((gfp), 0)

/*
 * The same for callers that want lowmem's kernel address; 0 when there is no memory.
 * gfp must not ask for highmem.
 */
unsigned long __get_free_pages(gfp_t gfp, unsigned int order);
unsigned long get_zeroed_page(gfp_t gfp);

#define __get_free_page(gfp) __get_free_pages((gfp), 0)
#define __get_dma_pages(gfp, order) __get_free_pages((gfp) | GFP_DMA, (order))

/*
 * Drop the reference that the allocation gave; the last one gives the pages back. order
 * is the one they were allocated with. Any context. A page that is reserved, free
 * already or still in use is reported and kept.
 */
void __free_pages(struct page *page, unsigned int order);
void free_pages(unsigned long addr, unsigned int order); /* addr 0: nothing */

#define __free_page(page) __free_pages((page), 0)
#define free_page(addr) free_pages((addr), 0)

/*
 * Exactly enough pages for size bytes, following each other: the rest of the power of
 * two goes back at once. NULL when there is no memory or size is over 4 MiB.
 */
void *alloc_pages_exact(size_t size, gfp_t gfp) __malloc;
void free_pages_exact(void *virt, size_t size);

/* Give this CPU's, or every CPU's, private free pages back to the zones. */
void drain_local_pages(void);
void drain_all_pages(void);

#endif
