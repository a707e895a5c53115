/*
 * drivers/tty/n_tty_io.c - read(2) and write(2) on a terminal
 *
 * A reader sleeps until a line, or in raw mode enough bytes, are in the ring; a writer
 * hands its bytes to the line discipline piece by piece.
 *
 * Locking: tty->read_mutex keeps two readers from sharing a line; tty->lock is held for
 * one piece at a time, never across a sleep or a copy to user space.
 */
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/uaccess.h>

#include "tty.h"

#define CHUNK 64 /* bytes that travel between user space and the line at once */

/* Copy what can be read, piece by piece. Returns bytes, or -EFAULT. */
static ssize_t read_available(struct tty_struct *tty, char __user *to, size_t count)
{
	unsigned long flags;
	bool done = false;
	size_t total = 0, n;
	u8 buf[CHUNK];

	do {
		spin_lock_irqsave(&tty->lock, flags);
		n = n_tty_take(tty, buf, min(count - total, sizeof(buf)), &done);
		spin_unlock_irqrestore(&tty->lock, flags);
		if (copy_to_user(to + total, buf, n))
			return total ? (ssize_t)total : -EFAULT;
		total += n;
	} while (n && !done && total < count);
	return total;
}

/* How many bytes must be there for a read of count to return, and how long to wait. */
static size_t bytes_needed(struct tty_struct *tty, size_t count, long *timeout)
{
	*timeout = MAX_SCHEDULE_TIMEOUT;
	if (tty->termios.c_lflag & ICANON)
		return 1;
	if (tty->termios.c_cc[VTIME] || !tty->termios.c_cc[VMIN])
		*timeout = tty->termios.c_cc[VTIME] * HZ / 10;
	return clamp_t(size_t, tty->termios.c_cc[VMIN], 1, count);
}

/*
 * Sleep until the read can return. Raw mode: VMIN bytes are there, or VTIME tenths of a
 * second have passed (with VMIN, only once the first byte has come). 0 or -errno.
 */
static int wait_for_input(struct tty_struct *tty, size_t count)
{
	long timeout, left;
	size_t needed = bytes_needed(tty, count, &timeout);

	if (timeout != MAX_SCHEDULE_TIMEOUT && tty->termios.c_cc[VMIN]) {
		left = wait_event_interruptible(tty->read_wait, n_tty_readable(tty));
		if (left)
			return left;
	}
	left = wait_event_interruptible_timeout(tty->read_wait,
						n_tty_readable(tty) >= needed, timeout);
	return left < 0 ? left : 0;
}

ssize_t n_tty_read(struct tty_struct *tty, char __user *to, size_t count, bool nonblock)
{
	ssize_t ret;

	if (!count)
		return 0;
	ret = mutex_lock_interruptible(&tty->read_mutex);
	if (ret)
		return ret;
	if (nonblock && !n_tty_readable(tty))
		ret = -EAGAIN;
	else if (!nonblock)
		ret = wait_for_input(tty, count);
	if (!ret)
		ret = read_available(tty, to, count);
	mutex_unlock(&tty->read_mutex);
	return ret;
}

ssize_t n_tty_write(struct tty_struct *tty, const char __user *from, size_t count)
{
	unsigned long flags;
	size_t total = 0, n;
	u8 buf[CHUNK];

	while (total < count) {
		n = min(count - total, sizeof(buf));
		if (copy_from_user(buf, from + total, n))
			return total ? (ssize_t)total : -EFAULT;
		spin_lock_irqsave(&tty->lock, flags);
		n_tty_send(tty, buf, n);
		spin_unlock_irqrestore(&tty->lock, flags);
		total += n;
		if (total < count && signal_pending(current))
			break;
	}
	return total;
}

__poll_t n_tty_poll(struct tty_struct *tty, struct file *file, poll_table *table)
{
	__poll_t mask = EPOLLOUT | EPOLLWRNORM;
	long timeout;

	poll_wait(file, &tty->read_wait, table);
	if (n_tty_readable(tty) >= bytes_needed(tty, N_TTY_BUF_SIZE, &timeout))
		mask |= EPOLLIN | EPOLLRDNORM;
	return mask;
}
