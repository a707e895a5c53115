/*
 * arch/acpi_power.c - turning the machine off, and its reset register
 *
 * Off is sleep state S5: its code goes into the PM1 control registers that the FADT
 * names. The code itself is in the DSDT, in AML: Name (_S5, Package () { a, b, ... }).
 * Atlas has no AML interpreter; it looks for these few bytes.
 *
 * Source: ACPI 6.4, 4.8.3.2 (PM1 control), 4.8.3.6 (reset), 7.4.2 (_S5), 20.2 (AML).
 * Locking: none. Read at boot; used by the last code that runs.
 */
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <asm/io.h>
#include "acpi.h"

/* The part of the FADT that matters here: ACPI 5.2.9. */
struct fadt {
	struct acpi_table_header header;
	u32 facs;
	u32 dsdt;
	u8 unused1[4];
	u32 smi_command;
	u8 acpi_enable;
	u8 unused2[11];
	u32 pm1a_control;
	u32 pm1b_control;
	u8 unused3[40];
	u32 flags;
	u8 reset_space, reset_width, reset_offset, reset_access;
	u64 reset_address;
	u8 reset_value;
	u8 unused4[11];
	u64 x_dsdt;
} __attribute__((packed));

static_assert(offsetof(struct fadt, flags) == 112, "ACPI 6.4, table 5.9");
static_assert(offsetof(struct fadt, x_dsdt) == 140, "ACPI 6.4, table 5.9");

#define FADT_RESET_SUPPORTED (1u << 10)
#define SPACE_IO 1

#define PM1_SCI_ENABLE 0x0001
#define PM1_SLEEP_TYPE_SHIFT 10
#define PM1_SLEEP_TYPE_MASK (7 << PM1_SLEEP_TYPE_SHIFT)
#define PM1_SLEEP_ENABLE 0x2000
#define ENABLE_ATTEMPTS 300000 /* readings, about a microsecond each */

#define AML_ZERO 0x00
#define AML_ONE 0x01
#define AML_NAME 0x08
#define AML_BYTE 0x0a
#define AML_PACKAGE 0x12
#define AML_ROOT '\\'

static struct {
	u16 pm1a, pm1b, smi_command;
	u8 acpi_enable;
	bool can_sleep; /* the two codes are known */
	u8 sleep_a, sleep_b;
	bool can_reset;
	u16 reset_port;
	u8 reset_value;
} power; /* [I after acpi_init()] */

/* Read a small integer at *p, before end, and step over it. */
static bool aml_integer(const u8 **p, const u8 *end, u8 *value)
{
	const u8 *at = *p;

	if (at < end && (*at == AML_ZERO || *at == AML_ONE)) {
		*value = *at;
		*p = at + 1;
		return true;
	}
	if (at + 1 < end && *at == AML_BYTE) {
		*value = at[1];
		*p = at + 2;
		return true;
	}
	return false;
}

/* Read the package behind the name: PackageOp, PkgLength, number of elements, elements. */
static bool aml_sleep_package(const u8 *p, const u8 *end)
{
	if (end - p < 3 || *p != AML_PACKAGE)
		return false;
	p += 1 + 1 + (p[1] >> 6); /* the length's first byte says how many follow */
	p += 1;
	return aml_integer(&p, end, &power.sleep_a) &&
	       aml_integer(&p, end, &power.sleep_b);
}

static bool find_s5(const struct acpi_table_header *dsdt)
{
	const u8 *start = (const u8 *)(dsdt + 1);
	const u8 *end = (const u8 *)dsdt + dsdt->length;
	const u8 *p;

	for (p = start + 2; p + 4 <= end; p++) {
		if (memcmp(p, "_S5_", 4))
			continue;
		if (p[-1] != AML_NAME && !(p[-1] == AML_ROOT && p[-2] == AML_NAME))
			continue;
		if (aml_sleep_package(p + 4, end))
			return true;
	}
	return false;
}

static void read_dsdt(phys_addr_t phys)
{
	const struct acpi_table_header *dsdt = acpi_map_table(phys, "DSDT");

	if (!dsdt)
		return;
	power.can_sleep = find_s5(dsdt);
	if (!power.can_sleep)
		pr_warn("ACPI: no _S5 in the DSDT; the power cannot be turned off\n");
	acpi_put_table(dsdt);
}

void fadt_parse(const struct acpi_table_header *table)
{
	struct fadt fadt = { 0 }; /* old revisions end early: the rest counts as 0 */

	memcpy(&fadt, table, min_t(size_t, table->length, sizeof(fadt)));
	power.pm1a = fadt.pm1a_control;
	power.pm1b = fadt.pm1b_control;
	power.smi_command = fadt.smi_command;
	power.acpi_enable = fadt.acpi_enable;
	if (fadt.flags & FADT_RESET_SUPPORTED && fadt.reset_space == SPACE_IO) {
		power.can_reset = true;
		power.reset_port = fadt.reset_address;
		power.reset_value = fadt.reset_value;
	}
	read_dsdt(fadt.x_dsdt ? fadt.x_dsdt : fadt.dsdt);
}

/* If the firmware still owns the power hardware, ask for it, and wait until it is ours. */
static void take_over(void)
{
	int i;

	if (!power.smi_command || inw(power.pm1a) & PM1_SCI_ENABLE)
		return;
	outb(power.acpi_enable, power.smi_command);
	for (i = 0; i < ENABLE_ATTEMPTS && !(inw(power.pm1a) & PM1_SCI_ENABLE); i++)
		io_delay();
}

static void pm1_sleep(u16 port, u8 type)
{
	u16 control = inw(port) & ~(PM1_SLEEP_TYPE_MASK | PM1_SLEEP_ENABLE);

	outw(control | (type & 7) << PM1_SLEEP_TYPE_SHIFT | PM1_SLEEP_ENABLE, port);
}

void acpi_power_off(void)
{
	int i;

	if (!power.can_sleep || !power.pm1a)
		return;
	take_over();
	pm1_sleep(power.pm1a, power.sleep_a);
	if (power.pm1b)
		pm1_sleep(power.pm1b, power.sleep_b);
	for (i = 0; i < ENABLE_ATTEMPTS; i++) /* it may take a moment */
		io_delay();
}

void acpi_reset(void)
{
	if (power.can_reset)
		outb(power.reset_value, power.reset_port);
}
