/*
 * mm/frames/page_owner.c - who allocated a page, or freed it last
 *
 *	mem_map      |page|page|page|page|    64 bytes a frame
 *	page owner   |rec |    |rec |rec |    32 bytes; of a block only the first is used
 *
 * Frames are handed out to so many that a struct page alone cannot say whose it is. A
 * record keeps the last thing that happened to its frame, and the calls that led there.
 *
 * Locking: none: a record belongs to who allocates or frees its page.
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/page_owner.h>
#include <linux/setup.h>
#include <linux/stacktrace.h>
#include <linux/string.h>

#include "frames.h"

struct page_owner {
	s32 trace[6]; /* code lies in the topmost 2 GiB; 0: no more callers */
	gfp_t gfp;
	u16 order;
	u16 state;
};
static_assert(sizeof(struct page_owner) == PAGE_OWNER_RECORD,
	      "paging_init() maps the array by this size");

enum { OWNER_NEVER, OWNER_ALLOCATED, OWNER_FREED };

bool page_owner_enabled = IS_ENABLED(CONFIG_DEBUG);

static int __init page_owner_setup(char *value)
{
	return value ? kstrtobool(value, &page_owner_enabled) : -EINVAL;
}
early_param("page_owner", page_owner_setup, "on or off");

static struct page_owner *owner_of(const struct page *page)
{
	return (struct page_owner *)PAGE_OWNER_START + page_to_pfn(page);
}

void __init page_owner_init(void)
{
	unsigned long pfn = next_valid_pfn(0, max_pfn);

	for (; page_owner_enabled && pfn < max_pfn;
	     pfn = next_valid_pfn(pfn + PAGES_PER_SUBSECTION, max_pfn)) {
		pfn = round_down(pfn, PAGES_PER_SUBSECTION);
		memset(owner_of(pfn_to_page(pfn)), 0,
		       PAGES_PER_SUBSECTION * PAGE_OWNER_RECORD);
	}
}

static noinline void record(struct page *page, unsigned int order, gfp_t gfp, int state)
{
	struct page_owner *owner = owner_of(page);
	unsigned long trace[ARRAY_SIZE(owner->trace)];
	unsigned int nr = stack_trace_save(trace, ARRAY_SIZE(trace), 2), i;

	for (i = 0; i < ARRAY_SIZE(trace); i++)
		owner->trace[i] = i < nr ? (s32)trace[i] : 0;
	owner->gfp = gfp;
	owner->order = order;
	owner->state = state;
}

void page_owner_allocated(struct page *page, unsigned int order, gfp_t gfp)
{
	record(page, order, gfp, OWNER_ALLOCATED);
}

bool page_owner_freed(struct page *page, unsigned int order)
{
	const struct page_owner *owner = owner_of(page);

	if (owner->state == OWNER_ALLOCATED && owner->order != order) {
		bad_page(page, "freeing with another order than it was allocated with");
		return false;
	}
	record(page, order, owner->gfp, OWNER_FREED);
	return true;
}

void page_owner_split(struct page *page, unsigned int order)
{
	const struct page_owner *owner = owner_of(page);
	unsigned long i;

	for (i = 1UL << order; i-- > 0;) {
		*owner_of(page + i) = *owner;
		owner_of(page + i)->order = 0;
	}
}

/* The record of the block in use that page is part of; else page's own. */
static const struct page_owner *find_record(const struct page *page)
{
	unsigned long pfn = page_to_pfn(page);
	unsigned int order;

	for (order = 1; order < MAX_ORDER; order++) {
		unsigned long head = pfn & ~((1UL << order) - 1);
		const struct page_owner *owner = owner_of(pfn_to_page(head));

		if (pfn_valid(head) && owner->state == OWNER_ALLOCATED &&
		    owner->order >= order)
			return owner;
	}
	return owner_of(page);
}

void page_owner_report(const struct page *page)
{
	const struct page_owner *owner;
	char text[GFP_TEXT];
	unsigned int i;

	if (!page_owner_enabled) {
		pr_alert(
			"page_owner is off; with page_owner=on here would be who had it\n");
		return;
	}
	owner = find_record(page);
	if (owner->state == OWNER_NEVER) {
		pr_alert("page_owner: never allocated\n");
		return;
	}
	pr_alert("page last %s via order %u, gfp_mask %s\n",
		 owner->state == OWNER_FREED ? "freed" : "allocated", owner->order,
		 format_gfp(text, owner->gfp));
	for (i = 0; i < ARRAY_SIZE(owner->trace) && owner->trace[i]; i++)
		pr_alert(" %pB\n", (void *)(long)owner->trace[i]);
}
