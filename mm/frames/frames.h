/*
 * mm/frames/frames.h - what the files of mm/frames share among themselves
 */
#ifndef MM_FRAMES_FRAMES_H
#define MM_FRAMES_FRAMES_H

#include <linux/mm_inline_page.h>
#include <linux/mmzone.h>

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

/* Print why allocations fail, at most a few times. */
void warn_alloc(gfp_t gfp, unsigned int order);

/* --- page_debug.c --- */

/* Report a page that must not be freed or handed out as it is, and say why. */
void bad_page(struct page *page, const char *why);

#endif
