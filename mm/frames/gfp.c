/*
 * mm/frames/gfp.c - the buddy allocator's other words: by address, by exact size
 *
 * Locking: none of its own.
 */
#include <linux/kernel.h>
#include <linux/mm_inline_page.h>
#include <linux/page_owner.h>

unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	struct page *page;

	VM_BUG_ON(gfp & __GFP_HIGHMEM);
	page = alloc_pages(gfp & ~__GFP_HIGHMEM, order);
	return page ? (unsigned long)page_address(page) : 0;
}

unsigned long get_zeroed_page(gfp_t gfp)
{
	return __get_free_pages(gfp | __GFP_ZERO, 0);
}

void free_pages(unsigned long addr, unsigned int order)
{
	if (addr)
		__free_pages(virt_to_page((void *)addr), order);
}

void split_page(struct page *page, unsigned int order)
{
	unsigned long i;

	VM_BUG_ON(PageCompound(page));
	for (i = 1; i < 1UL << order; i++)
		init_page_count(page + i);
	if (page_owner_enabled)
		page_owner_split(page, order);
}

static unsigned int exact_order(size_t size)
{
	unsigned long pages = PFN_UP(size);

	return pages <= 1 ? 0 : 64 - __builtin_clzl(pages - 1);
}

void *alloc_pages_exact(size_t size, gfp_t gfp)
{
	unsigned long i, used = PFN_UP(size);
	unsigned int order;
	struct page *page;

	if (!size || size > MAX_ORDER_NR_PAGES << PAGE_SHIFT)
		return NULL;
	order = exact_order(size);
	page = alloc_pages(gfp & ~(__GFP_HIGHMEM | __GFP_COMP), order);
	if (!page)
		return NULL;
	split_page(page, order);
	for (i = used; i < 1UL << order; i++)
		__free_page(page + i);
	return page_address(page);
}

void free_pages_exact(void *virt, size_t size)
{
	struct page *page = virt_to_page(virt);
	unsigned long i;

	for (i = 0; i < PFN_UP(size); i++)
		__free_page(page + i);
}
