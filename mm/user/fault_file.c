/*
 * mm/user/fault_file.c - the first touch of a page that a file or a driver provides
 *
 *	read, or shared    ->fault brings the page, the entry maps it
 *	shared write       the same, after ->page_mkwrite has agreed
 *	private write      ->fault brings the page, the entry maps a copy of it
 *
 * ->fault returns the page locked (VM_FAULT_LOCKED) or it is locked here: while it is,
 * truncation cannot take it out of the file before the entry is there. A driver may set
 * the entry itself (vmf_insert_pfn) and return VM_FAULT_NOPAGE.
 *
 * Locking: mmap_lock held for reading, then the page lock, then page_table_lock.
 */
#include <linux/highmem.h>
#include <linux/pagemap.h>
#include "internal.h"
#include "vma.h"

/* Bring in vmf->page, locked and with a reference; or an error, or NOPAGE: all done. */
static vm_fault_t call_fault(struct vm_fault *vmf)
{
	vm_fault_t result = vmf->vma->vm_ops->fault(vmf);

	if (result & (VM_FAULT_ERROR | VM_FAULT_NOPAGE | VM_FAULT_RETRY))
		return result;
	if (!(result & VM_FAULT_LOCKED))
		lock_page(vmf->page);
	return result | VM_FAULT_LOCKED;
}

/*
 * Map page, which has a reference for the entry, unless somebody was faster. anon: it is
 * the private copy. VM_FAULT_NOPAGE: not mapped, the reference is still the caller's.
 */
static vm_fault_t set_entry(struct vm_fault *vmf, struct page *page, bool anon)
{
	struct vm_area_struct *vma = vmf->vma;
	struct mm_struct *mm = vma->vm_mm;
	vm_fault_t result = VM_FAULT_NOPAGE;
	pte_t entry;

	if (mm_alloc_pte(mm, vmf->pmd))
		return VM_FAULT_OOM;
	entry = mk_pte(page, vma->vm_page_prot);
	if (vmf->flags & FAULT_FLAG_WRITE)
		entry = maybe_mkwrite(pte_mkdirty(entry), vma);
	vmf->pte = pte_offset_map_lock(mm, vmf->pmd, vmf->address, &vmf->ptl);
	if (pte_none(*vmf->pte)) {
		if (anon)
			page_add_new_anon_rmap(page, vma, vmf->address);
		else
			page_add_file_rmap(page);
		add_mm_counter(mm, mm_counter(page), 1);
		set_pte_at(mm, vmf->address, vmf->pte, entry);
		result = 0;
	}
	pte_unmap_unlock(vmf->pte, vmf->ptl);
	return result;
}

/* Unlock vmf->page and, unless the entry has taken its reference, drop it. */
static vm_fault_t finish(struct vm_fault *vmf, vm_fault_t result, vm_fault_t mapped)
{
	unlock_page(vmf->page);
	if (mapped)
		put_page(vmf->page);
	result &= ~VM_FAULT_LOCKED;
	return mapped & VM_FAULT_ERROR ? mapped : result | mapped;
}

static vm_fault_t do_read_fault(struct vm_fault *vmf)
{
	vm_fault_t result = fault_around(vmf);

	if (!result)
		result = call_fault(vmf);
	if (!(result & VM_FAULT_LOCKED))
		return result;
	return finish(vmf, result, set_entry(vmf, vmf->page, false));
}

/* A private write: the copy is allocated first, so that no page lock waits for memory. */
static vm_fault_t do_cow_fault(struct vm_fault *vmf)
{
	vm_fault_t result, mapped;

	anon_vma_prepare(vmf->vma);
	vmf->cow_page = alloc_page_vma(vmf->gfp_mask, vmf->vma, vmf->address);
	if (!vmf->cow_page)
		return VM_FAULT_OOM;
	result = call_fault(vmf);
	if (!(result & VM_FAULT_LOCKED)) {
		put_page(vmf->cow_page);
		return result;
	}
	copy_user_highpage(vmf->cow_page, vmf->page, vmf->address, vmf->vma);
	mapped = set_entry(vmf, vmf->cow_page, true);
	if (mapped)
		put_page(vmf->cow_page);
	unlock_page(vmf->page);
	put_page(vmf->page);
	result &= ~VM_FAULT_LOCKED;
	return mapped & VM_FAULT_ERROR ? mapped : result | mapped;
}

vm_fault_t do_page_mkwrite(struct vm_fault *vmf)
{
	struct page *page = vmf->page;
	unsigned int flags = vmf->flags;
	vm_fault_t result;

	vmf->flags = FAULT_FLAG_WRITE | FAULT_FLAG_MKWRITE;
	result = vmf->vma->vm_ops->page_mkwrite(vmf);
	vmf->flags = flags;
	if (result & (VM_FAULT_ERROR | VM_FAULT_NOPAGE | VM_FAULT_LOCKED))
		return result;
	lock_page(page);
	if (!page->mapping) {
		unlock_page(page);
		return 0; /* truncated meanwhile: the fault is tried again */
	}
	return result | VM_FAULT_LOCKED;
}

static vm_fault_t do_shared_fault(struct vm_fault *vmf)
{
	vm_fault_t result = call_fault(vmf), agreed;

	if (!(result & VM_FAULT_LOCKED))
		return result;
	if (vmf->vma->vm_ops->page_mkwrite) {
		unlock_page(vmf->page);
		agreed = do_page_mkwrite(vmf);
		if (!(agreed & VM_FAULT_LOCKED)) {
			put_page(vmf->page);
			return agreed;
		}
	} else {
		file_update_time(vmf->vma->vm_file);
	}
	SetPageDirty(vmf->page);
	return finish(vmf, result, set_entry(vmf, vmf->page, false));
}

vm_fault_t do_file_fault(struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;

	if (!vma->vm_ops->fault)
		return VM_FAULT_SIGBUS;
	if (!(vmf->flags & FAULT_FLAG_WRITE))
		return do_read_fault(vmf);
	if (!(vma->vm_flags & VM_SHARED))
		return do_cow_fault(vmf);
	return do_shared_fault(vmf);
}
