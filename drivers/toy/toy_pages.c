/*
 * drivers/toy/toy_pages.c - memory for user space from alloc_pages()
 *
 * The buddy allocator hands out blocks of 2^order frames and returns the struct page of
 * the first; the others follow it in mem_map. page_to_pfn() tells its frame,
 * page_address() where the kernel sees it. Frames of highmem would have no such
 * address; GFP_KERNEL asks for lowmem.
 *
 * Locking: none; the buffer is made once and never changes.
 */
#include <linux/gfp.h>

#include "toy.h"

static int toy_pages_alloc(struct toy_buffer *buf)
{
	unsigned long nr;

	buf->pages = alloc_pages(GFP_KERNEL | __GFP_ZERO, TOY_ORDER);
	if (!buf->pages)
		return -ENOMEM;
	buf->data = page_address(buf->pages);
	for (nr = 0; nr < TOY_NR_PAGES; nr++)
		SetPageReserved(buf->pages + nr);
	return 0;
}

static void toy_pages_free(struct toy_buffer *buf)
{
	unsigned long nr;

	for (nr = 0; nr < TOY_NR_PAGES; nr++)
		ClearPageReserved(buf->pages + nr);
	__free_pages(buf->pages, TOY_ORDER);
}

static unsigned long toy_pages_pfn(const struct toy_buffer *buf, unsigned long nr)
{
	return page_to_pfn(buf->pages + nr);
}

static int toy_pages_map(const struct toy_buffer *buf, struct vm_area_struct *vma,
			 unsigned long nr)
{
	return remap_pfn_range(vma, vma->vm_start, toy_pages_pfn(buf, nr),
			       vma->vm_end - vma->vm_start, vma->vm_page_prot);
}

const struct toy_memory toy_pages_memory = {
	.name = "toy-pages",
	.alloc = toy_pages_alloc,
	.free = toy_pages_free,
	.pfn = toy_pages_pfn,
	.map = toy_pages_map,
};
