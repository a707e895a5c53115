/*
 * include/asm/pgtable_types.h - a page-table entry: its bits and its C types
 *
 *	63  62..52  51..12        11..9     8   7    6   5   4    3    2   1   0
 *	NX  -       frame number  software  G   PAT  D   A   PCD  PWT  US  RW  P
 *	                                        (PSE in a PMD or PUD entry: a large page)
 *
 * Source: Intel SDM volume 3A, section 4.5, tables 4-14 to 4-20. Locking: constants.
 */
#ifndef ASM_PGTABLE_TYPES_H
#define ASM_PGTABLE_TYPES_H

#include <linux/types.h>
#include <asm/page_types.h>

#define _PAGE_PRESENT 0x001UL
#define _PAGE_RW 0x002UL
#define _PAGE_USER 0x004UL
#define _PAGE_PWT 0x008UL
#define _PAGE_PCD 0x010UL
#define _PAGE_ACCESSED 0x020UL
#define _PAGE_DIRTY 0x040UL
#define _PAGE_PSE 0x080UL    /* PMD, PUD: maps a large page */
#define _PAGE_GLOBAL 0x100UL /* survives a CR3 load */
#define _PAGE_NX (1UL << 63)

/* The three bits that the CPU leaves to software. */
#define _PAGE_SPECIAL 0x200UL /* no struct page behind it (VM_PFNMAP) */
#define _PAGE_SOFT_DIRTY 0x800UL

/* A page that is there but that nobody may touch: not present, and this bit is set. */
#define _PAGE_PROTNONE _PAGE_GLOBAL

#define PTE_PFN_MASK (__PHYSICAL_MASK & PAGE_MASK)
#define PTE_FLAGS_MASK (~PTE_PFN_MASK)

/*
 * How memory is cached: none, write-back; PWT, write-combining; PCD, uncached but for what
 * an MTRR says; both, uncached. cpu_init() sets the PAT so. Atlas: bit 7 is never the PAT's.
 */
#define _PAGE_CACHE_MASK (_PAGE_PWT | _PAGE_PCD)

/* What pte_modify() keeps of the old entry. */
#define _PAGE_CHG_MASK                                                      \
	(PTE_PFN_MASK | _PAGE_CACHE_MASK | _PAGE_SPECIAL | _PAGE_ACCESSED | \
	 _PAGE_DIRTY | _PAGE_SOFT_DIRTY)

typedef unsigned long pteval_t, pmdval_t, pudval_t, p4dval_t, pgdval_t, pgprotval_t;

typedef struct {
	pteval_t pte;
} pte_t;
typedef struct {
	pmdval_t pmd;
} pmd_t;
typedef struct {
	pudval_t pud;
} pud_t;
typedef struct {
	pgdval_t pgd;
} pgd_t;
/* With four levels the fifth is folded: a p4d is the pgd entry seen again. */
typedef struct {
	pgd_t pgd;
} p4d_t;
typedef struct {
	pgprotval_t pgprot;
} pgprot_t;

typedef struct page *pgtable_t; /* the page that holds a table of PTEs */

#define __pte(x) ((pte_t){ (x) })
#define __pmd(x) ((pmd_t){ (x) })
#define __pud(x) ((pud_t){ (x) })
#define __p4d(x) ((p4d_t){ { (x) } })
#define __pgd(x) ((pgd_t){ (x) })
#define __pgprot(x) ((pgprot_t){ (x) })

#define pte_val(x) ((x).pte)
#define pmd_val(x) ((x).pmd)
#define pud_val(x) ((x).pud)
#define p4d_val(x) ((x).pgd.pgd)
#define pgd_val(x) ((x).pgd)
#define pgprot_val(x) ((x).pgprot)

/* Entries that point to a table: the leaf's bits decide, so these forbid nothing. */
#define _PAGE_TABLE (_PAGE_PRESENT | _PAGE_RW | _PAGE_USER | _PAGE_ACCESSED | _PAGE_DIRTY)
#define _KERNPG_TABLE (_PAGE_PRESENT | _PAGE_RW | _PAGE_ACCESSED | _PAGE_DIRTY)

/* Kernel pages: global; accessed and dirty from the start, so the CPU need not say so. */
#define __PAGE_KERNEL_ROX (_PAGE_PRESENT | _PAGE_ACCESSED | _PAGE_DIRTY | _PAGE_GLOBAL)
#define __PAGE_KERNEL_RO (__PAGE_KERNEL_ROX | _PAGE_NX)
#define __PAGE_KERNEL (__PAGE_KERNEL_RO | _PAGE_RW)
#define __PAGE_KERNEL_NOCACHE (__PAGE_KERNEL | _PAGE_PCD | _PAGE_PWT)

#define PAGE_KERNEL __pgprot(__PAGE_KERNEL)
#define PAGE_KERNEL_RO __pgprot(__PAGE_KERNEL_RO)
#define PAGE_KERNEL_ROX __pgprot(__PAGE_KERNEL_ROX)
#define PAGE_KERNEL_NOCACHE __pgprot(__PAGE_KERNEL_NOCACHE)

/* User pages. A private writable page begins read-only: the first write copies it. */
#define __PAGE_USER (_PAGE_PRESENT | _PAGE_USER | _PAGE_ACCESSED)

#define PAGE_NONE __pgprot(_PAGE_PROTNONE | _PAGE_ACCESSED)
#define PAGE_READONLY __pgprot(__PAGE_USER | _PAGE_NX)
#define PAGE_READONLY_EXEC __pgprot(__PAGE_USER)
#define PAGE_COPY PAGE_READONLY
#define PAGE_COPY_EXEC PAGE_READONLY_EXEC
#define PAGE_SHARED __pgprot(__PAGE_USER | _PAGE_RW | _PAGE_NX)
#define PAGE_SHARED_EXEC __pgprot(__PAGE_USER | _PAGE_RW)

#define pgprot_noncached(prot) __pgprot(pgprot_val(prot) | _PAGE_PCD)
#define pgprot_writecombine(prot) __pgprot(pgprot_val(prot) | _PAGE_PWT)
#define pgprot_device(prot) pgprot_noncached(prot)

#endif
