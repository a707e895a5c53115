/*
 * mm/kernel/vmap_area.h - which addresses of a range are taken
 *
 *	free --alloc--> in use --retire--> lazy --free, after a TLB flush--> free
 *
 * A lazy area is unmapped, but a TLB may still know what it mapped, so its addresses are
 * not given out. One flush serves for all lazy areas: vmap_area_take_lazy().
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
	struct vmap_area *next_lazy; /* of the chain that space->lazy begins */
};

/* The range to allocate from, and what is allocated. */
struct vmap_space {
	unsigned long start, end;
	struct rb_root root;     /* of struct vmap_area, by address; the lazy ones too */
	struct vmap_area *lazy;  /* retired last */
	unsigned long lazy_size; /* bytes of all lazy areas */
	unsigned long lazy_start, lazy_end; /* what covers them, while there are any */
};

/*
 * Give area the lowest free range of size bytes at a multiple of align (a power of two).
 * -ENOMEM: no gap is large enough. Both are multiples of the page size.
 * => caller holds the space's lock.
 */
int vmap_area_alloc(struct vmap_space *space, struct vmap_area *area, unsigned long size,
		    unsigned long align);

/* The area that contains addr; for _from else the next one. NULL: there is none. */
struct vmap_area *vmap_area_find(const struct vmap_space *space, unsigned long addr);
struct vmap_area *vmap_area_find_from(const struct vmap_space *space, unsigned long addr);

/* Its addresses are free at once: nothing was mapped, or it is flushed. */
void vmap_area_free(struct vmap_space *space, struct vmap_area *area);

/* The area becomes lazy. It is not used any more, and unmapped. */
void vmap_area_retire(struct vmap_space *space, struct vmap_area *area);

/*
 * Take all lazy areas as a chain by next_lazy, NULL: there are none. The caller flushes
 * [*start, *end), then frees each with vmap_area_free().
 */
struct vmap_area *vmap_area_take_lazy(struct vmap_space *space, unsigned long *start,
				      unsigned long *end);

#endif
