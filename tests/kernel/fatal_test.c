/*
 * tests/kernel/fatal_test.c - mistakes that end the kernel, each with its reason
 *
 * '*' leaves this suite out. tests/machine/fatal.t runs each case in a machine of its own,
 * and reads what it says.
 *
 * Locking: none.
 */
#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/panic.h>
#include <linux/set_memory.h>
#include <linux/smp.h>
#include <linux/vmalloc.h>
#include <asm/fixmap.h>
#include <asm/processor.h>
#include "ktest.h"

/* A debug build does not come back from here. */
static void translate(const void *addr)
{
	KT_EXPECT(!pfn_valid(page_to_pfn(virt_to_page(addr))));
}

KTEST(fatal, virt_to_page_of_vmalloc)
{
	translate(vmalloc(PAGE_SIZE));
}

KTEST(fatal, virt_to_page_of_kmap)
{
	struct page *page = alloc_page(GFP_HIGHUSER);

	KT_ASSERT(page && PageHighMem(page));
	translate(kmap(page));
}

KTEST(fatal, virt_to_page_of_kmap_atomic)
{
	struct page *page = alloc_page(GFP_HIGHUSER);

	KT_ASSERT(page && PageHighMem(page));
	translate(kmap_atomic(page));
}

KTEST(fatal, virt_to_phys_of_user)
{
	KT_EXPECT(virt_to_phys((void *)0x400000));
}

KTEST(fatal, virt_to_phys_of_struct_page)
{
	KT_EXPECT(virt_to_phys(pfn_to_page(1)));
}

KTEST(fatal, pa_of_module)
{
	KT_EXPECT(__pa(MODULES_VADDR));
}

KTEST(fatal, writable_and_executable)
{
	void *area = vmalloc(2 * PAGE_SIZE);

	KT_ASSERT(area);
	KT_EXPECT_EQ(set_memory_x((unsigned long)area, 2), 0);
	check_wx();
}

static void wait_with_interrupts_off(void *others)
{
	atomic_dec((atomic_t *)others);
	for (;;)
		cpu_relax();
}

/* Every other CPU is in a loop, deaf to all but an NMI. */
KTEST(fatal, panic_shows_every_cpu)
{
	static atomic_t others;

	preempt_disable();
	atomic_set(&others, (int)num_online_cpus() - 1);
	smp_call_function(wait_with_interrupts_off, &others, 0);
	while (atomic_read(&others))
		cpu_relax();
	panic("the others shall stop, and say where they were");
}

static void panic_with_all(void *info)
{
	atomic_t *missing = info;

	atomic_dec(missing);
	while (atomic_read(missing))
		cpu_relax();
	panic("all at once");
}

KTEST(fatal, panics_at_once_are_one_report)
{
	static atomic_t missing;

	preempt_disable();
	atomic_set(&missing, (int)num_online_cpus());
	smp_call_function(panic_with_all, &missing, 0);
	panic_with_all(&missing);
}
