/*
 * mm/user/vma_merge.c - two VMAs out of one, and one out of several
 *
 * Neighbours whose pages carry on, with the same permissions, file and policy, are one
 * VMA: the tree stays small, and /proc/PID/maps reads as on Linux. Nothing here looks at
 * page tables: what they hold of a range does not depend on which VMA names it.
 *
 * Locking: mmap_lock held for writing; the locks of vma_rmap.c over the whole of a merge,
 * so that at every moment each page is in a VMA that it can find.
 */
#include "vma.h"

/* A driver that wants to hear of each VMA's end has its VMAs left alone. */
static bool hears_close(const struct vm_area_struct *vma)
{
	return vma->vm_ops && vma->vm_ops->close;
}

/*
 * Is vma of the range's kind, whatever lies between them? VM_SOFTDIRTY is no kind. What
 * fork gave with pages is VM_INHERITED, and no new range becomes a part of it: as on Linux,
 * where that would put new pages among those to search for the parent's.
 */
static bool same_kind(const struct vm_area_struct *vma, const struct vma_range *range)
{
	return !((vma->vm_flags ^ range->flags) & ~VM_SOFTDIRTY) &&
	       vma->vm_file == range->file && !hears_close(vma) &&
	       mempolicy_equal(vma->vm_policy, range->policy);
}

static bool range_follows(const struct vm_area_struct *prev,
			  const struct vma_range *range)
{
	return prev && prev->vm_end == range->start && same_kind(prev, range) &&
	       prev->vm_pgoff + vma_pages(prev) == range->pgoff;
}

static bool range_precedes(const struct vma_range *range,
			   const struct vm_area_struct *next)
{
	pgoff_t pages = (range->end - range->start) >> PAGE_SHIFT;

	return next && next->vm_start == range->end && same_kind(next, range) &&
	       range->pgoff + pages == next->vm_pgoff;
}

static void absorb(struct mm_struct *mm, struct vm_area_struct *vma,
		   struct vm_area_struct **gone)
{
	rmap_remove(vma);
	__vma_unlink(mm, vma);
	vma->vm_next = *gone;
	*gone = vma;
}

static void set_range(struct vm_area_struct *vma, unsigned long start, unsigned long end,
		      pgoff_t pgoff)
{
	rmap_remove(vma);
	__vma_set_range(vma, start, end, pgoff);
	rmap_insert(vma);
}

/* The range leaves vma, which has it inside: at its start, at its end, or wholly. */
static void give_up_range(struct mm_struct *mm, struct vm_area_struct *vma,
			  const struct vma_range *range, struct vm_area_struct **gone)
{
	pgoff_t cut = (range->end - vma->vm_start) >> PAGE_SHIFT;

	if (vma->vm_start == range->start && vma->vm_end == range->end)
		absorb(mm, vma, gone);
	else if (vma->vm_start == range->start)
		set_range(vma, range->end, vma->vm_end, vma->vm_pgoff + cut);
	else
		set_range(vma, vma->vm_start, range->start, vma->vm_pgoff);
}

/* What keeper takes over from a or b must find it, if it is anonymous pages. */
static void inherit_anon_vma(struct vm_area_struct *keeper,
			     const struct vm_area_struct *a,
			     const struct vm_area_struct *b)
{
	if ((a && a->anon_vma) || (b && b->anon_vma))
		anon_vma_prepare(keeper);
}

struct vm_area_struct *vma_merge(struct mm_struct *mm, struct vm_area_struct *prev,
				 const struct vma_range *range,
				 struct vm_area_struct **gone)
{
	/* owner: the VMA that has the range now; next: the first that begins behind it */
	struct vm_area_struct *owner = prev && prev->vm_end > range->start ? prev : NULL;
	struct vm_area_struct *next = prev ? prev->vm_next : mm->mmap;
	struct vm_area_struct *keeper;
	bool with_prev, with_next;

	*gone = NULL;
	if (range->flags & VM_SPECIAL)
		return NULL;
	if (!owner && next && next->vm_start < range->end) {
		owner = next;
		next = owner->vm_next;
	}
	if (owner && hears_close(owner))
		return NULL;
	with_prev = owner != prev && range_follows(prev, range);
	with_next = (!owner || owner->vm_end == range->end) &&
		    range_precedes(range, next);
	if (!with_prev && !with_next)
		return NULL;

	keeper = with_prev ? prev : next;
	inherit_anon_vma(keeper, owner, with_next ? next : NULL);
	rmap_lock(keeper);
	if (owner)
		give_up_range(mm, owner, range, gone);
	if (with_prev) {
		unsigned long end = with_next ? next->vm_end : range->end;

		if (with_next)
			absorb(mm, next, gone);
		set_range(prev, prev->vm_start, end, prev->vm_pgoff);
	} else {
		set_range(next, range->start, next->vm_end, range->pgoff);
	}
	rmap_unlock(keeper);
	return keeper;
}
