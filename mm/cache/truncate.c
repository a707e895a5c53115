/*
 * mm/cache/truncate.c - forgetting the pages of a file that has become shorter
 *
 * Locking: the inode's i_rwsem (held for writing, or nobody else has the inode) keeps
 * writers from putting new pages behind the end meanwhile; each page is locked while it
 * leaves the cache.
 *
 * Atlas: a program that has mapped a page keeps it until it unmaps it, and no longer
 * sees the file in it.
 */
#include <linux/highmem.h>
#include <linux/limits.h>
#include <linux/pagemap.h>
#include <linux/sched.h>
#include <linux/xarray.h>

/* The first page at or after *index with a reference; *index becomes its own. */
static struct page *find_next_page(struct address_space *mapping, pgoff_t *index)
{
	struct page *page;

	xa_lock(&mapping->i_pages);
	page = __xa_find(&mapping->i_pages, index, ULONG_MAX);
	if (page)
		get_page(page);
	xa_unlock(&mapping->i_pages);
	return page;
}

void truncate_inode_pages(struct address_space *mapping, loff_t lstart)
{
	unsigned int partial = lstart & ~PAGE_MASK;
	pgoff_t index = (u64)lstart >> PAGE_SHIFT;
	struct page *page;

	if (!READ_ONCE(mapping->i_pages.xa_head))
		return;
	if (partial) {
		page = find_lock_page(mapping, index++);
		if (page) {
			zero_user_segment(page, partial, PAGE_SIZE);
			unlock_page(page);
			put_page(page);
		}
	}
	while ((page = find_next_page(mapping, &index)) != NULL) {
		lock_page(page);
		if (page->mapping == mapping)
			delete_from_page_cache(page);
		unlock_page(page);
		put_page(page);
		cond_resched();
	}
}

/* The size first: a fault that comes between then finds nothing beyond the end. */
void truncate_setsize(struct inode *inode, loff_t size)
{
	loff_t old = inode->i_size;

	i_size_write(inode, size);
	if (size < old)
		truncate_inode_pages(inode->i_mapping, size);
}
