/*
 * arch/madt.c - the MADT: which CPUs and IOAPICs there are, how ISA lines are wired
 *
 * After the head comes a row of records of different kinds, each beginning with its kind
 * and length. Source: ACPI 6.4, 5.2.12.
 *
 * Locking: none; boot CPU only.
 */
#include <linux/acpi.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <asm/apic.h>
#include "acpi.h"

enum madt_kind {
	MADT_LOCAL_APIC = 0,
	MADT_IOAPIC = 1,
	MADT_ISA_OVERRIDE = 2,
	MADT_LAPIC_ADDRESS = 5,
	MADT_LOCAL_X2APIC = 9,
};

#define MADT_CPU_ENABLED 1
#define POLARITY_MASK 0x3
#define POLARITY_LOW 0x3
#define TRIGGER_MASK 0xc
#define TRIGGER_LEVEL 0xc

#define DEFAULT_IOAPIC_ADDRESS 0xfec00000
#define PIT_IRQ 0
#define PIT_GSI 2 /* where every PC with an IOAPIC has it */

struct madt {
	struct acpi_table_header header;
	u32 lapic_address;
	u32 flags;
	u8 records[];
} __attribute__((packed));

struct madt_record {
	u8 kind;
	u8 length;
	union {
		struct {
			u8 acpi_id, apic_id;
			u32 flags;
		} __attribute__((packed)) lapic;
		struct {
			u8 id, reserved;
			u32 address;
			u32 gsi_base;
		} __attribute__((packed)) ioapic;
		struct {
			u8 bus, irq;
			u32 gsi;
			u16 flags;
		} __attribute__((packed)) isa;
		struct {
			u16 reserved;
			u64 address;
		} __attribute__((packed)) lapic_address;
		struct {
			u16 reserved;
			u32 id;
			u32 flags;
			u32 acpi_id;
		} __attribute__((packed)) x2apic;
	};
} __attribute__((packed));

#define RECORD_SIZE(member) (2 + sizeof(((struct madt_record *)0)->member))

struct acpi_machine acpi_machine; /* [I after acpi_init()] */

static void add_cpu(u32 apic_id, u32 flags)
{
	if (!(flags & MADT_CPU_ENABLED))
		return;
	if (acpi_machine.nr_cpus == ACPI_MAX_CPUS) {
		pr_warn("ACPI: more than %d CPUs; the one with APIC id %u is not used\n",
			ACPI_MAX_CPUS, apic_id);
		return;
	}
	acpi_machine.cpu_apic_id[acpi_machine.nr_cpus++] = apic_id;
}

static void add_ioapic(u8 id, phys_addr_t address, u32 gsi_base)
{
	if (acpi_machine.nr_ioapics == ACPI_MAX_IOAPICS) {
		pr_warn("ACPI: more than %d IOAPICs; id %u is not used\n",
			ACPI_MAX_IOAPICS, id);
		return;
	}
	acpi_machine.ioapic[acpi_machine.nr_ioapics++] = (struct acpi_ioapic){
		.id = id, .address = address, .gsi_base = gsi_base
	};
}

static void override_isa_irq(const struct madt_record *r)
{
	if (r->isa.irq >= ACPI_NR_ISA_IRQS)
		return;
	acpi_machine.isa_irq[r->isa.irq] = (struct acpi_isa_irq){
		.gsi = r->isa.gsi,
		.active_low = (r->isa.flags & POLARITY_MASK) == POLARITY_LOW,
		.level = (r->isa.flags & TRIGGER_MASK) == TRIGGER_LEVEL,
	};
}

/* A record of a kind we know, but too short for it, is left out. */
static void read_record(const struct madt_record *r)
{
	switch (r->kind) {
	case MADT_LOCAL_APIC:
		if (r->length >= RECORD_SIZE(lapic))
			add_cpu(r->lapic.apic_id, r->lapic.flags);
		break;
	case MADT_IOAPIC:
		if (r->length >= RECORD_SIZE(ioapic))
			add_ioapic(r->ioapic.id, r->ioapic.address, r->ioapic.gsi_base);
		break;
	case MADT_ISA_OVERRIDE:
		if (r->length >= RECORD_SIZE(isa))
			override_isa_irq(r);
		break;
	case MADT_LAPIC_ADDRESS:
		if (r->length >= RECORD_SIZE(lapic_address))
			acpi_machine.lapic_address = r->lapic_address.address;
		break;
	case MADT_LOCAL_X2APIC:
		if (r->length >= RECORD_SIZE(x2apic))
			add_cpu(r->x2apic.id, r->x2apic.flags);
		break;
	}
}

static void assume_isa_irqs(void)
{
	unsigned int i;

	for (i = 0; i < ACPI_NR_ISA_IRQS; i++)
		acpi_machine.isa_irq[i] = (struct acpi_isa_irq){ .gsi = i };
}

static void assume_usual_pc(void)
{
	pr_warn("ACPI: no MADT; one CPU and one IOAPIC are assumed\n");
	acpi_machine.nr_cpus = 1;
	acpi_machine.isa_irq[PIT_IRQ].gsi = PIT_GSI;
	add_ioapic(0, DEFAULT_IOAPIC_ADDRESS, 0);
}

void madt_parse(const struct acpi_table_header *table)
{
	const struct madt *madt = (const struct madt *)table;
	const u8 *next, *end;

	acpi_machine.lapic_address = APIC_DEFAULT_PHYS_BASE;
	assume_isa_irqs();
	if (!table || table->length < sizeof(*madt)) {
		assume_usual_pc();
		return;
	}
	acpi_machine.lapic_address = madt->lapic_address;
	end = (const u8 *)table + table->length;
	for (next = madt->records; next + 2 <= end; next += next[1]) {
		if (next[1] < 2 || next + next[1] > end) {
			pr_warn("ACPI: the MADT ends in a broken record\n");
			break;
		}
		read_record((const struct madt_record *)next);
	}
	pr_info("ACPI: %u CPUs, %u IOAPICs\n", acpi_machine.nr_cpus,
		acpi_machine.nr_ioapics);
}
