/*
 * tests/kernel/fixmap_test.c - fixed addresses
 *
 * Locking: none; the last IOAPIC's address, which no machine here uses.
 */
#include <linux/mm_inline_page.h>
#include <asm/fixmap.h>
#include <asm/pgtable.h>
#include "ktest.h"

KTEST(fixmap, maps_and_unmaps)
{
	unsigned int idx = FIX_IO_APIC_BASE_END;
	struct page *page = alloc_page(GFP_HIGHUSER | __GFP_ZERO);
	int *p = (int *)fix_to_virt(idx);

	KT_ASSERT(page);
	if (!pte_none(fixmap_ptes[idx])) {
		__free_page(page);
		KT_SKIP("the machine has eight IOAPICs");
	}
	KT_EXPECT_EQ(virt_to_fix((unsigned long)p + 5), idx);
	set_fixmap(idx, page_to_phys(page));
	KT_EXPECT_EQ(*p, 0);
	*p = 7;
	KT_EXPECT(!(pte_flags(fixmap_ptes[idx]) & _PAGE_PCD));
	set_fixmap_nocache(idx, page_to_phys(page));
	KT_EXPECT(pte_flags(fixmap_ptes[idx]) & _PAGE_PCD);
	KT_EXPECT_EQ(*p, 7);
	clear_fixmap(idx);
	KT_EXPECT(pte_none(fixmap_ptes[idx]));
	__free_page(page);
}
