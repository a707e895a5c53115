/*
 * mm/kernel/vmap_area.c - finding free addresses in O(log n)
 *
 *	start   gap   [area]  gap  [area][area]    gap    [area]    the rest    end
 *
 * The areas in use are a tree by address. Each knows the gap before it, and the largest
 * gap in its subtree, so a search for the lowest gap of some size never enters a subtree
 * that has none. What follows the last area is looked at when no gap fits.
 *
 * Pure: no page tables, no locks; tests/host/vmap_area_test.c drives it against a model.
 *
 * Locking: the caller's.
 */
#include <linux/align.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/rbtree_augmented.h>
#include <asm/page_types.h>

#include "vmap_area.h"

#define area_of(rb) rb_entry((rb), struct vmap_area, node)
#define own_gap(area) ((area)->gap)

RB_DECLARE_CALLBACKS_MAX(static, gap_callbacks, struct vmap_area, node, unsigned long,
			 max_gap, own_gap);

static unsigned long max_gap_of(const struct rb_node *rb)
{
	return rb ? area_of(rb)->max_gap : 0;
}

static void set_gap(struct vmap_area *area, unsigned long gap)
{
	area->gap = gap;
	gap_callbacks.propagate(&area->node, NULL);
}

static unsigned long end_before(const struct vmap_space *space, struct vmap_area *area)
{
	struct rb_node *prev = rb_prev(&area->node);

	return prev ? area_of(prev)->end : space->start;
}

/* The lowest address where `want` bytes are free; want has room for the alignment. */
static int find_hole(const struct vmap_space *space, unsigned long want,
		     unsigned long *addr)
{
	struct rb_node *rb = space->root.rb_node, *last = rb_last(&space->root);
	unsigned long tail = last ? area_of(last)->end : space->start;

	if (max_gap_of(rb) < want) {
		*addr = tail;
		return space->end - tail >= want ? 0 : -ENOMEM;
	}
	for (;;) {
		struct vmap_area *area = area_of(rb);

		if (max_gap_of(rb->rb_left) >= want) {
			rb = rb->rb_left;
		} else if (area->gap >= want) {
			*addr = area->start - area->gap;
			return 0;
		} else {
			rb = rb->rb_right;
		}
	}
}

static void insert(struct vmap_space *space, struct vmap_area *area)
{
	struct rb_node **link = &space->root.rb_node, *parent = NULL, *next;

	while (*link) {
		parent = *link;
		link = area->start < area_of(parent)->start ? &parent->rb_left
							    : &parent->rb_right;
	}
	rb_link_node(&area->node, parent, link);
	area->gap = area->max_gap = 0;
	rb_insert_augmented(&area->node, &space->root, &gap_callbacks);
	set_gap(area, area->start - end_before(space, area));
	next = rb_next(&area->node);
	if (next)
		set_gap(area_of(next), area_of(next)->start - area->end);
}

int vmap_area_alloc(struct vmap_space *space, struct vmap_area *area, unsigned long size,
		    unsigned long align)
{
	unsigned long slack = align > PAGE_SIZE ? align - PAGE_SIZE : 0, addr;

	if (!size || size > space->end - space->start || size + slack < size)
		return -ENOMEM;
	if (find_hole(space, size + slack, &addr))
		return -ENOMEM;
	area->start = ALIGN(addr, align);
	area->end = area->start + size;
	insert(space, area);
	return 0;
}

struct vmap_area *vmap_area_find_from(const struct vmap_space *space, unsigned long addr)
{
	struct rb_node *rb = space->root.rb_node;
	struct vmap_area *best = NULL;

	while (rb) {
		if (addr < area_of(rb)->end) {
			best = area_of(rb);
			rb = rb->rb_left;
		} else {
			rb = rb->rb_right;
		}
	}
	return best;
}

struct vmap_area *vmap_area_find(const struct vmap_space *space, unsigned long addr)
{
	struct vmap_area *area = vmap_area_find_from(space, addr);

	return area && area->start <= addr ? area : NULL;
}

void vmap_area_free(struct vmap_space *space, struct vmap_area *area)
{
	struct rb_node *next = rb_next(&area->node);
	unsigned long before = end_before(space, area);

	rb_erase_augmented(&area->node, &space->root, &gap_callbacks);
	if (next)
		set_gap(area_of(next), area_of(next)->start - before);
}

void vmap_area_retire(struct vmap_space *space, struct vmap_area *area)
{
	bool first = !space->lazy;

	area->next_lazy = space->lazy;
	space->lazy = area;
	space->lazy_size += area->end - area->start;
	space->lazy_start = first ? area->start : min(space->lazy_start, area->start);
	space->lazy_end = first ? area->end : max(space->lazy_end, area->end);
}

struct vmap_area *vmap_area_take_lazy(struct vmap_space *space, unsigned long *start,
				      unsigned long *end)
{
	struct vmap_area *chain = space->lazy;

	*start = space->lazy_start;
	*end = space->lazy_end;
	space->lazy = NULL;
	space->lazy_size = 0;
	return chain;
}
