/*
 * include/linux/pagemap.h - the page cache: finding and keeping the pages of a file
 *
 * Rules: a page is in mapping->i_pages exactly while page->mapping is that mapping, and
 * both change under the page lock and i_pages.xa_lock. Who found a page without its lock
 * locks it and looks at page->mapping again: truncation may have come between.
 *
 * Floor: mm/cache; the last part: fs/vfs/mmap.c.
 */
#ifndef LINUX_PAGEMAP_H
#define LINUX_PAGEMAP_H

#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm_inline_page.h>

struct vm_fault;

/* --- mm/cache/page_lock.c: the lock bit of a page -------------------------------------- */

void xa_nodes_init(void);  /* called by pagecache_init() */
void pagecache_init(void); /* boot, once, before anybody waits for a page */
void __lock_page(struct page *page);
int __lock_page_killable(struct page *page);
void unlock_page(struct page *page); /* any context */
void wait_on_page_locked(struct page *page);

/* True: it was free and is ours now. Any context. */
static inline bool trylock_page(struct page *page)
{
	return !TestSetPageLocked(page);
}

/* Own the page's contents and its place in the cache. A reference is held. May sleep. */
static inline void lock_page(struct page *page)
{
	might_sleep();
	if (!trylock_page(page))
		__lock_page(page);
}

/* The same; -EINTR and not locked if a fatal signal comes first. */
static inline int __must_check lock_page_killable(struct page *page)
{
	might_sleep();
	return trylock_page(page) ? 0 : __lock_page_killable(page);
}

/* --- mm/cache/filemap.c ---------------------------------------------------------------- */

/* An empty cache for host; its pages are GFP_HIGHUSER. */
void address_space_init(struct address_space *mapping, struct inode *host);

/* The page at index with a reference, or NULL. Any context but interrupts. */
struct page *find_get_page(struct address_space *mapping, pgoff_t index);
/* The same and locked, and certainly still in the cache. May sleep. */
struct page *find_lock_page(struct address_space *mapping, pgoff_t index);
/*
 * Have a page at index in a file that has only memory: zeros which nobody stored, so not
 * up to date until somebody writes or maps them. May sleep. 0, -ENOMEM, -ENOSPC.
 */
int reserve_cache_page(struct address_space *mapping, pgoff_t index);
/*
 * The page at index, made if it is missing: up to date, not locked, with a reference. May
 * sleep. ERR_PTR: -ENOMEM, -ENOSPC, or what ->readpage() said. file is for ->readpage().
 */
struct page *read_cache_page(struct address_space *mapping, pgoff_t index,
			     struct file *file);

/* Put a locked page into the cache, which takes a reference. 0, -EEXIST, -ENOMEM. */
int add_to_page_cache_locked(struct page *page, struct address_space *mapping,
			     pgoff_t index);
/* Take a locked page out; the cache's reference is dropped. */
void delete_from_page_cache(struct page *page);

/* --- mm/cache/truncate.c --------------------------------------------------------------- */

/*
 * Forget the pages of bytes [start, end), or all from start on; of a page that is only
 * in part in the range, that part becomes zeros.
 */
void truncate_inode_pages_range(struct address_space *mapping, loff_t start, loff_t end);
void truncate_inode_pages(struct address_space *mapping, loff_t start);

/* --- mm/cache/file_rw.c: generic_file_read() and _write() are in linux/fs.h ------------ */

/* generic_file_read() and _write() with kernel memory. */
ssize_t page_cache_read(struct file *file, void *buf, size_t count, loff_t *pos);
ssize_t page_cache_write(struct file *file, const void *buf, size_t count, loff_t *pos);

/* --- mm/user/unmap_mapping.c, fault_around.c -------------------------------------------- */

/* Set the size and drop what lies beyond, mapped or not. i_rwsem held for writing. */
void truncate_setsize(struct inode *inode, loff_t size);
/* Make bytes [start, end) a hole that reads as zeros. i_rwsem held for writing. */
void truncate_pagecache_range(struct inode *inode, loff_t start, loff_t end);
/* Empty all entries of pages [first, last], and of their private copies if even_cows. */
void unmap_mapping_pages(struct address_space *mapping, pgoff_t first, pgoff_t last,
			 bool even_cows);
/* vm_ops->map_pages for a mapping of a file. vmf->pte locked; any of VM_FAULT_NOPAGE, 0. */
vm_fault_t filemap_map_pages(struct vm_fault *vmf, pgoff_t start, pgoff_t end);

/* --- fs/vfs/mmap.c --------------------------------------------------------------------- */

/* vm_ops->fault for a mapping of a file: VM_FAULT_LOCKED with vmf->page, or an error. */
vm_fault_t filemap_fault(struct vm_fault *vmf);

static inline gfp_t mapping_gfp_mask(const struct address_space *mapping)
{
	return mapping->gfp_mask;
}

static inline loff_t page_offset(const struct page *page)
{
	return (loff_t)page->index << PAGE_SHIFT;
}

#endif
