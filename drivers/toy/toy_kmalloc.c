/*
 * drivers/toy/toy_kmalloc.c - memory for user space from kmalloc()
 *
 * kmalloc() returns lowmem: contiguous in physical memory and mapped at a fixed distance
 * from it. So one subtraction (virt_to_phys) leads from the address to the frame, and
 * one call of remap_pfn_range() maps the whole buffer.
 *
 * A page of a process is usually the kernel's to move or swap out. These are not:
 * PG_reserved says "leave it alone" to whoever looks at the struct page.
 *
 * Locking: none; the buffer is made once and never changes.
 */
#include <linux/io.h>
#include <linux/slab.h>

#include "toy.h"

static int toy_kmalloc_alloc(struct toy_buffer *buf)
{
	unsigned long nr;

	/* From one page on, kmalloc() of a power of two is aligned to its size. */
	buf->data = kmalloc(TOY_SIZE, GFP_KERNEL | __GFP_ZERO);
	if (!buf->data)
		return -ENOMEM;
	for (nr = 0; nr < TOY_NR_PAGES; nr++)
		SetPageReserved(virt_to_page(buf->data + nr * PAGE_SIZE));
	return 0;
}

static void toy_kmalloc_free(struct toy_buffer *buf)
{
	unsigned long nr;

	for (nr = 0; nr < TOY_NR_PAGES; nr++)
		ClearPageReserved(virt_to_page(buf->data + nr * PAGE_SIZE));
	kfree(buf->data);
}

static unsigned long toy_kmalloc_pfn(const struct toy_buffer *buf, unsigned long nr)
{
	return virt_to_phys(buf->data + nr * PAGE_SIZE) >> PAGE_SHIFT;
}

static int toy_kmalloc_map(const struct toy_buffer *buf, struct vm_area_struct *vma,
			   unsigned long nr)
{
	return remap_pfn_range(vma, vma->vm_start, toy_kmalloc_pfn(buf, nr),
			       vma->vm_end - vma->vm_start, vma->vm_page_prot);
}

const struct toy_memory toy_kmalloc_memory = {
	.name = "toy-kmalloc",
	.alloc = toy_kmalloc_alloc,
	.free = toy_kmalloc_free,
	.pfn = toy_kmalloc_pfn,
	.map = toy_kmalloc_map,
};
