/*
 * include/linux/pgtable.h - from an address to its entry at each level
 *
 *	 47    39 38   30 29   21 20   12 11      0
 *	| pgd    | pud   | pmd   | pte   | offset  |     9 bits each: 512 entries a table
 *
 * pgd_offset(mm, a) is the entry for address a; p4d_offset(pgd, a) the next level's, and
 * so on; each may be used only if the entry before it is present and no leaf. Page tables
 * are lowmem pages, so pte_offset_map() maps nothing.
 */
#ifndef LINUX_PGTABLE_H
#define LINUX_PGTABLE_H

#include <linux/pfn.h>
#include <asm/pgtable.h>

static inline unsigned long pgd_index(unsigned long addr)
{
	return (addr >> PGDIR_SHIFT) & (PTRS_PER_PGD - 1);
}

static inline unsigned long pud_index(unsigned long addr)
{
	return (addr >> PUD_SHIFT) & (PTRS_PER_PUD - 1);
}

static inline unsigned long pmd_index(unsigned long addr)
{
	return (addr >> PMD_SHIFT) & (PTRS_PER_PMD - 1);
}

static inline unsigned long pte_index(unsigned long addr)
{
	return (addr >> PAGE_SHIFT) & (PTRS_PER_PTE - 1);
}

static inline pgd_t *pgd_offset_pgd(pgd_t *pgd, unsigned long addr)
{
	return pgd + pgd_index(addr);
}

#define pgd_offset(mm, addr) pgd_offset_pgd((mm)->pgd, (addr))
#define pgd_offset_k(addr) pgd_offset_pgd(swapper_pg_dir, (addr))

static inline p4d_t *p4d_offset(pgd_t *pgd, unsigned long addr)
{
	return (p4d_t *)pgd;
}

static inline pud_t *pud_offset(p4d_t *p4d, unsigned long addr)
{
	return (pud_t *)p4d_page_vaddr(*p4d) + pud_index(addr);
}

static inline pmd_t *pmd_offset(pud_t *pud, unsigned long addr)
{
	return (pmd_t *)pud_page_vaddr(*pud) + pmd_index(addr);
}

static inline pte_t *pte_offset_kernel(pmd_t *pmd, unsigned long addr)
{
	return (pte_t *)pmd_page_vaddr(*pmd) + pte_index(addr);
}

#define pte_offset_map(pmd, addr) pte_offset_kernel((pmd), (addr))
#define pte_unmap(pte) ((void)(pte))

/* The end of what the entry for addr spans, but not beyond end (which may be 0: 2^64). */
#define __addr_end(addr, end, size)                                         \
	({                                                                  \
		unsigned long __boundary = ((addr) + (size)) & ~((size)-1); \
		__boundary - 1 < (end)-1 ? __boundary : (end);              \
	})
#define pgd_addr_end(addr, end) __addr_end(addr, end, PGDIR_SIZE)
#define p4d_addr_end(addr, end) (end)
#define pud_addr_end(addr, end) __addr_end(addr, end, PUD_SIZE)
#define pmd_addr_end(addr, end) __addr_end(addr, end, PMD_SIZE)

/* --- the walker: mm/kernel/pagewalk.c --- */

enum pgtable_level {
	PG_LEVEL_NONE,
	PG_LEVEL_4K,
	PG_LEVEL_2M,
	PG_LEVEL_1G,
	PG_LEVEL_512G
};

/*
 * The entry that decides about addr in the tables under pgd: the leaf, or the first one
 * that is empty; *level says of which level. The entries have one format, so a pte_t *
 * serves for all. The caller keeps the tables from going away.
 */
pte_t *lookup_address_in_pgd(pgd_t *pgd, unsigned long addr, enum pgtable_level *level);
pte_t *lookup_address(unsigned long addr,
		      enum pgtable_level *level); /* kernel's tables */

/* The page that addr, of any kind, shows by the tables in CR3; NULL: none. Any context. */
struct page *page_at(unsigned long addr);

/* What one walk over a range reports: called for every leaf and every empty entry. */
struct pgtable_walk {
	/*
	 * [addr, next) is what entry spans, cut to the range. prot is the AND of the
	 * RW and USER bits and the OR of NX down to here. Not 0 ends the walk.
	 */
	int (*entry)(struct pgtable_walk *walk, pte_t *entry, enum pgtable_level level,
		     unsigned long addr, unsigned long next, unsigned long prot);
	void *private;
};

/*
 * Visit [start, end) of the tables under pgd in address order; end 0 is the top of the
 * address space. Returns what stopped it, or 0.
 */
int walk_page_tables(pgd_t *pgd, unsigned long start, unsigned long end,
		     struct pgtable_walk *walk);

/* How many 4 KiB pages of lowmem are mapped by entries of this level. */
unsigned long direct_map_pages(enum pgtable_level level);

/* Print the walk of addr in the tables that CR3 holds: each level's index and entry. */
void show_page_walk(unsigned long addr);

#endif
