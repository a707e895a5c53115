/*
 * include/linux/page_ref.h - the reference count of a page
 *
 * page->_refcount, which older texts call page->count, is 0 for a free page, 1 when it
 * is handed out, and one more for each further user. Locking: atomic.
 */
#ifndef LINUX_PAGE_REF_H
#define LINUX_PAGE_REF_H

#include <linux/atomic.h>
#include <linux/mm_types.h>
#include <linux/page-flags.h>

/* Of exactly this page, even the tail of a compound page. */
static inline int page_ref_count(const struct page *page)
{
	return atomic_read(&page->_refcount);
}

/* References to the page, or to the compound page it belongs to. */
static inline int page_count(const struct page *page)
{
	return atomic_read(&compound_head(page)->_refcount);
}

static inline void set_page_count(struct page *page, int count)
{
	atomic_set(&page->_refcount, count);
}

static inline void init_page_count(struct page *page)
{
	set_page_count(page, 1);
}

static inline void page_ref_add(struct page *page, int nr)
{
	atomic_add(nr, &page->_refcount);
}

static inline void page_ref_inc(struct page *page)
{
	atomic_inc(&page->_refcount);
}

static inline void page_ref_dec(struct page *page)
{
	atomic_dec(&page->_refcount);
}

static inline int page_ref_dec_return(struct page *page)
{
	return atomic_dec_return(&page->_refcount);
}

static inline int page_ref_dec_and_test(struct page *page)
{
	return atomic_dec_and_test(&page->_refcount);
}

#endif
