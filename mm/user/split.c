/*
 * mm/user/split.c - cutting a VMA in two, and giving a part of one other flags or policy
 *
 *	before   |------- vma -------|
 *	flags         [start .. end)
 *	after    |----|-- other --|--|      or a neighbour's bound moves over the range
 *
 * What can fail (memory, the limit of VMAs, a driver that refuses) fails before anything
 * has changed, or is undone.
 *
 * Locking: mmap_lock held for writing.
 */
#include <linux/file.h>
#include "internal.h"
#include "vma.h"

int cut_vma(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long addr)
{
	struct vm_area_struct *upper;
	int err;

	if (vma->vm_ops && vma->vm_ops->may_split) {
		err = vma->vm_ops->may_split(vma, addr);
		if (err)
			return err;
	}
	upper = vm_area_dup(vma);
	if (!upper)
		return -ENOMEM;
	if (upper->vm_file)
		get_file(upper->vm_file);
	vma_cut(vma, addr, upper);
	if (upper->vm_ops && upper->vm_ops->open)
		upper->vm_ops->open(upper);
	return 0;
}

int split_vma(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long addr)
{
	if (mm->map_count >= sysctl_max_map_count)
		return -ENOMEM;
	return cut_vma(mm, vma, addr);
}

void rejoin_vma(struct vm_area_struct *vma)
{
	struct vm_area_struct *upper = vma->vm_next;

	vma_uncut(vma);
	vma_destroy(upper);
}

struct vm_area_struct *isolate_vma(struct vm_area_struct *vma, unsigned long start,
				   unsigned long end)
{
	struct vm_area_struct *below = NULL;
	int err = 0;

	if (start > vma->vm_start) {
		err = split_vma(vma->vm_mm, vma, start);
		if (err)
			return ERR_PTR(err);
		below = vma;
		vma = vma->vm_next;
	}
	if (end < vma->vm_end)
		err = split_vma(vma->vm_mm, vma, end);
	if (!err)
		return vma;
	if (below)
		rejoin_vma(below);
	return ERR_PTR(err);
}

static struct vm_area_struct *modify(struct vm_area_struct *vma, unsigned long start,
				     unsigned long end, vm_flags_t flags,
				     struct mempolicy policy)
{
	struct mm_struct *mm = vma->vm_mm;
	struct vma_range range = {
		.start = start,
		.end = end,
		.flags = flags,
		.file = vma->vm_file,
		.pgoff = linear_page_index(vma, start),
		.policy = policy,
	};
	struct vm_area_struct *merged, *gone;

	merged = vma_merge(mm, start > vma->vm_start ? vma : vma->vm_prev, &range, &gone);
	vma_free_merged(gone);
	if (merged)
		return merged;
	vma = isolate_vma(vma, start, end);
	if (IS_ERR(vma))
		return vma;
	vma->vm_flags = flags;
	vma->vm_policy = policy;
	return vma;
}

struct vm_area_struct *vma_modify_flags(struct vm_area_struct *vma, unsigned long start,
					unsigned long end, vm_flags_t flags)
{
	return modify(vma, start, end, flags, vma->vm_policy);
}

struct vm_area_struct *vma_modify_policy(struct vm_area_struct *vma, unsigned long start,
					 unsigned long end, struct mempolicy policy)
{
	if (mempolicy_equal(vma->vm_policy, policy))
		return vma;
	return modify(vma, start, end, vma->vm_flags, policy);
}
