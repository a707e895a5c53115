/*
 * tests/kernel/srat_test.c - arch/srat.c on this machine's tables
 *
 * Tables that are wrong: tests/host/srat_test.c. Locking: none.
 */
#include <linux/acpi.h>
#include <linux/string.h>
#include <linux/unaligned.h>
#include "ktest.h"

#define SRAT_HEAD 48 /* ACPI 6.4, table 5.57; memory: 5.58 */
#define MEMORY_RECORD 1
#define MEMORY_LENGTH 16
#define MEMORY_FLAGS 28

KTEST(srat, all_memory_of_the_table_is_noted)
{
	const struct acpi_table_header *srat = acpi_find_table("SRAT");
	u64 told = 0, noted = 0;
	unsigned int i;

	if (!srat)
		KT_SKIP("this machine has no SRAT");
	if (acpi_numa.nr_nodes) {
		const u8 *r = (const u8 *)srat + SRAT_HEAD;

		for (; r < (const u8 *)srat + srat->length; r += r[1]) {
			if (r[0] == MEMORY_RECORD && r[MEMORY_FLAGS] & 1)
				told += get_unaligned_le64(r + MEMORY_LENGTH);
		}
	}
	acpi_put_table(srat);
	for (i = 0; i < acpi_numa.nr_ranges; i++)
		noted += acpi_numa.range[i].end - acpi_numa.range[i].base;
	KT_EXPECT_EQ(noted, told);
}
