/*
 * mm/frames/kmap_atomic.c - this CPU's own short-lived mappings of highmem pages
 *
 * Each CPU has KM_MAX_IDX fixed addresses and uses them as a stack:
 *
 *	FIX_KMAP_BEGIN + cpu * KM_MAX_IDX:  [A][B][C][ ][ ] ...
 *	                                             ^ kmap_atomic_idx
 *
 * Mapping is a store into a page-table entry that nobody else uses, unmapping another
 * and one invlpg: no lock, no waiting, no other CPU involved. The price: the mapping is
 * worth nothing on another CPU, so its holder can neither sleep nor be preempted. An
 * interrupt pushes on top and pops before it returns.
 *
 * Locking: per CPU, preemption disabled while anything is mapped.
 */
#include <linux/bug.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/smp.h>
#include <linux/uaccess.h>
#include <asm/fixmap.h>
#include <asm/pgtable.h>

pte_t *fixmap_ptes; /* [I after paging_init()] */

static DEFINE_PER_CPU(int, kmap_atomic_idx); /* slots in use */

static unsigned int kmap_slot(int idx)
{
	return FIX_KMAP_BEGIN + smp_processor_id() * KM_MAX_IDX + idx;
}

/* The page's address, with preemption off until map_pop() of that address. */
static __always_inline void *map_push(struct page *page)
{
	unsigned int slot;
	int idx;

	preempt_disable();
	if (!PageHighMem(page))
		return page_address(page);
	this_cpu_inc(kmap_atomic_idx);
	idx = this_cpu_read(kmap_atomic_idx) - 1;
	BUG_ON(idx >= KM_MAX_IDX);
	slot = kmap_slot(idx);
	VM_BUG_ON(!pte_none(fixmap_ptes[slot]));
	set_pte(&fixmap_ptes[slot], mk_pte(page, PAGE_KERNEL));
	return (void *)fix_to_virt(slot);
}

static noinline __cold void report_disorder(unsigned long addr, int idx)
{
	pr_alert("BUG: kunmap_atomic(%#lx) out of order: %d held on CPU %u\n", addr, idx,
		 smp_processor_id());
	if (idx > 0)
		dump_page(pte_page(fixmap_ptes[kmap_slot(idx - 1)]),
			  "this page was mapped last");
	dump_stack();
}

/* What is out of order is reported; then the last mapping goes, so that counts fit. */
static __always_inline void map_pop(const void *ptr)
{
	unsigned long addr = (unsigned long)ptr & PAGE_MASK;

	if (addr - fix_to_virt(FIX_KMAP_BEGIN) < KM_MAX_IDX * NR_CPUS * PAGE_SIZE) {
		int idx = this_cpu_read(kmap_atomic_idx);
		unsigned int slot = kmap_slot(idx - 1);

		if (unlikely(idx <= 0 || fix_to_virt(slot) != addr)) {
			report_disorder(addr, idx);
			if (idx <= 0)
				return;
		}
		set_pte(&fixmap_ptes[slot], __pte(0));
		invlpg(fix_to_virt(slot));
		this_cpu_dec(kmap_atomic_idx);
	}
	preempt_enable();
}

void *__kmap_atomic(struct page *page)
{
	pagefault_disable();
	return map_push(page);
}

void __kunmap_atomic(const void *addr)
{
	map_pop(addr);
	pagefault_enable();
}

void *kmap_local_page(struct page *page)
{
	return map_push(page);
}

void __kunmap_local(const void *addr)
{
	map_pop(addr);
}

int kmap_atomic_depth(void)
{
	return this_cpu_read(kmap_atomic_idx);
}
