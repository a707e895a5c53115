/*
 * mm/frames/slab_debug.c - slub_debug=: catching what goes wrong with objects
 *
 *	slub_debug                    all that follows, for every cache
 *	slub_debug=FZ                 some of it
 *	slub_debug=ZP,kmalloc-*,pipe  for caches of these names only
 *	slub_debug=P,dentry;U         blocks, of which the first with a fitting name counts
 *	slub_debug=-                  nothing, in a debug build too, where FZPU is the default
 *
 *	F  a freed pointer is an object, and not free already; free lists make sense
 *	Z  red zones: bytes beside the object that nobody may write
 *	P  poison: a free object is full of bytes that nobody may change
 *	U  who allocated and who freed it last
 *
 *	|<----------------------------- s->size ------------------------------->|
 *	| red zone | object          | red zone | next free | tracks | padding  |
 *	           ^ what kmalloc() returns, and what free lists link
 *
 * What was found is reported and put right, so that each mistake is reported once and the
 * kernel goes on: bytes are restored, a wrong free is ignored, a broken free list is cut.
 *
 * Locking: the slab's list_lock, irqs off; flags by boot.
 */
#define pr_fmt(fmt) "slub_debug: " fmt

#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/poison.h>
#include <linux/sched.h>
#include <linux/setup.h>
#include <linux/smp.h>
#include <linux/stacktrace.h>
#include <linux/string.h>

#include "slab_def.h"

#define INTERNAL_FRAMES 3 /* set_track(), its caller here, and that one's in slab.c */

static char from_cmdline[128]; /* [I after boot] */
static const char *slub_debug = IS_ENABLED(CONFIG_DEBUG) ? "FZPU" : "-"; /* the same */

/* --- who is debugged, and how --- */

static slab_flags_t letter_flag(char letter)
{
	switch (tolower(letter)) {
	case 'f':
		return SLAB_CONSISTENCY_CHECKS;
	case 'z':
		return SLAB_RED_ZONE;
	case 'p':
		return SLAB_POISON;
	case 'u':
		return SLAB_STORE_USER;
	default:
		return 0;
	}
}

static int __init slub_debug_setup(char *value)
{
	bool letters = true;
	const char *p;

	if (strscpy(from_cmdline, value ?: "", sizeof(from_cmdline)) < 0)
		return -EINVAL;
	slub_debug = from_cmdline;
	for (p = slub_debug; *p; p++) {
		if (*p == ',' || *p == ';')
			letters = *p == ';';
		else if (letters && *p != '-' && !letter_flag(*p))
			pr_warn("option '%c' unknown, skipped\n", *p);
	}
	return 0;
}
early_param("slub_debug", slub_debug_setup, "letters of FZPU, and names of caches");

/* Does one of the names at p, up to the end of its block, mean this cache? */
static bool names_match(const char *p, const char *name)
{
	while (*p == ',') {
		size_t len = strcspn(++p, ",;");
		bool prefix = len && p[len - 1] == '*';

		if (!strncmp(p, name, len - prefix) && (prefix || !name[len]))
			return true;
		p += len;
	}
	return false;
}

slab_flags_t slab_debug_flags(const char *name)
{
	return slab_debug_parse(slub_debug, name);
}

slab_flags_t slab_debug_parse(const char *p, const char *name)
{
	for (;; p++) {
		slab_flags_t asked = 0;

		if (!*p || *p == ',' || *p == ';')
			asked = SLAB_DEBUG_FLAGS;
		for (; *p && *p != ',' && *p != ';'; p++)
			asked |= letter_flag(*p);
		if (*p != ',' || names_match(p, name))
			return asked;
		p += strcspn(p, ";");
		if (!*p)
			return 0;
	}
}

unsigned int slab_debug_layout(struct kmem_cache *s, unsigned int size)
{
	if (s->flags & SLAB_RED_ZONE) {
		s->red_left = ALIGN(sizeof(void *), s->align);
		size += sizeof(void *);
	}
	s->offset = size;
	size += sizeof(void *);
	if (s->flags & SLAB_STORE_USER) {
		s->track = size;
		size += TRACK_ITEMS * sizeof(struct track);
	}
	return s->red_left + size;
}

/* --- bytes that must be as they were left --- */

static void fill_red_zones(struct kmem_cache *s, void *object, u8 value)
{
	if (!(s->flags & SLAB_RED_ZONE))
		return;
	memset(object - s->red_left, value, s->red_left);
	memset(object + s->object_size, value, s->offset - s->object_size);
}

/* A free object that differs from one that was never used says use after free. */
static void fill_poison(struct kmem_cache *s, void *object, u8 value, u8 last)
{
	if (!(s->flags & SLAB_POISON))
		return;
	memset(object, value, s->object_size - 1);
	((u8 *)object)[s->object_size - 1] = last;
}

static void check_bytes(struct kmem_cache *s, struct page *page, void *object,
			const char *what, void *start, u8 value, size_t len)
{
	u8 *bad = memchr_inv(start, value, len), *end = start + len;

	if (likely(!bad))
		return;
	while (end[-1] == value)
		end--;
	slab_report_object(s, page, object, what);
	pr_err("FIX %s: %px-%px, first byte %#x instead of %#x: restored\n", s->name, bad,
	       end - 1, *bad, value);
	memset(bad, value, end - bad);
}

static void check_red_zones(struct kmem_cache *s, struct page *page, void *object,
			    u8 value)
{
	if (!(s->flags & SLAB_RED_ZONE))
		return;
	check_bytes(s, page, object, "Left Redzone overwritten", object - s->red_left,
		    value, s->red_left);
	check_bytes(s, page, object, "Right Redzone overwritten", object + s->object_size,
		    value, s->offset - s->object_size);
}

static void check_poison(struct kmem_cache *s, struct page *page, void *object)
{
	if (!(s->flags & SLAB_POISON))
		return;
	check_bytes(s, page, object, "Poison overwritten (use after free)", object,
		    POISON_FREE, s->object_size - 1);
	check_bytes(s, page, object, "Poison overwritten (use after free)",
		    object + s->object_size - 1, POISON_END, 1);
}

/* --- free lists --- */

static bool is_object(struct kmem_cache *s, struct page *page, const void *object)
{
	size_t offset = object - page_address(page) - s->red_left;

	return offset < (size_t)page->objects * s->size && offset % s->size == 0;
}

bool slab_object_is_free(struct kmem_cache *s, struct page *page, const void *object)
{
	unsigned int n = 0;
	void *p;

	for (p = page->freelist; p && n++ < page->objects; p = get_freepointer(s, p)) {
		if (p == object)
			return true;
		if (!is_object(s, page, p))
			break;
	}
	return false;
}

/* The free objects behind this one are lost, but nobody follows a wild pointer. */
static void check_freepointer(struct kmem_cache *s, struct page *page, void *object)
{
	void *next = get_freepointer(s, object);

	if (!(s->flags & SLAB_CONSISTENCY_CHECKS) || !next || is_object(s, page, next))
		return;
	slab_report_object(s, page, object, "Freepointer corrupt");
	pr_err("FIX %s: the rest of the slab's free objects is given up\n", s->name);
	set_freepointer(s, object, NULL);
	page->inuse = page->objects;
}

/* --- the life of an object --- */

static noinline void set_track(struct kmem_cache *s, void *object, enum track_item item)
{
	struct track *track = get_track(s, object, item);

	if (!(s->flags & SLAB_STORE_USER))
		return;
	*track = (struct track){
		.when = jiffies,
		.cpu = smp_processor_id(),
		.pid = current->pid,
		.used = true,
	};
	stack_trace_save(track->addrs, ARRAY_SIZE(track->addrs), INTERNAL_FRAMES);
}

void slab_debug_on_new(struct kmem_cache *s, void *object)
{
	fill_red_zones(s, object, SLUB_RED_INACTIVE);
	fill_poison(s, object, POISON_FREE, POISON_END);
	if (s->flags & SLAB_STORE_USER)
		memset(get_track(s, object, 0), 0, TRACK_ITEMS * sizeof(struct track));
}

void slab_debug_on_alloc(struct kmem_cache *s, struct page *page, void *object)
{
	check_freepointer(s, page, object);
	check_red_zones(s, page, object, SLUB_RED_INACTIVE);
	check_poison(s, page, object);
	set_track(s, object, TRACK_ALLOC);
	fill_red_zones(s, object, SLUB_RED_ACTIVE);
	fill_poison(s, object, POISON_INUSE, POISON_INUSE);
}

bool slab_debug_on_free(struct kmem_cache *s, struct page *page, void *object)
{
	if (!is_object(s, page, object)) {
		slab_report(s, object, "free of a pointer into an object");
		return false;
	}
	if (s->flags & SLAB_CONSISTENCY_CHECKS && slab_object_is_free(s, page, object)) {
		slab_report_object(s, page, object, "Object already free (double free)");
		return false;
	}
	check_red_zones(s, page, object, SLUB_RED_ACTIVE);
	set_track(s, object, TRACK_FREE);
	fill_red_zones(s, object, SLUB_RED_INACTIVE);
	fill_poison(s, object, POISON_FREE, POISON_END);
	return true;
}
