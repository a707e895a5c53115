/*
 * mm/kernel/fixmap.c - mapping something at a fixed address
 *
 * Locking: each fixed address belongs to one user.
 */
#include <asm/fixmap.h>
#include <asm/pgtable.h>
#include <asm/tlbflush.h>

void __set_fixmap(enum fixed_addresses idx, phys_addr_t phys, pgprot_t prot)
{
	BUG_ON(idx >= __end_of_fixed_addresses || !fixmap_ptes);
	set_pte(&fixmap_ptes[idx],
		pgprot_val(prot) ? pfn_pte(phys >> PAGE_SHIFT, prot) : __pte(0));
	flush_tlb_one_kernel(fix_to_virt(idx));
}
