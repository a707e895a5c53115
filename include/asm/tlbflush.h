/*
 * include/asm/tlbflush.h - forget cached translations (mm/kernel/tlb.c)
 *
 * After a page-table entry that was present becomes stricter or goes, and before its
 * frame is used for something else, every CPU that may have it in its TLB must forget it.
 * An entry that was not present is in no TLB, so making one needs no flush.
 *
 * Called with irqs on where other CPUs run: they are waited for.
 */
#ifndef ASM_TLBFLUSH_H
#define ASM_TLBFLUSH_H

#include <linux/types.h>

struct mm_struct;
struct vm_area_struct;
struct task_struct;

/* One page, or the range [start, end), of a process; all of it. */
void flush_tlb_page(struct vm_area_struct *vma, unsigned long addr);
void flush_tlb_mm_range(struct mm_struct *mm, unsigned long start, unsigned long end);
void flush_tlb_mm(struct mm_struct *mm);
void flush_tlb_range(struct vm_area_struct *vma, unsigned long start, unsigned long end);

/* Kernel addresses, on every CPU; everything, global entries too. */
void flush_tlb_kernel_range(unsigned long start, unsigned long end);
void flush_tlb_all(void);

/* This CPU only: one address; everything. Any context. */
void flush_tlb_one_kernel(unsigned long addr);
void __flush_tlb_all(void);

#endif
