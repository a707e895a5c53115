/*
 * mm/user/pagemap.c - what /proc/PID/pagemap says of one page
 *
 *	63 present  62 swapped  61 file or shared  56 mapped once  55 soft-dirty  54..0 PFN
 *
 * Source: Linux's Documentation/admin-guide/mm/pagemap.rst.
 *
 * Locking: mmap_lock held for reading; takes page_table_lock.
 */
#include "internal.h"

int mm_pagemap_entry(struct mm_struct *mm, unsigned long addr, u64 *entry)
{
	struct vm_area_struct *vma = vma_lookup(mm, addr);
	pmd_t *pmd = mm_find_pmd(mm, addr);
	struct page *page;
	spinlock_t *ptl;
	pte_t pte;

	*entry = 0;
	if (!vma)
		return 0;
	if (vma->vm_flags & VM_SOFTDIRTY)
		*entry |= PM_SOFT_DIRTY;
	if (!pmd)
		return 0;

	ptl = pte_lockptr(mm, pmd);
	spin_lock(ptl);
	pte = ptep_get(pte_offset_map(pmd, addr));
	if (pte_present(pte)) {
		*entry |= PM_PRESENT | (pte_pfn(pte) & PM_PFRAME_MASK);
		if (pte_soft_dirty(pte))
			*entry |= PM_SOFT_DIRTY;
		page = vm_normal_page(vma, addr, pte);
		if (page && !PageAnon(page))
			*entry |= PM_FILE;
		if (page && page_mapcount(page) == 1)
			*entry |= PM_MMAP_EXCLUSIVE;
	}
	spin_unlock(ptl);
	return 0;
}
