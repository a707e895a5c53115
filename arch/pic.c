/*
 * arch/pic.c - the two 8259 interrupt controllers, which Atlas does not use
 *
 * They are masked. Even so one may raise a spurious interrupt, so their vectors are
 * first moved from where the firmware left them, among the exceptions, to where nothing
 * else is. Source: Intel 8259A data sheet.
 * Locking: none, boot CPU only.
 */
#include <asm/io.h>
#include <asm/io_apic.h>

#define PIC1_COMMAND 0x20
#define PIC1_DATA 0x21
#define PIC2_COMMAND 0xa0
#define PIC2_DATA 0xa1

#define ICW1_INIT_ICW4 0x11 /* start of initialisation; a fourth word follows */
#define ICW4_8086 0x01
#define PIC1_VECTOR 0xd0
#define PIC2_VECTOR 0xd8
#define PIC2_ON_LINE 2
#define MASK_ALL 0xff

static void pic_setup(u16 command, u16 data, u8 vector, u8 cascade)
{
	outb(ICW1_INIT_ICW4, command);
	io_delay();
	outb(vector, data);
	io_delay();
	outb(cascade, data);
	io_delay();
	outb(ICW4_8086, data);
	io_delay();
	outb(MASK_ALL, data);
}

void pic_disable(void)
{
	pic_setup(PIC1_COMMAND, PIC1_DATA, PIC1_VECTOR, 1 << PIC2_ON_LINE);
	pic_setup(PIC2_COMMAND, PIC2_DATA, PIC2_VECTOR, PIC2_ON_LINE);
}
