/*
 * tests/kernel/ioremap_test.c - addresses for devices and for firmware's memory
 *
 * Locking: none.
 */
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/mm_inline_page.h>
#include <linux/pgtable.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <asm/msr.h>
#include "ktest.h"
#include "log_watch.h"

#define APIC_VERSION 0x30 /* SDM volume 3A, table 11-1: never 0 or all ones */

KTEST(ioremap, device_registers_are_uncached)
{
	void __iomem *apic = ioremap(0xfee00020, 0x100);
	enum pgtable_level level;
	pte_t *pte;

	KT_ASSERT(apic);
	KT_EXPECT_EQ((unsigned long)apic & 0xfff, 0x20);
	KT_EXPECT(readl(apic + 0x10) != 0 && readl(apic + 0x10) != ~0U);
	pte = lookup_address((unsigned long)apic, &level);
	KT_EXPECT_EQ(pte_flags(*pte) & _PAGE_CACHE_MASK, _PAGE_PCD);
	KT_EXPECT_EQ(pte_pfn(*pte), 0xfee00);
	KT_EXPECT(!vmalloc_to_page((void *)apic));
	iounmap(apic);
	KT_EXPECT(!find_vm_area((void *)apic));
	iounmap(NULL);
}

/* The type of memory that the entry has by the PAT of this CPU. */
static unsigned int memory_type(void __iomem *addr)
{
	enum pgtable_level level;
	pteval_t flags = pte_flags(*lookup_address((unsigned long)addr, &level));
	unsigned int number = (flags & _PAGE_CACHE_MASK) / _PAGE_PWT;

	iounmap(addr);
	return rdmsr(MSR_IA32_CR_PAT) >> 8 * number & 0xff;
}

KTEST(ioremap, kinds_of_caching)
{
	const phys_addr_t bios = 0xf0000;

	KT_EXPECT_EQ(memory_type(ioremap(bios, 16)), PAT_UC_MINUS);
	KT_EXPECT_EQ(memory_type(ioremap_cache(bios, 16)), PAT_WB);
	KT_EXPECT_EQ(memory_type(ioremap_uc(bios, 16)), PAT_UC);
	KT_EXPECT_EQ(memory_type(ioremap_wc(bios, 16)), PAT_WC);
}

KTEST(ioremap, memory_and_nonsense_are_refused)
{
	struct page *page = alloc_page(GFP_KERNEL);
	void __iomem *apic = ioremap(0xfee00000, 2 * PAGE_SIZE);
	u64 from = printk_next_seq();

	KT_ASSERT(page && apic);
	KT_EXPECT(!ioremap(page_to_phys(page), 8));
	KT_EXPECT(log_says(from, "ioremap of RAM at"));
	KT_EXPECT(log_says(from, "owner: whoever allocated it"));
	KT_EXPECT(!ioremap_wc(page_to_phys(page) - 100, 101));
	from = printk_next_seq();
	KT_EXPECT(!ioremap(0xfee00000, 0));
	KT_EXPECT(log_says(from, "mapping 0 bytes at 0xfee00000"));
	from = printk_next_seq();
	KT_EXPECT(!ioremap(~0ULL - 100, 200));
	KT_EXPECT(log_says(from, "no such physical addresses"));
	KT_EXPECT(!ioremap(1ULL << 60, PAGE_SIZE));
	KT_EXPECT(!ioremap(0xfee00000, ~0UL - 0xfee00000));
	from = printk_next_seq();
	iounmap(page_address(page));
	KT_EXPECT(log_says(from, "iounmap() of"));
	from = printk_next_seq();
	iounmap(apic + PAGE_SIZE);
	KT_EXPECT(log_says(from, "that ktest_ioremap_"));
	KT_EXPECT(find_vm_area((void *)apic));
	iounmap(apic + 8);
	KT_EXPECT(!find_vm_area((void *)apic));
	from = printk_next_seq();
	iounmap(apic);
	KT_EXPECT(log_says(from, "freed already"));
	__free_page(page);
}

KTEST(ioremap, memremap_of_lowmem_is_its_own_address)
{
	struct page *low = alloc_page(GFP_KERNEL), *high = alloc_page(GFP_HIGHUSER);
	int *p;

	KT_ASSERT(low && high);
	p = memremap(page_to_phys(low) + 16, 64, MEMREMAP_WB);
	KT_EXPECT((void *)p == page_address(low) + 16);
	memunmap(p);
	p = memremap(page_to_phys(high) + 8, 64, MEMREMAP_WB);
	KT_ASSERT(p);
	*p = 99;
	memunmap(p);
	p = kmap_atomic(high);
	KT_EXPECT_EQ(p[2], 99);
	kunmap_atomic(p);
	__free_page(low);
	__free_page(high);
}
