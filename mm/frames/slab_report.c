/*
 * mm/frames/slab_report.c - what is known about an object that something is wrong with
 *
 *	BUG: kmalloc-64: Right Redzone overwritten
 *	Allocated in toy_open+0x1f/0x80 age=12 cpu=0 pid=34
 *	 vfs_open+0x33/0x90 ...
 *	Freed in ...
 *	Object   ffff888001234040: 61 74 6c 61 73 ...  atlas...
 *
 * Locking: none; prints what others may be changing.
 */
#include <linux/hexdump.h>
#include <linux/jiffies.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "frames.h"
#include "slab_def.h"

#define SHOWN_BYTES 256UL /* of an object, at most */
#define SHOWN_BEFORE 16UL
#define SHOWN_OBJECTS 16UL /* of those that a cache still has */

static void show_bytes(const char *label, const void *start, size_t len)
{
	char line[HEX_DUMP_LINE];
	size_t done;

	for (done = 0; done < len; done += 16) {
		hex_dump_to_buffer(start + done, len - done, 16, 1, line, sizeof(line),
				   true);
		pr_err("%-8s %px: %s\n", label, start + done, line);
	}
}

/* Calls within this folder are how every object comes and goes. */
static bool is_allocator(unsigned long return_addr)
{
	unsigned int line;
	const char *file = kallsyms_line(return_addr - 1, &line);

	return file && !strncmp(file, "mm/frames/", 10);
}

static void show_track(const char *what, const struct track *track)
{
	const unsigned long *end = track->addrs + ARRAY_SIZE(track->addrs);
	const unsigned long *addr = track->addrs;

	if (!track->used)
		return;
	while (addr < end - 1 && addr[1] && is_allocator(*addr))
		addr++;
	pr_err("%s in %pB age=%lu cpu=%u pid=%d\n", what, (void *)*addr,
	       jiffies - track->when, track->cpu, track->pid);
	while (++addr < end && *addr)
		pr_err(" %pB\n", (void *)*addr);
}

static void show_tracks(struct kmem_cache *s, void *object)
{
	if (!(s->flags & SLAB_STORE_USER))
		return;
	show_track("Allocated", get_track(s, object, TRACK_ALLOC));
	show_track("Freed", get_track(s, object, TRACK_FREE));
}

static void show_object(struct kmem_cache *s, struct page *page, void *object)
{
	size_t before = object - s->red_left - page_address(page);

	pr_err("Object %px @offset=%zu size=%u of the slab at %px, %u of %u in use\n",
	       object, object - page_address(page), s->object_size, page_address(page),
	       page->inuse, page->objects);
	before = min(before, SHOWN_BEFORE);
	show_bytes("Bytes b4", object - s->red_left - before, before);
	if (s->red_left)
		show_bytes("Redzone", object - min(s->red_left, 16U),
			   min(s->red_left, 16U));
	show_bytes("Object", object, min((size_t)s->object_size, SHOWN_BYTES));
	if (s->red_left)
		show_bytes("Redzone", object + s->object_size,
			   s->offset - s->object_size);
}

void slab_report_object(struct kmem_cache *s, struct page *page, void *object,
			const char *what)
{
	pr_alert("BUG: %s: %s\n", s->name, what);
	show_tracks(s, object);
	show_object(s, page, object);
	dump_page(page, what);
	dump_stack();
}

void slab_report(struct kmem_cache *s, const void *object, const char *what)
{
	pr_alert("BUG: slab: %s: %px, cache %s\n", what, object, s ? s->name : "unknown");
	dump_address(object, what);
	dump_stack();
}

/* The slab's objects that are in use. Returns seen, the number of those before it, plus theirs. */
static unsigned long report_slab(struct kmem_cache *s, struct page *page,
				 unsigned long seen)
{
	void *object = page_address(page) + s->red_left;
	unsigned int i;

	for (i = 0; i < page->objects; i++, object += s->size) {
		if (slab_object_is_free(s, page, object) || seen++ >= SHOWN_OBJECTS)
			continue;
		pr_err("Object %px @offset=%zu\n", object, object - page_address(page));
		show_tracks(s, object);
	}
	return seen;
}

/* Full slabs are on no list, so that making and filling one costs nothing: mem_map has them. */
void slab_report_remaining(struct kmem_cache *s)
{
	unsigned long pfn = next_valid_pfn(0, MAX_PHYSMEM_PFN), seen = 0;

	while (pfn < MAX_PHYSMEM_PFN) {
		struct page *page = pfn_to_page(pfn);

		if (PageSlab(page) && !PageTail(page) && page->slab_cache == s)
			seen = report_slab(s, page, seen);
		pfn = next_valid_pfn(pfn + 1, MAX_PHYSMEM_PFN);
	}
	if (seen > SHOWN_OBJECTS)
		pr_err("... and %lu more\n", seen - SHOWN_OBJECTS);
}
