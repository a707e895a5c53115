/*
 * mm/user/lazyfree.c - MADV_FREE: pages that go once somebody else needs the memory
 *
 *	madvise(2)      entry clean, page not PG_swapbacked; its family is put on a list
 *	a write         the CPU makes the entry dirty, get_user_pages' user the page: it stays
 *	memory short    the allocator asks: what is still clean is unmapped, and freed;
 *	                the next touch finds zeros. A family leaves the list before it is
 *	                looked at (a mark set meanwhile puts it back), and comes back
 *	                if something was left
 *
 * A page that relatives share is passed over: no entry tells of the others' writes. So is
 * one that the kernel uses just now, which is one with a reference more than its entry's.
 * Source: the Linux man page madvise(2).
 *
 * Locking: mmap_lock where pages are marked. The allocator's caller may hold any sleeping
 * lock but the anon_vma's, under which nobody allocates: that one keeps the VMAs and their
 * tables. reclaim_mutex: who waits for it finds what the other has freed.
 */
#include <linux/mmzone.h>
#include <linux/mutex.h>
#include <linux/page-flags.h>
#include "internal.h"
#include "mmu_gather.h"

#define RECLAIM_BATCH 256 /* pages: a MiB at a time */

static DEFINE_MUTEX(reclaim_mutex);

struct lazyfree {
	struct vm_area_struct *vma;
	struct mmu_gather tlb;
	enum zone_type highest; /* pages of higher zones are of no use */
	unsigned long freed;
	bool left; /* pages that may go, but not now */
};

/* The counted page of an entry, or NULL. ptl held. */
static struct page *mapped_page(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	return pte_present(pte) ? vm_normal_page(vma, addr, pte) : NULL;
}

/* --- marking ---------------------------------------------------------------------- */

static int mark_entry(struct pgtable_walk *walk, pte_t *entry, enum pgtable_level level,
		      unsigned long addr, unsigned long next, unsigned long prot)
{
	struct lazyfree *work = walk->private;
	struct mm_struct *mm = work->tlb.mm;
	struct page *page;
	pte_t pte;

	if (level != PG_LEVEL_4K || pte_none(ptep_get(entry)))
		return 0;
	spin_lock(&mm->page_table_lock);
	page = mapped_page(work->vma, addr, ptep_get(entry));
	if (page && page_mapcount(page) == 1) {
		ClearPageDirty(page);
		ClearPageSwapBacked(page);
		pte = ptep_get_and_clear(mm, addr, entry);
		set_pte_at(mm, addr, entry, pte_mkold(pte_mkclean(pte)));
		gather_entry(&work->tlb, addr);
	}
	spin_unlock(&mm->page_table_lock);
	return 0;
}

void lazyfree_range(struct vm_area_struct *vma, unsigned long start, unsigned long end)
{
	struct lazyfree work = { .vma = vma };
	struct pgtable_walk walk = { .entry = mark_entry, .private = &work };

	if (!vma->anon_vma)
		return;
	gather_init(&work.tlb, vma->vm_mm, false);
	walk_page_tables(vma->vm_mm->pgd, start, end, &walk);
	/* flushed: a CPU that knows an entry as dirty does not say so again */
	gather_finish(&work.tlb);
	anon_vma_add_lazyfree(vma->anon_vma);
}

/* --- freeing ---------------------------------------------------------------------- */

/* Take the page out of the entry if it may go. ptl held. */
static void free_entry(struct lazyfree *work, pte_t *entry, unsigned long addr)
{
	struct mm_struct *mm = work->tlb.mm;
	pte_t pte = ptep_get(entry);
	struct page *page = mapped_page(work->vma, addr, pte);

	if (!page || !PageAnon(page) || PageSwapBacked(page))
		return;
	/* looked at here, for mlock(2) brings pages in after it has set the flag */
	if ((READ_ONCE(work->vma->vm_flags) & VM_LOCKED) ||
	    page_zonenum(page) > work->highest || page_count(page) != 1) {
		work->left = true;
		return;
	}
	if (!pte_dirty(pte) && !PageDirty(page)) {
		pte = ptep_get_and_clear(mm, addr, entry);
		if (!pte_dirty(pte)) {
			gather_entry(&work->tlb, addr);
			gather_page(&work->tlb, page);
			page_remove_rmap(page);
			add_mm_counter(mm, MM_ANONPAGES, -1);
			work->freed++;
			return;
		}
		set_pte_at(mm, addr, entry, pte); /* written at the last moment */
	}
	SetPageSwapBacked(page);
}

static int reclaim_entry(struct pgtable_walk *walk, pte_t *entry,
			 enum pgtable_level level, unsigned long addr, unsigned long next,
			 unsigned long prot)
{
	struct lazyfree *work = walk->private;
	struct mm_struct *mm = work->tlb.mm;

	if (level != PG_LEVEL_4K || pte_none(ptep_get(entry)))
		return 0;
	if (gather_full(&work->tlb))
		gather_flush(&work->tlb);
	spin_lock(&mm->page_table_lock);
	free_entry(work, entry, addr);
	spin_unlock(&mm->page_table_lock);
	return work->freed >= RECLAIM_BATCH;
}

/* The pages of one VMA. Its anon_vma is locked. */
static void reclaim_vma(struct lazyfree *work, struct vm_area_struct *vma)
{
	struct pgtable_walk walk = { .entry = reclaim_entry, .private = work };

	if (!vma_is_anonymous(vma))
		return;
	work->vma = vma;
	update_hiwater_rss(vma->vm_mm);
	gather_init(&work->tlb, vma->vm_mm, false);
	walk_page_tables(vma->vm_mm->pgd, vma->vm_start, vma->vm_end, &walk);
	gather_finish(&work->tlb);
}

/* All pages of a family, or as many as are enough. */
static void reclaim_family(struct lazyfree *work, struct anon_vma *anon_vma)
{
	struct interval_tree_node *node;

	work->left = false;
	down_read(&anon_vma->rwsem);
	node = interval_tree_iter_first(&anon_vma->vmas, 0, ULONG_MAX);
	for (; node && work->freed < RECLAIM_BATCH;
	     node = interval_tree_iter_next(node, 0, ULONG_MAX))
		reclaim_vma(work, container_of(node, struct vm_area_struct, anon));
	up_read(&anon_vma->rwsem);
	if (work->left || work->freed >= RECLAIM_BATCH)
		anon_vma_add_lazyfree(anon_vma);
}

unsigned long lazyfree_reclaim(gfp_t gfp, unsigned int order, int nid)
{
	struct lazyfree work = { .highest = gfp_zone(gfp) };
	struct anon_vma *anon_vma;

	mutex_lock(&reclaim_mutex);
	anon_vma_begin_lazyfree();
	while (work.freed < RECLAIM_BATCH && (anon_vma = anon_vma_take_lazyfree())) {
		reclaim_family(&work, anon_vma);
		anon_vma_put(anon_vma);
	}
	mutex_unlock(&reclaim_mutex);
	return work.freed;
}
