/*
 * mm/frames/kmalloc.h - between kmalloc and the caches it is made of
 */
#ifndef MM_FRAMES_KMALLOC_H
#define MM_FRAMES_KMALLOC_H

#include <linux/slab.h>

/* A cache whose objects are aligned to the largest power of two in size. Never NULL. */
struct kmem_cache *create_kmalloc_cache(const char *name, unsigned int size, gfp_t gfp);

void kmalloc_init(void);

#endif
