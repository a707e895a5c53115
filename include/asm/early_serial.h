/*
 * include/asm/early_serial.h - the first console (arch/early_serial.c)
 */
#ifndef ASM_EARLY_SERIAL_H
#define ASM_EARLY_SERIAL_H

/*
 * Set COM1 to 115200 8n1, with its FIFO on unless somebody has typed, and register it as a
 * boot console. Boot CPU, irqs off.
 */
void early_serial_init(void);

#endif
