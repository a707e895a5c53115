/*
 * drivers/tty/n_tty_io.c - read(2) and write(2) on a terminal
 *
 * A reader sleeps until a line, or in raw mode enough bytes, are in the ring; a writer
 * hands its bytes to the line discipline piece by piece, unless ^S holds them.
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

/* How many bytes must be there for a read of count to return. */
static size_t bytes_needed(struct tty_struct *tty, size_t count)
{
	if (tty->termios.c_lflag & ICANON)
		return 1;
	return clamp_t(size_t, tty->termios.c_cc[VMIN], 1, count);
}

/*
 * How long to wait for the next byte, when the reader has had so many. Raw mode with
 * VTIME: so many tenths of a second; with VMIN, only once the first byte has come.
 */
static long patience(struct tty_struct *tty, size_t had)
{
	const cc_t *cc = tty->termios.c_cc;

	if ((tty->termios.c_lflag & ICANON) || (cc[VMIN] && (!cc[VTIME] || !had)))
		return MAX_SCHEDULE_TIMEOUT;
	return cc[VTIME] * HZ / 10;
}

/* Sleep until the read can return. 0 or -errno. */
static int wait_for_input(struct file *file, size_t count)
{
	struct tty_struct *tty = file_tty(file);
	size_t had = 0;
	long left;

	while (n_tty_readable(tty) < bytes_needed(tty, count) && !tty_hung_up_p(file)) {
		left = wait_event_interruptible_timeout(
			tty->read_wait, n_tty_readable(tty) != had || tty_hung_up_p(file),
			patience(tty, had));
		if (left <= 0)
			return left;
		had = n_tty_readable(tty);
	}
	return 0;
}

static int lock_for_read(struct tty_struct *tty, bool nonblock)
{
	if (nonblock)
		return mutex_trylock(&tty->read_mutex) ? 0 : -EAGAIN;
	return mutex_lock_interruptible(&tty->read_mutex);
}

ssize_t n_tty_read(struct file *file, char __user *to, size_t count)
{
	struct tty_struct *tty = file_tty(file);
	bool nonblock = file->f_flags & O_NONBLOCK;
	ssize_t ret = tty_check_change(tty, SIGTTIN);

	if (!ret && count)
		ret = lock_for_read(tty, nonblock);
	if (ret || !count)
		return ret;
	if (nonblock && !n_tty_readable(tty))
		ret = -EAGAIN;
	else if (!nonblock)
		ret = wait_for_input(file, count);
	if (!ret && !tty_hung_up_p(file))
		ret = read_available(tty, to, count);
	mutex_unlock(&tty->read_mutex);
	return ret;
}

/* How many bytes n_tty_send() may be given now: each may become two. A hint. */
static size_t output_room(struct tty_struct *tty)
{
	if (READ_ONCE(tty->stopped))
		return 0;
	return tty->ops->write_room ? tty->ops->write_room(tty) / 2 : CHUNK;
}

/* Wait while ^S holds the output, or the line has no room. 0 or -errno. */
static int wait_for_output(struct file *file)
{
	struct tty_struct *tty = file_tty(file);
	int err = 0;

	if ((file->f_flags & O_NONBLOCK) && !output_room(tty))
		err = -EAGAIN;
	else
		err = wait_event_interruptible(tty->write_wait,
					       output_room(tty) || tty_hung_up_p(file));
	return tty_hung_up_p(file) ? -EIO : err;
}

/* May the caller's group write? 0 or -errno. */
static int check_writer(struct tty_struct *tty)
{
	return tty->termios.c_lflag & TOSTOP ? tty_check_change(tty, SIGTTOU) : 0;
}

/* Send the first bytes of buf, as many as there is room for. How many, or -errno. */
static ssize_t send_some(struct file *file, const u8 *buf, size_t n)
{
	struct tty_struct *tty = file_tty(file);
	int err = wait_for_output(file);
	unsigned long flags;

	if (err)
		return err;
	spin_lock_irqsave(&tty->lock, flags);
	n = min(n, output_room(tty)); /* another writer may have been here */
	n_tty_send(tty, buf, n);
	spin_unlock_irqrestore(&tty->lock, flags);
	return n;
}

ssize_t n_tty_write(struct file *file, const char __user *from, size_t count)
{
	ssize_t n = check_writer(file_tty(file));
	size_t total = 0;
	u8 buf[CHUNK];

	while (n >= 0 && total < count) {
		n = min(count - total, sizeof(buf));
		if (copy_from_user(buf, from + total, n))
			n = -EFAULT;
		else
			n = send_some(file, buf, n);
		if (n > 0)
			total += n;
		if (signal_pending(current))
			break;
	}
	return total ? (ssize_t)total : n;
}

ssize_t n_tty_write_some(struct file *file, const u8 *from, size_t count)
{
	int err = check_writer(file_tty(file));

	return err ? err : send_some(file, from, count);
}

__poll_t n_tty_poll(struct file *file, poll_table *table)
{
	struct tty_struct *tty = file_tty(file);
	__poll_t mask = 0;

	poll_wait(file, &tty->read_wait, table);
	poll_wait(file, &tty->write_wait, table);
	if (tty_hung_up_p(file))
		return EPOLLIN | EPOLLOUT | EPOLLERR | EPOLLHUP | EPOLLRDNORM |
		       EPOLLWRNORM;
	if (output_room(tty))
		mask |= EPOLLOUT | EPOLLWRNORM;
	if (n_tty_readable(tty) >= bytes_needed(tty, N_TTY_BUF_SIZE))
		mask |= EPOLLIN | EPOLLRDNORM;
	return mask;
}
