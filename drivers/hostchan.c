/*
 * drivers/hostchan.c - the channel to tools/vm on the host: framed streams over COM2
 *
 * A program that the host runs in here has the host's standard input, output and error:
 * /dev/host/stdin, stdout, stderr. /dev/host/exit tells how it ended. All travel over
 * one serial line in frames, so that their order is kept and every byte value can pass:
 *
 *	to the host	kind, 1 byte: 'o' stdout, 'e' stderr, 'x' wait status, 'r' ready
 *			length, 4 bytes, little-endian; then so many bytes
 *	from the host	length, 4 bytes, little-endian; then so many bytes of standard
 *			input; a length of 0 is its end
 *
 * The host sends nothing before it saw 'r', which goes out with the first read.
 *
 * Sending is polled. Receiving polls for a moment, since QEMU refills the FIFO as soon
 * as it is empty, then sleeps: the interrupt handler only masks the interrupt and wakes
 * the reader, who unmasks it before sleeping again. A byte that nobody fetches stays in
 * the FIFO, and QEMU sends no more than fit there.
 *
 * Locking: tx_lock keeps the frames of one write(2) together; rx_lock lets one reader
 * at a time follow the frames. The handler touches only the UART.
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/serial_reg.h>
#include <linux/uaccess.h>
#include <linux/unaligned.h>
#include <linux/wait.h>

#define COM2 0x2f8
#define COM2_IRQ 3
#define FIFO_SIZE 16
#define HEADER_SIZE 5 /* of a frame to the host */
#define LENGTH_SIZE 4
#define CHUNK 1024      /* payload of one frame to the host, at most */
#define SPIN_LIMIT 1000 /* readings of the status before the sender sleeps a tick ... */
#define RX_SPINS 200    /* ... or the reader until the interrupt */

static struct {
	struct mutex tx_lock;
	u8 frame[HEADER_SIZE + CHUNK]; /* [tx_lock] */

	struct mutex rx_lock;
	wait_queue_head_t rx_wait;
	bool ready_sent;        /* [rx_lock] */
	bool at_end;            /* [rx_lock] the host has no more input */
	u8 length[LENGTH_SIZE]; /* [rx_lock] of the frame that is coming in */
	unsigned int nr_length; /* [rx_lock] how many bytes of it are here */
	u32 left;               /* [rx_lock] payload of that frame still to come */
} chan = {
	.tx_lock = __MUTEX_INITIALIZER(chan.tx_lock),
	.rx_lock = __MUTEX_INITIALIZER(chan.rx_lock),
	.rx_wait = __WAIT_QUEUE_HEAD_INITIALIZER(chan.rx_wait),
};

/* --- to the host ------------------------------------------------------------------ */

/*
 * Wait until the FIFO is empty (UART_LSR_THRE), or the last byte has left too (UART_LSR_TEMT).
 * The host may be slow: after a while, sleep.
 */
static void wait_for_line(u8 status)
{
	unsigned int spins = 0;

	while (!(inb(COM2 + UART_LSR) & status))
		if (++spins > SPIN_LIMIT)
			schedule_timeout_uninterruptible(1);
}

/* Send bytes. They have left when this returns: the machine may go off next. */
static void send_bytes(const u8 *bytes, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (i % FIFO_SIZE == 0)
			wait_for_line(UART_LSR_THRE);
		outb(bytes[i], COM2 + UART_TX);
	}
	wait_for_line(UART_LSR_TEMT);
}

/* Send the frame whose payload is in chan.frame already. tx_lock held. */
static void send_frame(char kind, u32 length)
{
	chan.frame[0] = kind;
	put_unaligned_le32(length, chan.frame + 1);
	send_bytes(chan.frame, HEADER_SIZE + length);
}

static ssize_t send_user(char kind, const char __user *from, size_t count)
{
	size_t done = 0;
	ssize_t ret;

	ret = mutex_lock_interruptible(&chan.tx_lock);
	if (ret)
		return ret;
	while (done < count) {
		u32 length = min_t(size_t, count - done, CHUNK);

		if (copy_from_user(chan.frame + HEADER_SIZE, from + done, length)) {
			ret = -EFAULT;
			break;
		}
		send_frame(kind, length);
		done += length;
	}
	mutex_unlock(&chan.tx_lock);
	return done ? (ssize_t)done : ret;
}

static ssize_t stdout_write(struct file *file, const char __user *from, size_t count,
			    loff_t *ppos)
{
	return send_user('o', from, count);
}

static ssize_t stderr_write(struct file *file, const char __user *from, size_t count,
			    loff_t *ppos)
{
	return send_user('e', from, count);
}

/* The status word of wait(2), 4 bytes, at once. */
static ssize_t exit_write(struct file *file, const char __user *from, size_t count,
			  loff_t *ppos)
{
	if (count != sizeof(u32))
		return -EINVAL;
	return send_user('x', from, count);
}

/* --- from the host ---------------------------------------------------------------- */

static bool byte_waits(void)
{
	return inb(COM2 + UART_LSR) & UART_LSR_DR;
}

static irqreturn_t hostchan_interrupt(int irq, void *dev)
{
	outb(0, COM2 + UART_IER);
	wake_up_interruptible(&chan.rx_wait);
	return IRQ_HANDLED;
}

/*
 * The same, for a reader who is about to sleep if not. Each wake-up comes here, so that
 * an interrupt that was late, and masked the next one, is made good.
 */
static bool byte_waits_or_unmask(void)
{
	if (byte_waits())
		return true;
	outb(UART_IER_RDI, COM2 + UART_IER);
	return false;
}

/* Wait until a byte is in the FIFO. 0 or -ERESTARTSYS. rx_lock held. */
static int wait_for_byte(void)
{
	unsigned int spins;

	for (spins = 0; spins < RX_SPINS; spins++)
		if (byte_waits())
			return 0;
	return wait_event_interruptible(chan.rx_wait, byte_waits_or_unmask());
}

/* Make chan.left the length of the next frame, unless one is coming in. rx_lock held. */
static int begin_frame(void)
{
	int err;

	while (!chan.left && !chan.at_end) {
		err = wait_for_byte();
		if (err)
			return err;
		chan.length[chan.nr_length++] = inb(COM2 + UART_RX);
		if (chan.nr_length < LENGTH_SIZE)
			continue;
		chan.nr_length = 0;
		chan.left = get_unaligned_le32(chan.length);
		chan.at_end = chan.left == 0;
	}
	return 0;
}

/* Move bytes of this frame, up to count, to user space. rx_lock held. */
static ssize_t receive_user(char __user *to, size_t count)
{
	u8 bytes[64];
	size_t done = 0, n;
	int err = 0;

	count = min_t(size_t, count, chan.left);
	while (done < count && !err) {
		for (n = 0; n < min(sizeof(bytes), count - done); n++) {
			err = wait_for_byte();
			if (err)
				break;
			bytes[n] = inb(COM2 + UART_RX);
		}
		chan.left -= n;
		if (copy_to_user(to + done, bytes, n))
			return -EFAULT;
		done += n;
	}
	return done ? (ssize_t)done : err;
}

static void send_ready(void)
{
	mutex_lock(&chan.tx_lock);
	send_frame('r', 0);
	mutex_unlock(&chan.tx_lock);
	chan.ready_sent = true;
}

/* As from a pipe: bytes of one frame, at least one; 0 at the end of the input. */
static ssize_t stdin_read(struct file *file, char __user *to, size_t count, loff_t *ppos)
{
	ssize_t ret;

	if (!count)
		return 0;
	ret = mutex_lock_interruptible(&chan.rx_lock);
	if (ret)
		return ret;
	if (!chan.ready_sent)
		send_ready();
	ret = begin_frame();
	if (!ret && !chan.at_end)
		ret = receive_user(to, count);
	mutex_unlock(&chan.rx_lock);
	return ret;
}

/* A frame that is only beginning counts as input: its bytes follow at once. */
static __poll_t stdin_poll(struct file *file, poll_table *table)
{
	bool readable;

	poll_wait(file, &chan.rx_wait, table);
	mutex_lock(&chan.rx_lock);
	if (!chan.ready_sent)
		send_ready();
	readable = chan.at_end || byte_waits_or_unmask();
	mutex_unlock(&chan.rx_lock);
	return readable ? EPOLLIN | EPOLLRDNORM : 0;
}

/* --- registration ----------------------------------------------------------------- */

static const struct file_operations stdin_fops = {
	.owner = THIS_MODULE,
	.llseek = no_llseek,
	.read = stdin_read,
	.poll = stdin_poll,
};

static const struct file_operations stdout_fops = {
	.owner = THIS_MODULE,
	.llseek = no_llseek,
	.write = stdout_write,
};

static const struct file_operations stderr_fops = {
	.owner = THIS_MODULE,
	.llseek = no_llseek,
	.write = stderr_write,
};

static const struct file_operations exit_fops = {
	.owner = THIS_MODULE,
	.llseek = no_llseek,
	.write = exit_write,
};

static struct miscdevice host_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "host/stdin", .fops = &stdin_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "host/stdout", .fops = &stdout_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "host/stderr", .fops = &stderr_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "host/exit", .fops = &exit_fops },
};

/* Is there a UART? What is not there reads as ones; the scratch register keeps a value. */
static bool __init uart_present(void)
{
	outb(0x5a, COM2 + UART_SCR);
	return inb(COM2 + UART_SCR) == 0x5a && inb(COM2 + UART_LSR) != 0xff;
}

static void __init uart_setup(void)
{
	outb(0, COM2 + UART_IER);
	outb(UART_LCR_DLAB, COM2 + UART_LCR);
	outb(1, COM2 + UART_DLL); /* 115200 */
	outb(0, COM2 + UART_DLM);
	outb(UART_LCR_WLEN8, COM2 + UART_LCR);
	outb(UART_FCR_ENABLE_FIFO | UART_FCR_CLEAR_RCVR | UART_FCR_CLEAR_XMIT |
		     UART_FCR_TRIGGER_14,
	     COM2 + UART_FCR);
	outb(UART_MCR_DTR | UART_MCR_RTS | UART_MCR_OUT2, COM2 + UART_MCR);
}

static int __init hostchan_init(void)
{
	unsigned int i;
	int err;

	if (!uart_present())
		return 0; /* nobody there: a machine without the channel is as good */
	uart_setup();
	err = request_irq(COM2_IRQ, hostchan_interrupt, 0, "hostchan", &chan);
	if (err)
		return err;
	for (i = 0; i < ARRAY_SIZE(host_devices); i++) {
		err = misc_register(&host_devices[i]);
		if (err)
			goto out_devices;
	}
	return 0;

out_devices:
	while (i--)
		misc_deregister(&host_devices[i]);
	free_irq(COM2_IRQ, &chan);
	return err;
}
module_init(hostchan_init);
