/*
 * fs/procfs/page_tables.c - /proc/PID/page_tables: the four levels of one process, as a tree
 *
 *	cr3                                                       table 0x1a3a
 *	pgd[  0]      000000000000-008000000000 0000000001a3b067  table 0x1a3b  writable user ...
 *	 pud[  0]     000000000000-000040000000 0000000001a3c067  table 0x1a3c  writable user ...
 *	  pmd[  2]    000000400000-000000600000 0000000001a3d067  table 0x1a3d  writable user ...
 *	   pte[  0]   000000400000-000000401000 8000000001f3a025  frame 0x1f3a  user accessed ...
 *	   pte[  1-4] 000000401000-000000405000 0000000001f3b025  frame 0x1f3b-0x1f3e  user ...
 *
 * A line is one entry: its index, the addresses that it spans, its 64 bits, what it points
 * to, and its flags in words. Entries with the same flags whose frames follow each other,
 * or are one and the same (the zero page), share a line, which has the first one's bits.
 * Empty entries have no line.
 *
 * A record is one table of PTEs, with the upper entries that lead to it where those differ
 * from the last record's. Its position is the first address that it spans.
 *
 * Locking: mmap_lock for reading from start() to stop(), so tables stay; entries may
 * change, and each is read once.
 */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "internal.h"

#define NO_ADDRESS (~0UL)
#define TABLES_END ((loff_t)-1)

struct tables_walk {
	struct mm_struct *mm; /* [I] in mm_count; NULL: none */
	unsigned long addr;   /* of this record, and */
	unsigned long prev;   /* of the one before it, or NO_ADDRESS */
};

/* The first address at or behind addr that has a table of PTEs, or NO_ADDRESS. */
static unsigned long find_table(struct mm_struct *mm, unsigned long addr)
{
	enum pgtable_level level;

	while (addr < mm->task_size) {
		unsigned long span;

		lookup_address_in_pgd(mm->pgd, addr, &level);
		if (level == PG_LEVEL_4K)
			return addr;
		span = PAGE_SIZE << 9 * (level - PG_LEVEL_4K);
		addr = (addr & ~(span - 1)) + span;
	}
	return NO_ADDRESS;
}

/* The record at or behind from; NULL: there is none, and the lock is not held any more. */
static void *go_to(struct tables_walk *walk, unsigned long from, loff_t *pos)
{
	walk->addr = find_table(walk->mm, from);
	if (walk->addr != NO_ADDRESS) {
		*pos = walk->addr;
		return walk;
	}
	*pos = TABLES_END;
	mmap_read_unlock(walk->mm);
	mmput(walk->mm);
	return NULL;
}

static void *tables_start(struct seq_file *m, loff_t *pos)
{
	struct tables_walk *walk = m->private;

	if (!walk->mm || *pos == TABLES_END || !mmget_not_zero(walk->mm))
		return NULL;
	mmap_read_lock(walk->mm);
	if (!*pos)
		walk->prev = NO_ADDRESS;
	return go_to(walk, *pos, pos);
}

static void *tables_next(struct seq_file *m, void *v, loff_t *pos)
{
	struct tables_walk *walk = v;

	walk->prev = walk->addr;
	return go_to(walk, walk->addr + PMD_SIZE, pos);
}

static void tables_stop(struct seq_file *m, void *v)
{
	struct tables_walk *walk = v;

	if (!walk)
		return;
	mmap_read_unlock(walk->mm);
	mmput(walk->mm);
}

/* --- printing ------------------------------------------------------------------------------------ */

static const struct {
	pteval_t bit;
	const char *word;
} flag_words[] = {
	{ _PAGE_RW, "writable" },       { _PAGE_USER, "user" },
	{ _PAGE_ACCESSED, "accessed" }, { _PAGE_DIRTY, "dirty" },
	{ _PAGE_SPECIAL, "special" },   { _PAGE_SOFT_DIRTY, "soft-dirty" },
	{ _PAGE_NX, "no-execute" },
};
static const char *const cache_words[] = { "", " write-combining", " uncached",
					   " strictly-uncached" };

static void show_flags(struct seq_file *m, pteval_t val)
{
	seq_putc(m, ' ');
	if (!(val & _PAGE_PRESENT))
		seq_puts(m, " no-access");
	for (unsigned int i = 0; i < ARRAY_SIZE(flag_words); i++) {
		if (val & flag_words[i].bit)
			seq_printf(m, " %s", flag_words[i].word);
	}
	seq_puts(m, cache_words[(val & _PAGE_CACHE_MASK) / _PAGE_PWT]);
	seq_putc(m, '\n');
}

static unsigned long pfn_of(pteval_t val)
{
	return (val & PTE_PFN_MASK) >> PAGE_SHIFT;
}

/* The entry of an upper level, which leads to a table. */
static void show_upper(struct seq_file *m, unsigned int depth, const char *level,
		       unsigned long addr, unsigned long span, pteval_t val)
{
	unsigned long start = addr & ~(span - 1);

	seq_printf(m, "%*s%s[%3lu]%*s %012lx-%012lx %016lx  table %#lx", depth, "", level,
		   addr / span % PTRS_PER_PTE, 7 - depth, "", start, start + span, val,
		   pfn_of(val));
	show_flags(m, val);
}

/* Entries of one PTE table that share a line. */
struct run {
	unsigned long addr; /* of the first */
	pteval_t first;     /* its bits */
	unsigned long nr;   /* 0: no run has begun */
	bool same_frame;    /* all map one frame; else each the next */
};

static void show_run(struct seq_file *m, const struct run *run)
{
	unsigned long index = pte_index(run->addr), last = index + run->nr - 1;
	unsigned long pfn = pfn_of(run->first);
	char name[16];

	if (!run->nr)
		return;
	snprintf(name, sizeof(name), run->nr > 1 ? "pte[%3lu-%lu]" : "pte[%3lu]", index,
		 last);
	seq_printf(m, "   %-12s %012lx-%012lx %016lx  frame %#lx", name, run->addr,
		   run->addr + run->nr * PAGE_SIZE, run->first, pfn);
	if (run->nr > 1 && !run->same_frame)
		seq_printf(m, "-%#lx", pfn + run->nr - 1);
	show_flags(m, run->first);
}

/* Does val carry on the run? */
static bool add_to_run(struct run *run, pteval_t val)
{
	if (!run->nr || (val ^ run->first) & PTE_FLAGS_MASK)
		return false;
	if (run->nr == 1)
		run->same_frame = val == run->first;
	if (val != run->first + (run->same_frame ? 0 : run->nr * PAGE_SIZE))
		return false;
	run->nr++;
	return true;
}

static void show_ptes(struct seq_file *m, const pte_t *table, unsigned long addr)
{
	struct run run = { .nr = 0 };

	for (unsigned int i = 0; i < PTRS_PER_PTE; i++, addr += PAGE_SIZE) {
		pteval_t val = pte_val(ptep_get(&table[i]));

		if (val && add_to_run(&run, val))
			continue;
		show_run(m, &run);
		run = (struct run){ addr, val, val != 0, false };
	}
	show_run(m, &run);
}

static int tables_show(struct seq_file *m, void *v)
{
	const struct tables_walk *walk = v;
	unsigned long addr = walk->addr, changed = addr ^ walk->prev;
	pgd_t *pgd = pgd_offset(walk->mm, addr);
	pud_t *pud = pud_offset(p4d_offset(pgd, addr), addr);
	pmd_t *pmd = pmd_offset(pud, addr);

	if (walk->prev == NO_ADDRESS)
		seq_printf(m, "cr3 %54s  table %#lx\n", "",
			   PHYS_PFN(__pa(walk->mm->pgd)));
	if (changed >= PGDIR_SIZE)
		show_upper(m, 0, "pgd", addr, PGDIR_SIZE, pgd_val(*pgd));
	if (changed >= PUD_SIZE)
		show_upper(m, 1, "pud", addr, PUD_SIZE, pud_val(*pud));
	show_upper(m, 2, "pmd", addr, PMD_SIZE, pmd_val(*pmd));
	show_ptes(m, pte_offset_kernel(pmd, addr), addr);
	return 0;
}

static const struct seq_operations tables_sops = {
	.start = tables_start,
	.next = tables_next,
	.stop = tables_stop,
	.show = tables_show,
};

static int tables_open(struct inode *inode, struct file *file)
{
	struct mm_struct *mm = proc_mm_open(inode);
	struct tables_walk *walk;

	if (IS_ERR(mm))
		return PTR_ERR(mm);
	walk = __seq_open_private(file, &tables_sops, sizeof(*walk));
	if (walk)
		walk->mm = mm;
	else if (mm)
		mmdrop(mm);
	return walk ? 0 : -ENOMEM;
}

static int tables_release(struct inode *inode, struct file *file)
{
	struct tables_walk *walk = ((struct seq_file *)file->private_data)->private;

	if (walk->mm)
		mmdrop(walk->mm);
	return seq_release_private(inode, file);
}

const struct file_operations proc_pid_page_tables_fops = {
	.open = tables_open,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = tables_release,
};
