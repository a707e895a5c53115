/*
 * mm/kernel/pagewalk.c - the one walker of page tables
 *
 * Entries of all levels have one format, so a level is just a number: 4 is the top (an
 * entry spans 512 GiB), 1 the bottom (4 KiB). Used by vmalloc_to_page, set_memory, the
 * W^X check, the oops of a page fault, and whatever prints page tables.
 *
 * Locking: the caller keeps the tables from being freed. Entries may change meanwhile;
 * each is read once.
 */
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/mm_inline_page.h>
#include <linux/pgtable.h>
#include <asm/special_insns.h>

#define TOP_LEVEL PG_LEVEL_512G

static unsigned int level_shift(enum pgtable_level level)
{
	return PAGE_SHIFT + 9 * (level - PG_LEVEL_4K);
}

static pte_t *entry_of(void *table, unsigned long addr, enum pgtable_level level)
{
	return (pte_t *)table + ((addr >> level_shift(level)) & (PTRS_PER_PTE - 1));
}

/* Does the walk end at this entry: nothing there, or a page of this level's size? */
static bool is_last(pteval_t val, enum pgtable_level level)
{
	if (!(val & _PAGE_PRESENT) || level == PG_LEVEL_4K)
		return true;
	return level < TOP_LEVEL && val & _PAGE_PSE;
}

static void *next_table(pteval_t val)
{
	return __va(val & PTE_PFN_MASK);
}

pte_t *lookup_address_in_pgd(pgd_t *pgd, unsigned long addr, enum pgtable_level *level)
{
	void *table = pgd;
	pte_t *entry;

	for (*level = TOP_LEVEL;; --*level) {
		entry = entry_of(table, addr, *level);
		if (is_last(pte_val(ptep_get(entry)), *level))
			return entry;
		table = next_table(pte_val(ptep_get(entry)));
	}
}

pte_t *lookup_address(unsigned long addr, enum pgtable_level *level)
{
	return lookup_address_in_pgd(swapper_pg_dir, addr, level);
}

/* Addresses of the upper half follow those of the lower; what lies between is no address. */
static unsigned long canonical(unsigned long addr)
{
	return (unsigned long)((long)(addr << 16) >> 16);
}

/* A table cannot go meanwhile: who frees one waits for this CPU to flush. */
struct page *page_at(unsigned long addr)
{
	pgd_t *pgd = __va(read_cr3() & PTE_PFN_MASK);
	unsigned long flags, pfn, low;
	enum pgtable_level level;
	pte_t pte;

	if (canonical(addr) != addr)
		return NULL;
	local_irq_save(flags);
	pte = ptep_get(lookup_address_in_pgd(pgd, addr, &level));
	local_irq_restore(flags);
	low = (1UL << (level_shift(level) - PAGE_SHIFT)) - 1;
	pfn = (pte_pfn(pte) & ~low) | (addr >> PAGE_SHIFT & low);
	return pte_present(pte) && pfn_valid(pfn) ? pfn_to_page(pfn) : NULL;
}

/* What remains allowed below this entry. */
static unsigned long narrow_prot(unsigned long prot, pteval_t val)
{
	return (prot & (val | _PAGE_NX)) | (val & _PAGE_NX);
}

static int walk_level(struct pgtable_walk *walk, void *table, enum pgtable_level level,
		      unsigned long addr, unsigned long last, unsigned long prot)
{
	unsigned long span = 1UL << level_shift(level);
	int ret = 0;

	for (;;) {
		unsigned long end = min(addr | (span - 1), last);
		pte_t *entry = entry_of(table, addr, level);
		pteval_t val = pte_val(ptep_get(entry));

		if (is_last(val, level))
			ret = walk->entry(walk, entry, level, addr, end + 1,
					  narrow_prot(prot, val));
		else
			ret = walk_level(walk, next_table(val), level - 1, addr, end,
					 narrow_prot(prot, val));
		if (ret || end == last)
			return ret;
		addr = level == TOP_LEVEL ? canonical(end + 1) : end + 1;
	}
}

int walk_page_tables(pgd_t *pgd, unsigned long start, unsigned long end,
		     struct pgtable_walk *walk)
{
	return walk_level(walk, pgd, TOP_LEVEL, start, end - 1, _PAGE_RW | _PAGE_USER);
}

/* --- for /proc/meminfo --- */

struct level_count {
	enum pgtable_level level;
	unsigned long pages;
};

static int count_level(struct pgtable_walk *walk, pte_t *entry, enum pgtable_level level,
		       unsigned long addr, unsigned long next, unsigned long prot)
{
	struct level_count *count = walk->private;

	if (level == count->level && pte_present(*entry))
		count->pages += (next - addr) >> PAGE_SHIFT;
	return 0;
}

unsigned long direct_map_pages(enum pgtable_level level)
{
	struct level_count count = { .level = level };
	struct pgtable_walk walk = { .entry = count_level, .private = &count };

	walk_page_tables(swapper_pg_dir, PAGE_OFFSET, (unsigned long)high_memory, &walk);
	return count.pages;
}

/* --- for the oops --- */

static const char *const level_names[] = { "", "PTE", "PMD", "PUD", "PGD" };

/* Is this frame one whose contents we can read: lowmem that is mapped? */
static bool table_readable(pteval_t val)
{
	return virt_addr_valid(next_table(val));
}

void show_page_walk(unsigned long addr)
{
	pteval_t val = read_cr3();
	enum pgtable_level level;

	if (canonical(addr) != addr) {
		pr_alert("  %#lx is not a canonical address\n", addr);
		return;
	}
	for (level = TOP_LEVEL;; level--) {
		pte_t *entry;

		if (!table_readable(val)) {
			pr_alert("  %s: the table at %#lx is not in lowmem\n",
				 level_names[level], val & PTE_PFN_MASK);
			return;
		}
		entry = entry_of(next_table(val), addr, level);
		val = pte_val(ptep_get(entry));
		pr_alert("  %s[%3lu] = %016lx%s%s%s%s\n", level_names[level],
			 (addr >> level_shift(level)) & (PTRS_PER_PTE - 1), val,
			 val & _PAGE_PRESENT ? "" : " not present",
			 val & _PAGE_RW ? " writable" : "",
			 val & _PAGE_USER ? " user" : "",
			 val & _PAGE_NX ? " no-execute" : "");
		if (is_last(val, level))
			return;
	}
}
