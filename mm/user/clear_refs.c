/*
 * mm/user/clear_refs.c - for /proc/PID/clear_refs: forget which pages were used, or written
 *
 *	referenced   the accessed bit of the entry and PG_referenced of the page go; the next
 *	             touch sets the bit again
 *	soft-dirty   the entry's bit and VM_SOFTDIRTY go, and the entry becomes read-only, so
 *	             that the next write faults and sets the bit
 *
 * Source: Linux's Documentation/admin-guide/mm/soft-dirty.rst, and proc(5), clear_refs.
 *
 * Locking: takes mmap_lock, for writing where VMAs change; page_table_lock for each entry.
 */
#include <linux/page-flags.h>
#include <asm/tlbflush.h>
#include "internal.h"

static int clear_young(struct pgtable_walk *walk, pte_t *entry, enum pgtable_level level,
		       unsigned long addr, unsigned long next, unsigned long prot)
{
	struct vm_area_struct *vma = walk->private;
	spinlock_t *ptl = &vma->vm_mm->page_table_lock;
	struct page *page;

	if (level != PG_LEVEL_4K || pte_none(ptep_get(entry)))
		return 0;
	spin_lock(ptl);
	if (pte_present(ptep_get(entry))) {
		ptep_test_and_clear_young(vma, addr, entry);
		page = vm_normal_page(vma, addr, ptep_get(entry));
		if (page)
			ClearPageReferenced(page);
	}
	spin_unlock(ptl);
	return 0;
}

static int clear_soft_dirty(struct pgtable_walk *walk, pte_t *entry,
			    enum pgtable_level level, unsigned long addr,
			    unsigned long next, unsigned long prot)
{
	struct vm_area_struct *vma = walk->private;
	struct mm_struct *mm = vma->vm_mm;
	pte_t pte;

	if (level != PG_LEVEL_4K || pte_none(ptep_get(entry)))
		return 0;
	spin_lock(&mm->page_table_lock);
	if (pte_present(ptep_get(entry))) {
		pte = ptep_get_and_clear(mm, addr, entry);
		set_pte_at(mm, addr, entry, pte_clear_soft_dirty(pte_wrprotect(pte)));
	}
	spin_unlock(&mm->page_table_lock);
	return 0;
}

void mm_clear_referenced(struct mm_struct *mm, bool anonymous, bool files)
{
	struct pgtable_walk walk = { .entry = clear_young };
	struct vm_area_struct *vma;

	mmap_read_lock(mm);
	for_each_vma_of(mm, vma)
	{
		if (!(vma->vm_file ? files : anonymous))
			continue;
		walk.private = vma;
		walk_page_tables(mm->pgd, vma->vm_start, vma->vm_end, &walk);
	}
	flush_tlb_mm(mm);
	mmap_read_unlock(mm);
}

int mm_clear_soft_dirty(struct mm_struct *mm)
{
	struct pgtable_walk walk = { .entry = clear_soft_dirty };
	struct vm_area_struct *vma;

	if (mmap_write_lock_killable(mm))
		return -EINTR;
	for_each_vma_of(mm, vma)
	{
		if (vma->vm_flags & VM_PFNMAP)
			continue;
		vm_flags_clear(vma, VM_SOFTDIRTY);
		vma_set_page_prot(vma);
		walk.private = vma;
		walk_page_tables(mm->pgd, vma->vm_start, vma->vm_end, &walk);
	}
	flush_tlb_mm(mm);
	mmap_write_unlock(mm);
	return 0;
}
