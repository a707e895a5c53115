/*
 * include/asm/page_types.h - the sizes of pages, and the kinds of address
 *
 * Source: Intel SDM volume 3A, chapter 4 (paging). Locking: constants.
 */
#ifndef ASM_PAGE_TYPES_H
#define ASM_PAGE_TYPES_H

#include <linux/types.h>
#include <asm/memory_layout.h>

#define PAGE_SHIFT 12
#define PAGE_SIZE (1UL << PAGE_SHIFT)
#define PAGE_MASK (~(PAGE_SIZE - 1))

/* What one entry of each level spans: a PMD entry 2 MiB, a PUD entry 1 GiB, ... */
#define PMD_SHIFT 21
#define PMD_SIZE (1UL << PMD_SHIFT)
#define PMD_MASK (~(PMD_SIZE - 1))
#define PUD_SHIFT 30
#define PUD_SIZE (1UL << PUD_SHIFT)
#define PUD_MASK (~(PUD_SIZE - 1))
#define PGDIR_SHIFT 39
#define PGDIR_SIZE (1UL << PGDIR_SHIFT)
#define PGDIR_MASK (~(PGDIR_SIZE - 1))

#define PTRS_PER_PGD 512
#define PTRS_PER_PUD 512
#define PTRS_PER_PMD 512
#define PTRS_PER_PTE 512

/* The bits of a physical address that a page-table entry can hold. */
#define __PHYSICAL_MASK_SHIFT 52
#define __PHYSICAL_MASK ((1UL << __PHYSICAL_MASK_SHIFT) - 1)

#endif
