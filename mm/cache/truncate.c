/*
 * mm/cache/truncate.c - forgetting pages of a file: what lies behind its end, or a hole
 *
 * Locking: the inode's i_rwsem (held for writing, or nobody else has the inode) keeps
 * writers from putting new pages behind the end meanwhile; each page is locked while it
 * leaves the cache. What programs have mapped of them is mm/user/unmap_mapping.c's.
 */
#include <linux/highmem.h>
#include <linux/limits.h>
#include <linux/pagemap.h>
#include <linux/sched.h>
#include <linux/xarray.h>

/* The first page from *index to last with a reference; *index becomes its own. */
static struct page *find_next_page(struct address_space *mapping, pgoff_t *index,
				   pgoff_t last)
{
	struct page *page;

	xa_lock(&mapping->i_pages);
	page = __xa_find(&mapping->i_pages, index, last);
	if (page)
		get_page(page);
	xa_unlock(&mapping->i_pages);
	return page;
}

/* Zero the bytes [from, to) of the page at index, if it is there. */
static void zero_part(struct address_space *mapping, pgoff_t index, unsigned int from,
		      unsigned int to)
{
	struct page *page = from < to ? find_lock_page(mapping, index) : NULL;

	if (page) {
		zero_user_segment(page, from, to);
		unlock_page(page);
		put_page(page);
	}
}

/* Forget the pages from index on, up to last. */
static void forget_pages(struct address_space *mapping, pgoff_t index, pgoff_t last)
{
	struct page *page;

	while (index <= last && (page = find_next_page(mapping, &index, last))) {
		lock_page(page);
		if (page->mapping == mapping)
			delete_from_page_cache(page);
		unlock_page(page);
		put_page(page);
		cond_resched();
	}
}

void truncate_inode_pages_range(struct address_space *mapping, loff_t start, loff_t end)
{
	pgoff_t index = (u64)start >> PAGE_SHIFT, behind = (u64)end >> PAGE_SHIFT;
	unsigned int head = start & ~PAGE_MASK, tail = end & ~PAGE_MASK;

	if (head) {
		zero_part(mapping, index, head, index == behind ? tail : PAGE_SIZE);
		index++;
	}
	if (index <= behind)
		zero_part(mapping, behind, 0, tail);
	if (index < behind)
		forget_pages(mapping, index, behind - 1);
}

void truncate_inode_pages(struct address_space *mapping, loff_t start)
{
	pgoff_t index = (u64)start >> PAGE_SHIFT;
	unsigned int head = start & ~PAGE_MASK;

	if (!READ_ONCE(mapping->i_pages.xa_head))
		return;
	if (head)
		zero_part(mapping, index++, head, PAGE_SIZE);
	forget_pages(mapping, index, ULONG_MAX);
}
