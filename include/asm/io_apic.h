/*
 * include/asm/io_apic.h - the IOAPIC: device interrupt lines to vectors
 *
 * A line is named by its ISA number (0..15) or, from 16 on, its global system interrupt.
 * ACPI says where ISA lines really arrive and how they signal (acpi.c).
 *
 * Source: Intel 82093AA data sheet; ACPI 6.4, 5.2.12.
 */
#ifndef ASM_IO_APIC_H
#define ASM_IO_APIC_H

#include <linux/types.h>

/*
 * Mask every line of every IOAPIC, and the 8259s. map makes registers accessible
 * (ioremap). After acpi_init(); irqs off.
 */
void ioapic_init(void __iomem *(*map)(phys_addr_t phys, size_t size));

/* Send line irq to vector on CPU 0, masked. -EINVAL: no such line. */
int ioapic_map(unsigned int irq, unsigned int vector);

/* Does the line signal by its level? Else by edges. */
bool ioapic_is_level(unsigned int irq);

/* Any context; the IOAPIC's lock is irq-safe. */
void ioapic_mask(unsigned int irq);
void ioapic_unmask(unsigned int irq);

/* Mask both 8259 interrupt controllers, having moved their vectors out of the way. */
void pic_disable(void);

#endif
