/*
 * tests/kernel/gdt_test.c - arch/gdt.c
 */
#include <linux/preempt.h>
#include <linux/sched.h>
#include <asm/desc.h>
#include <asm/msr.h>
#include "ktest.h"

static u16 read_cs(void)
{
	u16 selector;

	asm("mov %%cs, %0" : "=r"(selector));
	return selector;
}

static u16 read_tr(void)
{
	u16 selector;

	asm("str %0" : "=r"(selector));
	return selector;
}

static struct desc_ptr read_gdtr(void)
{
	struct desc_ptr pointer;

	asm("sgdt %0" : "=m"(pointer));
	return pointer;
}

/* The TSS's base is spread over its two descriptors: SDM volume 3A, figure 7-4. */
static const struct tss_struct *loaded_tss(void)
{
	const u64 *gdt = (const u64 *)read_gdtr().address;
	u64 low = gdt[GDT_ENTRY_TSS];

	return (const struct tss_struct *)((low >> 16 & 0xffffff) | (low >> 56) << 24 |
					   gdt[GDT_ENTRY_TSS + 1] << 32);
}

KTEST(gdt, selectors)
{
	KT_EXPECT_EQ(read_cs(), __KERNEL_CS);
	KT_EXPECT_EQ(read_tr(), TSS_SELECTOR);
	KT_EXPECT_EQ(read_gdtr().size, GDT_ENTRIES * 8 - 1);
	/* What sysret makes of the selector in MSR_STAR. */
	KT_EXPECT_EQ(rdmsr(MSR_STAR) >> 48, __USER32_CS);
	KT_EXPECT_EQ(__USER32_CS + 8, __USER_DS);
	KT_EXPECT_EQ(__USER32_CS + 16, __USER_CS);
}

KTEST(gdt, sp0_is_the_top_of_this_stack)
{
	preempt_disable();
	KT_EXPECT_EQ(loaded_tss()->sp0, (unsigned long)current->stack + THREAD_SIZE);
	preempt_enable();
}

KTEST(gdt, ist_stacks)
{
	const struct tss_struct *tss;
	unsigned int i;

	preempt_disable();
	tss = loaded_tss();
	for (i = IST_NONE + 1; i <= NR_IST; i++) {
		unsigned long base = ist_stack_base(i), top = tss->ist[i - 1];

		KT_EXPECT_EQ(top % 16, 0);
		KT_EXPECT(top > base && top < base + IST_STACK_SIZE);
		KT_EXPECT_EQ(*(u64 *)top, rdmsr(MSR_GS_BASE));
	}
	preempt_enable();
}

KTEST(gdt, no_port_io_from_ring_3)
{
	KT_EXPECT(loaded_tss()->io_bitmap_base >= sizeof(struct tss_struct));
}
