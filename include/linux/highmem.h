/*
 * include/linux/highmem.h - reaching a page that has no address of its own
 *
 *	kmap(page)         may sleep; shared by all users of the page; kunmap(page)
 *	kmap_local_page()  never sleeps; for this task only, which may; kunmap_local(addr)
 *	kmap_atomic(page)  the same; no sleeping and no page fault until kunmap_atomic(addr)
 *
 * For a lowmem page each returns page_address(). The mappings of the last two are one
 * stack: the last one made is the first to go. What is out of order is warned of.
 */
#ifndef LINUX_HIGHMEM_H
#define LINUX_HIGHMEM_H

#include <linux/build_bug.h>
#include <linux/kernel.h>
#include <linux/kmap_types.h>
#include <linux/mm_inline_page.h>
#include <linux/preempt.h>
#include <linux/string.h>

struct task_struct;
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

/* What slot, 0 to LAST_PKMAP - 1, shows; false: nobody uses it. */
struct kmap_slot {
	void *addr;
	unsigned long pfn;
	unsigned int users;
};
bool kmap_get_slot(unsigned int slot, struct kmap_slot *info);

/* The page at an address that one of the calls here gave, or of lowmem. */
struct page *kmap_to_page(void *addr);

/* --- mm/frames/kmap_atomic.c --- */

void *__kmap_atomic(struct page *page);
void __kunmap_atomic(const void *addr);
void *kmap_local_page(struct page *page);
void __kunmap_local(const void *addr);

/* For the scheduler: what prev has mapped goes, what next had mapped comes back. */
void kmap_local_switch(struct task_struct *prev, struct task_struct *next);

/* Mappings of both kinds that the caller holds; slots that are in use on a CPU now. */
unsigned int kmap_atomic_depth(void);
unsigned int kmap_atomic_slots(int cpu);

/* Print those of kmap_atomic(), for who sleeps in spite of them. Returns how many. */
unsigned int kmap_atomic_show(void);

/* The page at a kmap_atomic() address, NULL: it is no such address. */
struct page *kmap_fixed_to_page(unsigned long addr);

/* Both spellings: kmap_atomic(page) and kmap_atomic(page, KM_USER0). Any context. */
#define kmap_atomic(page, ...)                                           \
	({                                                               \
		(void)sizeof((enum km_type[]){ KM_USER0, __VA_ARGS__ }); \
		__kmap_atomic(page);                                     \
	})

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

static inline void *kmap_local_pfn(unsigned long pfn)
{
	return kmap_local_page(pfn_to_page(pfn));
}

/* --- on whole pages, and on parts of one: offsets and lengths in bytes, within it --- */

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

/* Zero [start1, end1) and [start2, end2) of the page. */
static inline void zero_user_segments(struct page *page, unsigned int start1,
				      unsigned int end1, unsigned int start2,
				      unsigned int end2)
{
	char *addr = kmap_local_page(page);

	if (end1 > start1)
		memset(addr + start1, 0, end1 - start1);
	if (end2 > start2)
		memset(addr + start2, 0, end2 - start2);
	kunmap_local(addr);
}

static inline void zero_user_segment(struct page *page, unsigned int start,
				     unsigned int end)
{
	zero_user_segments(page, start, end, 0, 0);
}

static inline void zero_user(struct page *page, unsigned int start, unsigned int size)
{
	zero_user_segment(page, start, start + size);
}

static inline void memzero_page(struct page *page, size_t offset, size_t len)
{
	zero_user(page, offset, len);
}

#endif
