/*
 * mm/user/fault_anon.c - the first touch of anonymous memory
 *
 * A read maps the one zero page of the kernel, read-only and uncounted, so that memory
 * that is only read costs nothing; a write takes a fresh page of zeros.
 *
 * Locking: mmap_lock held for reading; takes page_table_lock.
 */
#include <linux/highmem.h>
#include "internal.h"
#include "vma.h"

vm_fault_t do_anonymous_page(struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	struct mm_struct *mm = vma->vm_mm;
	struct page *page = NULL;
	pte_t entry;

	if (vma->vm_flags & VM_SHARED)
		return VM_FAULT_SIGBUS;
	if (mm_alloc_pte(mm, vmf->pmd))
		return VM_FAULT_OOM;
	if (vmf->flags & FAULT_FLAG_WRITE) {
		page = alloc_page_vma(vmf->gfp_mask | __GFP_ZERO, vma, vmf->address);
		if (!page)
			return VM_FAULT_OOM;
		anon_vma_prepare(vma);
		entry = maybe_mkwrite(pte_mkdirty(mk_pte(page, vma->vm_page_prot)), vma);
	} else {
		entry = pte_mkspecial(mk_pte(zero_page, vma->vm_page_prot));
	}

	vmf->pte = pte_offset_map_lock(mm, vmf->pmd, vmf->address, &vmf->ptl);
	if (pte_none(*vmf->pte)) {
		if (page) {
			page_add_new_anon_rmap(page, vma, vmf->address);
			add_mm_counter(mm, MM_ANONPAGES, 1);
			page = NULL; /* the entry has its reference */
		}
		set_pte_at(mm, vmf->address, vmf->pte, entry);
	}
	pte_unmap_unlock(vmf->pte, vmf->ptl);
	if (page)
		put_page(page);
	return 0;
}
