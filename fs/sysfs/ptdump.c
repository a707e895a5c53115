/*
 * fs/sysfs/ptdump.c - /sys/kernel/debug/page_tables/kernel: the kernel's map, in ranges
 *
 *	---[ Low Kernel Mapping ]---
 *	0xffff888000000000-0xffff888000100000           1M     RW                 GLB NX pte
 *	0xffff888000100000-0xffff888000200000           1M     ro                 GLB NX pte
 *	0xffff888000200000-0xffff888038000000         894M     RW         PSE     GLB NX pmd
 *
 * The format is that of Linux's ptdump: a range ends where the permissions or the size of
 * the pages change, or the next part of the layout begins.
 *
 * Locking: none: kernel tables are never freed; entries are read while others change them.
 */
#include <linux/init.h>
#include <linux/pgtable.h>
#include <linux/ptdump.h>
#include <linux/sysfs.h>

static const struct marker {
	unsigned long start;
	const char *name;
} markers[] = {
	{ 0, "User Space" },
	{ 1UL << 63, "Kernel Space" },
	{ PAGE_OFFSET, "Low Kernel Mapping" },
	{ VMALLOC_START, "vmalloc() Area" },
	{ VMEMMAP_START, "Vmemmap" },
	{ PKMAP_BASE, "Persistent kmap() Area" },
	{ __START_KERNEL_map, "High Kernel Mapping" },
	{ MODULES_VADDR, "Modules" },
	{ MODULES_END, "End Modules" },
	{ FIXADDR_START, "Fixmap Area" },
	{ ~0UL, NULL },
};

/* The range that is being collected. */
struct range {
	struct seq_file *m;
	const struct marker *next; /* the one that has not been printed */
	unsigned long start;
	pteval_t prot; /* 0: nothing there */
	enum pgtable_level level;
};

static const char *const level_names[] = { "", "pte", "pmd", "pud", "pgd" };

static void print_size(struct seq_file *m, unsigned long bytes)
{
	const char *unit = "KMGTPE";
	unsigned long size = bytes >> 10;

	for (; !(size & 1023) && unit[1]; unit++)
		size >>= 10;
	seq_printf(m, "%9lu%c ", size, *unit);
}

static void print_range(const struct range *r, unsigned long end)
{
	pteval_t prot = r->prot;

	seq_printf(r->m, "0x%016lx-0x%016lx   ", r->start, end);
	print_size(r->m, end - r->start);
	if (prot)
		seq_printf(r->m, "%s%s%s%s%s    %s%s",
			   prot & _PAGE_USER ? "USR " : "    ",
			   prot & _PAGE_RW ? "RW " : "ro ",
			   prot & _PAGE_PWT ? "PWT " : "    ",
			   prot & _PAGE_PCD ? "PCD " : "    ",
			   prot & _PAGE_PSE ? "PSE " : "    ",
			   prot & _PAGE_GLOBAL ? "GLB " : "    ",
			   prot & _PAGE_NX ? "NX " : "x  ");
	else
		seq_printf(r->m, "%30s", "");
	seq_printf(r->m, "%s\n", level_names[r->level]);
}

static pteval_t shown_bits(pteval_t val, enum pgtable_level level)
{
	const pteval_t bits = _PAGE_PRESENT | _PAGE_USER | _PAGE_RW | _PAGE_PWT |
			      _PAGE_PCD | _PAGE_GLOBAL | _PAGE_NX;

	if (!(val & _PAGE_PRESENT))
		return 0;
	return val & (level == PG_LEVEL_4K ? bits : bits | _PAGE_PSE);
}

static int note_entry(struct pgtable_walk *walk, pte_t *entry, enum pgtable_level level,
		      unsigned long addr, unsigned long next, unsigned long prot)
{
	struct range *r = walk->private;
	pteval_t bits = shown_bits(pte_val(ptep_get(entry)), level);

	if (addr && bits == r->prot && level == r->level && addr < r->next->start)
		return 0;
	if (addr)
		print_range(r, addr);
	for (; addr >= r->next->start; r->next++)
		seq_printf(r->m, "---[ %s ]---\n", r->next->name);
	r->start = addr;
	r->prot = bits;
	r->level = level;
	return 0;
}

int ptdump_kernel_show(struct seq_file *m, void *v)
{
	struct range r = { .m = m, .next = markers };
	struct pgtable_walk walk = { .entry = note_entry, .private = &r };

	walk_page_tables(swapper_pg_dir, 0, 0, &walk);
	print_range(&r, 0);
	return 0;
}

static int __init ptdump_init(void)
{
	const struct sysfs_file file = { .mode = 0400, .show = ptdump_kernel_show };

	return sysfs_create_path("kernel/debug/page_tables/kernel", &file);
}
device_initcall(ptdump_init);
