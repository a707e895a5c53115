/*
 * drivers/toy/toy.h - a buffer of pages, and the three ways of getting one
 *
 *	/dev/toy-kmalloc   toy_kmalloc.c   kmalloc()      virt_to_phys()
 *	/dev/toy-vmalloc   toy_vmalloc.c   vmalloc()      vmalloc_to_pfn()
 *	/dev/toy-pages     toy_pages.c     alloc_pages()  page_to_pfn()
 *
 * toy_main.c holds all that is the same whatever the memory is: the device, its file
 * operations, the checks.
 */
#ifndef DRIVERS_TOY_TOY_H
#define DRIVERS_TOY_TOY_H

#include <linux/mm.h>
#include <linux/types.h>

#define TOY_ORDER 2
#define TOY_NR_PAGES (1UL << TOY_ORDER)
#define TOY_SIZE (TOY_NR_PAGES << PAGE_SHIFT)

struct toy_buffer;

/* One way of getting memory that user space may map. */
struct toy_memory {
	const char *name; /* of the device */

	/*
	 * Get TOY_SIZE bytes of zeros, page-aligned, their pages marked reserved: set
	 * buf->data and, if need be, buf->pages. May sleep. 0 or -ENOMEM.
	 */
	int (*alloc)(struct toy_buffer *buf);

	/* Give them back, no longer reserved. No mapping of them is left. */
	void (*free)(struct toy_buffer *buf);

	/* The frame behind page nr of the buffer, nr < TOY_NR_PAGES. */
	unsigned long (*pfn)(const struct toy_buffer *buf, unsigned long nr);

	/*
	 * Fill the whole of vma with the buffer's pages from page nr on; the buffer is
	 * long enough. mmap_lock held for writing. 0 or remap_pfn_range()'s error.
	 */
	int (*map)(const struct toy_buffer *buf, struct vm_area_struct *vma,
		   unsigned long nr);
};

struct toy_buffer {
	const struct toy_memory *memory; /* [I] */
	char *data;                      /* [I] where the kernel sees it */
	struct page *pages;              /* [I] toy-pages: what alloc_pages() returned */
};

extern const struct toy_memory toy_kmalloc_memory;
extern const struct toy_memory toy_vmalloc_memory;
extern const struct toy_memory toy_pages_memory;

#endif
