/*
 * mm/user/rmap.c - how many entries map a page, and of which kind it is
 *
 * page->_mapcount counts them (from -1); each also holds a reference. The first entry
 * makes a fresh page anonymous, the last one to go unmakes it: a page that nobody maps
 * may go back to the buddy allocator with nothing left to clear.
 *
 * Atlas: which entries they are is not recorded; nobody moves or reclaims pages yet.
 *
 * Locking: page_table_lock of the mm whose entry comes or goes. _mapcount is atomic, as
 * other mms map the same page under locks of their own.
 */
#include <linux/page-flags.h>
#include "internal.h"

void page_add_new_anon_rmap(struct page *page, struct vm_area_struct *vma,
			    unsigned long addr)
{
	__SetPageSwapBacked(page);
	page->index = linear_page_index(vma, addr);
	WRITE_ONCE(page->mapping, (struct address_space *)PAGE_MAPPING_ANON);
	atomic_set(&page->_mapcount, 0);
	mod_node_state(NR_ANON_MAPPED, 1);
}

void page_add_file_rmap(struct page *page)
{
	if (atomic_inc_return(&page->_mapcount) == 0)
		mod_node_state(NR_FILE_MAPPED, 1);
}

void page_remove_rmap(struct page *page)
{
	if (atomic_dec_return(&page->_mapcount) >= 0)
		return;
	if (!PageAnon(page)) {
		mod_node_state(NR_FILE_MAPPED, -1);
		return;
	}
	mod_node_state(NR_ANON_MAPPED, -1);
	WRITE_ONCE(page->mapping, NULL);
}

void add_mm_counters(struct mm_struct *mm, const long rss[NR_MM_COUNTERS])
{
	for (int kind = 0; kind < NR_MM_COUNTERS; kind++)
		if (rss[kind])
			add_mm_counter(mm, kind, rss[kind]);
}
