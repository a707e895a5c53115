/*
 * include/linux/mm_inline_page.h - the page half of <linux/mm.h>
 *
 * Include <linux/mm.h>; this is apart only so that mm/frames can be compiled without
 * knowing what a VMA is.
 */
#ifndef LINUX_MM_INLINE_PAGE_H
#define LINUX_MM_INLINE_PAGE_H

#include <linux/bug.h>
#include <linux/gfp.h>
#include <linux/mm_types.h>
#include <linux/mmzone.h>
#include <linux/page-flags.h>
#include <linux/page_ref.h>
#include <linux/pfn.h>
#include <asm/page.h>

extern void *high_memory;       /* [I after boot] first address past lowmem */
extern unsigned long max_mapnr; /* [I after boot] highest frame number + 1 */

/*
 * The kernel address of a page while it has one, else NULL: always for lowmem; for
 * highmem between kmap() and the last kunmap().
 */
static inline void *page_address(const struct page *page)
{
	return READ_ONCE(page->virtual);
}

/* The same for a page that is known to be lowmem. */
static inline void *lowmem_page_address(const struct page *page)
{
	return __va(page_to_phys(page));
}

static inline struct page *virt_to_head_page(const void *addr)
{
	return compound_head(virt_to_page(addr));
}

/* The order of the allocation that addr belongs to. */
static inline unsigned long page_size(const struct page *page)
{
	return PAGE_SIZE << compound_order(page);
}

/* Take a reference to a page that somebody, perhaps we, already holds one to. */
static inline void get_page(struct page *page)
{
	page = compound_head(page);
	VM_BUG_ON(page_ref_count(page) <= 0);
	page_ref_inc(page);
}

/* Take a reference unless the page is free. */
static inline bool get_page_unless_zero(struct page *page)
{
	return atomic_add_unless(&page->_refcount, 1, 0);
}

/*
 * put_page() when the last reference is gone: back to the free lists; or when there was
 * none: reported. Any context.
 */
void __put_page(struct page *page);

/*
 * [I after boot] mm/reclaim's: free some pages for a caller that may sleep. Returns how
 * many it freed; 0: there is no hope.
 */
extern unsigned long (*direct_reclaim_hook)(gfp_t gfp, unsigned int order, int nid);

/* put_page() of what is no tail of a compound page: of a page of the cache. */
static inline void put_single_page(struct page *page)
{
	if (page_ref_dec_return(page) <= 0)
		__put_page(page);
}

/* Drop a reference; the last one frees the page (all of a compound page). Any context. */
static inline void put_page(struct page *page)
{
	put_single_page(compound_head(page));
}

/* Page-table entries of programs that map this page. */
static inline int page_mapcount(const struct page *page)
{
	return atomic_read(&page->_mapcount) + 1;
}

static inline bool page_mapped(const struct page *page)
{
	return page_mapcount(page) > 0;
}

static inline void page_mapcount_reset(struct page *page)
{
	atomic_set(&page->_mapcount, -1);
}

static inline unsigned long page_private(const struct page *page)
{
	return page->private;
}

static inline void set_page_private(struct page *page, unsigned long private)
{
	page->private = private;
}

/* Turn a non-compound block of 2^order pages into single pages, each with count 1. */
void split_page(struct page *page, unsigned int order);

/*
 * A reserved page of boot memory goes to the buddy allocator, and is counted in
 * totalram. free_reserved_area() does so for the lowmem pages that lie wholly in
 * [start, end), filling them with the byte poison first unless it is negative, and
 * returns their number; what is for the log, or NULL.
 */
void free_reserved_page(struct page *page);
unsigned long free_reserved_area(void *start, void *end, int poison, const char *what);

/* The same for physical addresses of lowmem or highmem: the initrd after its use. */
unsigned long free_reserved_phys_range(phys_addr_t start, phys_addr_t end,
				       const char *what);

/* The initrd, once unpacked: boot_info's addresses. Its outer pages are its own alone. */
void free_initrd_mem(phys_addr_t start, phys_addr_t end);

/* --- what there is, in pages ------------------------------------------------------- */

extern atomic_long_t _totalram_pages;  /* [a] given to the buddy allocator */
extern atomic_long_t _totalhigh_pages; /* [a] of these, highmem */
extern atomic_long_t _reserved_pages;  /* [a] present, but never given to it */

static inline unsigned long totalram_pages(void)
{
	return atomic_long_read(&_totalram_pages);
}

static inline unsigned long totalhigh_pages(void)
{
	return atomic_long_read(&_totalhigh_pages);
}

static inline unsigned long totalreserved_ram_pages(void)
{
	return atomic_long_read(&_reserved_pages);
}

/* Free pages, those in per-CPU lists included. Of all zones; of highmem; of one zone. */
unsigned long nr_free_pages(void);
unsigned long nr_free_highpages(void);
unsigned long zone_free_pages(const struct zone *zone);

/*
 * Make all that keeps freed memory for later let go of it: the memory of dead tasks, RCU's
 * callbacks, lazily freed addresses, empty slabs. Waits up to 10 s until no other task
 * wants to run: one on its way out frees its own memory last. May sleep.
 */
void drop_caches(void);

/*
 * Free pages after drop_caches(), plus what the kernel's page tables have taken for good:
 * equal before and after whatever leaks nothing. May sleep; for tests.
 */
unsigned long nr_free_pages_settled(void);

/* Pages that could be given out without swapping: MemAvailable of /proc/meminfo. */
long si_mem_available(void);

struct sysinfo;
void si_meminfo(struct sysinfo *val);

/* Print what memory there is and who has it: for a failed allocation, or a person. */
void show_mem(void);

/* Print what is known of a page: its number, count, flags and owner; why is for the log. */
void dump_page(struct page *page, const char *why);

/*
 * Print what kind of address that is, a program's too, and what is known of the page behind
 * it (of a compound page: of the first). Any context.
 */
void dump_address(const void *addr, const char *why);

/* [I after paging_init()] mm/kernel's: the page that addr shows here and now, or NULL. */
extern struct page *(*page_at_hook)(unsigned long addr);

#endif
