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

void gather_init(struct mmu_gather *tlb, struct mm_struct *mm, bool fullmm)
{
	tlb->mm = mm;
	tlb->fullmm = fullmm;
	tlb->keep_cows = false;
	tlb->nr = 0;
	INIT_LIST_HEAD(&tlb->tables);
	forget_range(tlb);
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
	for (unsigned int i = 0; i < tlb->nr; i++)
		put_page(tlb->pages[i]);
	tlb->nr = 0;
	free_tables(tlb);
}

void gather_finish(struct mmu_gather *tlb)
{
	gather_flush(tlb);
}
