/*
 * mm/frames/frames.h - what the files of mm/frames share among themselves
 */
#ifndef MM_FRAMES_FRAMES_H
#define MM_FRAMES_FRAMES_H

#include <linux/mm_inline_page.h>
#include <linux/mmzone.h>
#include <linux/smp.h>

/* One past the last frame of zone idx on any node. [I after memblock_init()] */
unsigned long zone_limit_pfn(enum zone_type idx);

/* Make every struct page: reserved, in its zone and node. mem_map.c */
void mem_map_init(void);

/* --- buddy.c: a zone's free blocks; zone->lock held --- */

/* Put a block back, merged with its buddies. The pages have count 0. */
void buddy_free(struct zone *zone, struct page *page, unsigned int order);

/* Take a block, split from a larger one if need be; NULL: none is free. */
struct page *buddy_alloc(struct zone *zone, unsigned int order);

/* --- watermark.c --- */

/* Compute watermarks, reserves and the size of per-CPU lists from what is managed. */
void setup_watermarks(void);

/* What alloc_pages()'s fast path may take; nothing while fault injection is armed. */
void setup_fast_marks(void);

/* --- page_free.c --- */

/* This CPU's own free pages of a zone. irqs off. */
static __always_inline struct per_cpu_pages *this_cpu_pcp(struct zone *zone)
{
	return &zone->pageset[smp_processor_id()];
}

/* --- page_debug.c --- */

/* Report a page that must not be freed or handed out as it is, and say why. */
void bad_page(struct page *page, const char *why);

/* Print that an allocation failed, for whom, and what memory there is; not too often. */
void warn_alloc(gfp_t gfp, unsigned int order);

#define GFP_TEXT 160

/* Write 0xcc0(GFP_KERNEL) into text, and return it. */
char *format_gfp(char text[GFP_TEXT], gfp_t gfp);

#endif
