/*
 * mm/kernel/vmap_area.h - which addresses of a range are taken
 */
#ifndef MM_KERNEL_VMAP_AREA_H
#define MM_KERNEL_VMAP_AREA_H

#include <linux/rbtree.h>
#include <linux/types.h>

/* A range of addresses, [start, end), in use. */
struct vmap_area {
	unsigned long start, end;
	unsigned long gap;     /* free bytes between the area before and start */
	unsigned long max_gap; /* the largest gap in this node's subtree */
	struct rb_node node;
};

/* The range to allocate from, and what is allocated. */
struct vmap_space {
	unsigned long start, end;
	struct rb_root root; /* of struct vmap_area, by address */
};

/*
 * Give area the lowest free range of size bytes at a multiple of align (a power of two).
 * -ENOMEM: no gap is large enough. Both are multiples of the page size.
 * => caller holds the space's lock.
 */
int vmap_area_alloc(struct vmap_space *space, struct vmap_area *area, unsigned long size,
		    unsigned long align);

/* The area that contains addr, or NULL. */
struct vmap_area *vmap_area_find(const struct vmap_space *space, unsigned long addr);

void vmap_area_free(struct vmap_space *space, struct vmap_area *area);

/* In address order; NULL: there is none. */
struct vmap_area *vmap_area_first(const struct vmap_space *space);
struct vmap_area *vmap_area_next(const struct vmap_area *area);

#endif
