/*
 * mm/kernel/pgalloc.c - pages that hold page tables
 *
 * The upper half of every top level is a copy of swapper_pg_dir's: those entries are all
 * made by paging_init() and never change, so nothing has to be kept in step.
 *
 * Locking: none; who links a table in holds the lock that says so.
 */
#include <linux/mm_inline_page.h>
#include <linux/string.h>
#include <linux/vmstat.h>
#include <asm/pgalloc.h>

static struct page *table_alloc(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);

	if (page) {
		__SetPageTable(page);
		inc_node_page_state(page, NR_PAGETABLE);
	}
	return page;
}

static void table_free(struct page *page)
{
	__ClearPageTable(page);
	dec_node_page_state(page, NR_PAGETABLE);
	__free_page(page);
}

static void *table_alloc_addr(void)
{
	struct page *page = table_alloc();

	return page ? page_address(page) : NULL;
}

pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *pgd = table_alloc_addr();

	if (pgd)
		memcpy(pgd + PTRS_PER_PGD / 2, swapper_pg_dir + PTRS_PER_PGD / 2,
		       PAGE_SIZE / 2);
	return pgd;
}

void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	table_free(virt_to_page(pgd));
}

pud_t *pud_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	return table_alloc_addr();
}

pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	return table_alloc_addr();
}

pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	return table_alloc_addr();
}

pgtable_t pte_alloc_one(struct mm_struct *mm)
{
	return table_alloc();
}

void pud_free(struct mm_struct *mm, pud_t *pud)
{
	table_free(virt_to_page(pud));
}

void pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	table_free(virt_to_page(pmd));
}

void pte_free_kernel(struct mm_struct *mm, pte_t *pte)
{
	table_free(virt_to_page(pte));
}

void pte_free(struct mm_struct *mm, pgtable_t pte)
{
	table_free(pte);
}
