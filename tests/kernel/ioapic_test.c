/*
 * tests/kernel/ioapic_test.c - arch/ioapic.c, arch/apic.c
 */
#include <linux/errno.h>
#include <asm/apic.h>
#include <asm/io_apic.h>
#include <asm/traps.h>
#include "ktest.h"

KTEST(ioapic, lines_that_do_not_exist)
{
	KT_EXPECT_EQ(ioapic_map(5000, 0xe5), -EINVAL);
	ioapic_mask(5000);
	ioapic_unmask(5000);
}

KTEST(ioapic, nothing_is_in_service_outside_an_interrupt)
{
	unsigned int vector;

	for (vector = FIRST_EXTERNAL_VECTOR; vector < NR_VECTORS; vector++)
		KT_EXPECT(!apic_in_service(vector));
}
