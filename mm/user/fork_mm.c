/*
 * mm/user/fork_mm.c - fork: a second address space that looks like the first
 *
 * Every VMA is copied; of the pages only the entries. A private page is shared read-only
 * by both until one of them writes (fault_cow.c); device frames are mapped by both as
 * they are. What faults can bring back from a shared file is not copied at all.
 *
 * Locking: mmap_lock of both for writing, the parent's first. page_table_lock of both,
 * the child's first: nobody else knows the child.
 */
#include <linux/file.h>
#include <asm/tlbflush.h>
#include "internal.h"
#include "vma.h"

/* The child gets the parent's entry at addr. Both locks held. */
static void copy_entry(struct vm_area_struct *dst_vma, struct vm_area_struct *src_vma,
		       pte_t *dst, pte_t *src, unsigned long addr, long *rss)
{
	pte_t pte = ptep_get(src);
	struct page *page;

	if (is_cow_mapping(src_vma->vm_flags) && pte_write(pte)) {
		ptep_set_wrprotect(src_vma->vm_mm, addr, src);
		pte = pte_wrprotect(pte);
	}
	if (src_vma->vm_flags & VM_SHARED)
		pte = pte_mkclean(pte);
	page = vm_normal_page(src_vma, addr, pte);
	if (page) {
		get_page(page);
		page_dup_rmap(page);
		rss[mm_counter(page)]++;
	}
	set_pte_at(dst_vma->vm_mm, addr, dst, pte);
}

static void copy_ptes(struct vm_area_struct *dst_vma, struct vm_area_struct *src_vma,
		      pmd_t *dst_pmd, pmd_t *src_pmd, unsigned long addr,
		      unsigned long end)
{
	struct mm_struct *dst_mm = dst_vma->vm_mm, *src_mm = src_vma->vm_mm;
	long rss[NR_MM_COUNTERS] = { 0 };
	spinlock_t *dst_ptl, *src_ptl;
	pte_t *dst = pte_offset_map_lock(dst_mm, dst_pmd, addr, &dst_ptl);
	pte_t *src = pte_offset_map(src_pmd, addr);

	src_ptl = pte_lockptr(src_mm, src_pmd);
	spin_lock_nested(src_ptl, SINGLE_DEPTH_NESTING);
	for (; addr != end; dst++, src++, addr += PAGE_SIZE)
		if (!pte_none(*src))
			copy_entry(dst_vma, src_vma, dst, src, addr, rss);
	spin_unlock(src_ptl);
	add_mm_counters(dst_mm, rss);
	pte_unmap_unlock(dst, dst_ptl);
}

/* Must entries be copied, since no fault could make them again? */
static bool needs_copy(const struct vm_area_struct *vma)
{
	return !(vma->vm_flags & VM_SHARED) ||
	       (vma->vm_flags & (VM_PFNMAP | VM_MIXEDMAP));
}

int copy_page_range(struct vm_area_struct *dst_vma, struct vm_area_struct *src_vma)
{
	unsigned long end = src_vma->vm_end, next;

	if (!needs_copy(src_vma))
		return 0;
	for (unsigned long addr = src_vma->vm_start; addr != end; addr = next) {
		pmd_t *src_pmd = mm_find_pmd(src_vma->vm_mm, addr), *dst_pmd;

		next = pmd_addr_end(addr, end);
		if (!src_pmd)
			continue;
		dst_pmd = mm_alloc_pmd(dst_vma->vm_mm, addr);
		if (!dst_pmd || mm_alloc_pte(dst_vma->vm_mm, dst_pmd))
			return -ENOMEM;
		copy_ptes(dst_vma, src_vma, dst_pmd, src_pmd, addr, next);
		cond_resched();
	}
	return 0;
}

/* The child's VMA for one of the parent's, linked behind prev; NULL: no memory. */
static struct vm_area_struct *dup_vma(struct mm_struct *mm, struct vm_area_struct *prev,
				      struct vm_area_struct *orig)
{
	bool account = orig->vm_flags & VM_ACCOUNT;
	struct vm_area_struct *vma;

	if (account && !vm_enough_memory(mm, vma_pages(orig)))
		return NULL;
	vma = vm_area_dup(orig);
	if (!vma) {
		if (account)
			vm_unacct_memory(vma_pages(orig));
		return NULL;
	}
	vma->vm_mm = mm;
	vma->vm_flags &= ~(VM_LOCKED | VM_LOCKONFAULT);
	if (orig->anon_vma)
		vma->vm_flags |= VM_INHERITED;
	if (vma->vm_file)
		get_file(vma->vm_file);
	vma_link(mm, prev, vma);
	return vma;
}

/* What the parent counts, less what is not inherited. */
static void copy_totals(struct mm_struct *mm, const struct mm_struct *oldmm)
{
	mm->total_vm = oldmm->total_vm;
	mm->data_vm = oldmm->data_vm;
	mm->exec_vm = oldmm->exec_vm;
	mm->stack_vm = oldmm->stack_vm;
}

int dup_mmap(struct mm_struct *mm, struct mm_struct *oldmm)
{
	struct vm_area_struct *orig, *vma = NULL;
	int err = 0;

	mmap_write_lock(oldmm);
	mmap_write_lock_nested(mm, SINGLE_DEPTH_NESTING);
	copy_totals(mm, oldmm);
	for (orig = oldmm->mmap; orig && !err; orig = orig->vm_next) {
		struct vm_area_struct *copy;

		if (orig->vm_flags & VM_DONTCOPY) {
			vm_stat_account(mm, orig->vm_flags, -(long)vma_pages(orig));
			continue;
		}
		copy = dup_vma(mm, vma, orig);
		if (!copy) {
			err = -ENOMEM;
			break;
		}
		vma = copy;
		if (!(orig->vm_flags & VM_WIPEONFORK))
			err = copy_page_range(vma, orig);
		/* after the entries: a driver may take them from the child again */
		if (vma->vm_ops && vma->vm_ops->open)
			vma->vm_ops->open(vma);
	}
	mmap_write_unlock(mm);
	/* entries that became read-only may still be writable in a TLB */
	flush_tlb_mm(oldmm);
	mmap_write_unlock(oldmm);
	return err;
}
