/*
 * include/linux/highmem.h - reaching a page that has no address of its own
 *
 *	kmap(page)         may sleep; shared by all users of the page; kunmap(page)
 *	kmap_atomic(page)  never sleeps; this CPU only; no sleeping until kunmap_atomic(addr)
 *	kmap_local_page()  as kmap_atomic
 *
 * For a lowmem page each is just page_address(). kmap_atomic mappings are a stack: the
 * last one made is the first to go.
 *
 * Atlas: kmap_local_page() disables preemption too, so its user may not sleep, and
 * copy_to_user() there fails on a user page that is not present. Where that matters: kmap().
 */
#ifndef LINUX_HIGHMEM_H
#define LINUX_HIGHMEM_H

#include <linux/build_bug.h>
#include <linux/kernel.h>
#include <linux/kmap_types.h>
#include <linux/mm_inline_page.h>
#include <linux/preempt.h>
#include <linux/string.h>

struct vm_area_struct;

/* --- mm/cache/kmap.c --- */

/* Boot step 7: after paging_init(). */
void kmap_init(void);

void *kmap_high(struct page *page);
void kunmap_high(struct page *page);

/*
 * The page's kernel address. Sleeps while all LAST_PKMAP slots are in use. Two callers
 * get the same address; each calls kunmap() once. Not in atomic context.
 */
static inline void *kmap(struct page *page)
{
	might_sleep_if(IS_ENABLED(CONFIG_DEBUG));
	return PageHighMem(page) ? kmap_high(page) : page_address(page);
}

/* Done with kmap(): the page, not the address. Not in interrupts. */
static inline void kunmap(struct page *page)
{
	if (PageHighMem(page))
		kunmap_high(page);
}

/*
 * The address of a highmem page if somebody has it kmapped right now, with one more user
 * (kunmap_high() when done); else NULL. Never sleeps; not in interrupts.
 */
void *kmap_high_get(struct page *page);

struct kmap_stats {
	unsigned int slots, used; /* [pkmap lock] used: with at least one user */
	unsigned int peak;        /* the most ever used at once */
	unsigned int waiters;     /* sleeping in kmap() now */
	unsigned long waits;      /* times that kmap() had to sleep */
	unsigned long flushes;    /* times that the window was recycled */
};
void kmap_get_stats(struct kmap_stats *stats);

/* --- mm/frames/kmap_atomic.c --- */

void *__kmap_atomic(struct page *page);
void __kunmap_atomic(const void *addr);
void *kmap_local_page(struct page *page);
void __kunmap_local(const void *addr);
int kmap_atomic_depth(void); /* slots that this CPU holds */

/* Both spellings: kmap_atomic(page) and kmap_atomic(page, KM_USER0). Any context. */
#define kmap_atomic(page, ...) __kmap_atomic(page)

/* Takes the address that kmap_atomic() returned, or any in that page. */
#define kunmap_atomic(addr, ...)                                  \
	do {                                                      \
		BUILD_BUG_ON(__same_type((addr), struct page *)); \
		__kunmap_atomic(addr);                            \
	} while (0)
#define kunmap_local(addr)                                        \
	do {                                                      \
		BUILD_BUG_ON(__same_type((addr), struct page *)); \
		__kunmap_local(addr);                             \
	} while (0)

/* --- on whole pages --- */

static inline void clear_highpage(struct page *page)
{
	void *addr = kmap_local_page(page);

	clear_page(addr);
	kunmap_local(addr);
}

static inline void clear_user_highpage(struct page *page, unsigned long vaddr)
{
	clear_highpage(page);
}

static inline void copy_highpage(struct page *to, struct page *from)
{
	void *src = kmap_local_page(from);
	void *dst = kmap_local_page(to);

	copy_page(dst, src);
	kunmap_local(dst);
	kunmap_local(src);
}

static inline void copy_user_highpage(struct page *to, struct page *from,
				      unsigned long vaddr, struct vm_area_struct *vma)
{
	copy_highpage(to, from);
}

static inline void memcpy_from_page(void *to, struct page *page, size_t offset,
				    size_t len)
{
	char *from = kmap_local_page(page);

	memcpy(to, from + offset, len);
	kunmap_local(from);
}

static inline void memcpy_to_page(struct page *page, size_t offset, const void *from,
				  size_t len)
{
	char *to = kmap_local_page(page);

	memcpy(to + offset, from, len);
	kunmap_local(to);
}

static inline void zero_user(struct page *page, unsigned int start, unsigned int size)
{
	char *addr = kmap_local_page(page);

	memset(addr + start, 0, size);
	kunmap_local(addr);
}

static inline void zero_user_segment(struct page *page, unsigned int start,
				     unsigned int end)
{
	zero_user(page, start, end - start);
}

#endif
