/*
 * include/linux/mmzone.h - nodes, zones, and which frames exist
 *
 *	pglist_data (one a NUMA node)
 *	  node_mem_map --> struct page of each of its frames
 *	  node_zones[ZONE_DMA | ZONE_NORMAL | ZONE_HIGHMEM]
 *	       free_area[order].free_list --> free blocks of 2^order pages
 *	       pageset[cpu]               --> single pages, no lock needed
 *	  node_zonelists[]: zones to try, in order
 *
 * Three counts of a zone, each within the one before:
 *	spanned   frames from its first to its last, holes included
 *	present   frames that are RAM by the firmware's map
 *	managed   those of them that the buddy allocator was given
 *
 * Locking: [lock] zone->lock (irq-safe; taken last of all), [cpu] the CPU itself with
 * irqs off, [I] immutable after boot, [a] atomic.
 */
#ifndef LINUX_MMZONE_H
#define LINUX_MMZONE_H

#include <linux/atomic.h>
#include <linux/cache.h>
#include <linux/list.h>
#include <linux/nodemask.h>
#include <linux/percpu.h>
#include <linux/pfn.h>
#include <linux/spinlock.h>
#include <linux/threads.h>
#include <linux/topology.h>
#include <linux/types.h>
#include <asm/page.h>

struct page;

#define MAX_ORDER 11 /* orders 0 to 10: blocks of 4 KiB to 4 MiB */
#define MAX_ORDER_NR_PAGES (1UL << (MAX_ORDER - 1))
#define PAGE_ALLOC_COSTLY_ORDER 3

enum zone_type {
	ZONE_DMA,     /* below 16 MiB: what ISA devices reach */
	ZONE_NORMAL,  /* the rest of lowmem: always mapped at PAGE_OFFSET */
	ZONE_HIGHMEM, /* above the lowmem boundary: no address until kmap */
	MAX_NR_ZONES
};

#define MAX_DMA_PFN ((16UL << 20) >> PAGE_SHIFT)

enum zone_watermarks { WMARK_MIN, WMARK_LOW, WMARK_HIGH, NR_WMARK };

struct free_area {
	struct list_head free_list; /* [lock] of struct page.lru */
	unsigned long nr_free;      /* [lock] blocks */
};

/* One CPU's own free pages of a zone; a cache line, so that CPUs do not share it. */
struct per_cpu_pages {
	int count; /* [cpu] pages in list */
	int high;  /* [I] more than this: give a batch back */
	int batch; /* [I] pages moved at once to or from the zone */
	struct list_head list;
	unsigned long allocated, freed; /* [cpu] pages since boot, of any order */
	unsigned long
		beyond_first; /* [cpu] of those allocated: not the first of a block */
} ____cacheline_aligned;

struct pglist_data;

struct zone {
	spinlock_t lock;
	unsigned long nr_free; /* [lock], read without: pages in free_area[] */
	struct free_area free_area[MAX_ORDER];

	/* Allocations stop at these numbers of free pages: see mm/frames/watermark.c. */
	unsigned long watermark[NR_WMARK];          /* [a] */
	unsigned long lowmem_reserve[MAX_NR_ZONES]; /* [I] kept from users of zone i */

	unsigned long zone_start_pfn;   /* [I] */
	unsigned long spanned_pages;    /* [I] */
	unsigned long present_pages;    /* [I] */
	atomic_long_t managed_pages;    /* [a] grows when boot memory is freed */
	const char *name;               /* [I] "DMA", "Normal", "HighMem" */
	int node;                       /* [I] */
	struct pglist_data *zone_pgdat; /* [I] */

	struct per_cpu_pages pageset[NR_CPUS];
};

/* The zones that an allocation tries, best first; ends with zone NULL. */
#define MAX_ZONES_PER_ZONELIST (MAX_NUMNODES * MAX_NR_ZONES)

struct zoneref {
	struct zone *zone;
	enum zone_type zone_idx;
};

struct zonelist {
	struct zoneref _zonerefs[MAX_ZONES_PER_ZONELIST + 1];
};

/*
 * The same answer at once for most single pages: the first zone of the list, and how many
 * free pages it must have for an ordinary allocation.
 */
struct fast_zone {
	struct zone *zone;
	unsigned long mark;
};

#define GFP_ZONEMASK 0x3 /* __GFP_DMA and __GFP_HIGHMEM: the index of fast_zones */

enum { ZONELIST_FALLBACK, ZONELIST_NOFALLBACK, MAX_ZONELISTS };

typedef struct pglist_data {
	struct zone node_zones[MAX_NR_ZONES];
	struct zonelist node_zonelists[MAX_ZONELISTS]; /* [I] */
	struct fast_zone fast_zones[GFP_ZONEMASK + 1]; /* [I] by gfp & GFP_ZONEMASK */
	int node_id;                                   /* [I] */
	unsigned long node_start_pfn;                  /* [I] */
	unsigned long node_spanned_pages;              /* [I] */
	unsigned long node_present_pages;              /* [I] */
	struct page *node_mem_map;                     /* [I] of node_start_pfn */
} pg_data_t;

/* vm.min_free_kbytes: what lowmem keeps free for those who cannot wait; then have it obeyed. */
extern int min_free_kbytes; /* [a] */
void setup_per_zone_wmarks(void);

extern struct pglist_data *node_data[MAX_NUMNODES]; /* [I] NULL: not online */

/* [I] Of frame 0; with several nodes each has its own part. */
extern struct page *mem_map;

#define NODE_DATA(nid) (node_data[nid])
#define node_start_pfn(nid) (NODE_DATA(nid)->node_start_pfn)
#define node_end_pfn(nid) (node_start_pfn(nid) + NODE_DATA(nid)->node_spanned_pages)
#define node_present_pages(nid) (NODE_DATA(nid)->node_present_pages)

/* The node that GFP_KERNEL pages for nid come from first: the nearest with lowmem. */
static inline int local_memory_node(int nid)
{
	return NODE_DATA(nid)->fast_zones[0].zone->node;
}

#define zone_idx(zone) ((enum zone_type)((zone) - (zone)->zone_pgdat->node_zones))

static inline unsigned long zone_end_pfn(const struct zone *zone)
{
	return zone->zone_start_pfn + zone->spanned_pages;
}

static inline bool zone_spans_pfn(const struct zone *zone, unsigned long pfn)
{
	return pfn - zone->zone_start_pfn < zone->spanned_pages;
}

static inline unsigned long zone_managed_pages(const struct zone *zone)
{
	return atomic_long_read(&zone->managed_pages);
}

static inline bool populated_zone(const struct zone *zone)
{
	return zone->present_pages;
}

static inline bool managed_zone(const struct zone *zone)
{
	return zone_managed_pages(zone);
}

static inline int zone_to_nid(const struct zone *zone)
{
	return zone->node;
}

static inline bool is_highmem_idx(enum zone_type idx)
{
	return idx == ZONE_HIGHMEM;
}

static inline bool is_highmem(const struct zone *zone)
{
	return is_highmem_idx(zone_idx(zone));
}

/* Iterate over all zones of all nodes; the zone after the last is NULL. */
struct pglist_data *first_online_pgdat(void);
struct pglist_data *next_online_pgdat(struct pglist_data *pgdat);
struct zone *next_zone(struct zone *zone);

#define for_each_online_pgdat(pgdat) \
	for (pgdat = first_online_pgdat(); pgdat; pgdat = next_online_pgdat(pgdat))
#define for_each_zone(zone) \
	for (zone = first_online_pgdat()->node_zones; zone; zone = next_zone(zone))
#define for_each_populated_zone(zone) \
	for_each_zone (zone)          \
		if (populated_zone(zone))

/*
 * Which frames have a struct page: a bit for each 2 MiB of physical addresses, 64 of them
 * a section. Frames of RAM do; frames of a hole that shares its 2 MiB with RAM have one
 * too, which is PG_reserved.
 */
#define SECTION_SIZE_BITS 27
#define PFN_SECTION_SHIFT (SECTION_SIZE_BITS - PAGE_SHIFT)
#define PAGES_PER_SECTION (1UL << PFN_SECTION_SHIFT)
#define SUBSECTION_SHIFT 21
#define PFN_SUBSECTION_SHIFT (SUBSECTION_SHIFT - PAGE_SHIFT)
#define PAGES_PER_SUBSECTION (1UL << PFN_SUBSECTION_SHIFT)
#define NR_MEM_SECTIONS (1UL << (MAX_PHYSMEM_BITS - SECTION_SIZE_BITS))
#define MAX_PHYSMEM_PFN (1UL << (MAX_PHYSMEM_BITS - PAGE_SHIFT))

extern unsigned long mem_section[NR_MEM_SECTIONS]; /* [I after boot] */

/* Has this frame a struct page? Any number may be asked about. */
static inline bool pfn_valid(unsigned long pfn)
{
	if (pfn >= MAX_PHYSMEM_PFN)
		return false;
	return mem_section[pfn >> PFN_SECTION_SHIFT] >>
		       ((pfn >> PFN_SUBSECTION_SHIFT) & 63) &
	       1;
}

/* The first valid frame at or after pfn, below end; end if there is none. */
unsigned long next_valid_pfn(unsigned long pfn, unsigned long end);

#endif
