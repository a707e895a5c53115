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

#include <linux/numa.h>
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

#define ACPI_MAX_MEMORY_RANGES 64

/*
 * The SRAT and the SLIT, digested. Node numbers are those of the firmware's proximity
 * domains, closed up: domains 3, 7 and 900 are nodes 0, 1 and 2.
 */
struct acpi_numa {
	unsigned int nr_nodes; /* 0: one node is all we know of */
	u32 domain[MAX_NUMNODES];
	unsigned int nr_ranges;
	struct acpi_memory_range {
		phys_addr_t base, end; /* RAM or not: the firmware's map knows */
		int nid;
	} range[ACPI_MAX_MEMORY_RANGES]; /* those of different nodes are apart */
	unsigned int nr_cpus;
	struct {
		u32 apic_id;
		int nid;
	} cpu[ACPI_MAX_CPUS];
	u8 distance[MAX_NUMNODES][MAX_NUMNODES]; /* [from][to] */
};

extern struct acpi_numa acpi_numa;

/*
 * How physical memory is read: __va under the boot loader's page tables, memremap and
 * memunmap when vmalloc works.
 */
struct acpi_map_ops {
	void *(*map)(phys_addr_t phys, size_t size); /* NULL: cannot */
	void (*unmap)(void *virt, size_t size);
};

/*
 * Read the tables that the RSDP at physical address rsdp leads to. Wrong checksums and
 * lengths are reported and the table is left out; with no tables at all the PC's usual
 * layout is assumed (one CPU, one IOAPIC, one node). Boot CPU, once, before any memory is
 * given out: the number of nodes and CPUs decides how it is laid out. ops must stay valid
 * until acpi_remap() replaces them.
 */
void acpi_init(phys_addr_t rsdp, const struct acpi_map_ops *ops);
void acpi_remap(const struct acpi_map_ops *ops);

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
