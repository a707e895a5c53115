/*
 * mm/user/mempolicy.c - mbind(2): the policy of a range of addresses
 *
 * A VMA has one policy, and its neighbour of another one is another VMA. Pages that are
 * there stay where they are, unless MPOL_MF_MOVE lets them go elsewhere (migrate.c).
 *
 * Locking: takes mmap_lock for writing.
 */
#include <linux/mm_inline_page.h>
#include "internal.h"

/* A page by the policy of vma, or else of the task. */
struct page *__alloc_page_vma(gfp_t gfp, const struct vm_area_struct *vma,
			      unsigned long addr)
{
	struct mempolicy policy = vma->vm_policy;

	if (policy.mode == MPOL_DEFAULT)
		policy = current->mempolicy;
	return alloc_page_policy(gfp, policy, linear_page_index(vma, addr));
}

struct misplaced_walk {
	struct vm_area_struct *vma;
	unsigned long nodes; /* where pages should be */
};

/* -EIO: the entry maps a page on another node. */
static int check_entry(struct pgtable_walk *walk, pte_t *entry, enum pgtable_level level,
		       unsigned long addr, unsigned long next, unsigned long prot)
{
	struct misplaced_walk *misplaced = walk->private;

	return level == PG_LEVEL_4K && misplaced_page(misplaced->vma, addr,
						      ptep_get(entry), misplaced->nodes)
		       ? -EIO
		       : 0;
}

/* Is every page of [start, end) on one of nodes? 0 or -EIO. */
static int check_pages(struct vm_area_struct *vma, unsigned long start, unsigned long end,
		       unsigned long nodes)
{
	struct misplaced_walk misplaced = { .nodes = nodes };
	struct pgtable_walk walk = { .entry = check_entry, .private = &misplaced };
	int err = 0;

	for (; vma && vma->vm_start < end && !err; vma = vma->vm_next) {
		misplaced.vma = vma;
		err = walk_page_tables(vma->vm_mm->pgd, max(start, vma->vm_start),
				       min(end, vma->vm_end), &walk);
	}
	return err;
}

/* vma is the first that ends above start. A range without a hole is 0, else -EFAULT. */
static int check_holes(const struct vm_area_struct *vma, unsigned long start,
		       unsigned long end)
{
	for (; start < end; vma = vma->vm_next) {
		if (!vma || vma->vm_start > start)
			return -EFAULT;
		start = vma->vm_end;
	}
	return 0;
}

static int set_policy(struct vm_area_struct *vma, unsigned long start, unsigned long end,
		      struct mempolicy policy)
{
	while (vma && vma->vm_start < end) {
		vma = vma_modify_policy(vma, max(start, vma->vm_start),
					min(end, vma->vm_end), policy);
		if (IS_ERR(vma))
			return PTR_ERR(vma);
		vma = vma->vm_next;
	}
	return 0;
}

int mm_mbind(struct mm_struct *mm, unsigned long start, unsigned long end,
	     struct mempolicy policy, unsigned long flags)
{
	const bool move = flags & (MPOL_MF_MOVE | MPOL_MF_MOVE_ALL);
	/* who asks for the local node has its pages anywhere, once they may be moved */
	const bool strict = (flags & MPOL_MF_STRICT) &&
			    !(move && policy.mode == MPOL_LOCAL);
	struct vm_area_struct *vma;
	int err = 0;

	if (mmap_write_lock_killable(mm))
		return -EINTR;
	vma = find_vma_intersection(mm, start, end);
	if (!vma || (policy.mode != MPOL_DEFAULT && check_holes(vma, start, end)))
		err = -EFAULT;
	else if (strict && !move)
		err = check_pages(vma, start, end, policy.asked);
	if (!err)
		err = set_policy(vma, start, end, policy);
	if (!err && move) {
		vma = find_vma(mm, start);
		migrate_range(vma, start, end, policy.asked);
		if (strict)
			err = check_pages(vma, start, end, policy.asked);
	}
	mmap_write_unlock(mm);
	return err;
}
