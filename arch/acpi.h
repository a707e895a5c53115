/*
 * arch/acpi.h - what the ACPI files share
 *
 * Locking: none; boot CPU only.
 */
#ifndef ARCH_ACPI_H
#define ARCH_ACPI_H

#include <linux/acpi.h>

/*
 * Map the whole table at phys after checking its length and checksum; what: its name for
 * the message when they are wrong. NULL then. Undone by acpi_put_table().
 */
const struct acpi_table_header *acpi_map_table(phys_addr_t phys, const char *what);

/* Digest the MADT into acpi_machine; NULL: assume the PC's usual layout. */
void madt_parse(const struct acpi_table_header *madt);

/* Digest SRAT and SLIT into acpi_numa; either may be absent or broken. */
void srat_init(void);

/* Remember from the FADT and the DSDT how to turn off and reset. */
void fadt_parse(const struct acpi_table_header *fadt);

#endif
