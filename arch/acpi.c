/*
 * arch/acpi.c - finding the firmware's tables
 *
 *	RSDP -> XSDT (or RSDT) -> MADT, FADT, SRAT, ...
 *
 * Firmware is not trusted: every length is bounded, every checksum verified, before a
 * table is used. Source: ACPI 6.4, 5.2.5 to 5.2.8.
 *
 * Locking: none; boot CPU only.
 */
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/unaligned.h>
#include "acpi.h"

#define MAX_TABLES 64
#define MAX_TABLE_LENGTH (4UL << 20)
#define RSDP_V1_LENGTH 20
#define RSDP_V2_LENGTH 36

struct acpi_rsdp {
	char signature[8]; /* "RSD PTR " */
	u8 checksum;       /* of the first 20 bytes */
	char oem_id[6];
	u8 revision; /* 0: ends after rsdt */
	u32 rsdt;
	u32 length;
	u64 xsdt;
	u8 extended_checksum; /* of all bytes */
	u8 reserved[3];
} __attribute__((packed));

static struct {
	const struct acpi_map_ops *ops; /* [I after acpi_remap()] */
	unsigned int nr;                /* [I after acpi_init()] */
	struct {
		char signature[4];
		phys_addr_t phys;
	} table[MAX_TABLES];
} acpi;

static u8 byte_sum(const void *data, size_t size)
{
	const u8 *p = data;
	u8 sum = 0;

	while (size--)
		sum += *p++;
	return sum;
}

void acpi_put_table(const struct acpi_table_header *table)
{
	if (table)
		acpi.ops->unmap((void *)table, table->length);
}

/* The length that the head of the table at phys claims; 0 if it cannot be right. */
static u32 table_length(phys_addr_t phys)
{
	struct acpi_table_header *head = acpi.ops->map(phys, sizeof(*head));
	u32 length;

	if (!head)
		return 0;
	length = head->length;
	acpi.ops->unmap(head, sizeof(*head));
	return length >= sizeof(*head) && length <= MAX_TABLE_LENGTH ? length : 0;
}

const struct acpi_table_header *acpi_map_table(phys_addr_t phys, const char *what)
{
	u32 length = phys ? table_length(phys) : 0;
	struct acpi_table_header *table;

	if (!length) {
		pr_warn("ACPI: %.4s at %#llx has a wrong length, ignored\n", what, phys);
		return NULL;
	}
	table = acpi.ops->map(phys, length);
	if (!table)
		return NULL;
	if (table->length != length || byte_sum(table, length)) {
		pr_warn("ACPI: %.4s at %#llx has a wrong checksum, ignored\n", what,
			phys);
		acpi.ops->unmap(table, length);
		return NULL;
	}
	return table;
}

const struct acpi_table_header *acpi_find_table(const char *signature)
{
	unsigned int i;

	for (i = 0; i < acpi.nr; i++)
		if (!memcmp(acpi.table[i].signature, signature, 4))
			return acpi_map_table(acpi.table[i].phys, signature);
	return NULL;
}

/* Note a table's name and place; whether it is sound is looked at when it is wanted. */
static void note_table(phys_addr_t phys)
{
	struct acpi_table_header *head;

	if (!phys || acpi.nr == MAX_TABLES)
		return;
	head = acpi.ops->map(phys, sizeof(*head));
	if (!head)
		return;
	memcpy(acpi.table[acpi.nr].signature, head->signature, 4);
	acpi.table[acpi.nr].phys = phys;
	acpi.nr++;
	pr_info("ACPI: %.4s %#010llx %06x bytes\n", head->signature, phys, head->length);
	acpi.ops->unmap(head, sizeof(*head));
}

/* The RSDT holds addresses of 4 bytes, the XSDT of 8; neither aligns them. */
static void read_root(phys_addr_t phys, const char *name, unsigned int entry_size)
{
	const struct acpi_table_header *root = acpi_map_table(phys, name);
	const u8 *entry, *end;

	if (!root)
		return;
	entry = (const u8 *)(root + 1);
	end = (const u8 *)root + root->length;
	for (; entry + entry_size <= end; entry += entry_size)
		note_table(entry_size == 8 ? get_unaligned_le64(entry)
					   : get_unaligned_le32(entry));
	acpi_put_table(root);
}

static bool rsdp_valid(const struct acpi_rsdp *rsdp)
{
	return !memcmp(rsdp->signature, "RSD PTR ", 8) && !byte_sum(rsdp, RSDP_V1_LENGTH);
}

static void read_rsdp(phys_addr_t phys)
{
	struct acpi_rsdp *rsdp = acpi.ops->map(phys, RSDP_V2_LENGTH);
	struct acpi_rsdp copy;

	if (!rsdp)
		return;
	copy = *rsdp;
	acpi.ops->unmap(rsdp, RSDP_V2_LENGTH);
	if (!rsdp_valid(&copy)) {
		pr_warn("ACPI: no valid RSDP at %#llx\n", phys);
		return;
	}
	if (copy.revision >= 2 && copy.xsdt && !byte_sum(&copy, RSDP_V2_LENGTH))
		read_root(copy.xsdt, "XSDT", 8);
	if (!acpi.nr)
		read_root(copy.rsdt, "RSDT", 4);
}

void acpi_init(phys_addr_t rsdp, const struct acpi_map_ops *ops)
{
	const struct acpi_table_header *madt, *fadt;

	acpi.ops = ops;
	if (rsdp)
		read_rsdp(rsdp);
	madt = acpi_find_table("APIC");
	madt_parse(madt);
	acpi_put_table(madt);
	srat_init();
	fadt = acpi_find_table("FACP");
	if (fadt)
		fadt_parse(fadt);
	acpi_put_table(fadt);
}

void acpi_remap(const struct acpi_map_ops *ops)
{
	acpi.ops = ops;
}
