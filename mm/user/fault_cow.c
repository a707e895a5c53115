/*
 * mm/user/fault_cow.c - a write to a page that is mapped read-only
 *
 *	shared mapping                    the backer is asked, the entry becomes writable
 *	private, anonymous, count is 1    nobody shares it any more: take it over
 *	private, otherwise                copy: the others keep the old page
 *
 * "Otherwise" is a page shared with a forked relative, a page of the file, the zero page,
 * or a device frame.
 *
 * Locking: do_wp_page() is entered with page_table_lock held and leaves without; copying
 * is done without it, with a reference to the old page, and the entry compared after.
 */
#include <linux/highmem.h>
#include <linux/pagemap.h>
#include <linux/uaccess.h>
#include <asm/tlbflush.h>
#include "internal.h"
#include "vma.h"

/*
 * Make the entry writable; ptl is held and released. It only allows more, so no TLB is
 * flushed: this one has dropped the entry with the fault, another CPU will fault as well
 * and find it changed (SDM volume 3A, 4.10.4.3).
 */
static void reuse_entry(struct vm_fault *vmf)
{
	pte_t entry = pte_mkdirty(pte_mkyoung(vmf->orig_pte));

	set_pte_at(vmf->vma->vm_mm, vmf->address, vmf->pte,
		   maybe_mkwrite(entry, vmf->vma));
	pte_unmap_unlock(vmf->pte, vmf->ptl);
}

/* Lock again; false, and not locked, if the entry has changed since. */
static bool relock_same(struct vm_fault *vmf)
{
	vmf->pte =
		pte_offset_map_lock(vmf->vma->vm_mm, vmf->pmd, vmf->address, &vmf->ptl);
	if (pte_same(*vmf->pte, vmf->orig_pte))
		return true;
	pte_unmap_unlock(vmf->pte, vmf->ptl);
	return false;
}

/*
 * The contents of a frame without counted page. Memory has a struct page even if it is
 * not counted here; what has none is a device's, and readable only through the program's
 * own mapping. What cannot be read is zeros, as on Linux.
 */
static void copy_frame(struct page *to, struct vm_fault *vmf)
{
	unsigned long pfn = pte_pfn(vmf->orig_pte), left = PAGE_SIZE;
	void *dst;

	if (pfn_valid(pfn)) {
		copy_user_highpage(to, pfn_to_page(pfn), vmf->address, vmf->vma);
		return;
	}
	dst = kmap_local_page(to);
	if (vmf->vma->vm_mm == current->mm) {
		pagefault_disable();
		left = copy_from_user(dst, (void __user *)vmf->address, PAGE_SIZE);
		pagefault_enable();
	}
	if (left)
		clear_page(dst);
	kunmap_local(dst);
}

/* A private copy of what the entry maps; NULL: no memory. old: its counted page. */
static struct page *make_copy(struct vm_fault *vmf, struct page *old)
{
	bool zero = !old && is_zero_pfn(pte_pfn(vmf->orig_pte));
	struct page *new = alloc_page_vma(vmf->gfp_mask | (zero ? __GFP_ZERO : 0),
					  vmf->vma, vmf->address);

	if (!new || zero)
		return new;
	if (old)
		copy_user_highpage(new, old, vmf->address, vmf->vma);
	else
		copy_frame(new, vmf);
	return new;
}

/* ptl is held and released. */
static vm_fault_t copy_page_fault(struct vm_fault *vmf, struct page *old)
{
	struct vm_area_struct *vma = vmf->vma;
	struct mm_struct *mm = vma->vm_mm;
	struct page *new;
	pte_t entry;

	if (old)
		get_page(old);
	pte_unmap_unlock(vmf->pte, vmf->ptl);
	anon_vma_prepare(vma);
	new = make_copy(vmf, old);
	if (!new) {
		if (old)
			put_page(old);
		return VM_FAULT_OOM;
	}
	if (relock_same(vmf)) {
		entry = maybe_mkwrite(pte_mkdirty(mk_pte(new, vma->vm_page_prot)), vma);
		/* empty and flushed first: no CPU may use the old page and the new */
		pte_clear(mm, vmf->address, vmf->pte);
		flush_tlb_page(vma, vmf->address);
		if (old) {
			add_mm_counter(mm, mm_counter(old), -1);
			page_remove_rmap(old);
		}
		page_add_new_anon_rmap(new, vma, vmf->address);
		add_mm_counter(mm, MM_ANONPAGES, 1);
		set_pte_at(mm, vmf->address, vmf->pte, entry);
		pte_unmap_unlock(vmf->pte, vmf->ptl);
		new = NULL;
	}
	if (new)
		put_page(new);
	else if (old)
		put_page(old); /* the entry's reference */
	if (old)
		put_page(old);
	return 0;
}

/* A frame of a shared mapping; ptl is held and released. */
static vm_fault_t write_shared_frame(struct vm_fault *vmf)
{
	const struct vm_operations_struct *ops = vmf->vma->vm_ops;
	vm_fault_t result;

	if (ops && ops->pfn_mkwrite) {
		pte_unmap_unlock(vmf->pte, vmf->ptl);
		vmf->flags |= FAULT_FLAG_MKWRITE;
		result = ops->pfn_mkwrite(vmf);
		if (result & (VM_FAULT_ERROR | VM_FAULT_NOPAGE))
			return result;
		if (!relock_same(vmf))
			return 0;
	}
	reuse_entry(vmf);
	return 0;
}

/* A counted page of a shared mapping; ptl is held and released. */
static vm_fault_t write_shared_page(struct vm_fault *vmf, struct page *page)
{
	const struct vm_operations_struct *ops = vmf->vma->vm_ops;
	vm_fault_t result = 0;

	get_page(page);
	if (ops && ops->page_mkwrite) {
		pte_unmap_unlock(vmf->pte, vmf->ptl);
		vmf->page = page;
		result = do_page_mkwrite(vmf);
		if (!(result & VM_FAULT_LOCKED)) {
			put_page(page);
			return result;
		}
		if (!relock_same(vmf)) {
			unlock_page(page);
			put_page(page);
			return 0;
		}
	}
	reuse_entry(vmf);
	SetPageDirty(page);
	if (result & VM_FAULT_LOCKED)
		unlock_page(page);
	put_page(page);
	return result & ~VM_FAULT_LOCKED;
}

vm_fault_t do_wp_page(struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	struct page *page = vm_normal_page(vma, vmf->address, vmf->orig_pte);

	if (vma->vm_flags & VM_SHARED)
		return page ? write_shared_page(vmf, page) : write_shared_frame(vmf);
	if (page && PageAnon(page) && page_count(page) == 1) {
		reuse_entry(vmf);
		return 0;
	}
	return copy_page_fault(vmf, page);
}
