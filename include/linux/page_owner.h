/*
 * include/linux/page_owner.h - a record beside each struct page: who had the frame last
 *
 * `page_owner=on` makes the array, indexed by frame number as mem_map is and valid where
 * that is; a debug build has it unless `page_owner=off`. Floor: mm/frames.
 */
#ifndef LINUX_PAGE_OWNER_H
#define LINUX_PAGE_OWNER_H

#include <linux/types.h>
#include <asm/memory_layout.h>

struct page;

#define PAGE_OWNER_START (VMEMMAP_START + VMEMMAP_SIZE)
#define PAGE_OWNER_RECORD 32UL /* bytes a frame */

extern bool page_owner_enabled; /* [I after boot] */

/* Clear the records; paging_init() has mapped them. Boot, before the first allocation. */
void page_owner_init(void);

/*
 * Only while it is enabled: 2^order pages were handed out; are about to be freed (false,
 * after a report: that is not the order they were allocated with); became single pages.
 * Any context.
 */
void page_owner_allocated(struct page *page, unsigned int order, gfp_t gfp);
bool page_owner_freed(struct page *page, unsigned int order);
void page_owner_split(struct page *page, unsigned int order);

/* Print who allocated or freed the page, or that nobody kept a record. */
void page_owner_report(const struct page *page);

#endif
