/*
 * include/asm/pgtable.h - reading, making and changing page-table entries
 *
 * Names and meaning are Linux's. pte_*() work on values; set_*() and ptep_*() on the
 * table in memory. The CPU sets the accessed and dirty bits of a live entry at any time,
 * so a live entry is taken out (ptep_get_and_clear) or changed atomically.
 *
 * Locking: user tables under mm->page_table_lock; kernel tables as mm/kernel says.
 */
#ifndef ASM_PGTABLE_H
#define ASM_PGTABLE_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/atomic.h>
#include <asm/page.h>
#include <asm/pgtable_types.h>

struct mm_struct;
struct vm_area_struct;

/* The kernel's own top level; init_mm.pgd. Made by paging_init(). */
extern pgd_t swapper_pg_dir[PTRS_PER_PGD];

extern pte_t *pkmap_page_table;  /* [I] the entries of the kmap window */
extern struct mm_struct init_mm; /* the kernel's own: no VMAs, pgd is swapper_pg_dir */

/*
 * Boot step 2: replace the boot loader's page tables by the kernel's own: lowmem, the
 * image, mem_map, and the empty windows. The identity map is gone afterwards, and
 * memblock_alloc() reaches all of lowmem. Boot CPU, irqs off, after memblock_init().
 */
void paging_init(void);

/* The same tables on another CPU: global pages on, swapper_pg_dir loaded. irqs off. */
void load_kernel_page_tables(void);

/*
 * The last word on W^X: panics if any kernel page is both writable and executable. When
 * boot is over and the tables are as they will stay: an initcall.
 */
void check_wx(void);

/* Give back the memory of code that only boot needed. From a task, after boot. */
void free_initmem(void);

/* --- a PTE's value --- */

static inline bool pte_none(pte_t pte)
{
	return !pte_val(pte);
}

/* Does it hold a frame (perhaps one that nobody may touch)? */
static inline bool pte_present(pte_t pte)
{
	return pte_val(pte) & (_PAGE_PRESENT | _PAGE_PROTNONE);
}

static inline bool pte_protnone(pte_t pte)
{
	return (pte_val(pte) & (_PAGE_PRESENT | _PAGE_PROTNONE)) == _PAGE_PROTNONE;
}

static inline bool pte_write(pte_t pte)
{
	return pte_val(pte) & _PAGE_RW;
}

static inline bool pte_dirty(pte_t pte)
{
	return pte_val(pte) & _PAGE_DIRTY;
}

static inline bool pte_young(pte_t pte)
{
	return pte_val(pte) & _PAGE_ACCESSED;
}

static inline bool pte_exec(pte_t pte)
{
	return !(pte_val(pte) & _PAGE_NX);
}

static inline bool pte_user(pte_t pte)
{
	return pte_val(pte) & _PAGE_USER;
}

static inline bool pte_global(pte_t pte)
{
	return pte_val(pte) & _PAGE_GLOBAL;
}

static inline bool pte_special(pte_t pte)
{
	return pte_val(pte) & _PAGE_SPECIAL;
}

static inline bool pte_soft_dirty(pte_t pte)
{
	return pte_val(pte) & _PAGE_SOFT_DIRTY;
}

static inline unsigned long pte_pfn(pte_t pte)
{
	return (pte_val(pte) & PTE_PFN_MASK) >> PAGE_SHIFT;
}

static inline unsigned long pte_flags(pte_t pte)
{
	return pte_val(pte) & PTE_FLAGS_MASK;
}

#define pte_page(pte) pfn_to_page(pte_pfn(pte))

static inline bool pte_same(pte_t a, pte_t b)
{
	return pte_val(a) == pte_val(b);
}

static inline pte_t pfn_pte(unsigned long pfn, pgprot_t prot)
{
	return __pte(((pteval_t)pfn << PAGE_SHIFT) | pgprot_val(prot));
}

#define mk_pte(page, prot) pfn_pte(page_to_pfn(page), (prot))

static inline pte_t pte_set_flags(pte_t pte, pteval_t set)
{
	return __pte(pte_val(pte) | set);
}

static inline pte_t pte_clear_flags(pte_t pte, pteval_t clear)
{
	return __pte(pte_val(pte) & ~clear);
}

static inline pte_t pte_mkwrite(pte_t pte)
{
	return pte_set_flags(pte, _PAGE_RW);
}

static inline pte_t pte_wrprotect(pte_t pte)
{
	return pte_clear_flags(pte, _PAGE_RW);
}

static inline pte_t pte_mkdirty(pte_t pte)
{
	return pte_set_flags(pte, _PAGE_DIRTY | _PAGE_SOFT_DIRTY);
}

static inline pte_t pte_mkclean(pte_t pte)
{
	return pte_clear_flags(pte, _PAGE_DIRTY);
}

static inline pte_t pte_mkyoung(pte_t pte)
{
	return pte_set_flags(pte, _PAGE_ACCESSED);
}

static inline pte_t pte_mkold(pte_t pte)
{
	return pte_clear_flags(pte, _PAGE_ACCESSED);
}

static inline pte_t pte_mkexec(pte_t pte)
{
	return pte_clear_flags(pte, _PAGE_NX);
}

static inline pte_t pte_exprotect(pte_t pte)
{
	return pte_set_flags(pte, _PAGE_NX);
}

static inline pte_t pte_mkspecial(pte_t pte)
{
	return pte_set_flags(pte, _PAGE_SPECIAL);
}

static inline pte_t pte_mksoft_dirty(pte_t pte)
{
	return pte_set_flags(pte, _PAGE_SOFT_DIRTY);
}

static inline pte_t pte_clear_soft_dirty(pte_t pte)
{
	return pte_clear_flags(pte, _PAGE_SOFT_DIRTY);
}

/* The same frame with other permissions; accessed and dirty bits stay. */
static inline pte_t pte_modify(pte_t pte, pgprot_t prot)
{
	return __pte((pte_val(pte) & _PAGE_CHG_MASK) |
		     (pgprot_val(prot) & ~_PAGE_CHG_MASK));
}

/* --- entries of the upper levels --- */

static inline bool pmd_none(pmd_t pmd)
{
	return !pmd_val(pmd);
}

static inline bool pmd_present(pmd_t pmd)
{
	return pmd_val(pmd) & _PAGE_PRESENT;
}

static inline bool pmd_leaf(pmd_t pmd)
{
	return (pmd_val(pmd) & (_PAGE_PRESENT | _PAGE_PSE)) ==
	       (_PAGE_PRESENT | _PAGE_PSE);
}

static inline bool pud_none(pud_t pud)
{
	return !pud_val(pud);
}

static inline bool pud_present(pud_t pud)
{
	return pud_val(pud) & _PAGE_PRESENT;
}

static inline bool pud_leaf(pud_t pud)
{
	return (pud_val(pud) & (_PAGE_PRESENT | _PAGE_PSE)) ==
	       (_PAGE_PRESENT | _PAGE_PSE);
}

static inline bool p4d_none(p4d_t p4d)
{
	return !p4d_val(p4d);
}

static inline bool p4d_present(p4d_t p4d)
{
	return p4d_val(p4d) & _PAGE_PRESENT;
}

static inline bool pgd_none(pgd_t pgd)
{
	return !pgd_val(pgd);
}

static inline bool pgd_present(pgd_t pgd)
{
	return pgd_val(pgd) & _PAGE_PRESENT;
}

static inline unsigned long pmd_pfn(pmd_t pmd)
{
	return (pmd_val(pmd) & PTE_PFN_MASK & PMD_MASK) >> PAGE_SHIFT;
}

static inline unsigned long pud_pfn(pud_t pud)
{
	return (pud_val(pud) & PTE_PFN_MASK & PUD_MASK) >> PAGE_SHIFT;
}

/* The table that an entry points to, as a kernel address: tables are lowmem. */
static inline void *pmd_page_vaddr(pmd_t pmd)
{
	return __va(pmd_val(pmd) & PTE_PFN_MASK);
}

static inline void *pud_page_vaddr(pud_t pud)
{
	return __va(pud_val(pud) & PTE_PFN_MASK);
}

static inline void *p4d_page_vaddr(p4d_t p4d)
{
	return __va(p4d_val(p4d) & PTE_PFN_MASK);
}

#define pmd_page(pmd) pfn_to_page((pmd_val(pmd) & PTE_PFN_MASK) >> PAGE_SHIFT)
#define pud_page(pud) pfn_to_page((pud_val(pud) & PTE_PFN_MASK) >> PAGE_SHIFT)
#define p4d_page(p4d) pfn_to_page((p4d_val(p4d) & PTE_PFN_MASK) >> PAGE_SHIFT)

/* --- the tables in memory --- */

static inline pte_t ptep_get(const pte_t *ptep)
{
	return __pte(READ_ONCE(ptep->pte));
}

static inline pmd_t pmdp_get(const pmd_t *pmdp)
{
	return __pmd(READ_ONCE(pmdp->pmd));
}

static inline pud_t pudp_get(const pud_t *pudp)
{
	return __pud(READ_ONCE(pudp->pud));
}

static inline void set_pte(pte_t *ptep, pte_t pte)
{
	WRITE_ONCE(ptep->pte, pte_val(pte));
}

static inline void set_pte_at(struct mm_struct *mm, unsigned long addr, pte_t *ptep,
			      pte_t pte)
{
	set_pte(ptep, pte);
}

static inline void pte_clear(struct mm_struct *mm, unsigned long addr, pte_t *ptep)
{
	set_pte(ptep, __pte(0));
}

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(pmdp->pmd, pmd_val(pmd));
}

static inline void set_pud(pud_t *pudp, pud_t pud)
{
	WRITE_ONCE(pudp->pud, pud_val(pud));
}

static inline void set_p4d(p4d_t *p4dp, p4d_t p4d)
{
	WRITE_ONCE(p4dp->pgd.pgd, p4d_val(p4d));
}

static inline void set_pgd(pgd_t *pgdp, pgd_t pgd)
{
	WRITE_ONCE(pgdp->pgd, pgd_val(pgd));
}

static inline void pmd_clear(pmd_t *pmdp)
{
	set_pmd(pmdp, __pmd(0));
}

static inline void pud_clear(pud_t *pudp)
{
	set_pud(pudp, __pud(0));
}

static inline void p4d_clear(p4d_t *p4dp)
{
	set_p4d(p4dp, __p4d(0));
}

/* Empty a live entry; no accessed or dirty bit that the CPU sets meanwhile is lost. */
static inline pte_t ptep_get_and_clear(struct mm_struct *mm, unsigned long addr,
				       pte_t *ptep)
{
	pteval_t old = xchg(&ptep->pte, 0);

	return __pte(old);
}

/* Make a live entry read-only, for fork: the dirty bit stays. */
static inline void ptep_set_wrprotect(struct mm_struct *mm, unsigned long addr,
				      pte_t *ptep)
{
	pteval_t old = READ_ONCE(ptep->pte);

	while (!try_cmpxchg(&ptep->pte, &old, old & ~_PAGE_RW))
		;
}

/* Was it used since last time? Clears the accessed bit; the TLB may keep it a while. */
static inline bool ptep_test_and_clear_young(struct vm_area_struct *vma,
					     unsigned long addr, pte_t *ptep)
{
	pteval_t old = READ_ONCE(ptep->pte);

	while (!try_cmpxchg(&ptep->pte, &old, old & ~_PAGE_ACCESSED))
		;
	return old & _PAGE_ACCESSED;
}

#endif
