/*
 * mm/kernel/set_memory.c - change the permissions of kernel pages
 *
 * A large page changes whole if the range covers it; else it is replaced by a table of
 * smaller pages that say the same, and the walk begins again there. A frame that has two
 * addresses keeps one set of permissions: its alias changes, too.
 *
 * Locking: set_memory_lock keeps two changes of one large page apart.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm_inline_page.h>
#include <linux/mutex.h>
#include <linux/pgtable.h>
#include <linux/set_memory.h>
#include <linux/vmalloc.h>
#include <asm/pgalloc.h>
#include <asm/sections.h>
#include <asm/tlbflush.h>

static DEFINE_MUTEX(set_memory_lock);

static unsigned long level_size(enum pgtable_level level)
{
	return PAGE_SIZE << (9 * (level - PG_LEVEL_4K));
}

/* Replace a large page by a table of 512 pages of the next size down. */
static int split_large_page(pte_t *entry, enum pgtable_level level)
{
	pteval_t val = pte_val(*entry);
	unsigned long step = level_size(level - 1);
	pte_t *table = pte_alloc_one_kernel(&init_mm);
	unsigned int i;

	if (!table)
		return -ENOMEM;
	if (level - 1 == PG_LEVEL_4K)
		val &= ~_PAGE_PSE;
	for (i = 0; i < PTRS_PER_PTE; i++)
		set_pte(&table[i], __pte(val + i * step));
	set_pte(entry, __pte(__pa(table) | _KERNPG_TABLE));
	return 0;
}

/* One wish: bits to set and bits to clear in every entry of a range. */
struct change {
	pteval_t set, clear;
};

typedef int (*range_fn)(unsigned long addr, unsigned long end, const struct change *c);

/* See that all of the range is mapped, and that no entry reaches beyond its ends. */
static int prepare_range(unsigned long addr, unsigned long end, const struct change *c)
{
	while (addr < end) {
		enum pgtable_level level;
		pte_t *entry = lookup_address(addr, &level);
		unsigned long size = level_size(level);

		if (pte_none(*entry))
			return -EINVAL;
		if (level != PG_LEVEL_4K && (addr & (size - 1) || end - addr < size)) {
			int err = split_large_page(entry, level);

			if (err)
				return err;
			continue;
		}
		addr += size;
	}
	return 0;
}

/* After prepare_range(); cannot fail. */
static int apply_range(unsigned long addr, unsigned long end, const struct change *c)
{
	unsigned long start = addr;

	while (addr < end) {
		enum pgtable_level level;
		pte_t *entry = lookup_address(addr, &level);

		set_pte(entry, __pte((pte_val(*entry) & ~c->clear) | c->set));
		addr += level_size(level);
	}
	flush_tlb_kernel_range(start, end);
	return 0;
}

static bool is_direct(unsigned long addr)
{
	return addr >= PAGE_OFFSET && addr < (unsigned long)high_memory;
}

/*
 * The other address of the frame behind addr: lowmem's for one of the image, vmalloc or a
 * module, the image's for one of lowmem. 0: there is none.
 */
static unsigned long alias_of(unsigned long addr)
{
	enum pgtable_level level;
	pte_t *entry = lookup_address(addr, &level);
	phys_addr_t phys = (pte_val(*entry) & PTE_PFN_MASK & ~(level_size(level) - 1)) |
			   (addr & (level_size(level) - 1));
	unsigned long alias = (unsigned long)__va(phys);

	if (is_direct(addr))
		alias = phys + __START_KERNEL_map;
	if (pte_none(*entry) ||
	    (is_direct(addr) ? phys < __pa_symbol(_text) || phys >= __pa_symbol(_end)
			     : !is_direct(alias)))
		return 0;
	return pte_none(*lookup_address(alias, &level)) ? 0 : alias;
}

/* Do fn for each run of aliases of the range, as long as they follow each other. */
static int for_each_alias(unsigned long addr, unsigned long end, range_fn fn,
			  const struct change *c)
{
	int err = 0;

	while (addr < end && !err) {
		unsigned long alias = alias_of(addr), next = addr + PAGE_SIZE;

		while (alias && next < end && alias_of(next) == alias + (next - addr))
			next += PAGE_SIZE;
		if (alias)
			err = fn(alias, alias + (next - addr), c);
		addr = next;
	}
	return err;
}

/*
 * Two steps: whatever can fail, and then what cannot. A wish that is only about NX leaves
 * the alias alone, as on Linux: data does not become code by another name.
 */
static int change_pages(unsigned long addr, int numpages, pteval_t set, pteval_t clear)
{
	const struct change c = { set, clear };
	unsigned long end = addr + (unsigned long)numpages * PAGE_SIZE;
	bool aliases = (set | clear) != _PAGE_NX;
	int err;

	if (!PAGE_ALIGNED(addr) || numpages < 0 || addr < PAGE_OFFSET || end < addr)
		return -EINVAL;
	vm_unmap_aliases(); /* a freed one may still be writable in a TLB */
	mutex_lock(&set_memory_lock);
	err = prepare_range(addr, end, &c);
	if (!err && aliases)
		err = for_each_alias(addr, end, prepare_range, &c);
	if (!err && aliases)
		for_each_alias(addr, end, apply_range, &c);
	if (!err)
		apply_range(addr, end, &c);
	mutex_unlock(&set_memory_lock);
	return err;
}

int set_memory_ro(unsigned long addr, int numpages)
{
	return change_pages(addr, numpages, 0, _PAGE_RW);
}

int set_memory_rw(unsigned long addr, int numpages)
{
	return change_pages(addr, numpages, _PAGE_RW, 0);
}

int set_memory_x(unsigned long addr, int numpages)
{
	return change_pages(addr, numpages, 0, _PAGE_NX);
}

int set_memory_nx(unsigned long addr, int numpages)
{
	return change_pages(addr, numpages, _PAGE_NX, 0);
}

/* Not present must not look like PROTNONE, so the global bit goes too. */
int set_memory_np(unsigned long addr, int numpages)
{
	return change_pages(addr, numpages, 0, _PAGE_PRESENT | _PAGE_GLOBAL);
}

int set_memory_p(unsigned long addr, int numpages)
{
	return change_pages(addr, numpages, _PAGE_PRESENT | _PAGE_GLOBAL, 0);
}
