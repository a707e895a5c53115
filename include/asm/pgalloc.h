/*
 * include/asm/pgalloc.h - pages that hold page tables (mm/kernel/pgalloc.c)
 *
 * Every table is one zeroed lowmem page, counted in NR_PAGETABLE. A process's top level
 * has the kernel's half copied into it: those entries never change after boot.
 */
#ifndef ASM_PGALLOC_H
#define ASM_PGALLOC_H

#include <linux/mm_types.h>
#include <linux/pgtable.h>

/* A top level with an empty user half; NULL: no memory. May sleep. */
pgd_t *pgd_alloc(struct mm_struct *mm);
void pgd_free(struct mm_struct *mm, pgd_t *pgd); /* its user half must be empty */

/* One empty table; NULL: no memory. May sleep. mm is &init_mm for the kernel's. */
pud_t *pud_alloc_one(struct mm_struct *mm, unsigned long addr);
pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long addr);
pte_t *pte_alloc_one_kernel(struct mm_struct *mm);
pgtable_t pte_alloc_one(struct mm_struct *mm);

void pud_free(struct mm_struct *mm, pud_t *pud);
void pmd_free(struct mm_struct *mm, pmd_t *pmd);
void pte_free_kernel(struct mm_struct *mm, pte_t *pte);
void pte_free(struct mm_struct *mm, pgtable_t pte);

/* Make an entry point to a table of the level below. User tables: page_table_lock held. */
static inline void p4d_populate(struct mm_struct *mm, p4d_t *p4d, pud_t *pud)
{
	set_p4d(p4d, __p4d(__pa(pud) | _PAGE_TABLE));
}

static inline void pud_populate(struct mm_struct *mm, pud_t *pudp, pmd_t *pmd)
{
	set_pud(pudp, __pud(__pa(pmd) | _PAGE_TABLE));
}

static inline void pmd_populate(struct mm_struct *mm, pmd_t *pmdp, pgtable_t pte)
{
	set_pmd(pmdp, __pmd(page_to_phys(pte) | _PAGE_TABLE));
}

static inline void pmd_populate_kernel(struct mm_struct *mm, pmd_t *pmdp, pte_t *pte)
{
	set_pmd(pmdp, __pmd(__pa(pte) | _KERNPG_TABLE));
}

#endif
