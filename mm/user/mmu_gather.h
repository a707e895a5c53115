/*
 * mm/user/mmu_gather.h - pages that may be freed once no TLB knows them
 *
 *	gather_init    zap entries, gather_page() ...    unlink tables, gather_table() ...
 *	gather_finish: flush the TLBs once, then free what was gathered
 *
 *	own[64] -> a batch of 512 -> ... each made when the one before is full
 *
 * A frame that was given to somebody else while a CPU can still reach it through a stale
 * translation would be written by a stranger; so the order is: entry, flush, free.
 *
 * Locking: a mmu_gather belongs to its caller, on whose stack it is; mmap_lock is held,
 * for writing where tables go.
 */
#ifndef MM_USER_MMU_GATHER_H
#define MM_USER_MMU_GATHER_H

#include <linux/mm.h>

#define GATHER_PAGES 64 /* half a kilobyte of stack: more need a batch */
#define BATCH_PAGES (PAGE_SIZE / sizeof(struct page *))
#define MAX_BATCHES 19 /* some 10,000 pages, as in Linux: the memory is wanted back */

struct mmu_gather {
	struct mm_struct *mm;
	bool fullmm;    /* the whole mm goes: no need to know which addresses */
	bool keep_cows; /* private copies of a file's pages stay */
	unsigned long
		start; /* what must be flushed: [start, end), empty if start >= end */
	unsigned long end;
	struct page **slots; /* where pages go now: own, or the last batch */
	unsigned int nr;     /* slots in use */
	unsigned int room;   /* slots there are */
	unsigned int nr_batches;
	struct list_head tables; /* of struct page.lru */
	struct page **batches[MAX_BATCHES];
	struct page *own[GATHER_PAGES];
};

void gather_init(struct mmu_gather *tlb, struct mm_struct *mm, bool fullmm);
void gather_finish(struct mmu_gather *tlb);

/*
 * Flush and free what has come together so far; afterwards there is room. May sleep; no
 * ptl held. gather_more() does so only if memory for more slots is not at hand.
 */
void gather_flush(struct mmu_gather *tlb);
void gather_more(struct mmu_gather *tlb);

/* An entry that was present is empty now. */
static inline void gather_entry(struct mmu_gather *tlb, unsigned long addr)
{
	if (addr < tlb->start)
		tlb->start = addr;
	if (addr + PAGE_SIZE > tlb->end)
		tlb->end = addr + PAGE_SIZE;
}

static inline bool gather_full(const struct mmu_gather *tlb)
{
	return tlb->nr == tlb->room;
}

/* Its page loses a reference after the flush. Not if gather_full(). */
static inline void gather_page(struct mmu_gather *tlb, struct page *page)
{
	tlb->slots[tlb->nr++] = page;
}

/* A page-table page that served [addr, end) is unlinked: freed after the flush. */
static inline void gather_table(struct mmu_gather *tlb, struct page *table,
				unsigned long addr, unsigned long end)
{
	gather_entry(tlb, addr);
	if (end > tlb->end)
		tlb->end = end;
	list_add(&table->lru, &tlb->tables);
}

#endif
