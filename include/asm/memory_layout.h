/*
 * include/asm/memory_layout.h - where everything stands in the virtual address space
 *
 *	0000000000000000  user: one mm_struct a process, page 0 never mapped; ends a page
 *	                  below 0000800000000000 (TASK_SIZE_MAX)
 *	ffff888000000000  PAGE_OFFSET: lowmem, physical memory from 0
 *	ffffc90000000000  VMALLOC_START: vmalloc, vmap, ioremap; a guard page after each area
 *	ffffea0000000000  VMEMMAP_START: mem_map, one struct page a frame
 *	fffffe0000000000  PKMAP_BASE: the kmap window, one page table
 *	ffffffff80000000  __START_KERNEL_map: the kernel image
 *	ffffffffa0000000  MODULES_VADDR: loadable modules
 *	ffffffffff000000  FIXADDR_START: kmap_atomic slots, local APIC, IOAPICs
 *
 * Each row but the last three has top-level (PML4) entries of its own; paging_init()
 * allocates them all, and every process shares them. Locking: constants.
 */
#ifndef ASM_MEMORY_LAYOUT_H
#define ASM_MEMORY_LAYOUT_H

/* Atlas: physical addresses of RAM end at 1 TiB; what lies above is not used. */
#define MAX_PHYSMEM_BITS 40

#define PAGE_OFFSET 0xffff888000000000UL

#define VMALLOC_START 0xffffc90000000000UL
#define VMALLOC_SIZE (512UL << 30) /* what one top-level entry spans */
#define VMALLOC_END (VMALLOC_START + VMALLOC_SIZE - 1)

#define VMEMMAP_START 0xffffea0000000000UL
#define VMEMMAP_SIZE (64UL << (MAX_PHYSMEM_BITS - 12)) /* 64: sizeof(struct page) */

#define PKMAP_BASE 0xfffffe0000000000UL
#define LAST_PKMAP 512

#define __START_KERNEL_map 0xffffffff80000000UL
#define KERNEL_IMAGE_SIZE (512UL << 20)

#define MODULES_VADDR (__START_KERNEL_map + KERNEL_IMAGE_SIZE)
#define MODULES_END 0xffffffffff000000UL
#define MODULES_LEN (MODULES_END - MODULES_VADDR)

#define FIXADDR_START 0xffffffffff000000UL

#endif
