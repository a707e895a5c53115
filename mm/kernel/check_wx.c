/*
 * mm/kernel/check_wx.c - no kernel page may be both writable and executable
 *
 * And none may be open to ring 3. Also here: giving back the code that only boot needed,
 * which is the last change to the image's permissions.
 *
 * Locking: none; runs when boot is over.
 */
#define pr_fmt(fmt) "x86/mm: " fmt

#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm_inline_page.h>
#include <linux/pgtable.h>
#include <linux/poison.h>
#include <linux/set_memory.h>
#include <asm/sections.h>

static int check_entry(struct pgtable_walk *walk, pte_t *entry, enum pgtable_level level,
		       unsigned long addr, unsigned long next, unsigned long prot)
{
	unsigned long *bad = walk->private;

	if (!(pte_val(*entry) & _PAGE_PRESENT))
		return 0;
	if (prot & _PAGE_USER || (prot & _PAGE_RW && !(prot & _PAGE_NX))) {
		pr_alert("kernel page at %#lx is %s\n", addr,
			 prot & _PAGE_USER ? "open to ring 3"
					   : "writable and executable");
		*bad += (next - addr) >> PAGE_SHIFT;
	}
	return 0;
}

void check_wx(void)
{
	unsigned long bad = 0;
	struct pgtable_walk walk = { .entry = check_entry, .private = &bad };

	walk_page_tables(swapper_pg_dir, PAGE_OFFSET, 0, &walk);
	if (bad)
		panic("Checked W+X mappings: FAILED, %lu W+X pages found.", bad);
	pr_info("Checked W+X mappings: passed, no W+X pages found.\n");
}

static int __init check_wx_at_boot(void)
{
	check_wx();
	return 0;
}
late_initcall(check_wx_at_boot);

/* Through the image's own addresses it becomes data; then it is nobody's. */
void free_initmem(void)
{
	unsigned long start = (unsigned long)__init_begin,
		      end = (unsigned long)__init_end;
	int pages = (end - start) >> PAGE_SHIFT;

	if (set_memory_nx(start, pages) || set_memory_rw(start, pages)) {
		pr_warn("init memory stays: its permissions cannot be changed\n");
		return;
	}
	free_reserved_area(__init_begin, __init_end, POISON_FREE_INITMEM, "init memory");
}
