/*
 * mm/user/fault.c - handle_mm_fault: which kind of fault it is
 *
 *	entry empty     VMA anonymous       fault_anon.c   zero page, or a zeroed one
 *	                VMA has a backer    fault_file.c   ->fault; private writes copy
 *	entry present   write, read-only    fault_cow.c    copy, or take over, or mkwrite
 *	                otherwise           here           somebody else was faster
 *
 * The VMA allows the access: who calls has checked that (kernel/fault.c, gup.c).
 *
 * Locking: mmap_lock held for reading. page_table_lock where an entry changes, and there
 * the entry is compared with what it was when the fault was looked at: two threads may
 * fault on one page, and the second finds it done.
 */
#include <linux/mman.h>
#include "internal.h"

struct page *zero_page;

/* What a fresh entry allows, by VM_READ | VM_WRITE | VM_EXEC: private, then shared. */
static const pgprotval_t protection_map[16] = {
	[VM_NONE] = _PAGE_PROTNONE | _PAGE_ACCESSED,
	[VM_READ] = __PAGE_USER | _PAGE_NX,
	[VM_WRITE] = __PAGE_USER | _PAGE_NX,
	[VM_WRITE | VM_READ] = __PAGE_USER | _PAGE_NX,
	[VM_EXEC] = __PAGE_USER,
	[VM_EXEC | VM_READ] = __PAGE_USER,
	[VM_EXEC | VM_WRITE] = __PAGE_USER,
	[VM_EXEC | VM_WRITE | VM_READ] = __PAGE_USER,
	[VM_SHARED] = _PAGE_PROTNONE | _PAGE_ACCESSED,
	[VM_SHARED | VM_READ] = __PAGE_USER | _PAGE_NX,
	[VM_SHARED | VM_WRITE] = __PAGE_USER | _PAGE_RW | _PAGE_NX,
	[VM_SHARED | VM_WRITE | VM_READ] = __PAGE_USER | _PAGE_RW | _PAGE_NX,
	[VM_SHARED | VM_EXEC] = __PAGE_USER,
	[VM_SHARED | VM_EXEC | VM_READ] = __PAGE_USER,
	[VM_SHARED | VM_EXEC | VM_WRITE] = __PAGE_USER | _PAGE_RW,
	[VM_SHARED | VM_EXEC | VM_WRITE | VM_READ] = __PAGE_USER | _PAGE_RW,
};

pgprot_t vm_get_page_prot(vm_flags_t flags)
{
	return __pgprot(protection_map[flags & (VM_ACCESS_FLAGS | VM_SHARED)]);
}

struct page *vm_normal_page(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	return pte_special(pte) ? NULL : pte_page(pte);
}

/* The entry vmf->orig_pte is present. */
static vm_fault_t handle_present(struct vm_fault *vmf)
{
	struct mm_struct *mm = vmf->vma->vm_mm;
	pte_t entry = vmf->orig_pte;

	vmf->pte = pte_offset_map_lock(mm, vmf->pmd, vmf->address, &vmf->ptl);
	if (!pte_same(*vmf->pte, entry)) {
		pte_unmap_unlock(vmf->pte, vmf->ptl);
		return 0;
	}
	if (vmf->flags & FAULT_FLAG_WRITE) {
		if (!pte_write(entry))
			return do_wp_page(vmf);
		entry = pte_mkdirty(entry);
	}
	entry = pte_mkyoung(entry);
	if (!pte_same(entry, vmf->orig_pte))
		set_pte_at(mm, vmf->address, vmf->pte, entry);
	pte_unmap_unlock(vmf->pte, vmf->ptl);
	return 0;
}

static void count_fault(vm_fault_t result)
{
	if (result & (VM_FAULT_ERROR | VM_FAULT_RETRY))
		return;
	if (result & VM_FAULT_MAJOR) {
		count_vm_event(PGMAJFAULT);
		current->maj_flt++;
	} else {
		current->min_flt++;
	}
}

vm_fault_t handle_mm_fault(struct vm_area_struct *vma, unsigned long address,
			   unsigned int flags, struct pt_regs *regs)
{
	struct vm_fault vmf = {
		.vma = vma,
		.address = address & PAGE_MASK,
		.real_address = address,
		.flags = flags,
		.pgoff = linear_page_index(vma, address),
		.gfp_mask = GFP_HIGHUSER_MOVABLE,
	};
	vm_fault_t result;

	count_vm_event(PGFAULT);
	vmf.pmd = mm_alloc_pmd(vma->vm_mm, vmf.address);
	if (!vmf.pmd)
		return VM_FAULT_OOM;
	if (pmd_present(pmdp_get(vmf.pmd)))
		vmf.orig_pte = ptep_get(pte_offset_map(vmf.pmd, vmf.address));
	if (!pte_none(vmf.orig_pte))
		result = handle_present(&vmf);
	else if (vma_is_anonymous(vma))
		result = do_anonymous_page(&vmf);
	else
		result = do_file_fault(&vmf);
	if (regs)
		count_fault(result);
	return result;
}
