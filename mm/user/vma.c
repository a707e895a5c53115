/*
 * mm/user/vma.c - the VMAs of one mm, as a list and as a tree
 *
 *	list:  A ------ B -- C ---------- D         vm_next, vm_prev, by address
 *	tree:        B
 *	           A   D                            vm_rb, by address
 *	              C
 *
 * Each VMA knows rb_subtree_gap, the largest hole in front of any VMA in its subtree, so
 * that the search for a free range passes by every subtree that has none. A stack's guard
 * gap counts as part of it (vm_start_gap()), so no hole reaches into it.
 *
 * Locking: mmap_lock, for writing to change, for reading to look. mm->mmap_cache is a hint
 * that readers write too: one word, checked before it is believed.
 */
#include <linux/rbtree_augmented.h>
#include "vma.h"

unsigned long stack_guard_gap = 256UL << PAGE_SHIFT;

/* --- gaps ------------------------------------------------------------------------- */

/* The hole in front of vma, in bytes. */
static unsigned long vma_gap(const struct vm_area_struct *vma)
{
	unsigned long from = vma->vm_prev ? vm_end_gap(vma->vm_prev) : 0;
	unsigned long to = vm_start_gap(vma);

	return to > from ? to - from : 0;
}

RB_DECLARE_CALLBACKS_MAX(static, vma_gap_callbacks, struct vm_area_struct, vm_rb,
			 unsigned long, rb_subtree_gap, vma_gap);

/* The hole in front of vma has changed: tell the tree. */
static void vma_gap_update(struct vm_area_struct *vma)
{
	vma_gap_callbacks_propagate(&vma->vm_rb, NULL);
}

/* --- finding ---------------------------------------------------------------------- */

struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *vma = READ_ONCE(mm->mmap_cache);
	struct vm_area_struct *found = NULL;
	struct rb_node *node = mm->mm_rb.rb_node;

	if (vma && vma->vm_start <= addr && addr < vma->vm_end)
		return vma;
	while (node) {
		vma = rb_entry(node, struct vm_area_struct, vm_rb);
		if (vma->vm_end <= addr) {
			node = node->rb_right;
			continue;
		}
		found = vma;
		if (vma->vm_start <= addr)
			break;
		node = node->rb_left;
	}
	if (found)
		WRITE_ONCE(mm->mmap_cache, found);
	return found;
}

struct vm_area_struct *find_vma_prev(struct mm_struct *mm, unsigned long addr,
				     struct vm_area_struct **pprev)
{
	struct vm_area_struct *vma = find_vma(mm, addr);

	if (vma)
		*pprev = vma->vm_prev;
	else
		*pprev = rb_entry_safe(rb_last(&mm->mm_rb), struct vm_area_struct, vm_rb);
	return vma;
}

struct vm_area_struct *find_vma_intersection(struct mm_struct *mm, unsigned long start,
					     unsigned long end)
{
	struct vm_area_struct *vma = find_vma(mm, start);

	return vma && vma->vm_start < end ? vma : NULL;
}

struct vm_area_struct *find_exact_vma(struct mm_struct *mm, unsigned long start,
				      unsigned long end)
{
	struct vm_area_struct *vma = find_vma(mm, start);

	return vma && vma->vm_start == start && vma->vm_end == end ? vma : NULL;
}

/* --- putting in, taking out ------------------------------------------------------- */

static void list_link(struct mm_struct *mm, struct vm_area_struct *prev,
		      struct vm_area_struct *vma)
{
	struct vm_area_struct *next = prev ? prev->vm_next : mm->mmap;

	vma->vm_prev = prev;
	vma->vm_next = next;
	if (prev)
		prev->vm_next = vma;
	else
		mm->mmap = vma;
	if (next)
		next->vm_prev = vma;
}

/* Its place is known from the list: right of prev, or else left of next, is free. */
static void tree_link(struct mm_struct *mm, struct vm_area_struct *vma)
{
	struct rb_node *parent = NULL;
	struct rb_node **link = &mm->mm_rb.rb_node;

	if (vma->vm_prev && !vma->vm_prev->vm_rb.rb_right) {
		parent = &vma->vm_prev->vm_rb;
		link = &parent->rb_right;
	} else if (vma->vm_next) {
		parent = &vma->vm_next->vm_rb;
		link = &parent->rb_left;
	}
	rb_link_node(&vma->vm_rb, parent, link);
	vma->rb_subtree_gap = 0;
	vma_gap_update(vma);
	rb_insert_augmented(&vma->vm_rb, &mm->mm_rb, &vma_gap_callbacks);
}

void __vma_link(struct mm_struct *mm, struct vm_area_struct *prev,
		struct vm_area_struct *vma)
{
	list_link(mm, prev, vma);
	if (vma->vm_next)
		vma_gap_update(vma->vm_next);
	tree_link(mm, vma);
	mm->map_count++;
}

void __vma_unlink(struct mm_struct *mm, struct vm_area_struct *vma)
{
	struct vm_area_struct *prev = vma->vm_prev, *next = vma->vm_next;

	rb_erase_augmented(&vma->vm_rb, &mm->mm_rb, &vma_gap_callbacks);
	if (prev)
		prev->vm_next = next;
	else
		mm->mmap = next;
	if (next) {
		next->vm_prev = prev;
		vma_gap_update(next);
	}
	WRITE_ONCE(mm->mmap_cache, NULL);
	mm->map_count--;
}

void __vma_set_range(struct vm_area_struct *vma, unsigned long start, unsigned long end,
		     pgoff_t pgoff)
{
	vma->vm_start = start;
	vma->vm_end = end;
	vma->vm_pgoff = pgoff;
	vma_gap_update(vma);
	if (vma->vm_next)
		vma_gap_update(vma->vm_next);
}

/* The same, and pages hear of it: rmap_insert() and rmap_remove() in one step with it. */

void vma_link(struct mm_struct *mm, struct vm_area_struct *prev,
	      struct vm_area_struct *vma)
{
	__vma_link(mm, prev, vma);
	rmap_link(vma);
}

void vma_unlink(struct mm_struct *mm, struct vm_area_struct *vma)
{
	__vma_unlink(mm, vma);
	rmap_unlink(vma);
}

void vma_set_range(struct vm_area_struct *vma, unsigned long start, unsigned long end,
		   pgoff_t pgoff)
{
	rmap_lock(vma);
	rmap_remove(vma);
	__vma_set_range(vma, start, end, pgoff);
	rmap_insert(vma);
	rmap_unlock(vma);
}

void vma_cut(struct vm_area_struct *vma, unsigned long addr, struct vm_area_struct *upper)
{
	unsigned long end = vma->vm_end;

	rmap_lock(vma);
	rmap_remove(vma);
	upper->vm_start = addr;
	upper->vm_end = end;
	upper->vm_pgoff = vma->vm_pgoff + ((addr - vma->vm_start) >> PAGE_SHIFT);
	vma->vm_end = addr; /* __vma_link() updates the gap behind it */
	__vma_link(vma->vm_mm, vma, upper);
	rmap_insert(vma);
	rmap_insert(upper);
	rmap_unlock(vma);
}

/* --- holes ------------------------------------------------------------------------ */

/* The end of the highest VMA. */
static unsigned long last_end(struct mm_struct *mm)
{
	struct rb_node *last = rb_last(&mm->mm_rb);

	return last ? vm_end_gap(rb_entry(last, struct vm_area_struct, vm_rb)) : 0;
}

/*
 * The highest hole in front of a VMA of this subtree. To the right lie only holes above
 * vm_end, to the left only holes below vm_start: what the limits exclude is not visited.
 * (vm_start_gap() would not do: a guard gap may reach over several small VMAs.)
 */
static unsigned long subtree_gap_top(struct rb_node *node, unsigned long length,
				     unsigned long low, unsigned long high)
{
	while (node) {
		struct vm_area_struct *vma = rb_entry(node, struct vm_area_struct, vm_rb);
		unsigned long from, to, found;

		if (vma->rb_subtree_gap < length)
			break;
		if (vma->vm_end + length <= high) {
			found = subtree_gap_top(node->rb_right, length, low, high);
			if (!IS_ERR_VALUE(found))
				return found;
		}
		to = min(vm_start_gap(vma), high);
		from = max(vma->vm_prev ? vm_end_gap(vma->vm_prev) : 0, low);
		if (to >= from && to - from >= length)
			return to - length;
		if (vma->vm_start < low + length)
			break;
		node = node->rb_left;
	}
	return -ENOMEM;
}

unsigned long vma_find_gap_top(struct mm_struct *mm, unsigned long length,
			       unsigned long low, unsigned long high)
{
	unsigned long from = max(last_end(mm), low);

	if (high >= from && high - from >= length)
		return high - length;
	return subtree_gap_top(mm->mm_rb.rb_node, length, low, high);
}

/* The mirror image of subtree_gap_top(). */
static unsigned long subtree_gap_bottom(struct rb_node *node, unsigned long length,
					unsigned long low, unsigned long high)
{
	while (node) {
		struct vm_area_struct *vma = rb_entry(node, struct vm_area_struct, vm_rb);
		unsigned long from, to, found;

		if (vma->rb_subtree_gap < length)
			break;
		if (vma->vm_start >= low + length) {
			found = subtree_gap_bottom(node->rb_left, length, low, high);
			if (!IS_ERR_VALUE(found))
				return found;
		}
		to = min(vm_start_gap(vma), high);
		from = max(vma->vm_prev ? vm_end_gap(vma->vm_prev) : 0, low);
		if (to >= from && to - from >= length)
			return from;
		if (vma->vm_end + length > high)
			break;
		node = node->rb_right;
	}
	return -ENOMEM;
}

unsigned long vma_find_gap_bottom(struct mm_struct *mm, unsigned long length,
				  unsigned long low, unsigned long high)
{
	unsigned long found = subtree_gap_bottom(mm->mm_rb.rb_node, length, low, high);
	unsigned long from = max(last_end(mm), low);

	if (IS_ERR_VALUE(found) && high >= from && high - from >= length)
		return from;
	return found;
}
