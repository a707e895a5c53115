/*
 * mm/kernel/set_memory.c - change the permissions of kernel pages
 *
 * A large page changes whole if the range covers it; else it is replaced by a table of
 * smaller pages that say the same, and the walk begins again there.
 *
 * Locking: set_memory_lock keeps two changes of one large page apart.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/pgtable.h>
#include <linux/set_memory.h>
#include <linux/vmalloc.h>
#include <asm/pgalloc.h>
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

static int change_range(unsigned long addr, unsigned long end, pteval_t set,
			pteval_t clear)
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
		set_pte(entry, __pte((pte_val(*entry) & ~clear) | set));
		addr += size;
	}
	return 0;
}

static int change_pages(unsigned long addr, int numpages, pteval_t set, pteval_t clear)
{
	unsigned long end = addr + (unsigned long)numpages * PAGE_SIZE;
	int err;

	if (!PAGE_ALIGNED(addr) || numpages < 0 || addr < PAGE_OFFSET)
		return -EINVAL;
	vm_unmap_aliases(); /* a freed one may still be writable in a TLB */
	mutex_lock(&set_memory_lock);
	err = change_range(addr, end, set, clear);
	mutex_unlock(&set_memory_lock);
	flush_tlb_kernel_range(addr, end);
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
