/*
 * include/linux/page-flags.h - page->flags, bit by bit
 *
 *	63      61 60   59 58                                   0
 *	node       zone    ...               PG_* bits
 *
 * PageX() asks, SetPageX() and ClearPageX() change one bit atomically, TestSetPageX() and
 * TestClearPageX() also say what it was; __SetPageX() and __ClearPageX() are for a page
 * that nobody else can see. Numbers of bits are ours; /proc/kpageflags translates.
 *
 * Locking: atomic bits. What each bit means is guarded as its line says.
 */
#ifndef LINUX_PAGE_FLAGS_H
#define LINUX_PAGE_FLAGS_H

#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/mm_types.h>
#include <linux/mmzone.h>

enum pageflags {
	PG_locked,       /* somebody owns its contents: lock_page() */
	PG_referenced,   /* used since reclaim last looked */
	PG_uptodate,     /* its contents are those of the file */
	PG_dirty,        /* ... and newer than the disk's */
	PG_lru,          /* on a list of page reclaim */
	PG_active,       /* ... the active one */
	PG_waiters,      /* somebody sleeps in lock_page() */
	PG_error,        /* I/O failed */
	PG_slab,         /* belongs to the slab allocator */
	PG_owner_priv_1, /* the owner's own; PG_swapcache */
	PG_arch_1,
	PG_reserved, /* not for the buddy allocator: firmware's, kernel's, driver's */
	PG_private,  /* page->private is in use by the owner */
	PG_private_2,
	PG_writeback, /* is being written to disk */
	PG_head,      /* first page of a compound page */
	PG_mappedtodisk,
	PG_reclaim,     /* free it when write-back ends */
	PG_swapbacked,  /* its store is swap: anonymous memory, tmpfs */
	PG_unevictable, /* reclaim passes it by */
	PG_mlocked,     /* mlock(2) */
	__NR_PAGEFLAGS,

	PG_swapcache = PG_owner_priv_1,
	PG_checked = PG_owner_priv_1,
};

/* Node and zone at the top of the word; immutable once mem_map is set up. */
#define NODES_PGSHIFT (64 - NODES_SHIFT)
#define ZONES_WIDTH 2
#define ZONES_PGSHIFT (NODES_PGSHIFT - ZONES_WIDTH)
#define NODES_MASK ((1UL << NODES_SHIFT) - 1)
#define ZONES_MASK ((1UL << ZONES_WIDTH) - 1)
#define PAGEFLAGS_MASK ((1UL << __NR_PAGEFLAGS) - 1)

#define TESTPAGEFLAG(uname, lname)                                      \
	static __always_inline int Page##uname(const struct page *page) \
	{                                                               \
		return READ_ONCE(page->flags) >> PG_##lname & 1;        \
	}
#define SETPAGEFLAG(uname, lname)                                       \
	static __always_inline void SetPage##uname(struct page *page)   \
	{                                                               \
		set_bit(PG_##lname, &page->flags);                      \
	}                                                               \
	static __always_inline void __SetPage##uname(struct page *page) \
	{                                                               \
		page->flags |= 1UL << PG_##lname;                       \
	}
#define CLEARPAGEFLAG(uname, lname)                                       \
	static __always_inline void ClearPage##uname(struct page *page)   \
	{                                                                 \
		clear_bit(PG_##lname, &page->flags);                      \
	}                                                                 \
	static __always_inline void __ClearPage##uname(struct page *page) \
	{                                                                 \
		page->flags &= ~(1UL << PG_##lname);                      \
	}
#define TESTSCFLAG(uname, lname)                                           \
	static __always_inline int TestSetPage##uname(struct page *page)   \
	{                                                                  \
		return test_and_set_bit(PG_##lname, &page->flags);         \
	}                                                                  \
	static __always_inline int TestClearPage##uname(struct page *page) \
	{                                                                  \
		return test_and_clear_bit(PG_##lname, &page->flags);       \
	}
#define PAGEFLAG(uname, lname)      \
	TESTPAGEFLAG(uname, lname)  \
	SETPAGEFLAG(uname, lname)   \
	CLEARPAGEFLAG(uname, lname) \
	TESTSCFLAG(uname, lname)

PAGEFLAG(Locked, locked)
PAGEFLAG(Referenced, referenced)
PAGEFLAG(Uptodate, uptodate)
PAGEFLAG(Dirty, dirty)
PAGEFLAG(LRU, lru)
PAGEFLAG(Active, active)
PAGEFLAG(Waiters, waiters)
PAGEFLAG(Error, error)
PAGEFLAG(Slab, slab)
PAGEFLAG(SwapCache, swapcache)
PAGEFLAG(Checked, checked)
PAGEFLAG(Reserved, reserved)
PAGEFLAG(Private, private)
PAGEFLAG(Private2, private_2)
PAGEFLAG(Writeback, writeback)
PAGEFLAG(Head, head)
PAGEFLAG(MappedToDisk, mappedtodisk)
PAGEFLAG(Reclaim, reclaim)
PAGEFLAG(SwapBacked, swapbacked)
PAGEFLAG(Unevictable, unevictable)
PAGEFLAG(Mlocked, mlocked)

#undef TESTPAGEFLAG
#undef SETPAGEFLAG
#undef CLEARPAGEFLAG
#undef TESTSCFLAG
#undef PAGEFLAG

/* None of these may be set in a page that is freed ... */
#define PAGE_FLAGS_CHECK_AT_FREE                                                \
	(1UL << PG_locked | 1UL << PG_lru | 1UL << PG_active | 1UL << PG_slab | \
	 1UL << PG_reserved | 1UL << PG_private | 1UL << PG_private_2 |         \
	 1UL << PG_writeback | 1UL << PG_unevictable | 1UL << PG_mlocked)

/*
 * A page that is not mapped by programs may say in the same word what it is, so that
 * reports can: bits are cleared to set a type, since -1 is "mapped nowhere".
 */
#define PAGE_TYPE_BASE 0xf0000000u
#define PG_buddy 0x00000080u /* free, the first of its block; private is its order */
#define PG_table 0x00000200u /* holds page-table entries */

#define PAGETYPE(uname, lname)                                              \
	static __always_inline int Page##uname(const struct page *page)     \
	{                                                                   \
		return (page->page_type & (PAGE_TYPE_BASE | PG_##lname)) == \
		       PAGE_TYPE_BASE;                                      \
	}                                                                   \
	static __always_inline void __SetPage##uname(struct page *page)     \
	{                                                                   \
		page->page_type &= ~PG_##lname;                             \
	}                                                                   \
	static __always_inline void __ClearPage##uname(struct page *page)   \
	{                                                                   \
		page->page_type |= PG_##lname;                              \
	}

PAGETYPE(Buddy, buddy)
PAGETYPE(Table, table)

#undef PAGETYPE

/* Anonymous: page->mapping has this bit, whatever else it holds. Bit 0 marks tails. */
#define PAGE_MAPPING_ANON 2UL

static inline bool PageAnon(const struct page *page)
{
	return ((unsigned long)READ_ONCE(page->mapping) & 3) == PAGE_MAPPING_ANON;
}

/* --- compound pages: the first page stands for all 2^order of them --- */

static __always_inline int PageTail(const struct page *page)
{
	return READ_ONCE(page->compound_head) & 1;
}

static __always_inline int PageCompound(const struct page *page)
{
	return PageHead(page) || PageTail(page);
}

/* The first page of the compound page; any other page is its own head. */
static __always_inline struct page *compound_head(const struct page *page)
{
	unsigned long head = READ_ONCE(page->compound_head);

	return unlikely(head & 1) ? (struct page *)(head - 1) : (struct page *)page;
}

static inline unsigned int compound_order(const struct page *page)
{
	return PageHead(page) ? page[1].compound_order : 0;
}

static inline unsigned long compound_nr(const struct page *page)
{
	return 1UL << compound_order(page);
}

/* --- where a page lies --- */

static inline enum zone_type page_zonenum(const struct page *page)
{
	return (enum zone_type)(page->flags >> ZONES_PGSHIFT & ZONES_MASK);
}

static inline int page_to_nid(const struct page *page)
{
	return (int)(page->flags >> NODES_PGSHIFT & NODES_MASK);
}

static inline struct zone *page_zone(const struct page *page)
{
	return &NODE_DATA(page_to_nid(page))->node_zones[page_zonenum(page)];
}

static inline struct pglist_data *page_pgdat(const struct page *page)
{
	return NODE_DATA(page_to_nid(page));
}

/* Has it no kernel address of its own? */
static inline bool PageHighMem(const struct page *page)
{
	return is_highmem_idx(page_zonenum(page));
}

#endif
