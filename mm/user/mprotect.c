/*
 * mm/user/mprotect.c - mprotect(2): other permissions for pages that are there
 *
 * First the VMAs are cut and joined so that [start, end) has the new flags, then the
 * present entries follow. A private page never becomes writable here, even if it is ours
 * alone: the next write faults, and that fault decides.
 *
 * Locking: takes mmap_lock for writing; page_table_lock for one table at a time.
 */
#include <linux/mman.h>
#include <asm/tlbflush.h>
#include "internal.h"

/* --- entries ---------------------------------------------------------------------- */

static void protect_ptes(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr,
			 unsigned long end)
{
	struct mm_struct *mm = vma->vm_mm;
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	for (; addr != end; pte++, addr += PAGE_SIZE) {
		pte_t old = ptep_get(pte);

		if (pte_none(old))
			continue;
		old = ptep_get_and_clear(mm, addr, pte);
		set_pte_at(mm, addr, pte, pte_modify(old, vma->vm_page_prot));
	}
	pte_unmap_unlock(pte, ptl);
}

/* Every present entry of [start, end) gets vma's vm_page_prot. */
static void protect_range(struct vm_area_struct *vma, unsigned long start,
			  unsigned long end)
{
	bool any = false;
	unsigned long next;

	for (unsigned long addr = start; addr < end; addr = next) {
		pmd_t *pmd = mm_find_pmd(vma->vm_mm, addr);

		next = pmd_addr_end(addr, end);
		if (!pmd)
			continue;
		protect_ptes(vma, pmd, addr, next);
		any = true;
	}
	if (any)
		flush_tlb_range(vma, start, end);
}

/* --- VMAs ------------------------------------------------------------------------- */

/* Change [start, end), which lies within vma. 0 or -errno, and then nothing changed. */
static int protect_vma(struct vm_area_struct **pvma, unsigned long start,
		       unsigned long end, vm_flags_t flags)
{
	struct vm_area_struct *vma = *pvma;
	struct mm_struct *mm = vma->vm_mm;
	unsigned long pages = (end - start) >> PAGE_SHIFT;
	vm_flags_t old = vma->vm_flags;
	unsigned long charged = 0;

	if (flags == old)
		return 0;
	if ((flags & VM_WRITE) && !(old & VM_WRITE)) {
		if (!may_expand_vm(mm, flags, pages) && may_expand_vm(mm, old, pages))
			return -ENOMEM;
		if (!(old & (VM_ACCOUNT | VM_SHARED | VM_NORESERVE))) {
			if (!vm_enough_memory(mm, pages))
				return -ENOMEM;
			flags |= VM_ACCOUNT;
			charged = pages;
		}
	}
	vma = vma_modify_flags(vma, start, end, flags);
	if (IS_ERR(vma)) {
		vm_unacct_memory(charged);
		return PTR_ERR(vma);
	}
	*pvma = vma;
	vm_stat_account(mm, old, -(long)pages);
	vm_stat_account(mm, flags, pages);
	vma_set_page_prot(vma);
	protect_range(vma, start, end);
	return 0;
}

/* The flags that prot asks for in vma; -EACCES if mprotect(2) may not give them. */
static long wanted_flags(const struct vm_area_struct *vma, unsigned long prot)
{
	vm_flags_t flags;

	if (vma->vm_flags & VM_MAYEXEC)
		prot = implied_prot(prot);
	flags = calc_vm_prot_bits(prot) | (vma->vm_flags & ~VM_ACCESS_FLAGS);
	/* VM_MAY* are VM_* shifted left by four */
	if ((flags & ~(flags >> 4)) & VM_ACCESS_FLAGS)
		return -EACCES;
	return flags;
}

/* mmap_lock held for writing; vma has start, or is the first above it. */
static int protect_vmas(struct vm_area_struct *vma, unsigned long start,
			unsigned long end, unsigned long prot)
{
	while (start < end) {
		unsigned long to;
		long flags;
		int err;

		if (!vma || vma->vm_start > start)
			return -ENOMEM;
		to = min(vma->vm_end, end);
		flags = wanted_flags(vma, prot);
		if (flags < 0)
			return flags;
		if (vma->vm_ops && vma->vm_ops->mprotect) {
			err = vma->vm_ops->mprotect(vma, start, to, flags);
			if (err)
				return err;
		}
		err = protect_vma(&vma, start, to, flags);
		if (err)
			return err;
		/* a merge may have made vma reach further, over what is still to do */
		start = to;
		if (vma->vm_end <= start)
			vma = vma->vm_next;
	}
	return 0;
}

/* PROT_GROWSDOWN: from the start of the stack that has start. */
static int grow_range(const struct vm_area_struct *vma, unsigned long end,
		      unsigned long prot, unsigned long *start)
{
	if (!(prot & PROT_GROWSDOWN)) {
		/* PROT_GROWSUP: no such stacks on x86 */
		return prot & PROT_GROWSUP      ? -EINVAL
		       : vma->vm_start > *start ? -ENOMEM
						: 0;
	}
	if (vma->vm_start >= end)
		return -ENOMEM;
	*start = vma->vm_start;
	return vma->vm_flags & VM_GROWSDOWN ? 0 : -EINVAL;
}

int mm_mprotect(struct mm_struct *mm, unsigned long start, unsigned long len,
		unsigned long prot)
{
	const unsigned long grows = prot & (PROT_GROWSDOWN | PROT_GROWSUP);
	struct vm_area_struct *vma;
	unsigned long end;
	int err = -ENOMEM;

	if (grows == (PROT_GROWSDOWN | PROT_GROWSUP) || offset_in_page(start))
		return -EINVAL;
	if (!len)
		return 0;
	end = start + PAGE_ALIGN(len);
	if (end <= start)
		return -ENOMEM;
	if (prot & ~(PROT_READ | PROT_WRITE | PROT_EXEC | PROT_SEM | grows))
		return -EINVAL;
	if (mmap_write_lock_killable(mm))
		return -EINTR;
	vma = find_vma(mm, start);
	if (vma)
		err = grow_range(vma, end, prot, &start);
	if (!err)
		err = protect_vmas(vma, start, end, prot);
	mmap_write_unlock(mm);
	return err;
}
