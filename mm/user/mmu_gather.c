/*
 * mm/user/mmu_gather.c - one TLB flush for many pages
 *
 * Locking: see mmu_gather.h.
 */
#include <linux/list.h>
#include <asm/pgalloc.h>
#include <asm/tlbflush.h>
#include "internal.h"
#include "mmu_gather.h"

static void forget_range(struct mmu_gather *tlb)
{
	tlb->start = ~0UL;
	tlb->end = 0;
}

static void use_own(struct mmu_gather *tlb)
{
	tlb->slots = tlb->own;
	tlb->room = GATHER_PAGES;
}

void gather_init(struct mmu_gather *tlb, struct mm_struct *mm, bool fullmm)
{
	tlb->mm = mm;
	tlb->fullmm = fullmm;
	tlb->keep_cows = false;
	tlb->nr = 0;
	tlb->nr_batches = 0;
	use_own(tlb);
	INIT_LIST_HEAD(&tlb->tables);
	forget_range(tlb);
}

static void put_pages(struct page **pages, unsigned int nr)
{
	for (unsigned int i = 0; i < nr; i++)
		put_page(pages[i]);
}

/* The last batch is used up to nr, those before it and own are full. */
static void put_batches(struct mmu_gather *tlb)
{
	while (tlb->nr_batches) {
		struct page **batch = tlb->batches[--tlb->nr_batches];

		put_pages(batch, tlb->nr);
		free_page((unsigned long)batch);
		tlb->nr = tlb->nr_batches ? BATCH_PAGES : GATHER_PAGES;
		cond_resched();
	}
	use_own(tlb);
}

static void free_tables(struct mmu_gather *tlb)
{
	struct page *table, *next;
	long freed = 0;

	list_for_each_entry_safe (table, next, &tlb->tables, lru) {
		list_del(&table->lru);
		pte_free(tlb->mm, table);
		freed += PAGE_SIZE;
	}
	if (freed)
		atomic_long_sub(freed, &tlb->mm->pgtables_bytes);
}

void gather_flush(struct mmu_gather *tlb)
{
	if (tlb->start < tlb->end) {
		if (tlb->fullmm)
			flush_tlb_mm(tlb->mm);
		else
			flush_tlb_mm_range(tlb->mm, tlb->start, tlb->end);
		forget_range(tlb);
	}
	if (tlb->nr_batches)
		put_batches(tlb);
	put_pages(tlb->own, tlb->nr);
	tlb->nr = 0;
	free_tables(tlb);
}

void gather_more(struct mmu_gather *tlb)
{
	struct page **batch = NULL;

	if (tlb->nr_batches < MAX_BATCHES)
		batch = (void *)__get_free_page(GFP_NOWAIT | __GFP_NOWARN);
	if (!batch) {
		gather_flush(tlb);
		return;
	}
	tlb->batches[tlb->nr_batches++] = batch;
	tlb->slots = batch;
	tlb->nr = 0;
	tlb->room = BATCH_PAGES;
}

void gather_finish(struct mmu_gather *tlb)
{
	gather_flush(tlb);
}
