/*
 * drivers/serial/8250.c - the serial line COM1: console messages and /dev/ttyS0
 *
 * Sending is polled: the FIFO, if arch/early_serial.c has turned it on, takes 16 bytes at
 * a time. Receiving comes by interrupt and goes to the terminal code. Whoever reads at the
 * other end may be slow: it is waited for. A line that has not moved for many seconds is
 * taken for dead; from then on its bytes are dropped at once, until it moves again.
 *
 * Locking: uart.lock orders senders: kernel messages and the terminal share the line.
 * Taken with interrupts off, inside tty->lock; nothing is taken inside it.
 */
#include <linux/console.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/major.h>
#include <linux/module.h>
#include <linux/panic.h>
#include <linux/serial_reg.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/tty.h>

#define COM1 0x3f8
#define COM1_IRQ 4
#define TTYS_MINOR 64
#define FIFO_SIZE 16
#define TX_SPIN_LIMIT 20000000 /* readings of the status, each about 1 us */
#define RX_LIMIT 64            /* bytes that one interrupt handles */
#define RETRY (HZ / 50)        /* jiffies until a full terminal is asked again */

static struct {
	spinlock_t lock;
	bool dead;               /* [lock] nothing has moved for long */
	unsigned int fifo_size;  /* [I] bytes that can be sent at once */
	struct timer_list retry; /* asks a full terminal for room */
} uart = { .lock = __SPIN_LOCK_UNLOCKED(uart.lock) };

/* Wait until the UART takes fifo_size bytes; false: the line is dead. */
static bool wait_fifo_empty(void)
{
	unsigned int spins = uart.dead ? 1 : TX_SPIN_LIMIT;

	while (spins && !(inb(COM1 + UART_LSR) & UART_LSR_THRE))
		spins--;
	uart.dead = !spins;
	return spins;
}

/* Send bytes as they are. uart.lock held. */
static void send_bytes(const u8 *bytes, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (i % uart.fifo_size == 0 && !wait_fifo_empty())
			return;
		outb(bytes[i], COM1 + UART_TX);
	}
}

/* --- console ---------------------------------------------------------------------- */

/* Send kernel messages, whose lines end in a line feed alone. uart.lock held. */
static void send_text(const u8 *text, unsigned int len)
{
	unsigned int i, start = 0;

	for (i = 0; i < len; i++) {
		if (text[i] != '\n')
			continue;
		send_bytes(text + start, i - start);
		send_bytes((const u8 *)"\r\n", 2);
		start = i + 1;
	}
	send_bytes(text + start, len - start);
}

/* In an oops the lock may be held by who will never run again: do without it then. */
static void serial_console_write(struct console *con, const char *text, unsigned int len)
{
	unsigned long flags;
	bool locked = true;

	local_irq_save(flags);
	if (oops_in_progress)
		locked = spin_trylock(&uart.lock);
	else
		spin_lock(&uart.lock);
	send_text((const u8 *)text, len);
	if (locked)
		spin_unlock(&uart.lock);
	local_irq_restore(flags);
}

static struct console serial_console = {
	.name = "ttyS",
	.index = 0,
	.write = serial_console_write,
};

/* --- terminal --------------------------------------------------------------------- */

static void serial_tty_write(struct tty_struct *tty, const u8 *buf, size_t count)
{
	unsigned long flags;

	spin_lock_irqsave(&uart.lock, flags);
	send_bytes(buf, count);
	spin_unlock_irqrestore(&uart.lock, flags);
}

static const struct tty_operations serial_tty_ops = {
	.write = serial_tty_write,
};

static struct tty_struct serial_tty = {
	.name = "ttyS0",
	.ops = &serial_tty_ops,
	.console = &serial_console,
	.winsize = { .ws_row = 24, .ws_col = 80 },
};

/* Fetch at most max of the bytes that have come. */
static size_t fetch_bytes(u8 *bytes, size_t max)
{
	size_t n = 0;

	while (n < max && (inb(COM1 + UART_LSR) & UART_LSR_DR))
		bytes[n++] = inb(COM1 + UART_RX);
	return n;
}

/* A full terminal was left alone for a while: announce again what waits in the UART. */
static void listen_again(struct timer_list *timer)
{
	outb(UART_IER_RDI, COM1 + UART_IER);
}

/*
 * The interrupt line is edge-triggered: it must fall before it can announce more. Masking
 * it in the UART lowers it, and unmasking raises it again if a byte waits; so the loop
 * may have a limit without a byte being forgotten, and a terminal without room lets the
 * bytes wait in the FIFO, and there the sender. An interrupt may find nothing: the one
 * before it has fetched the byte already.
 */
static irqreturn_t serial_interrupt(int irq, void *dev)
{
	size_t n, room = tty_room(&serial_tty);
	u8 bytes[RX_LIMIT];

	outb(0, COM1 + UART_IER);
	n = fetch_bytes(bytes, min(room, sizeof(bytes)));
	if (n)
		tty_receive(&serial_tty, bytes, n);
	if (room)
		outb(UART_IER_RDI, COM1 + UART_IER);
	else
		mod_timer(&uart.retry, jiffies + RETRY);
	return IRQ_HANDLED;
}

/* --- registration ----------------------------------------------------------------- */

/* Is there a UART? What is not there reads as ones; the scratch register keeps a value. */
static bool __init uart_present(void)
{
	outb(0x5a, COM1 + UART_SCR);
	return inb(COM1 + UART_SCR) == 0x5a && inb(COM1 + UART_LSR) != 0xff;
}

static void __init uart_setup(void)
{
	outb(0, COM1 + UART_IER);
	outb(UART_LCR_DLAB, COM1 + UART_LCR);
	outb(1, COM1 + UART_DLL); /* 115200 */
	outb(0, COM1 + UART_DLM);
	outb(UART_LCR_WLEN8, COM1 + UART_LCR);
	outb(UART_MCR_DTR | UART_MCR_RTS | UART_MCR_OUT2, COM1 + UART_MCR);
	uart.fifo_size = inb(COM1 + UART_IIR) & UART_IIR_FIFO_ENABLED ? FIFO_SIZE : 1;
}

static int __init serial_init(void)
{
	int err;

	if (!uart_present())
		return 0;
	uart_setup();
	register_console(&serial_console); /* refused if console= names others: fine */
	err = tty_register(&serial_tty, TTY_MAJOR, TTYS_MINOR);
	if (err)
		return err;
	timer_setup(&uart.retry, listen_again, 0);
	err = request_irq(COM1_IRQ, serial_interrupt, 0, "ttyS0", &serial_tty);
	if (err)
		return err;
	outb(UART_IER_RDI, COM1 + UART_IER);
	return 0;
}
module_init(serial_init);
