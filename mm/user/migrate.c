/*
 * mm/user/migrate.c - pages that a new policy wants on another node move there
 *
 * The entry is emptied on all CPUs, the page copied, the entry filled again: who touches
 * the page meanwhile waits for mmap_lock. Only a page that one entry maps and that nobody
 * else holds can move in this way.
 *
 * Atlas: pages of files, and those shared after fork, stay; so does what MADV_FREE has given up.
 *
 * Locking: mmap_lock held for writing; page_table_lock over each copy.
 */
#include <linux/highmem.h>
#include <linux/mm_inline_page.h>
#include <linux/page-flags.h>
#include <asm/tlbflush.h>
#include "internal.h"

struct migration {
	struct vm_area_struct *vma;
	unsigned long nodes; /* where pages should be */
};

struct page *misplaced_page(struct vm_area_struct *vma, unsigned long addr, pte_t pte,
			    unsigned long nodes)
{
	struct page *page = pte_present(pte) ? vm_normal_page(vma, addr, pte) : NULL;

	if (!page || PageReserved(page) || nodes >> page_to_nid(page) & 1)
		return NULL;
	return page;
}

/* ptl held. Does the entry map old, and nobody else has it? */
static bool can_move(struct vm_area_struct *vma, unsigned long addr, pte_t pte,
		     const struct page *old)
{
	return pte_present(pte) && vm_normal_page(vma, addr, pte) == old &&
	       PageAnon(old) && PageSwapBacked(old) && page_count(old) == 1;
}

/* new takes the place of old in the entry. ptl held. */
static void move_page(struct vm_area_struct *vma, pte_t *entry, unsigned long addr,
		      struct page *old, struct page *new)
{
	pte_t pte = ptep_get_and_clear(vma->vm_mm, addr, entry);

	flush_tlb_page(vma, addr);
	copy_user_highpage(new, old, addr, vma);
	if (PageDirty(old))
		SetPageDirty(new);
	page_add_new_anon_rmap(new, vma, addr);
	page_remove_rmap(old);
	set_pte_at(vma->vm_mm, addr, entry,
		   pfn_pte(page_to_pfn(new), __pgprot(pte_flags(pte))));
}

static int migrate_entry(struct pgtable_walk *walk, pte_t *entry,
			 enum pgtable_level level, unsigned long addr, unsigned long next,
			 unsigned long prot)
{
	struct migration *migration = walk->private;
	struct vm_area_struct *vma = migration->vma;
	struct page *old = NULL, *new;

	if (level == PG_LEVEL_4K)
		old = misplaced_page(vma, addr, ptep_get(entry), migration->nodes);
	if (!old)
		return 0;
	new = alloc_page_vma(GFP_HIGHUSER_MOVABLE, vma, addr);
	if (!new)
		return -ENOMEM;
	spin_lock(&vma->vm_mm->page_table_lock);
	if (page_to_nid(new) != page_to_nid(old) &&
	    can_move(vma, addr, ptep_get(entry), old)) {
		move_page(vma, entry, addr, old, new);
		swap(old, new);
	}
	spin_unlock(&vma->vm_mm->page_table_lock);
	put_page(new); /* the one that is not needed */
	cond_resched();
	return 0;
}

void migrate_range(struct vm_area_struct *vma, unsigned long start, unsigned long end,
		   unsigned long nodes)
{
	struct migration migration = { .nodes = nodes };
	struct pgtable_walk walk = { .entry = migrate_entry, .private = &migration };

	for (; vma && vma->vm_start < end; vma = vma->vm_next) {
		migration.vma = vma;
		walk_page_tables(vma->vm_mm->pgd, max(start, vma->vm_start),
				 min(end, vma->vm_end), &walk);
	}
}
