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

static struct vm_area_struct *vma_of(struct rb_node *node)
{
	return rb_entry(node, struct vm_area_struct, vm_rb);
}

/* What find_vma() finds, without the hint. */
static struct vm_area_struct *search(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *found = NULL;
	struct rb_node *node = mm->mm_rb.rb_node;

	while (node) {
		struct vm_area_struct *vma = vma_of(node);

		if (vma->vm_end <= addr) {
			node = node->rb_right;
			continue;
		}
		found = vma;
		if (vma->vm_start <= addr)
			break;
		node = node->rb_left;
	}
	return found;
}

struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *vma = READ_ONCE(mm->mmap_cache);

	if (vma && vma->vm_start <= addr && addr < vma->vm_end)
		return vma;
	vma = search(mm, addr);
	if (vma)
		WRITE_ONCE(mm->mmap_cache, vma);
	return vma;
}

/* The one before vma; the last of all if vma is NULL. */
static struct vm_area_struct *before(struct mm_struct *mm, struct vm_area_struct *vma)
{
	return vma ? vma->vm_prev
		   : rb_entry_safe(rb_last(&mm->mm_rb), struct vm_area_struct, vm_rb);
}

struct vm_area_struct *find_vma_prev(struct mm_struct *mm, unsigned long addr,
				     struct vm_area_struct **pprev)
{
	struct vm_area_struct *vma = find_vma(mm, addr);

	*pprev = before(mm, vma);
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

/*
 * Its place is known from the list: right of prev, or else left of next, is free. next,
 * in front of which the hole has changed too, is above it: one way up tells both.
 */
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
	vma_gap_callbacks_propagate(&vma->vm_rb,
				    vma->vm_next ? &vma->vm_next->vm_rb : NULL);
	if (vma->vm_next)
		vma_gap_update(vma->vm_next);
	rb_insert_augmented(&vma->vm_rb, &mm->mm_rb, &vma_gap_callbacks);
}

void __vma_link(struct mm_struct *mm, struct vm_area_struct *prev,
		struct vm_area_struct *vma)
{
	list_link(mm, prev, vma);
	tree_link(mm, vma);
	mm->map_count++;
}

void __vma_unlink(struct mm_struct *mm, struct vm_area_struct *vma)
{
	struct vm_area_struct *prev = vma->vm_prev, *next = vma->vm_next;

	if (prev)
		prev->vm_next = next;
	else
		mm->mmap = next;
	if (next) {
		next->vm_prev = prev;
		vma_gap_update(next); /* first: then the way up from vma ends there */
	}
	rb_erase_augmented(&vma->vm_rb, &mm->mm_rb, &vma_gap_callbacks);
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

void vma_uncut(struct vm_area_struct *vma)
{
	struct vm_area_struct *upper = vma->vm_next;

	rmap_lock(vma);
	rmap_remove(upper);
	rmap_remove(vma);
	__vma_unlink(vma->vm_mm, upper);
	__vma_set_range(vma, vma->vm_start, upper->vm_end, vma->vm_pgoff);
	rmap_insert(vma);
	rmap_unlock(vma);
}

/* --- holes ------------------------------------------------------------------------ */

static struct rb_node *child(const struct rb_node *node, bool right)
{
	return right ? node->rb_right : node->rb_left;
}

static unsigned long subtree_gap(struct rb_node *node)
{
	return node ? vma_of(node)->rb_subtree_gap : 0;
}

/*
 * The next VMA, upwards or downwards from vma, that has a hole of length in front, or
 * NULL: up to the first subtree on that side that has one, and in it down to the nearest.
 */
static __always_inline struct vm_area_struct *next_hole(struct vm_area_struct *vma,
							unsigned long length, bool up)
{
	struct rb_node *node = &vma->vm_rb, *from;

	while (subtree_gap(child(node, up)) < length) {
		do {
			from = node;
			node = rb_parent(from);
			if (!node)
				return NULL;
		} while (child(node, up) == from);
		if (vma_gap(vma_of(node)) >= length)
			return vma_of(node);
	}
	do {
		node = child(node, up);
		while (subtree_gap(child(node, !up)) >= length)
			node = child(node, !up);
	} while (vma_gap(vma_of(node)) < length);
	return vma_of(node);
}

static bool fits(unsigned long length, unsigned long from, unsigned long to)
{
	return to >= from && to - from >= length;
}

unsigned long vma_find_gap_top(struct mm_struct *mm, unsigned long length,
			       unsigned long low, unsigned long high)
{
	struct vm_area_struct *vma = search(mm, high), *prev = before(mm, vma);
	unsigned long to = vma ? min(vm_start_gap(vma), high) : high;

	while (!fits(length, max(prev ? vm_end_gap(prev) : 0, low), to)) {
		if (!prev || prev->vm_start < low + length)
			return -ENOMEM;
		vma = vma_gap(prev) >= length ? prev : next_hole(prev, length, false);
		if (!vma)
			return -ENOMEM;
		to = vm_start_gap(vma);
		prev = vma->vm_prev;
	}
	return to - length;
}

unsigned long vma_find_gap_bottom(struct mm_struct *mm, unsigned long length,
				  unsigned long low, unsigned long high)
{
	struct vm_area_struct *vma = search(mm, low);
	unsigned long from = low;

	while (!fits(length, from, vma ? min(vm_start_gap(vma), high) : high)) {
		if (!vma || vma->vm_end + length > high)
			return -ENOMEM;
		vma = next_hole(vma, length, true);
		from = vm_end_gap(before(mm, vma));
	}
	return from;
}
