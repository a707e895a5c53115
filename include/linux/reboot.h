/*
 * include/linux/reboot.h - the machine's last acts
 *
 * Any context; they do not return. irqs are turned off.
 */
#ifndef LINUX_REBOOT_H
#define LINUX_REBOOT_H

#include <linux/compiler.h>

/* Reset: ACPI's reset register, then port 0xcf9, the keyboard controller, triple fault. */
void __noreturn machine_restart(void);

/* Power off through ACPI, or say that it is safe to do by hand and halt. */
void __noreturn machine_power_off(void);

/* Stop this CPU for good. */
void __noreturn machine_halt(void);

#endif
