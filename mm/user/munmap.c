/*
 * mm/user/munmap.c - munmap(2): cutting VMAs out, with their pages and tables
 *
 *	before  |---A---|   |---B---|---C---|
 *	unmap        [start ........ end)
 *	cut     |-A-|a--|   |---B---|-c-|-C-|
 *	after   |-A-|                   |-C-|
 *
 * Everything that can fail (cutting) comes first; from then on the call succeeds.
 *
 * Locking: mmap_lock held for writing.
 */
#include "internal.h"
#include "mmu_gather.h"
#include "vma.h"

/*
 * Cut so that the first VMA begins at start and the last ends at end. Returns the first,
 * NULL if there is nothing, or ERR_PTR; then nothing has changed.
 */
static struct vm_area_struct *cut_out(struct mm_struct *mm, unsigned long start,
				      unsigned long end)
{
	struct vm_area_struct *first = find_vma_intersection(mm, start, end), *last;
	struct vm_area_struct *below = NULL;
	int err = 0;

	if (!first)
		return NULL;
	if (start > first->vm_start) {
		/* a hole within one VMA makes two of it: that must be allowed */
		if (end < first->vm_end && mm->map_count >= sysctl_max_map_count)
			return ERR_PTR(-ENOMEM);
		err = cut_vma(mm, first, start);
		if (err)
			return ERR_PTR(err);
		below = first;
		first = first->vm_next;
	}
	last = find_vma(mm, end - 1);
	if (last && last->vm_start < end && end < last->vm_end)
		err = cut_vma(mm, last, end);
	if (!err)
		return first;
	if (below)
		rejoin_vma(below);
	return ERR_PTR(err);
}

/* Take the VMAs from first to the last below end out of mm; they stay a list. */
static void detach_vmas(struct mm_struct *mm, struct vm_area_struct *first,
			unsigned long end)
{
	struct vm_area_struct **tail = NULL, *vma = first;
	unsigned long accounted = 0;

	while (vma && vma->vm_start < end) {
		struct vm_area_struct *next = vma->vm_next;
		unsigned long pages = vma_pages(vma);

		vm_stat_account(mm, vma->vm_flags, -(long)pages);
		if (vma->vm_flags & VM_LOCKED)
			mm->locked_vm -= pages;
		if (vma->vm_flags & VM_ACCOUNT)
			accounted += pages;
		vma_unlink(mm, vma);
		if (tail)
			*tail = vma;
		vma->vm_next = NULL;
		tail = &vma->vm_next;
		vma = next;
	}
	if (accounted)
		vm_unacct_memory(accounted);
}

int do_munmap(struct mm_struct *mm, unsigned long start, unsigned long len)
{
	struct vm_area_struct *first, *prev, *next;
	struct mmu_gather tlb;
	unsigned long end;

	if (offset_in_page(start) || start > TASK_SIZE || len > TASK_SIZE - start)
		return -EINVAL;
	end = start + PAGE_ALIGN(len);
	if (end == start)
		return -EINVAL;
	first = cut_out(mm, start, end);
	if (IS_ERR_OR_NULL(first))
		return PTR_ERR_OR_ZERO(first);

	prev = first->vm_prev;
	detach_vmas(mm, first, end);
	next = prev ? prev->vm_next : mm->mmap;
	gather_init(&tlb, mm, false);
	unmap_vmas(&tlb, first, start, end);
	free_pgtables(&tlb, first, prev ? prev->vm_end : 0, next ? next->vm_start : 0);
	gather_finish(&tlb);
	vma_free_merged(first);
	return 0;
}

int vm_munmap(unsigned long start, unsigned long len)
{
	struct mm_struct *mm = current->mm;
	int err;

	if (mmap_write_lock_killable(mm))
		return -EINTR;
	err = do_munmap(mm, start, len);
	mmap_write_unlock(mm);
	return err;
}
