/*
 * include/linux/slab.h - memory for objects: kmalloc and object caches
 *
 * kmalloc(size) gives lowmem, contiguous in physical memory, aligned to 8 bytes (to its
 * own size when that is a power of two). A kmem_cache is for many objects of one type.
 *
 * Any context may allocate with GFP_ATOMIC and free; GFP_KERNEL may sleep. Freed with
 * the wrong call, twice, or through a wild pointer: reported, and the object is kept.
 */
#ifndef LINUX_SLAB_H
#define LINUX_SLAB_H

#include <stdarg.h>
#include <linux/compiler.h>
#include <linux/gfp.h>
#include <linux/overflow.h>
#include <linux/types.h>

struct kmem_cache;
struct seq_file;

#define SLAB_CONSISTENCY_CHECKS 0x00000100U /* check freed objects fully */
#define SLAB_RED_ZONE 0x00000400U           /* catch writes past the end */
#define SLAB_POISON 0x00000800U             /* catch use after free */
#define SLAB_HWCACHE_ALIGN 0x00002000U      /* objects begin on cache lines */
#define SLAB_STORE_USER 0x00010000U         /* remember who allocated and freed */
#define SLAB_RECLAIM_ACCOUNT 0x00020000U    /* objects can be reclaimed */
#define SLAB_PANIC 0x00040000U              /* cannot fail to be created */
#define SLAB_ACCOUNT 0x04000000U

#define ARCH_KMALLOC_MINALIGN 8
#define KMALLOC_MIN_SIZE 8
#define KMALLOC_SHIFT_HIGH 13
#define KMALLOC_MAX_CACHE_SIZE (1UL << KMALLOC_SHIFT_HIGH)
#define KMALLOC_MAX_SIZE (PAGE_SIZE << (MAX_ORDER - 1))

/* kmalloc(0): not NULL, and not to be touched; kfree() knows it. */
#define ZERO_SIZE_PTR ((void *)16)
#define ZERO_OR_NULL_PTR(x) ((unsigned long)(x) <= (unsigned long)ZERO_SIZE_PTR)

/*
 * A cache of objects of size bytes, at least align-aligned (0: 8 bytes). ctor, if given,
 * is called once for each object when its page comes from the buddy allocator, and a
 * freed object must be in the constructed state again. name is kept, not copied. May sleep. NULL: no memory, or
 * size is 0 or over 8192.
 */
struct kmem_cache *kmem_cache_create(const char *name, unsigned int size,
				     unsigned int align, slab_flags_t flags,
				     void (*ctor)(void *));

/*
 * The end of a cache, whose objects must all be free: if not, they are reported and the
 * cache stays. NULL is allowed. May sleep.
 */
void kmem_cache_destroy(struct kmem_cache *s);

void *kmem_cache_alloc(struct kmem_cache *s, gfp_t gfp) __malloc;
/* Objects of that node, or with __GFP_THISNODE none if it has no memory left. */
void *kmem_cache_alloc_node(struct kmem_cache *s, gfp_t gfp, int node) __malloc;
void kmem_cache_free(struct kmem_cache *s, void *object);

/* nr objects at once: all of them, and nr is returned, or none, and 0. */
int kmem_cache_alloc_bulk(struct kmem_cache *s, gfp_t gfp, size_t nr, void **objects);
void kmem_cache_free_bulk(struct kmem_cache *s, size_t nr, void **objects);

/* Give pages without objects back: of one cache, of all. May sleep. Returns pages freed. */
unsigned long kmem_cache_shrink(struct kmem_cache *s);
unsigned long kmem_cache_shrink_all(void);

unsigned int kmem_cache_size(const struct kmem_cache *s);

#define KMEM_CACHE(__struct, flags)                           \
	kmem_cache_create(#__struct, sizeof(struct __struct), \
			  __alignof__(struct __struct), (flags), NULL)

static inline void *kmem_cache_zalloc(struct kmem_cache *s, gfp_t gfp)
{
	return kmem_cache_alloc(s, gfp | __GFP_ZERO);
}

/* --- kmalloc ----------------------------------------------------------------------- */

/* 0: 96 bytes, 1: 192 bytes, n: 2^n bytes; 3 (8 bytes) to KMALLOC_SHIFT_HIGH. */
#define KMALLOC_96 0
#define KMALLOC_192 1

enum kmalloc_cache_type { KMALLOC_NORMAL, KMALLOC_DMA, NR_KMALLOC_TYPES };

extern struct kmem_cache *kmalloc_caches[NR_KMALLOC_TYPES][KMALLOC_SHIFT_HIGH + 1];

static __always_inline unsigned int kmalloc_index(size_t size)
{
	if (size <= KMALLOC_MIN_SIZE)
		return 3;
	if (size > 64 && size <= 96)
		return KMALLOC_96;
	if (size > 128 && size <= 192)
		return KMALLOC_192;
	return 64 - __builtin_clzl(size - 1);
}

void *__kmalloc(size_t size, gfp_t gfp) __malloc;

/*
 * size bytes of lowmem; 0 gives ZERO_SIZE_PTR. Sizes over 8192 are whole pages. NULL: no
 * memory, or size is over 4 MiB.
 */
static __always_inline void *kmalloc(size_t size, gfp_t gfp)
{
	if (__builtin_constant_p(size) && size && size <= KMALLOC_MAX_CACHE_SIZE &&
	    __builtin_constant_p(gfp & __GFP_DMA)) {
		unsigned int type = gfp & __GFP_DMA ? KMALLOC_DMA : KMALLOC_NORMAL;

		return kmem_cache_alloc(kmalloc_caches[type][kmalloc_index(size)], gfp);
	}
	return __kmalloc(size, gfp);
}

/* Free what kmalloc() and friends gave; NULL is allowed. Any context. */
void kfree(const void *object);

/* The same, having first overwritten it with zeros. */
void kfree_sensitive(const void *object);

/* How many bytes the object may use: at least what was asked for. 0 for NULL. */
size_t ksize(const void *object);

/*
 * Resize: the contents up to the smaller size stay. NULL object: kmalloc. Size 0: kfree,
 * and ZERO_SIZE_PTR is returned. On failure NULL, and the old object is as it was.
 */
void *__must_check krealloc(const void *object, size_t size, gfp_t gfp);

static inline void *kzalloc(size_t size, gfp_t gfp)
{
	return kmalloc(size, gfp | __GFP_ZERO);
}

/* The same from that node if it has memory left, or with __GFP_THISNODE only then. */
void *kmalloc_node(size_t size, gfp_t gfp, int node) __malloc;

/* n objects of size bytes; NULL when the product overflows. */
static inline void *kmalloc_array(size_t n, size_t size, gfp_t gfp)
{
	size_t bytes;

	if (unlikely(check_mul_overflow(n, size, &bytes)))
		return NULL;
	return kmalloc(bytes, gfp);
}

static inline void *kcalloc(size_t n, size_t size, gfp_t gfp)
{
	return kmalloc_array(n, size, gfp | __GFP_ZERO);
}

static inline void *__must_check krealloc_array(void *p, size_t n, size_t size, gfp_t gfp)
{
	size_t bytes;

	if (unlikely(check_mul_overflow(n, size, &bytes)))
		return NULL;
	return krealloc(p, bytes, gfp);
}

/* Copies in new kmalloc memory; NULL when there is none, or when s is NULL. */
void *kmemdup(const void *src, size_t len, gfp_t gfp) __malloc;
char *kmemdup_nul(const char *s, size_t len, gfp_t gfp) __malloc;
char *kstrdup(const char *s, gfp_t gfp) __malloc;
char *kstrndup(const char *s, size_t max, gfp_t gfp) __malloc;
char *kasprintf(gfp_t gfp, const char *fmt, ...) __printf(2, 3) __malloc;
char *kvasprintf(gfp_t gfp, const char *fmt, va_list args) __printf(2, 0) __malloc;

/* Boot step 5: after mem_init() and with nr_cpu_ids known. kmalloc() works afterwards. */
void kmem_cache_init(void);

/* --- numbers for /proc/slabinfo and /proc/meminfo ---------------------------------- */

struct slabinfo {
	const char *name;
	unsigned long active_objs, num_objs;
	unsigned long active_slabs, num_slabs;
	unsigned int object_size, objects_per_slab, pages_per_slab;
};

/* Call show for each cache. May sleep; show may too. Ends early if show returns not 0. */
int for_each_kmem_cache(int (*show)(const struct slabinfo *info, void *arg), void *arg);

/* Fault injection is armed or disarmed: caches lose or get back their CPUs' chains. May sleep. */
void kmem_cache_set_chains(void);

/* Pages that all caches hold. */
unsigned long slab_pages(void);

#endif
