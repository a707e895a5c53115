/*
 * include/linux/xarray_types.h - a growing array of pointers, without its lock
 *
 * A radix tree, six bits of the index a level, as high as the largest index needs:
 *
 *	xa_head -> node (shift 6) -> node (shift 0) -> entry
 *
 * NULL is the entry of every index at which nothing is stored. An entry is a pointer
 * whose low two bits are clear, or xa_mk_value() of a number. An array with nothing but
 * index 0 has no nodes.
 *
 * The functions with two underscores (lib/xarray.c) expect the caller to exclude every
 * other user of the array; linux/xarray.h adds the lock.
 *
 * Atlas: no RCU and no marks.
 */
#ifndef LINUX_XARRAY_TYPES_H
#define LINUX_XARRAY_TYPES_H

#include <linux/err.h>
#include <linux/spinlock_types.h>
#include <linux/types.h>

#define XA_CHUNK_SHIFT 6
#define XA_CHUNK_SIZE (1UL << XA_CHUNK_SHIFT)
#define XA_CHUNK_MASK (XA_CHUNK_SIZE - 1)
/* Levels that the largest index needs. */
#define XA_MAX_LEVELS ((64 + XA_CHUNK_SHIFT - 1) / XA_CHUNK_SHIFT)

struct xarray {
	spinlock_t xa_lock;
	gfp_t xa_flags;
	void *xa_head; /* [xa_lock] an entry, or a tagged struct xa_node */
};

struct xa_node {
	unsigned char shift;    /* [I] bits of the index below this level */
	unsigned char offset;   /* [I] this node's slot in its parent */
	unsigned short count;   /* slots in use */
	struct xa_node *parent; /* NULL: the top; in a chain of spares: the next */
	void *slots[XA_CHUNK_SIZE];
};

#define XARRAY_INIT(name, flags)                                          \
	{                                                                 \
		.xa_lock = __SPIN_LOCK_UNLOCKED(name), .xa_flags = flags, \
		.xa_head = NULL,                                          \
	}
#define DEFINE_XARRAY(name) struct xarray name = XARRAY_INIT(name, 0)

static inline void xa_init_flags(struct xarray *xa, gfp_t flags)
{
	*xa = (struct xarray)XARRAY_INIT(xa, flags);
}

static inline void xa_init(struct xarray *xa)
{
	xa_init_flags(xa, 0);
}

static inline bool xa_empty(const struct xarray *xa)
{
	return xa->xa_head == NULL;
}

/* A number from 0 to LONG_MAX as an entry, and back. */
static inline void *xa_mk_value(unsigned long v)
{
	return (void *)((v << 1) | 1);
}

static inline unsigned long xa_to_value(const void *entry)
{
	return (unsigned long)entry >> 1;
}

static inline bool xa_is_value(const void *entry)
{
	return (unsigned long)entry & 1;
}

/* What a store returns instead of the old entry when it failed: -errno, tagged. */
static inline void *xa_mk_error(int err)
{
	return (void *)(((unsigned long)err << 2) | 2);
}

static inline int xa_err(const void *entry)
{
	if (((unsigned long)entry & 3) != 2 ||
	    (unsigned long)entry < (unsigned long)-16384)
		return 0;
	return (int)((long)entry >> 2);
}

static inline bool xa_is_err(const void *entry)
{
	return xa_err(entry) != 0;
}

/*
 * mm tells, once, where nodes come from: alloc() returns sizeof(struct xa_node) bytes of
 * any content, or NULL; it may sleep only if may_sleep is true.
 */
void xa_set_allocator(void *(*alloc)(gfp_t gfp, bool may_sleep),
		      void (*free)(void *node));

/* The entry at index. */
void *__xa_load(const struct xarray *xa, unsigned long index);

/*
 * Store entry (NULL erases) and return what was there, or an error: xa_err() of it is
 * -ENOMEM. Never sleeps. Nodes are taken from *spares (which may be NULL, and so may
 * what it points to) before the allocator is asked.
 */
void *__xa_store_spares(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp,
			struct xa_node **spares);
static inline void *__xa_store(struct xarray *xa, unsigned long index, void *entry,
			       gfp_t gfp)
{
	return __xa_store_spares(xa, index, entry, gfp, NULL);
}

/* Store only if nothing is there: 0, -EBUSY or -ENOMEM. */
int __xa_insert_spares(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp,
		       struct xa_node **spares);
static inline int __xa_insert(struct xarray *xa, unsigned long index, void *entry,
			      gfp_t gfp)
{
	return __xa_insert_spares(xa, index, entry, gfp, NULL);
}

/* Store NULL; cannot fail. Nodes that become empty are freed. */
void *__xa_erase(struct xarray *xa, unsigned long index);

/* The first entry from *index to max; *index becomes its index. NULL: there is none. */
void *__xa_find(const struct xarray *xa, unsigned long *index, unsigned long max);
/* The same from *index + 1 on. */
void *__xa_find_after(const struct xarray *xa, unsigned long *index, unsigned long max);

/* Free all nodes (the entries are the caller's); the array is empty and usable. */
void __xa_destroy(struct xarray *xa);

/* As many nodes as one store can need, chained, or NULL. May sleep. */
struct xa_node *xa_alloc_spares(gfp_t gfp);
void xa_free_spares(struct xa_node *spares);

#define __xa_for_each(xa, index, entry)                                       \
	for ((index) = 0, (entry) = __xa_find((xa), &(index), ~0UL); (entry); \
	     (entry) = __xa_find_after((xa), &(index), ~0UL))

#endif
