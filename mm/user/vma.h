/*
 * mm/user/vma.h - the VMA algebra: ranges of addresses that are found, cut and joined
 *
 * Pure: no page table, no file, no allocation, so that it also compiles on the host, where
 * tests/host/vma_test.c drives it. Who calls it brings the structures and disposes of
 * them.
 *
 * Locking: mmap_lock held for writing, except for the searches, which only read.
 */
#ifndef MM_USER_VMA_H
#define MM_USER_VMA_H

#include <linux/fs.h>
#include <linux/mm.h>

/*
 * Put vma, whose range must be free, into mm behind prev (NULL: as the first). An mm is
 * a list and a tree, and both know it then.
 */
void vma_link(struct mm_struct *mm, struct vm_area_struct *prev,
	      struct vm_area_struct *vma);

/* Take vma out of list and tree. */
void vma_unlink(struct mm_struct *mm, struct vm_area_struct *vma);

/* Move the bounds of a linked vma; it may not meet its neighbours. */
void vma_set_range(struct vm_area_struct *vma, unsigned long start, unsigned long end,
		   pgoff_t pgoff);

/* These three without the locks, and without a word to the pages: for vma_merge.c. */
void __vma_link(struct mm_struct *mm, struct vm_area_struct *prev,
		struct vm_area_struct *vma);
void __vma_unlink(struct mm_struct *mm, struct vm_area_struct *vma);
void __vma_set_range(struct vm_area_struct *vma, unsigned long start, unsigned long end,
		     pgoff_t pgoff);

/*
 * Cut vma at addr, which lies strictly inside it: vma keeps what is below, upper, a copy
 * of vma, gets the rest and is linked behind it.
 */
void vma_cut(struct vm_area_struct *vma, unsigned long addr,
	     struct vm_area_struct *upper);

/* Undo the cut: vma has its old range again, the upper part is linked nowhere. */
void vma_uncut(struct vm_area_struct *vma);

/* --- vma_rmap.c: by which pages find their VMAs ----------------------------------- */

/* Keep who walks vma's trees out, while it or another VMA of them changes. May sleep. */
void rmap_lock(struct vm_area_struct *vma);
void rmap_unlock(struct vm_area_struct *vma);

/* vma is, or is no longer, found by its pages. The functions above do so by themselves. */
void rmap_insert(struct vm_area_struct *vma);
void rmap_remove(struct vm_area_struct *vma);

/* rmap_insert(), rmap_remove() with the locks, for one VMA alone. */
void rmap_link(struct vm_area_struct *vma);
void rmap_unlink(struct vm_area_struct *vma);

/* vma is about to have its first anonymous page. mmap_lock held in any way. May sleep. */
void __anon_vma_prepare(struct vm_area_struct *vma);

static inline void anon_vma_prepare(struct vm_area_struct *vma)
{
	if (unlikely(!READ_ONCE(vma->anon_vma)))
		__anon_vma_prepare(vma);
}

/* --- joining ---------------------------------------------------------------------- */

/* What a new or changed range would be; pages carry on where their neighbour's end. */
struct vma_range {
	unsigned long start, end;
	vm_flags_t flags;
	struct file *file;
	pgoff_t pgoff; /* of start */
	struct mempolicy policy;
};

/*
 * Give the range to the VMAs beside it, if they are of its kind:
 *
 *	prev|range|next   ->  prev prev prev        next is gone
 *	prev|range|other  ->  prev prev|other
 *	other|range|next  ->  other|next next
 *
 * The range is free, or lies within one VMA that loses it (mprotect). prev is the VMA
 * before range.start, or has it inside. Returns the VMA that has the range now, or NULL
 * when neighbours are of another kind and nothing changed. VMAs that had to go are
 * unlinked and chained through vm_next from *gone, for the caller to free.
 */
struct vm_area_struct *vma_merge(struct mm_struct *mm, struct vm_area_struct *prev,
				 const struct vma_range *range,
				 struct vm_area_struct **gone);

/*
 * A free range of length bytes within [low, high), with the guard gaps of stacks left
 * alone: the highest or the lowest there is. Returns its start, or -ENOMEM. length is
 * not 0; low + length and high do not overflow. O(log n).
 */
unsigned long vma_find_gap_top(struct mm_struct *mm, unsigned long length,
			       unsigned long low, unsigned long high);
unsigned long vma_find_gap_bottom(struct mm_struct *mm, unsigned long length,
				  unsigned long low, unsigned long high);

#endif
