/*
 * arch/early_serial.c - the first console: COM1, polled
 *
 * It needs nothing but port I/O, so messages are seen from the first line on and in the
 * middle of any disaster. The serial driver takes over later (CON_BOOT).
 *
 * Locking: the console lock; see include/linux/console.h.
 */
#include <linux/console.h>
#include <linux/serial_reg.h>
#include <asm/early_serial.h>
#include <asm/io.h>

#define COM1 0x3f8
#define DIVISOR_115200 1
#define TX_SPIN_LIMIT 20000000 /* readings of the status, of about 1 us */

/* Wait for the reader at the other end, however slow; a dead line is waited for once. */
static void put_byte(char c)
{
	static bool dead;
	unsigned int spins = dead ? 1 : TX_SPIN_LIMIT;

	while (spins && !(inb(COM1 + UART_LSR) & UART_LSR_THRE))
		spins--;
	dead = !spins;
	if (!dead)
		outb(c, COM1 + UART_TX);
}

static void early_serial_write(struct console *con, const char *text, unsigned int len)
{
	unsigned int i;

	for (i = 0; i < len; i++) {
		if (text[i] == '\n')
			put_byte('\r');
		put_byte(text[i]);
	}
}

static struct console early_console = {
	.name = "ttyS", /* the same line as ttyS0: the driver takes over where this was */
	.index = 0,
	.flags = CON_PRINTBUFFER | CON_BOOT,
	.write = early_serial_write,
};

/* Turning on the FIFO drops what has been typed: if there is something, do without. */
static void enable_fifo(void)
{
	if (!(inb(COM1 + UART_LSR) & UART_LSR_DR))
		outb(UART_FCR_ENABLE_FIFO, COM1 + UART_FCR);
}

void early_serial_init(void)
{
	enable_fifo();
	outb(0, COM1 + UART_IER);
	outb(UART_LCR_DLAB, COM1 + UART_LCR);
	outb(DIVISOR_115200, COM1 + UART_DLL);
	outb(0, COM1 + UART_DLM);
	outb(UART_LCR_WLEN8, COM1 + UART_LCR);
	outb(UART_MCR_DTR | UART_MCR_RTS, COM1 + UART_MCR);
	register_console(&early_console);
}
