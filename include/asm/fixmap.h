/*
 * include/asm/fixmap.h - addresses known at compile time, whatever they map
 *
 *	FIXADDR_START  local APIC, IOAPICs, then KM_MAX_IDX kmap_atomic slots for each CPU
 *
 * Their page tables are made once, by paging_init(); mapping is one store.
 * Locking: a slot belongs to whoever its name says.
 */
#ifndef ASM_FIXMAP_H
#define ASM_FIXMAP_H

#include <linux/bug.h>
#include <linux/kmap_types.h>
#include <linux/threads.h>
#include <asm/page.h>
#include <asm/pgtable_types.h>

#define MAX_IO_APICS 8

enum fixed_addresses {
	FIX_APIC_BASE,
	FIX_IO_APIC_BASE_0,
	FIX_IO_APIC_BASE_END = FIX_IO_APIC_BASE_0 + MAX_IO_APICS - 1,
	FIX_KMAP_BEGIN,
	FIX_KMAP_END = FIX_KMAP_BEGIN + KM_MAX_IDX * NR_CPUS - 1,
	__end_of_fixed_addresses
};

#define FIXADDR_SIZE (__end_of_fixed_addresses * PAGE_SIZE)
#define FIXADDR_END (FIXADDR_START + FIXADDR_SIZE)

static __always_inline unsigned long fix_to_virt(unsigned int idx)
{
	return FIXADDR_START + ((unsigned long)idx << PAGE_SHIFT);
}

static inline unsigned int virt_to_fix(unsigned long vaddr)
{
	return (vaddr - FIXADDR_START) >> PAGE_SHIFT;
}

/* The entries of all fixed addresses, one array. [I after paging_init()] */
extern pte_t *fixmap_ptes;

/*
 * Map one physical page there, with prot; prot 0 unmaps. After paging_init(). Flushes
 * this CPU's TLB only: fixed addresses are mapped before other CPUs start, or per CPU.
 */
void __set_fixmap(enum fixed_addresses idx, phys_addr_t phys, pgprot_t prot);

#define set_fixmap(idx, phys) __set_fixmap(idx, phys, PAGE_KERNEL)
#define set_fixmap_nocache(idx, phys) __set_fixmap(idx, phys, PAGE_KERNEL_NOCACHE)
#define clear_fixmap(idx) __set_fixmap(idx, 0, __pgprot(0))

#endif
