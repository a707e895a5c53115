/*
 * tests/kernel/pgalloc_test.c - pages that hold page tables
 *
 * Locking: none.
 */
#include <linux/mm_inline_page.h>
#include <linux/string.h>
#include <linux/vmstat.h>
#include <asm/pgalloc.h>
#include "ktest.h"

KTEST(pgalloc, a_process_shares_the_kernels_half)
{
	unsigned long before = global_node_page_state(NR_PAGETABLE);
	pgd_t *pgd = pgd_alloc(&init_mm);

	KT_ASSERT(pgd);
	KT_EXPECT_EQ(global_node_page_state(NR_PAGETABLE), before + 1);
	KT_EXPECT(!memchr_inv(pgd, 0, PAGE_SIZE / 2));
	KT_EXPECT(!memcmp(pgd + 256, swapper_pg_dir + 256, PAGE_SIZE / 2));
	KT_EXPECT(PageTable(virt_to_page(pgd)));
	pgd_free(&init_mm, pgd);
	KT_EXPECT_EQ(global_node_page_state(NR_PAGETABLE), before);
}

/* Every window that can ever be filled has its top-level entry, so no process misses it. */
KTEST(pgalloc, the_top_level_is_complete)
{
	KT_EXPECT(pgd_present(*pgd_offset_k(PAGE_OFFSET)));
	KT_EXPECT(pgd_present(*pgd_offset_k(VMALLOC_START)));
	KT_EXPECT(pgd_present(*pgd_offset_k(VMALLOC_END)));
	KT_EXPECT(pgd_present(*pgd_offset_k(VMEMMAP_START)));
	KT_EXPECT(pgd_present(*pgd_offset_k(PKMAP_BASE)));
	KT_EXPECT(pgd_present(*pgd_offset_k(__START_KERNEL_map)));
	KT_EXPECT(pgd_none(*pgd_offset_k(0)));
}

KTEST(pgalloc, tables_are_empty_lowmem)
{
	pgtable_t table = pte_alloc_one(&init_mm);

	KT_ASSERT(table);
	KT_EXPECT(!PageHighMem(table));
	KT_EXPECT(!memchr_inv(page_address(table), 0, PAGE_SIZE));
	pte_free(&init_mm, table);
}
