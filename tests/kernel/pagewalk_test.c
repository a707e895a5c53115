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
