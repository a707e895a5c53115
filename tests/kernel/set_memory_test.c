/*
 * tests/kernel/set_memory_test.c - permissions of kernel pages, and the walker
 *
 * Locking: none.
 */
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/memblock.h>
#include <linux/mm_inline_page.h>
#include <linux/pgtable.h>
#include <linux/set_memory.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <asm/sections.h>
#include <asm/switch_to.h>
#include "ktest.h"

static unsigned long flags_of(const void *addr)
{
	enum pgtable_level level;

	return pte_flags(*lookup_address((unsigned long)addr, &level));
}

static enum pgtable_level level_of(const void *addr)
{
	enum pgtable_level level;

	lookup_address((unsigned long)addr, &level);
	return level;
}

KTEST_NOLEAKCHECK(set_memory, a_vmalloc_page_changes_alone, "lowmem's split stays")
{
	char *p = vzalloc(3 * PAGE_SIZE);

	KT_ASSERT(p);
	KT_EXPECT_EQ(set_memory_ro((unsigned long)p + PAGE_SIZE, 1), 0);
	KT_EXPECT(!(flags_of(p + PAGE_SIZE) & _PAGE_RW));
	KT_EXPECT(flags_of(p) & _PAGE_RW && flags_of(p + 2 * PAGE_SIZE) & _PAGE_RW);
	KT_EXPECT_EQ(set_memory_x((unsigned long)p + PAGE_SIZE, 1), 0);
	KT_EXPECT(!(flags_of(p + PAGE_SIZE) & _PAGE_NX));
	KT_EXPECT_EQ(set_memory_nx((unsigned long)p + PAGE_SIZE, 1), 0);
	KT_EXPECT_EQ(set_memory_rw((unsigned long)p + PAGE_SIZE, 1), 0);
	p[PAGE_SIZE] = 1;
	KT_EXPECT_EQ(set_memory_np((unsigned long)p, 1), 0);
	KT_EXPECT(!pte_present(__pte(flags_of(p))));
	KT_EXPECT_EQ(set_memory_p((unsigned long)p, 1), 0);
	KT_EXPECT_EQ(*p, 0);
	KT_EXPECT(set_memory_ro((unsigned long)p + 3 * PAGE_SIZE, 1) < 0);
	KT_EXPECT(set_memory_ro((unsigned long)p + 1, 1) < 0);
	KT_EXPECT(set_memory_ro(PAGE_SIZE, 1) < 0);
	vfree(p);
}

KTEST_NOLEAKCHECK(set_memory, a_large_page_is_split, "the split stays")
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_NOWARN, MAX_ORDER - 1);
	char *p;

	if (!page)
		KT_SKIP("no block of 4 MiB");
	p = page_address(page);
	memset(p, 3, 4UL << 20);
	KT_EXPECT_EQ(set_memory_ro((unsigned long)p + 5 * PAGE_SIZE, 2), 0);
	KT_EXPECT_EQ(level_of(p), PG_LEVEL_4K);
	KT_EXPECT(flags_of(p + 4 * PAGE_SIZE) & _PAGE_RW);
	KT_EXPECT(!(flags_of(p + 5 * PAGE_SIZE) & _PAGE_RW));
	KT_EXPECT(!(flags_of(p + 6 * PAGE_SIZE) & _PAGE_RW));
	KT_EXPECT(flags_of(p + 7 * PAGE_SIZE) & _PAGE_RW);
	KT_EXPECT(flags_of(p) & _PAGE_NX);
	KT_EXPECT(!memchr_inv(p, 3, 4UL << 20));
	KT_EXPECT_EQ(set_memory_rw((unsigned long)p + 5 * PAGE_SIZE, 2), 0);
	memset(p, 4, 4UL << 20);
	/* the second 2 MiB change whole */
	if (level_of(p + PMD_SIZE) == PG_LEVEL_2M) {
		KT_EXPECT_EQ(set_memory_ro((unsigned long)p + PMD_SIZE, 512), 0);
		KT_EXPECT_EQ(level_of(p + PMD_SIZE), PG_LEVEL_2M);
		KT_EXPECT_EQ(set_memory_rw((unsigned long)p + PMD_SIZE, 512), 0);
	}
	__free_pages(page, MAX_ORDER - 1);
}

/* [va] and [vb] are two addresses of one frame: whichever changes, the other follows. */
static void check_pair(char *va, char *vb)
{
	KT_EXPECT_EQ(set_memory_ro((unsigned long)va, 1), 0);
	KT_EXPECT(!(flags_of(va) & _PAGE_RW) && !(flags_of(vb) & _PAGE_RW));
	KT_EXPECT_EQ(set_memory_rw((unsigned long)va, 1), 0);
	KT_EXPECT(flags_of(va) & _PAGE_RW && flags_of(vb) & _PAGE_RW);
	KT_EXPECT_EQ(set_memory_x((unsigned long)va, 1), 0);
	KT_EXPECT(!(flags_of(va) & _PAGE_NX));
	KT_EXPECT(flags_of(vb) & _PAGE_NX);
	KT_EXPECT_EQ(set_memory_nx((unsigned long)va, 1), 0);
	*va = 1;
	KT_EXPECT_EQ(*vb, 1);
}

static char image_page[PAGE_SIZE] __aligned(PAGE_SIZE);

KTEST_NOLEAKCHECK(set_memory, an_alias_follows, "the split stays")
{
	struct page *page = alloc_page(GFP_KERNEL);
	char *mapped;

	KT_ASSERT(page);
	mapped = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	KT_ASSERT(mapped);
	check_pair(mapped, page_address(page));
	vunmap(mapped);
	__free_page(page);
	check_pair(image_page, __va(__pa_symbol(image_page)));
	check_pair(__va(__pa_symbol(image_page)), image_page);
}

KTEST(set_memory, a_failure_changes_nothing)
{
	char *p = vmalloc(2 * PAGE_SIZE);

	KT_ASSERT(p);
	KT_EXPECT_EQ(set_memory_ro((unsigned long)p, 3), -EINVAL);
	KT_EXPECT(flags_of(p) & _PAGE_RW && flags_of(p + PAGE_SIZE) & _PAGE_RW);
	KT_EXPECT_EQ(set_memory_ro((unsigned long)p, -1), -EINVAL);
	KT_EXPECT_EQ(set_memory_ro(-PAGE_SIZE, 2), -EINVAL);
	KT_EXPECT_EQ(set_memory_ro((unsigned long)p, 0), 0);
	KT_EXPECT(flags_of(p) & _PAGE_RW);
	vfree(p);
}

struct peek {
	const char *at;
	int err;
};

static void peek(void *info)
{
	struct peek *p = info;
	char c;

	p->err = copy_from_kernel_nofault(&c, p->at, 1);
}

static bool every_cpu_finds(const char *at, int err)
{
	struct peek p = { .at = at };
	unsigned int cpu, nr = 0;

	for_each_online_cpu (cpu) {
		smp_call_function_single(cpu, peek, &p, 1);
		nr += p.err == err;
	}
	return nr == num_online_cpus();
}

KTEST_NOLEAKCHECK(set_memory, every_cpu_sees_the_change, "lowmem's split stays")
{
	char *p = vzalloc(PAGE_SIZE);

	KT_ASSERT(p);
	vm_unmap_aliases(); /* set_memory_np() would, and all would forget p */
	KT_EXPECT(every_cpu_finds(p, 0));
	KT_EXPECT_EQ(set_memory_np((unsigned long)p, 1), 0);
	KT_EXPECT(every_cpu_finds(p, -EFAULT));
	KT_EXPECT_EQ(set_memory_p((unsigned long)p, 1), 0);
	KT_EXPECT(every_cpu_finds(p, 0));
	vfree(p);
}

KTEST(set_memory, the_image_is_write_xor_execute)
{
	KT_EXPECT(!(flags_of(_stext) & (_PAGE_RW | _PAGE_NX)));
	KT_EXPECT_EQ(flags_of(__start_rodata) & (_PAGE_RW | _PAGE_NX), _PAGE_NX);
	KT_EXPECT_EQ(flags_of(_sdata) & (_PAGE_RW | _PAGE_NX), _PAGE_RW | _PAGE_NX);
	/* nor does its alias in lowmem open a way round */
	KT_EXPECT_EQ(flags_of(__va(__pa_symbol(_stext))) & (_PAGE_RW | _PAGE_NX),
		     _PAGE_NX);
	KT_EXPECT_EQ(flags_of(__va(__pa_symbol(__start_rodata))) & _PAGE_RW, 0);
	check_wx();
}

KTEST(set_memory, the_boot_stack_has_a_guard)
{
	KT_EXPECT(!(flags_of(init_stack_guard) & _PAGE_PRESENT));
	KT_EXPECT(flags_of(init_stack) & _PAGE_PRESENT);
}

KTEST(set_memory, only_ram_is_in_lowmem)
{
	unsigned int i;

	for (i = 0; i + 1 < memblock.memory.cnt; i++) {
		const struct memblock_region *r = &memblock.memory.regions[i];
		phys_addr_t end = r->base + r->size;

		if (end < 1UL << 20 || PHYS_PFN(end) >= max_low_pfn || r[1].base == end)
			continue;
		KT_EXPECT(!(flags_of(__va(end)) & _PAGE_PRESENT));
		KT_EXPECT(flags_of(__va(end - PAGE_SIZE)) & _PAGE_PRESENT);
	}
	KT_EXPECT(!(flags_of(high_memory) & _PAGE_PRESENT));
	KT_EXPECT(!(flags_of((void *)0x100000) & _PAGE_PRESENT));
}
