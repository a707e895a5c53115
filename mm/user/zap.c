/*
 * mm/user/zap.c - empties page-table entries and lets go of what they held
 *
 * A counted page loses its entry now and its reference after the TLB flush; a device
 * frame just loses its entry. What the CPU noted in the entry (accessed, dirty) goes to
 * the struct page of a file's page.
 *
 * Locking: mmap_lock in any way, or i_mmap_rwsem (the VMA and its tables stay), or nobody
 * uses the mm; page_table_lock is taken here,
 * for one table at a time.
 */
#include <linux/page-flags.h>
#include "internal.h"
#include "mmu_gather.h"

/* The page of a cleared entry goes. */
static void zap_page(struct mmu_gather *tlb, struct vm_area_struct *vma,
		     unsigned long addr, pte_t pte, long rss[NR_MM_COUNTERS])
{
	struct page *page = vm_normal_page(vma, addr, pte);

	if (!page)
		return;
	if (!PageAnon(page)) {
		if (pte_dirty(pte))
			SetPageDirty(page);
		if (pte_young(pte))
			SetPageReferenced(page);
	}
	rss[mm_counter(page)]--;
	page_remove_rmap(page);
	gather_page(tlb, page);
}

static bool is_private_copy(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page = vm_normal_page(vma, addr, pte);

	return page && PageAnon(page);
}

/* Empty [addr, end) of one table. Returns where it stopped because the gather is full. */
static unsigned long zap_ptes(struct mmu_gather *tlb, struct vm_area_struct *vma,
			      pmd_t *pmd, unsigned long addr, unsigned long end)
{
	long rss[NR_MM_COUNTERS] = { 0 };
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(tlb->mm, pmd, addr, &ptl);

	for (; addr != end && !gather_full(tlb); pte++, addr += PAGE_SIZE) {
		pte_t old = ptep_get(pte);

		if (pte_none(old) || (tlb->keep_cows && is_private_copy(vma, addr, old)))
			continue;
		old = ptep_get_and_clear(tlb->mm, addr, pte);
		gather_entry(tlb, addr);
		zap_page(tlb, vma, addr, old, rss);
	}
	add_mm_counters(tlb->mm, rss);
	pte_unmap_unlock(pte, ptl);
	return addr;
}

/* The end of the largest range from addr that surely has no table. */
static unsigned long skip_hole(struct mm_struct *mm, unsigned long addr,
			       unsigned long end)
{
	p4d_t *p4d = p4d_offset(pgd_offset(mm, addr), addr);

	if (!p4d_present(*p4d))
		return pgd_addr_end(addr, end);
	if (!pud_present(pudp_get(pud_offset(p4d, addr))))
		return pud_addr_end(addr, end);
	return pmd_addr_end(addr, end);
}

void zap_range(struct mmu_gather *tlb, struct vm_area_struct *vma, unsigned long addr,
	       unsigned long end)
{
	while (addr < end) {
		unsigned long next = pmd_addr_end(addr, end);
		pmd_t *pmd = mm_find_pmd(tlb->mm, addr);

		if (!pmd) {
			addr = skip_hole(tlb->mm, addr, end);
			continue;
		}
		addr = zap_ptes(tlb, vma, pmd, addr, next);
		if (gather_full(tlb)) {
			gather_more(tlb);
			cond_resched();
		}
	}
}

void unmap_vmas(struct mmu_gather *tlb, struct vm_area_struct *vma, unsigned long start,
		unsigned long end)
{
	update_hiwater_rss(tlb->mm);
	for (; vma && vma->vm_start < end; vma = vma->vm_next) {
		unsigned long from = max(vma->vm_start, start);
		unsigned long to = min(vma->vm_end, end);

		if (from < to)
			zap_range(tlb, vma, from, to);
	}
}

void zap_page_range_single(struct vm_area_struct *vma, unsigned long start,
			   unsigned long size)
{
	struct mmu_gather tlb;

	update_hiwater_rss(vma->vm_mm);
	gather_init(&tlb, vma->vm_mm, false);
	zap_range(&tlb, vma, start, start + size);
	gather_finish(&tlb);
}

void zap_vma_ptes(struct vm_area_struct *vma, unsigned long start, unsigned long size)
{
	unsigned long end = start + size;

	if (!(vma->vm_flags & VM_PFNMAP) || start < vma->vm_start || end > vma->vm_end ||
	    end < start)
		return;
	zap_page_range_single(vma, start, size);
}
