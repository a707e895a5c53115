/*
 * tests/kernel/madt_test.c - arch/madt.c: tables as no firmware should write them
 *
 * Each case digests a table of its own; what the machine's said is put back afterwards.
 */
#include <linux/acpi.h>
#include <linux/string.h>
#include "arch/acpi.h"
#include "ktest.h"

#define MAX_RECORD_BYTES 1024

static struct {
	struct acpi_table_header header;
	u32 lapic_address;
	u32 flags;
	u8 records[MAX_RECORD_BYTES];
} __attribute__((packed)) table;

/* Digest a table with these records, and give what came out. */
static struct acpi_machine digest(const void *records, size_t size)
{
	static struct acpi_machine saved, result;

	saved = acpi_machine;
	memset(&acpi_machine, 0, sizeof(acpi_machine));
	memcpy(table.records, records, size);
	memcpy(table.header.signature, "APIC", 4);
	table.header.length = offsetof(typeof(table), records) + size;
	table.lapic_address = 0xfee00000;
	madt_parse(&table.header);
	result = acpi_machine;
	acpi_machine = saved;
	return result;
}

KTEST(madt, cpus_ioapics_and_overrides)
{
	static const u8 records[] = {
		0, 8,  0, 0, 1,  0, 0,    0,                   /* CPU, APIC id 0 */
		0, 8,  1, 4, 0,  0, 0,    0,                   /* disabled CPU */
		0, 8,  2, 6, 1,  0, 0,    0,                   /* CPU, APIC id 6 */
		1, 12, 3, 0, 0,  0, 0xc0, 0xfe, 24,   0, 0, 0, /* IOAPIC from line 24 */
		2, 10, 0, 9, 20, 0, 0,    0,    0x0f, 0, /* IRQ 9 at 20, level, low */
	};
	struct acpi_machine m = digest(records, sizeof(records));

	KT_EXPECT_EQ(m.nr_cpus, 2);
	KT_EXPECT_EQ(m.cpu_apic_id[1], 6);
	KT_EXPECT_EQ(m.nr_ioapics, 1);
	KT_EXPECT_EQ(m.ioapic[0].address, 0xfec00000);
	KT_EXPECT_EQ(m.ioapic[0].gsi_base, 24);
	KT_EXPECT_EQ(m.isa_irq[9].gsi, 20);
	KT_EXPECT(m.isa_irq[9].level && m.isa_irq[9].active_low);
	KT_EXPECT_EQ(m.isa_irq[1].gsi, 1);
	KT_EXPECT(!m.isa_irq[1].level && !m.isa_irq[1].active_low);
}

KTEST(madt, a_broken_record_ends_the_table)
{
	static const u8 no_length[] = { 0, 8, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0 };
	static const u8 too_long[] = { 0, 8, 0, 0, 1, 0, 0, 0, 0, 200, 0, 0, 1 };
	static const u8 cut[] = { 0, 8, 0, 0, 1, 0, 0, 0, 0 };

	KT_EXPECT_EQ(digest(no_length, sizeof(no_length)).nr_cpus, 1);
	KT_EXPECT_EQ(digest(too_long, sizeof(too_long)).nr_cpus, 1);
	KT_EXPECT_EQ(digest(cut, sizeof(cut)).nr_cpus, 1);
}

KTEST(madt, short_and_unknown_records_are_left_out)
{
	static const u8 records[] = {
		0,   4,  0, 0,                    /* a CPU without flags */
		1,   4,  0, 0,                    /* an IOAPIC without address */
		2,   10, 0, 77, 3, 0, 0, 0, 0, 0, /* an ISA line that does not exist */
		200, 6,  1, 2,  3, 4,             /* a kind of the future */
		0,   8,  0, 9,  1, 0, 0, 0,
	};
	struct acpi_machine m = digest(records, sizeof(records));

	KT_EXPECT_EQ(m.nr_cpus, 1);
	KT_EXPECT_EQ(m.cpu_apic_id[0], 9);
	KT_EXPECT_EQ(m.nr_ioapics, 0);
}

KTEST(madt, more_cpus_than_atlas_has_room_for)
{
	u8 records[8 * (ACPI_MAX_CPUS + 2)];
	unsigned int i;

	memset(records, 0, sizeof(records));
	for (i = 0; i < sizeof(records); i += 8) {
		records[i + 1] = 8;
		records[i + 3] = i / 8;
		records[i + 4] = 1;
	}
	KT_EXPECT_EQ(digest(records, sizeof(records)).nr_cpus, ACPI_MAX_CPUS);
}
