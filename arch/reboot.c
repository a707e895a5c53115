/*
 * arch/reboot.c - reset, power-off, halt
 *
 * A PC can be reset in many ways, of which each machine has some; they are tried from
 * the cleanest to the one that always works.
 *
 * Locking: none; interrupts go off and nothing comes after.
 */
#include <linux/acpi.h>
#include <linux/irqflags.h>
#include <linux/printk.h>
#include <linux/reboot.h>
#include <asm/desc.h>
#include <asm/io.h>
#include <asm/special_insns.h>
#include "arch.h"

#define RESET_CONTROL_PORT 0xcf9 /* PCI chipsets */
#define RESET_CONTROL_HARD 0x02
#define RESET_CONTROL_GO 0x06
#define KEYBOARD_COMMAND 0x64
#define KEYBOARD_PULSE_RESET 0xfe
#define WAIT_STEPS 50000 /* of about a microsecond */

static void wait_a_little(void)
{
	int i;

	for (i = 0; i < WAIT_STEPS; i++)
		io_delay();
}

/* Without an IDT any exception is a triple fault, which resets the CPU. */
static void triple_fault(void)
{
	struct desc_ptr none = { 0, 0 };

	load_idt(&none);
	breakpoint();
}

void machine_restart(void)
{
	local_irq_disable();
	acpi_reset();
	outb(RESET_CONTROL_HARD, RESET_CONTROL_PORT);
	outb(RESET_CONTROL_GO, RESET_CONTROL_PORT);
	wait_a_little();
	outb(KEYBOARD_PULSE_RESET, KEYBOARD_COMMAND);
	wait_a_little();
	triple_fault();
	machine_halt();
}

void machine_power_off(void)
{
	local_irq_disable();
	acpi_power_off();
	pr_emerg(
		"This machine has no power switch that software can reach. Turn it off.\n");
	machine_halt();
}

void machine_halt(void)
{
	local_irq_disable();
	for (;;)
		native_halt();
}
