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
#include <linux/vmalloc.h>
#include <asm/fixmap.h>
#include <asm/sections.h>

#include "frames.h"

static const char *const flag_names[__NR_PAGEFLAGS] = {
	[PG_locked] = "locked",
	[PG_referenced] = "referenced",
	[PG_uptodate] = "uptodate",
	[PG_dirty] = "dirty",
	[PG_lru] = "lru",
	[PG_active] = "active",
	[PG_waiters] = "waiters",
	[PG_error] = "error",
	[PG_slab] = "slab",
	[PG_owner_priv_1] = "owner_priv_1",
	[PG_arch_1] = "arch_1",
	[PG_reserved] = "reserved",
	[PG_private] = "private",
	[PG_private_2] = "private_2",
	[PG_writeback] = "writeback",
	[PG_head] = "head",
	[PG_mappedtodisk] = "mappedtodisk",
	[PG_reclaim] = "reclaim",
	[PG_swapbacked] = "swapbacked",
	[PG_unevictable] = "unevictable",
	[PG_mlocked] = "mlocked",
};

static const char *page_owner(const struct page *page)
{
	if (PageReserved(page))
		return "reserved (kernel, firmware or a driver)";
	if (PageBuddy(page))
		return "the buddy allocator: free";
	if (PageSlab(page))
		return "the slab allocator";
	if (PageTable(page))
		return "page tables";
	if (PageTail(page))
		return "a compound page";
	if (!page_ref_count(page))
		return "nobody: free in a CPU's list, or never handed out";
	return page->mapping ? "a file or a process" : "whoever allocated it";
}

void dump_page(struct page *page, const char *why)
{
	unsigned long pfn = page_to_pfn(page);
	unsigned int bit;

	if (!pfn_valid(pfn)) {
		pr_alert("page:%px is not a struct page (%s)\n", page, why);
		return;
	}
	pr_alert(
		"page:%px pfn:%#lx count:%d mapcount:%d mapping:%px index:%#lx virtual:%px\n",
		page, pfn, page_ref_count(page), page_mapcount(page), page->mapping,
		page->index, page->virtual);
	pr_alert("  node %d, zone %s, flags:", page_to_nid(page), page_zone(page)->name);
	for (bit = 0; bit < __NR_PAGEFLAGS; bit++) {
		if (page->flags >> bit & 1)
			pr_cont(" %s", flag_names[bit]);
	}
	pr_cont("; owner: %s\n", page_owner(page));
	pr_alert("  %s\n", why);
}

/* The last reference was dropped; put it back, so that the page stays out of use. */
void bad_page(struct page *page, const char *why)
{
	pr_alert("BUG: Bad page state: %s, pfn %#lx\n", why, page_to_pfn(page));
	dump_page(page, why);
	dump_stack();
	if (!page_ref_count(page) && !PageBuddy(page) && !PageTail(page) &&
	    (PageReserved(page) || page->flags & PAGE_FLAGS_CHECK_AT_FREE))
		init_page_count(page);
}

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

static const char *address_kind(unsigned long x)
{
	if (is_vmalloc_addr((void *)x))
		return "a vmalloc or ioremap address; use vmalloc_to_page()";
	if (x >= PKMAP_BASE && x < PKMAP_BASE + LAST_PKMAP * PAGE_SIZE)
		return "a kmap address of a highmem page";
	if (x >= FIXADDR_START && x < FIXADDR_END)
		return "a kmap_atomic or fixmap address";
	if (x >= VMEMMAP_START && x < VMEMMAP_START + VMEMMAP_SIZE)
		return "the address of a struct page";
	if (x < PAGE_OFFSET)
		return "no kernel address";
	if (x < VMALLOC_START)
		return "beyond lowmem";
	return "no lowmem address";
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
