/*
 * mm/kernel/vmap_range.h - map and unmap in the kernel's page tables
 */
#ifndef MM_KERNEL_VMAP_RANGE_H
#define MM_KERNEL_VMAP_RANGE_H

#include <linux/types.h>
#include <asm/pgtable_types.h>

/*
 * Map nr pages, or nr frames that follow each other, at addr, which the caller owns and
 * where nothing is mapped. May sleep. -ENOMEM: no page tables; some may be mapped then.
 */
int vmap_pages_range(unsigned long addr, struct page **pages, unsigned int nr,
		     pgprot_t prot);
int vmap_pfn_range(unsigned long addr, unsigned long pfn, unsigned int nr, pgprot_t prot);

/* Unmap [addr, end); TLBs are the caller's affair. What is not mapped is passed over. */
void vunmap_range_noflush(unsigned long addr, unsigned long end);

#endif
