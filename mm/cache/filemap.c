/*
 * mm/cache/filemap.c - the page cache: which page holds which part of a file
 *
 *	inode -> address_space -> i_pages[index] -> struct page (highmem, reached by kmap)
 *	                                             mapping, index: the way back
 *
 * read(2), write(2) and mmap(2) of a file all go through here and so see the same frames.
 * The cache holds one reference to each of its pages, every user another. For a file
 * system without ->readpage the cache is the file: what is not in it is zeros.
 *
 * Locking: i_pages.xa_lock for the array and nrpages. page->mapping and ->index change
 * with the page locked and xa_lock held; the page lock is the outer one.
 */
#include <linux/mempolicy.h>
#include <linux/pagemap.h>
#include <linux/vmstat.h>
#include <linux/xarray.h>

void address_space_init(struct address_space *mapping, struct inode *host)
{
	mapping->host = host;
	mapping->a_ops = NULL;
	mapping->nrpages = 0;
	mapping->mmaps_begun = 0;
	mapping->gfp_mask = GFP_HIGHUSER_MOVABLE;
	xa_init(&mapping->i_pages);
	init_rwsem(&mapping->i_mmap_rwsem);
	mapping->i_mmap = RB_ROOT;
}

struct page *find_get_page(struct address_space *mapping, pgoff_t index)
{
	struct page *page;

	xa_lock(&mapping->i_pages);
	page = __xa_load(&mapping->i_pages, index);
	if (page)
		page_ref_inc(page); /* the cache has one, and no compound pages */
	xa_unlock(&mapping->i_pages);
	return page;
}

struct page *find_lock_page(struct address_space *mapping, pgoff_t index)
{
	struct page *page;

	while ((page = find_get_page(mapping, index)) != NULL) {
		lock_page(page);
		if (page->mapping == mapping)
			return page;
		unlock_page(page); /* truncated before we had it */
		put_page(page);
	}
	return NULL;
}

int add_to_page_cache_locked(struct page *page, struct address_space *mapping,
			     pgoff_t index)
{
	int err;

	BUG_ON(!PageLocked(page));
	page->mapping = mapping;
	page->index = index;
	get_page(page);
	err = xa_insert(&mapping->i_pages, index, page, GFP_KERNEL);
	if (err) {
		page->mapping = NULL;
		put_page(page);
		return err == -EBUSY ? -EEXIST : err;
	}
	xa_lock(&mapping->i_pages);
	mapping->nrpages++;
	xa_unlock(&mapping->i_pages);
	inc_node_page_state(page, NR_FILE_PAGES);
	if (PageSwapBacked(page))
		inc_node_page_state(page, NR_SHMEM);
	return 0;
}

static int charge(struct address_space *mapping, long pages)
{
	bool charges = mapping->a_ops && mapping->a_ops->charge;

	return charges ? mapping->a_ops->charge(mapping, pages) : 0;
}

void delete_from_page_cache(struct page *page)
{
	struct address_space *mapping = page->mapping;

	BUG_ON(!PageLocked(page));
	xa_lock(&mapping->i_pages);
	__xa_erase(&mapping->i_pages, page->index);
	page->mapping = NULL;
	mapping->nrpages--;
	xa_unlock(&mapping->i_pages);
	dec_node_page_state(page, NR_FILE_PAGES);
	if (PageSwapBacked(page))
		dec_node_page_state(page, NR_SHMEM);
	charge(mapping, -1);
	put_page(page);
}

static bool has_readpage(const struct address_space *mapping)
{
	return mapping->a_ops && mapping->a_ops->readpage;
}

/*
 * A new page at index, in the cache, with a reference for the caller: locked and empty
 * where there is a readpage(), else zeros and unlocked, which count as the file's if
 * uptodate. -EEXIST: somebody was faster; -ENOSPC, -ENOMEM.
 */
static struct page *make_cache_page(struct address_space *mapping, pgoff_t index,
				    bool uptodate)
{
	bool zeros = !has_readpage(mapping);
	int err = charge(mapping, 1);
	struct page *page;

	if (err)
		return ERR_PTR(err);
	page = alloc_page_task(mapping->gfp_mask | (zeros ? __GFP_ZERO : 0));
	if (!page) {
		charge(mapping, -1);
		return ERR_PTR(-ENOMEM);
	}
	__SetPageLocked(page);
	if (mapping->a_ops && mapping->a_ops->charge)
		__SetPageSwapBacked(page);
	if (zeros && uptodate)
		__SetPageUptodate(page);
	err = add_to_page_cache_locked(page, mapping, index);
	if (err || zeros)
		unlock_page(page);
	if (err) {
		charge(mapping, -1);
		put_page(page);
		return ERR_PTR(err);
	}
	return page;
}

int reserve_cache_page(struct address_space *mapping, pgoff_t index)
{
	struct page *page = find_get_page(mapping, index);

	if (!page)
		page = make_cache_page(mapping, index, false);
	if (IS_ERR(page))
		return page == ERR_PTR(-EEXIST) ? 0 : PTR_ERR(page);
	put_page(page);
	return 0;
}

/*
 * Call readpage() on the locked page and wait for it; reserved zeros become the file's as
 * they are. The page stays ours to put.
 */
static int fill_page(struct address_space *mapping, struct page *page, struct file *file)
{
	int err;

	if (!has_readpage(mapping)) {
		SetPageUptodate(page);
		unlock_page(page);
		return 0;
	}
	err = mapping->a_ops->readpage(file, page);
	if (err)
		return err;
	wait_on_page_locked(page);
	return PageUptodate(page) ? 0 : -EIO;
}

struct page *read_cache_page(struct address_space *mapping, pgoff_t index,
			     struct file *file)
{
	struct page *page;
	int err;

	for (;;) {
		page = find_get_page(mapping, index);
		if (page && PageUptodate(page))
			return page;
		if (page) {
			lock_page(page);
			if (page->mapping != mapping || PageUptodate(page)) {
				unlock_page(page);
				put_page(page);
				continue;
			}
		} else {
			page = make_cache_page(mapping, index, true);
			if (page == ERR_PTR(-EEXIST))
				continue;
			if (IS_ERR(page) || PageUptodate(page))
				return page;
		}
		err = fill_page(mapping, page, file);
		if (!err)
			return page;
		put_page(page);
		return ERR_PTR(err);
	}
}
