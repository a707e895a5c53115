/*
 * drivers/toy/toy_vmalloc.c - memory for user space from vmalloc()
 *
 * vmalloc() makes frames from anywhere look contiguous, through page tables of the
 * kernel's own. Next to each other in virtual memory says nothing about the frames, so
 * each page is looked up (vmalloc_to_pfn) and mapped by a remap_pfn_range() of its own.
 *
 * Locking: none; the buffer is made once and never changes.
 */
#include <linux/vmalloc.h>

#include "toy.h"

static int toy_vmalloc_alloc(struct toy_buffer *buf)
{
	unsigned long nr;

	buf->data = vzalloc(TOY_SIZE);
	if (!buf->data)
		return -ENOMEM;
	for (nr = 0; nr < TOY_NR_PAGES; nr++)
		SetPageReserved(vmalloc_to_page(buf->data + nr * PAGE_SIZE));
	return 0;
}

static void toy_vmalloc_free(struct toy_buffer *buf)
{
	unsigned long nr;

	for (nr = 0; nr < TOY_NR_PAGES; nr++)
		ClearPageReserved(vmalloc_to_page(buf->data + nr * PAGE_SIZE));
	vfree(buf->data);
}

static unsigned long toy_vmalloc_pfn(const struct toy_buffer *buf, unsigned long nr)
{
	return vmalloc_to_pfn(buf->data + nr * PAGE_SIZE);
}

static int toy_vmalloc_map(const struct toy_buffer *buf, struct vm_area_struct *vma,
			   unsigned long nr)
{
	unsigned long addr;
	int err;

	for (addr = vma->vm_start; addr < vma->vm_end; addr += PAGE_SIZE, nr++) {
		err = remap_pfn_range(vma, addr, toy_vmalloc_pfn(buf, nr), PAGE_SIZE,
				      vma->vm_page_prot);
		if (err)
			return err; /* mmap() unmaps what was mapped so far */
	}
	return 0;
}

const struct toy_memory toy_vmalloc_memory = {
	.name = "toy-vmalloc",
	.alloc = toy_vmalloc_alloc,
	.free = toy_vmalloc_free,
	.pfn = toy_vmalloc_pfn,
	.map = toy_vmalloc_map,
};
