/*
 * tests/kernel/kernel_area_test.c - addresses of freed areas come back, but not too early
 *
 * Locking: none; one CPU.
 */
#include <linux/bitops.h>
#include <linux/cpumask.h>
#include <linux/limits.h>
#include <linux/vmalloc.h>
#include <asm/pgtable.h>
#include "ktest.h"

struct count {
	unsigned long areas, lazy_bytes;
	bool ordered;
};

static struct count count_areas(void)
{
	struct count count = { .ordered = true };
	unsigned long from = VMALLOC_START;
	struct vm_area_info info;

	for (; vm_area_info(from, &info);
	     from = (unsigned long)info.vm.addr + info.vm.size) {
		count.ordered &= (unsigned long)info.vm.addr >= from;
		if (info.vm.flags & VM_LAZY)
			count.lazy_bytes += info.vm.size;
		else
			count.areas++;
	}
	return count;
}

KTEST(kernel_area, areas_are_listed_in_order)
{
	struct count before = count_areas(), during, after;
	void *p = vmalloc(3 * PAGE_SIZE);
	struct vm_area_info info;

	KT_ASSERT(p);
	during = count_areas();
	KT_EXPECT(before.ordered && during.ordered);
	KT_EXPECT_EQ(during.areas, before.areas + 1);
	KT_EXPECT(vm_area_info((unsigned long)p + 5, &info));
	KT_EXPECT(info.vm.addr == p && info.vm.size == 4 * PAGE_SIZE);
	KT_EXPECT_EQ(info.node_pages[0] + info.node_pages[1] + info.node_pages[2] +
			     info.node_pages[3],
		     3);
	vfree(p);
	after = count_areas();
	KT_EXPECT_EQ(after.areas, before.areas);
}

KTEST(kernel_area, freed_addresses_wait_for_a_flush)
{
	char *p, *q;

	vm_unmap_aliases();
	p = vmalloc(PAGE_SIZE);
	KT_ASSERT(p);
	*p = 'a';
	vfree(p);
	KT_EXPECT(!find_vm_area(p));
	KT_EXPECT_EQ(count_areas().lazy_bytes, 2 * PAGE_SIZE);
	q = vmalloc(PAGE_SIZE);
	KT_EXPECT(q && q != p);
	vfree(q);
	vm_unmap_aliases();
	KT_EXPECT_EQ(count_areas().lazy_bytes, 0);
	q = vzalloc(PAGE_SIZE);
	KT_ASSERT(q);
	KT_EXPECT(q == p);
	KT_EXPECT_EQ(*q, 0); /* the new page, through no stale translation */
	vfree(q);
}

/* 100 areas of 1 MiB: on one CPU not more than 32 MiB stay lazy. */
KTEST(kernel_area, many_lazy_areas_are_flushed_together)
{
	unsigned long most = 0, last = 0, purges = 0;
	unsigned int scale = fls(num_online_cpus()), i; /* of what may wait */

	vm_unmap_aliases();
	for (i = 0; i < scale * 100; i++) {
		unsigned long lazy;

		vfree(vmalloc(1 << 20));
		lazy = count_areas().lazy_bytes;
		purges += lazy < last;
		most = lazy > most ? lazy : most;
		last = lazy;
	}
	KT_EXPECT(most > (scale * 32UL - 2) << 20 && most <= (scale * 32UL + 2) << 20);
	KT_EXPECT_EQ(purges, 3);
}

/* Where nothing is free any more, the lazy addresses are. */
KTEST(kernel_area, a_full_space_is_purged)
{
	unsigned long all = MODULES_END - MODULES_VADDR - PAGE_SIZE;
	struct vm_struct *vm = __get_vm_area_caller(all, PAGE_SIZE, VM_MAP, MODULES_VADDR,
						    MODULES_END, NULL);

	if (!vm)
		KT_SKIP("a module is loaded");
	KT_EXPECT(is_vmalloc_or_module_addr(vm->addr) && !is_vmalloc_addr(vm->addr));
	free_vm_area(vm);
	vm = __get_vm_area_caller(all, PAGE_SIZE, VM_MAP, MODULES_VADDR, MODULES_END,
				  NULL);
	KT_ASSERT(vm);
	KT_EXPECT_EQ((unsigned long)vm->addr, MODULES_VADDR);
	free_vm_area(vm);
}

KTEST(kernel_area, impossible_areas)
{
	KT_EXPECT(!get_vm_area(0, VM_MAP));
	KT_EXPECT(!get_vm_area(ULONG_MAX, VM_MAP));
	KT_EXPECT(!get_vm_area(ULONG_MAX - 3 * PAGE_SIZE, VM_MAP));
	KT_EXPECT(!get_vm_area(VMALLOC_SIZE, VM_MAP));
	KT_EXPECT(!__get_vm_area_caller(PAGE_SIZE, PAGE_SIZE, VM_MAP, PAGE_OFFSET,
					VMALLOC_START, NULL));
}
