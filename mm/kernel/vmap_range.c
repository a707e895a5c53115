/*
 * mm/kernel/vmap_range.c - entries in the kernel's page tables for vmalloc addresses
 *
 * Tables are made as they are needed and stay. The top level's entry exists since boot,
 * so every process sees a new mapping at once.
 *
 * Locking: init_mm.page_table_lock to link a new table in; the entries of an area belong
 * to whoever has the area.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm_types.h>
#include <linux/pgtable.h>
#include <linux/vmstat.h>
#include <asm/pgalloc.h>

#include "vmap_range.h"

/* Make an upper-level entry point to a fresh table, unless somebody just has. */
static int fill_entry(pteval_t *entry)
{
	pte_t *table = pte_alloc_one_kernel(&init_mm);

	if (!table)
		return -ENOMEM;
	spin_lock(&init_mm.page_table_lock);
	if (!READ_ONCE(*entry)) {
		WRITE_ONCE(*entry, __pa(table) | _KERNPG_TABLE);
		inc_node_page_state(virt_to_page(table), NR_VMAP_TABLES);
		table = NULL;
	}
	spin_unlock(&init_mm.page_table_lock);
	if (table)
		pte_free_kernel(&init_mm, table);
	return 0;
}

/* The entry for a kernel address, with the tables down to it; NULL: no memory. */
static pte_t *pte_alloc_kernel(unsigned long addr)
{
	pud_t *pud = pud_offset(p4d_offset(pgd_offset_k(addr), addr), addr);
	pmd_t *pmd;

	if (pud_none(pudp_get(pud)) && fill_entry(&pud->pud))
		return NULL;
	pmd = pmd_offset(pud, addr);
	if (pmd_none(pmdp_get(pmd)) && fill_entry(&pmd->pmd))
		return NULL;
	return pte_offset_kernel(pmd, addr);
}

/* The first entry that is not empty is where two owners meet: our mistake. */
static void set_new_pte(pte_t *pte, unsigned long pfn, pgprot_t prot)
{
	BUG_ON(!pte_none(ptep_get(pte)));
	set_pte(pte, pfn_pte(pfn, prot));
}

int vmap_pages_range(unsigned long addr, struct page **pages, unsigned int nr,
		     pgprot_t prot)
{
	unsigned int i;
	pte_t *pte = NULL;

	for (i = 0; i < nr; i++, addr += PAGE_SIZE) {
		pte = pte && pte_index(addr) ? pte + 1 : pte_alloc_kernel(addr);
		if (!pte)
			return -ENOMEM;
		set_new_pte(pte, page_to_pfn(pages[i]), prot);
	}
	return 0;
}

int vmap_pfn_range(unsigned long addr, unsigned long pfn, unsigned int nr, pgprot_t prot)
{
	pte_t *pte = NULL;

	for (; nr; nr--, addr += PAGE_SIZE) {
		pte = pte && pte_index(addr) ? pte + 1 : pte_alloc_kernel(addr);
		if (!pte)
			return -ENOMEM;
		set_new_pte(pte, pfn++, prot);
	}
	return 0;
}

void vunmap_range_noflush(unsigned long addr, unsigned long end)
{
	while (addr < end) {
		enum pgtable_level level;
		pte_t *pte = lookup_address(addr, &level);
		unsigned long next = pmd_addr_end(addr, end);

		for (; level == PG_LEVEL_4K && addr < next; addr += PAGE_SIZE)
			set_pte(pte++, __pte(0));
		addr = next;
	}
}
