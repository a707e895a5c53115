/*
 * tests/kernel/acpi_test.c - arch/acpi.c
 */
#include <linux/acpi.h>
#include <linux/string.h>
#include "ktest.h"

KTEST(acpi, tables_are_found_by_name)
{
	const struct acpi_table_header *madt = acpi_find_table("APIC");
	const u8 *p = (const u8 *)madt;
	u8 sum = 0;
	u32 i;

	if (!madt)
		KT_SKIP("this machine has no ACPI tables");
	KT_EXPECT(!memcmp(madt->signature, "APIC", 4));
	for (i = 0; i < madt->length; i++)
		sum += p[i];
	KT_EXPECT_EQ(sum, 0);
	acpi_put_table(madt);
}

KTEST(acpi, absent_tables_are_not)
{
	KT_EXPECT(!acpi_find_table("ZZZZ"));
	acpi_put_table(NULL);
}

KTEST(acpi, machine_has_the_least)
{
	KT_EXPECT(acpi_machine.nr_cpus >= 1 && acpi_machine.nr_cpus <= ACPI_MAX_CPUS);
	KT_EXPECT(acpi_machine.nr_ioapics >= 1);
	KT_EXPECT(acpi_machine.lapic_address);
}
