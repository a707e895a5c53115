/*
 * mm/frames/slab_def.h - what a cache is, for the files of the slab allocator
 */
#ifndef MM_FRAMES_SLAB_DEF_H
#define MM_FRAMES_SLAB_DEF_H

#include <linux/list.h>
#include <linux/mm_inline_page.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

/* Empty slabs that a node keeps for the next allocation. */
#define SLAB_KEEP_EMPTY 1

/* One CPU's free objects, of any slab: a chain, last freed first. */
struct kmem_cache_cpu {
	void *freelist;     /* [cpu, irqs off] */
	unsigned int count; /* [cpu, irqs off] objects in it */
} ____cacheline_aligned;

/* A node's slabs that have free objects; the full ones are on no list. */
struct kmem_cache_node {
	spinlock_t list_lock;     /* irq-safe */
	struct list_head partial; /* [list_lock] of page->lru */
	unsigned long nr_partial; /* [list_lock] */
	unsigned long nr_empty;   /* [list_lock] of these: no object in use */
	unsigned long nr_slabs;   /* [list_lock] */
	unsigned long nr_objects; /* [list_lock] in all slabs */
} ____cacheline_aligned;

struct kmem_cache {
	unsigned int size;        /* [I] from one object to the next */
	unsigned int offset;      /* [I] of the free-list pointer in a free object */
	unsigned int cpu_high;    /* [I] more than this in a CPU's chain: flush a batch */
	unsigned int cpu_batch;   /* [I] */
	unsigned int object_size; /* [I] what the user asked for */
	unsigned int align;       /* [I] */
	unsigned int order;       /* [I] of a slab; min_order when memory is short */
	unsigned int min_order;   /* [I] */
	slab_flags_t flags;       /* [I] */
	gfp_t allocflags;         /* [I] added to what the caller says */
	void (*ctor)(void *);     /* [I] */
	const char *name;         /* [I] */
	struct list_head list;    /* [slab_mutex] */
	struct kmem_cache_node *node; /* [I] one a node */
	struct kmem_cache_cpu cpu[];  /* one a CPU */
};

static __always_inline void *get_freepointer(const struct kmem_cache *s, void *object)
{
	return *(void **)((char *)object + s->offset);
}

static __always_inline void set_freepointer(const struct kmem_cache *s, void *object,
					    void *next)
{
	*(void **)((char *)object + s->offset) = next;
}

/* The free path after the checks: object is one of s. Any context. */
void slab_free(struct kmem_cache *s, struct page *page, void *object);

/* Return what a CPU holds to the slabs; irqs off, or the cache is out of use. */
void slab_flush_cpu(struct kmem_cache *s, struct kmem_cache_cpu *c);

/* Give empty slabs back; the number of pages. */
unsigned long slab_discard_empty(struct kmem_cache *s);

/* --- slab_debug.c: what a debug build looks at --- */

void slab_debug_on_new(struct kmem_cache *s, struct page *page); /* poison a fresh slab */
void slab_debug_on_alloc(struct kmem_cache *s, void *object);
/* Poison; false if it is no object of the slab, or is free already. irqs off. */
bool slab_debug_on_free(struct kmem_cache *s, struct page *page, void *object);
/* Say what is wrong with a pointer that was freed as one of s (NULL: of kmalloc). */
void slab_report(struct kmem_cache *s, const void *object, const char *what);

#endif
