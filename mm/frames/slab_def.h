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
	unsigned int size;      /* [I] from one object to the next */
	unsigned int offset;    /* [I] of the free-list pointer in a free object */
	unsigned int cpu_high;  /* so many in a CPU's chain: flush a batch. 0: no chain */
	unsigned int cpu_batch; /* [I] */
	u64 magic, limit;       /* [I] see slab_is_multiple() */
	unsigned int red_left;  /* [I] bytes before the object, where it is debugged */
	unsigned int track; /* [I] where its struct tracks are, with SLAB_STORE_USER */
	unsigned int object_size;     /* [I] what the user asked for */
	unsigned int align;           /* [I] */
	unsigned int order;           /* [I] of a slab; min_order when memory is short */
	unsigned int min_order;       /* [I] */
	slab_flags_t flags;           /* [I] */
	gfp_t allocflags;             /* [I] added to what the caller says */
	void (*ctor)(void *);         /* [I] */
	const char *name;             /* [I] */
	struct list_head list;        /* [slab_mutex] */
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

/* What slub_debug= or the cache's maker can ask for, one by one. */
#define SLAB_DEBUG_FLAGS \
	(SLAB_CONSISTENCY_CHECKS | SLAB_RED_ZONE | SLAB_POISON | SLAB_STORE_USER)

static inline bool slab_is_debugged(const struct kmem_cache *s)
{
	return s->flags & SLAB_DEBUG_FLAGS;
}

/*
 * Is offset, below 2^32, a multiple of the cache's size? With magic = 2^64 / size rounded
 * up, offset * magic modulo 2^64 is below magic just then (D. Lemire, O. Kaser, N. Kurz,
 * "Faster remainder by direct computation", 2019). A debugged cache has magic 0, which
 * lets everything pass: there slab_debug_on_free() looks.
 */
static __always_inline bool slab_is_multiple(const struct kmem_cache *s, u64 offset)
{
	return offset * s->magic <= s->limit;
}

/* A pointer that was freed as one of s (NULL: of kmalloc) is none. slab_report.c */
void slab_report(struct kmem_cache *s, const void *object, const char *what);

/* Is there a struct page for this lowmem offset? Cheaper than pfn_valid(): it is in range. */
static __always_inline bool has_page(unsigned long offset)
{
	return mem_section[offset >> SECTION_SIZE_BITS] >>
		       ((offset >> SUBSECTION_SHIFT) & 63) &
	       1;
}

/* The head page of a lowmem pointer; false, and unless it is NULL a report, for any other. */
static __always_inline bool object_page(const void *object, struct page **page)
{
	unsigned long offset = (unsigned long)object - PAGE_OFFSET;

	if (unlikely(offset >= (unsigned long)high_memory - PAGE_OFFSET ||
		     !has_page(offset))) {
		if (!ZERO_OR_NULL_PTR(object))
			slab_report(NULL, object, "free of a wild pointer");
		return false;
	}
	*page = compound_head(pfn_to_page(offset >> PAGE_SHIFT));
	return true;
}

/* The free path after the checks: the page is one of s. Any context. */
void slab_free(struct kmem_cache *s, struct page *page, void *object);

/* Return what a CPU holds to the slabs; irqs off, or the cache is out of use. */
void slab_flush_cpu(struct kmem_cache *s, struct kmem_cache_cpu *c);

/* --- slab_pages.c: slabs --- */

/* A slab whose objects are free and chained, on no list; NULL: no memory. May sleep if gfp may. */
struct page *new_slab(struct kmem_cache *s, gfp_t gfp, int nid);

/* A fresh slab joins its node. irqs off. */
void add_slab(struct kmem_cache *s, struct page *page);

/* A slab that has no object in use and is on no list gives its pages back. Any context. */
void free_slab(struct kmem_cache *s, struct page *page);

/* Give empty slabs back; the number of pages. */
unsigned long slab_discard_empty(struct kmem_cache *s);

/* The slab has free objects, or none any more. list_lock held. */
static inline void list_partial(struct kmem_cache_node *n, struct page *page)
{
	list_add(&page->lru, &n->partial);
	n->nr_partial++;
}

static inline void unlist_partial(struct kmem_cache_node *n, struct page *page)
{
	list_del(&page->lru);
	n->nr_partial--;
}

/* --- slab_debug.c: caches that are debugged --- */

/* What slub_debug= says about a cache of that name; what it would say as text. */
slab_flags_t slab_debug_flags(const char *name);
slab_flags_t slab_debug_parse(const char *text, const char *name);

/* Make room for red zones and tracks around an object of size bytes: the bytes of all. */
unsigned int slab_debug_layout(struct kmem_cache *s, unsigned int size);

/* An object of a fresh slab, before its constructor runs. */
void slab_debug_on_new(struct kmem_cache *s, void *object);

/* A free object, the first of the slab's list, is about to be handed out. list_lock held. */
void slab_debug_on_alloc(struct kmem_cache *s, struct page *page, void *object);

/* May it be put on the slab's list? list_lock held. */
bool slab_debug_on_free(struct kmem_cache *s, struct page *page, void *object);

/* Is the object on its slab's free list? list_lock held, or the cache is out of use. */
bool slab_object_is_free(struct kmem_cache *s, struct page *page, const void *object);

/* --- slab_report.c: saying what is wrong; any context --- */

/* Who did something with an object, and when. */
struct track {
	unsigned long addrs[8]; /* the callers, the last one first; 0: no more */
	unsigned long when;     /* jiffies */
	unsigned int cpu;
	pid_t pid;
	bool used; /* false: it has never happened */
};

enum track_item { TRACK_ALLOC, TRACK_FREE, TRACK_ITEMS };

static inline struct track *get_track(const struct kmem_cache *s, void *object,
				      enum track_item item)
{
	return (struct track *)((char *)object + s->track) + item;
}

/* Something is wrong with a debugged object: all that is known about it. */
void slab_report_object(struct kmem_cache *s, struct page *page, void *object,
			const char *what);

/* The objects that a cache, which nobody else uses, still has. */
void slab_report_remaining(struct kmem_cache *s);

#endif
