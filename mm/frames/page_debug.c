/*
 * mm/frames/page_debug.c - saying what is wrong with a page or an address
 *
 * A mistake with a page is reported with all that is known of it and survived: the page
 * stays as it was and is never handed out, so the damage does not spread.
 *
 * Locking: none; a report reads what others may be changing.
 */
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm_inline_page.h>
#include <linux/page_owner.h>
#include <linux/ratelimit.h>
#include <linux/sched.h>
#include <linux/sprintf.h>
#include <linux/vmalloc.h>
#include <asm/fixmap.h>
#include <asm/sections.h>

#include "frames.h"
#include "slab_def.h"

/* What some bits are called; of two rows that fit, the first one counts. */
struct bits_name {
	unsigned long bits;
	const char *name;
};

#define FLAG(name)                      \
	{                               \
		1UL << PG_##name, #name \
	}
static const struct bits_name flag_names[] = {
	FLAG(locked),       FLAG(referenced),
	FLAG(uptodate),     FLAG(dirty),
	FLAG(lru),          FLAG(active),
	FLAG(waiters),      FLAG(error),
	FLAG(slab),         FLAG(owner_priv_1),
	FLAG(arch_1),       FLAG(reserved),
	FLAG(private),      FLAG(private_2),
	FLAG(writeback),    FLAG(head),
	FLAG(mappedtodisk), FLAG(reclaim),
	FLAG(swapbacked),   FLAG(unevictable),
	FLAG(mlocked),      {},
};

#define GFP(name)                          \
	{                                  \
		(unsigned long)name, #name \
	}
static const struct bits_name gfp_names[] = {
	GFP(GFP_HIGHUSER_MOVABLE),
	GFP(GFP_HIGHUSER),
	GFP(GFP_USER),
	GFP(GFP_KERNEL_ACCOUNT),
	GFP(GFP_KERNEL),
	GFP(GFP_NOFS),
	GFP(GFP_NOIO),
	GFP(GFP_ATOMIC),
	GFP(GFP_NOWAIT),
	GFP(GFP_DMA),
	GFP(__GFP_HIGHMEM),
	GFP(__GFP_MOVABLE),
	GFP(__GFP_HIGH),
	GFP(__GFP_IO),
	GFP(__GFP_FS),
	GFP(__GFP_ZERO),
	GFP(__GFP_DIRECT_RECLAIM),
	GFP(__GFP_NOWARN),
	GFP(__GFP_NOFAIL),
	GFP(__GFP_NORETRY),
	GFP(__GFP_MEMALLOC),
	GFP(__GFP_NOMEMALLOC),
	GFP(__GFP_COMP),
	GFP(__GFP_THISNODE),
	{},
};

/* 0x3(one|two); what has no name is left as a number. Returns text. */
static char *format_bits(char text[GFP_TEXT], unsigned long value,
			 const struct bits_name *names)
{
	int len = scnprintf(text, GFP_TEXT, "%#lx(", value);
	const char *separator = "";

	for (; names->name; names++) {
		if ((value & names->bits) != names->bits)
			continue;
		len += scnprintf(text + len, GFP_TEXT - len, "%s%s", separator,
				 names->name);
		value &= ~names->bits;
		separator = "|";
	}
	if (value)
		len += scnprintf(text + len, GFP_TEXT - len, "%s%#lx", separator, value);
	scnprintf(text + len, GFP_TEXT - len, ")");
	return text;
}

char *format_gfp(char text[GFP_TEXT], gfp_t gfp)
{
	return format_bits(text, gfp, gfp_names);
}

static const char *page_owner(const struct page *page)
{
	if (PageReserved(page))
		return "reserved (kernel, firmware or a driver)";
	if (PageBuddy(page))
		return "the buddy allocator: free";
	if (PageSlab(page))
		return "slab cache ";
	if (PageTable(page))
		return "page tables";
	if (PageTail(page))
		return "a compound page";
	if (!page_ref_count(page))
		return "by its count nobody: free, or not the first of its block";
	return page->mapping ? "a file or a process" : "whoever allocated it";
}

void dump_page(struct page *page, const char *why)
{
	unsigned long pfn = page_to_pfn(page);
	char text[GFP_TEXT];

	if (!pfn_valid(pfn)) {
		pr_alert("page:%px is not a struct page (%s)\n", page, why);
		return;
	}
	pr_alert("page:%px refcount:%d mapcount:%d mapping:%px index:%#lx pfn:%#lx\n",
		 page, page_ref_count(page), page_mapcount(page), page->mapping,
		 page->index, pfn);
	pr_alert("node:%d zone:%s virtual:%px flags:%s\n", page_to_nid(page),
		 page_zone(page)->name, page->virtual,
		 format_bits(text, page->flags & PAGEFLAGS_MASK, flag_names));
	pr_alert("owner: %s%s\n", page_owner(page),
		 PageSlab(page) ? page->slab_cache->name : "");
	page_owner_report(page);
	pr_alert("page dumped because: %s\n", why);
}

void bad_page(struct page *page, const char *why)
{
	pr_alert("BUG: Bad page state in process %s  pfn:%05lx\n", current->comm,
		 page_to_pfn(page));
	dump_page(page, why);
	dump_stack();
}

void warn_alloc(gfp_t gfp, unsigned int order)
{
	static DEFINE_RATELIMIT_STATE(rs, DEFAULT_RATELIMIT_INTERVAL_NS,
				      DEFAULT_RATELIMIT_BURST);
	char text[GFP_TEXT];

	if (!__ratelimit(&rs))
		return;
	pr_warn("%s: page allocation failure: order:%u, mode:%s\n", current->comm, order,
		format_gfp(text, gfp));
	dump_stack();
	show_mem();
}

/* --- kinds of address --- */

static bool is_image_address(unsigned long x)
{
	return x >= (unsigned long)_text && x < (unsigned long)_end;
}

static bool is_lowmem_address(unsigned long x)
{
	return x >= PAGE_OFFSET && x < (unsigned long)high_memory;
}

bool __virt_addr_valid(unsigned long x)
{
	if (is_image_address(x))
		return true;
	return is_lowmem_address(x) && pfn_valid((x - PAGE_OFFSET) >> PAGE_SHIFT);
}

/* What a kernel address that is no lowmem is, in words. */
static const char *address_kind(unsigned long x)
{
	if (x < TASK_SIZE_MAX)
		return "a user address; use get_user_pages()";
	if (is_vmalloc_addr((void *)x))
		return "a vmalloc or ioremap address; use vmalloc_to_page()";
	if (x >= VMEMMAP_START && x < VMEMMAP_START + VMEMMAP_SIZE)
		return "the address of a struct page; use page_to_phys()";
	if (x >= PKMAP_BASE && x < PKMAP_BASE + LAST_PKMAP * PAGE_SIZE)
		return "in the kmap window; use kmap_to_page()";
	if (x >= FIXADDR_START && x < FIXADDR_END)
		return "a kmap_atomic or fixmap address; keep the page it was made from";
	if (x >= MODULES_VADDR && x < MODULES_END)
		return "a module's address; use vmalloc_to_page()";
	return "no lowmem address";
}

struct page *(*page_at_hook)(unsigned long addr);

void dump_address(const void *addr, const char *why)
{
	unsigned long x = (unsigned long)addr;
	struct page *page;

	if (!__virt_addr_valid(x))
		pr_alert("%px is %s\n", addr, address_kind(x));
	page = page_at_hook(x);
	if (page)
		dump_page(compound_head(page), why);
	else
		pr_alert("no page is there\n");
}

/* Before memblock_init() the boundary is not known, and the boot tables map everything. */
phys_addr_t __phys_addr_checked(unsigned long x)
{
	if (unlikely(high_memory && !is_image_address(x) &&
		     !(x >= PAGE_OFFSET && x <= (unsigned long)high_memory))) {
		pr_alert("virt_to_page or __pa of %px: it is %s\n", (void *)x,
			 address_kind(x));
		BUG();
	}
	return __phys_addr_nodebug(x);
}
