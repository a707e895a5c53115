/*
 * include/linux/acpi.h - what the firmware's tables say of the machine
 *
 * No AML interpreter: the static tables, and the one package (\_S5) that power-off needs.
 * Source: ACPI 6.4, chapter 5 (tables), chapter 4 (fixed hardware).
 *
 * Locking: none. Written by acpi_init() on the boot CPU.
 */
#ifndef LINUX_ACPI_H
#define LINUX_ACPI_H

#include <linux/types.h>

/* The head of every table but the RSDP and the FACS: ACPI 5.2.6. */
struct acpi_table_header {
	char signature[4];
	u32 length; /* bytes, this head included */
	u8 revision;
	u8 checksum; /* makes the sum of all bytes 0 */
	char oem_id[6];
	char oem_table_id[8];
	u32 oem_revision;
	char asl_compiler_id[4];
	u32 asl_compiler_revision;
} __attribute__((packed));

#define ACPI_MAX_CPUS 64
#define ACPI_MAX_IOAPICS 8
#define ACPI_NR_ISA_IRQS 16

struct acpi_ioapic {
	u8 id;
	phys_addr_t address;
	u32 gsi_base; /* global system interrupt of its first line */
};

/* Where an ISA line arrives and how it signals. */
struct acpi_isa_irq {
	u32 gsi;
	bool active_low;
	bool level;
};

/* The MADT, digested. */
struct acpi_machine {
	phys_addr_t lapic_address;
	unsigned int nr_cpus; /* enabled ones; the rest are dropped */
	u32 cpu_apic_id[ACPI_MAX_CPUS];
	unsigned int nr_ioapics;
	struct acpi_ioapic ioapic[ACPI_MAX_IOAPICS];
	struct acpi_isa_irq isa_irq[ACPI_NR_ISA_IRQS];
};

extern struct acpi_machine acpi_machine;

/* How acpi_init() reads physical memory: memremap and memunmap, or __va early on. */
struct acpi_map_ops {
	void *(*map)(phys_addr_t phys, size_t size); /* NULL: cannot */
	void (*unmap)(void *virt, size_t size);
};

/*
 * Read the tables that the RSDP at physical address rsdp leads to. Wrong checksums and
 * lengths are reported and the table is left out; with no tables at all the PC's usual
 * layout is assumed (one CPU, one IOAPIC). Boot CPU, once; ops must stay valid.
 */
void acpi_init(phys_addr_t rsdp, const struct acpi_map_ops *ops);

/*
 * Map the table with this signature, its checksum verified; NULL when there is none.
 * Give it back with acpi_put_table(). After acpi_init().
 */
const struct acpi_table_header *acpi_find_table(const char *signature);
void acpi_put_table(const struct acpi_table_header *table);

/* Turn the power off. Returns if the machine cannot. irqs off. */
void acpi_power_off(void);

/* Reset through the FADT's reset register. Returns if there is none. irqs off. */
void acpi_reset(void);

#endif
