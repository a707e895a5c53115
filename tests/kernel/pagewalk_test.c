/*
 * tests/kernel/pagewalk_test.c - the one walker of page tables
 *
 * Locking: none.
 */
#include <linux/kernel.h>
#include <linux/mm_inline_page.h>
#include <linux/pgtable.h>
#include <linux/vmalloc.h>
#include <asm/sections.h>
#include "ktest.h"
#include "log_watch.h"

struct span {
	struct pgtable_walk walk;
	unsigned long next, present;
	bool gap;
};

static int follow(struct pgtable_walk *walk, pte_t *entry, enum pgtable_level level,
		  unsigned long addr, unsigned long next, unsigned long prot)
{
	struct span *span = walk->private;

	span->gap |= addr != span->next;
	span->next = next;
	if (pte_val(*entry) & _PAGE_PRESENT)
		span->present += next - addr;
	return 0;
}

/* The walk visits each address once, in order, and stops at the end. */
KTEST(pagewalk, the_walker_leaves_nothing_out)
{
	struct span span = { .walk.entry = follow };
	unsigned long start = PAGE_OFFSET + 3 * PAGE_SIZE;
	unsigned long end = PAGE_OFFSET + (5UL << 20) + PAGE_SIZE;

	span.walk.private = &span;
	span.next = start;
	KT_EXPECT_EQ(walk_page_tables(swapper_pg_dir, start, end, &span.walk), 0);
	KT_EXPECT(!span.gap);
	KT_EXPECT_EQ(span.next, end);
	KT_EXPECT_EQ(span.present, end - start);

	span.next = start = VMALLOC_START;
	span.gap = false;
	KT_EXPECT_EQ(walk_page_tables(swapper_pg_dir, start, 0, &span.walk), 0);
	KT_EXPECT(!span.gap);
	KT_EXPECT_EQ(span.next, 0);
}

KTEST(pagewalk, finds_the_entry_that_decides)
{
	enum pgtable_level level;
	char *p = vmalloc(PAGE_SIZE);
	pte_t *pte;

	KT_ASSERT(p);
	pte = lookup_address((unsigned long)p, &level);
	KT_EXPECT_EQ(level, PG_LEVEL_4K);
	KT_EXPECT_EQ(pte_pfn(*pte), vmalloc_to_pfn(p));
	KT_EXPECT(pte_offset_kernel(
			  pmd_offset(pud_offset(p4d_offset(pgd_offset_k((unsigned long)p),
							   (unsigned long)p),
						(unsigned long)p),
				     (unsigned long)p),
			  (unsigned long)p) == pte);
	lookup_address(0x1000, &level);
	KT_EXPECT_EQ(level, PG_LEVEL_512G);
	vfree(p);
}

static int stop_at_once(struct pgtable_walk *walk, pte_t *entry, enum pgtable_level level,
			unsigned long addr, unsigned long next, unsigned long prot)
{
	return 42;
}

KTEST(pagewalk, the_visitor_can_end_it)
{
	struct pgtable_walk walk = { .entry = stop_at_once };

	KT_EXPECT_EQ(walk_page_tables(swapper_pg_dir, PAGE_OFFSET, 0, &walk), 42);
}

KTEST(pagewalk, prints_each_level)
{
	u64 from = printk_next_seq();

	show_page_walk((unsigned long)_stext);
	KT_EXPECT(log_says(from, "PGD[511]"));
	KT_EXPECT(log_says(from, "PTE["));
	from = printk_next_seq();
	show_page_walk(0x123456789abcdefUL);
	KT_EXPECT(log_says(from, "not a canonical address"));
}

/* One row: the helper that asks, the one that says yes, the one that says no. */
#define PTE_BITS(row)                                                   \
	row(write, mkwrite, wrprotect) row(dirty, mkdirty, mkclean)     \
		row(young, mkyoung, mkold) row(exec, mkexec, exprotect) \
			row(soft_dirty, mksoft_dirty, clear_soft_dirty)

KTEST(pagewalk, a_value_changes_one_bit_at_a_time)
{
	const pte_t pte = pfn_pte(0x12345, PAGE_KERNEL);

	KT_EXPECT(pte_present(pte) && !pte_none(pte) && !pte_user(pte));
	KT_EXPECT(pte_global(pte) && !pte_special(pte) && !pte_protnone(pte));
	KT_EXPECT(pte_special(pte_mkspecial(pte)));
	KT_EXPECT(pte_same(pte, pfn_pte(0x12345, PAGE_KERNEL)));
	KT_EXPECT(pte_page(pte) == pfn_to_page(0x12345));
#define CHECK_BIT(ask, yes, no)                          \
	KT_EXPECT(pte_##ask(pte_##yes(pte_##no(pte))));  \
	KT_EXPECT(!pte_##ask(pte_##no(pte_##yes(pte)))); \
	KT_EXPECT_EQ(pte_pfn(pte_##yes(pte)), 0x12345);  \
	KT_EXPECT_EQ(pte_pfn(pte_##no(pte)), 0x12345);
	PTE_BITS(CHECK_BIT)
}

KTEST(pagewalk, other_permissions_keep_frame_and_history)
{
	pte_t pte = pte_mkdirty(pfn_pte(0x54321, PAGE_SHARED));

	pte = pte_modify(pte, PAGE_NONE);
	KT_EXPECT(pte_present(pte) && pte_protnone(pte));
	KT_EXPECT(!pte_write(pte) && pte_dirty(pte) && pte_young(pte));
	KT_EXPECT_EQ(pte_pfn(pte), 0x54321);
	pte = pte_modify(pte, PAGE_READONLY_EXEC);
	KT_EXPECT(pte_exec(pte) && pte_user(pte) && !pte_write(pte) && pte_dirty(pte));
}

KTEST(pagewalk, entries_in_memory)
{
	struct page *page = alloc_page(GFP_KERNEL);
	pte_t entry, *ptep = &entry;

	KT_ASSERT(page);
	set_pte_at(&init_mm, 0, ptep, mk_pte(page, PAGE_SHARED));
	KT_EXPECT_EQ(pte_pfn(ptep_get(ptep)), page_to_pfn(page));
	KT_EXPECT(ptep_test_and_clear_young(NULL, 0, ptep) && !pte_young(*ptep));
	KT_EXPECT(!ptep_test_and_clear_young(NULL, 0, ptep));
	ptep_set_wrprotect(&init_mm, 0, ptep);
	KT_EXPECT(!pte_write(*ptep));
	KT_EXPECT_EQ(pte_pfn(ptep_get_and_clear(&init_mm, 0, ptep)), page_to_pfn(page));
	KT_EXPECT(pte_none(*ptep));
	set_pte(ptep, mk_pte(page, PAGE_SHARED));
	pte_clear(&init_mm, 0, ptep);
	KT_EXPECT(pte_none(*ptep));
	__free_page(page);
}
