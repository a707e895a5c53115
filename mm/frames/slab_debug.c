/*
 * mm/frames/slab_debug.c - what a debug build knows about free objects
 *
 * The first bytes of a free object are filled with POISON_FREE, behind the free-list
 * pointer. An object that does not hold them when it is allocated was written to after it
 * was freed; one that does hold them when it is freed is probably free already, and a
 * look at the chains makes sure.
 *
 * Locking: on_free with irqs off; on_alloc and reports anywhere.
 */
#include <linux/kernel.h>
#include <linux/poison.h>
#include <linux/smp.h>
#include <linux/string.h>

#include "slab_def.h"

#define POISON_MAX 128 /* bytes at an object's beginning; more would cost too much */

/* Where the poison lies; 0 bytes of it where the object must stay as constructed. */
static unsigned int poison_bytes(const struct kmem_cache *s)
{
	unsigned int start = sizeof(void *);

	if (s->ctor || s->object_size <= start)
		return 0;
	return min(s->object_size, (unsigned int)POISON_MAX) - start;
}

static void *poison_start(void *object)
{
	return (char *)object + sizeof(void *);
}

void slab_report(struct kmem_cache *s, const void *object, const char *what)
{
	unsigned long addr = (unsigned long)object;

	pr_alert("BUG: slab: %s: %px, cache %s\n", what, object, s ? s->name : "unknown");
	if (__virt_addr_valid(addr) && addr < VMALLOC_START) {
		struct page *page = virt_to_head_page(object);

		if (PageSlab(page) && page->slab_cache != s)
			pr_alert("  it belongs to cache %s\n", page->slab_cache->name);
		dump_page(page, what);
	}
	dump_stack();
}

static bool on_chain(struct kmem_cache *s, void *chain, const void *object)
{
	while (chain && chain != object)
		chain = get_freepointer(s, chain);
	return chain;
}

void slab_debug_on_new(struct kmem_cache *s, struct page *page)
{
	char *object = page_address(page);
	unsigned int i;

	for (i = 0; i < page->objects; i++, object += s->size)
		memset(poison_start(object), POISON_FREE, poison_bytes(s));
}

bool slab_debug_on_free(struct kmem_cache *s, struct page *page, void *object)
{
	unsigned int bytes = poison_bytes(s);

	if (((char *)object - (char *)page_address(page)) % s->size)
		return false;
	if (bytes && !memchr_inv(poison_start(object), POISON_FREE, bytes) &&
	    (on_chain(s, s->cpu[smp_processor_id()].freelist, object) ||
	     on_chain(s, page->freelist, object)))
		return false;
	memset(poison_start(object), POISON_FREE, bytes);
	return true;
}

void slab_debug_on_alloc(struct kmem_cache *s, void *object)
{
	unsigned int bytes = poison_bytes(s);

	if (!bytes)
		return;
	if (memchr_inv(poison_start(object), POISON_FREE, bytes))
		slab_report(s, object, "use after free");
	memset(poison_start(object), POISON_INUSE, bytes);
}
