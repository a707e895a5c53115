/*
 * drivers/tty/ptmx.c - the master of a pseudo-terminal: what a program does with it
 *
 * It reads what the slave has sent, and what it writes is typed on the slave. In packet mode
 * (TIOCPKT) a read returns one byte before the data, 0, or in its place what happened to the
 * slave: flushed, stopped, started, other modes.
 *
 * Source: pty(7), ioctl_tty(2).
 * Atlas: TIOCGPTPEER finds the slave by its name, in the caller's /dev/pts.
 *
 * Locking: tty->lock of the slave, never held across a copy from or to user space.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/uaccess.h>

#include "pty.h"

#define CHUNK 128 /* bytes that travel between user space and the ring at once */

/* --- moving bytes ------------------------------------------------------------------ */

static bool has_output(const struct pty *pty)
{
	return READ_ONCE(pty->head) != READ_ONCE(pty->tail);
}

static bool is_readable(const struct pty *pty)
{
	return has_output(pty) || READ_ONCE(pty->status) || READ_ONCE(pty->ended);
}

/* Take up to count bytes of output. *ended: there are no more, and will be none. */
static size_t take_output(struct pty *pty, u8 *buf, size_t count, bool *ended)
{
	unsigned long flags;
	size_t n = 0;

	spin_lock_irqsave(&pty->tty.lock, flags);
	while (n < count && has_output(pty))
		buf[n++] = pty->out[pty->tail++ % PTY_OUT_SIZE];
	*ended = pty->ended && !has_output(pty);
	spin_unlock_irqrestore(&pty->tty.lock, flags);
	return n;
}

/*
 * In packet mode, the byte before the data; nothing else comes with one that is not 0.
 * *header: whether there is one.
 */
static u8 take_header(struct pty *pty, bool *header)
{
	unsigned long flags;
	u8 status;

	spin_lock_irqsave(&pty->tty.lock, flags);
	*header = pty->packet && (pty->status || has_output(pty));
	status = pty->status;
	pty->status = 0;
	spin_unlock_irqrestore(&pty->tty.lock, flags);
	return status;
}

/* Up to count bytes of output. How many, -EFAULT; -EIO: there will be none. */
static ssize_t read_output(struct pty *pty, char __user *to, size_t count)
{
	size_t total = 0, n;
	bool ended;
	u8 buf[CHUNK];

	do {
		n = take_output(pty, buf, min(count - total, sizeof(buf)), &ended);
		if (copy_to_user(to + total, buf, n))
			return total ? (ssize_t)total : -EFAULT;
		total += n;
	} while (n && total < count);
	return total || !ended ? (ssize_t)total : -EIO;
}

ssize_t ptmx_read(struct file *file, char __user *to, size_t count, loff_t *ppos)
{
	struct pty *pty = file->private_data;
	bool header = false;
	ssize_t n = 0;
	u8 status;
	int err;

	while (!n && !header && count) {
		if ((file->f_flags & O_NONBLOCK) && !is_readable(pty))
			return -EAGAIN;
		err = wait_event_interruptible(pty->wait, is_readable(pty));
		if (err)
			return err;
		status = take_header(pty, &header);
		if (header && put_user(status, (u8 __user *)to))
			return -EFAULT;
		if (!header || (!status && count > 1))
			n = read_output(pty, to + header, count - header);
	}
	wake_up_interruptible(&pty->tty.write_wait);
	return n < 0 ? n : n + header;
}

/* What the master writes is typed on the slave. */
ssize_t ptmx_write(struct file *file, const char __user *from, size_t count, loff_t *ppos)
{
	struct pty *pty = file->private_data;
	size_t total = 0, n;
	u8 buf[CHUNK];
	int err = 0;

	while (total < count && !err) {
		n = min(count - total, sizeof(buf));
		if (copy_from_user(buf, from + total, n)) {
			err = -EFAULT;
		} else if (!tty_room(&pty->tty) && (file->f_flags & O_NONBLOCK)) {
			err = -EAGAIN;
		} else {
			err = wait_event_interruptible(pty->wait, tty_room(&pty->tty));
			n = err ? 0 : min(n, tty_room(&pty->tty));
			tty_receive(&pty->tty, buf, n);
			total += n;
		}
	}
	return total ? (ssize_t)total : err;
}

__poll_t ptmx_poll(struct file *file, poll_table *table)
{
	struct pty *pty = file->private_data;
	__poll_t mask = 0;

	poll_wait(file, &pty->wait, table);
	if (has_output(pty))
		mask |= EPOLLIN | EPOLLRDNORM;
	if (READ_ONCE(pty->status))
		mask |= EPOLLIN | EPOLLRDNORM | EPOLLPRI;
	if (READ_ONCE(pty->ended))
		mask |= EPOLLHUP;
	if (tty_room(&pty->tty))
		mask |= EPOLLOUT | EPOLLWRNORM;
	return mask;
}

static long set_locked(struct pty *pty, const int __user *from)
{
	int locked;

	if (get_user(locked, from))
		return -EFAULT;
	pty_set_locked(pty, locked);
	return 0;
}

static long set_packet_mode(struct pty *pty, const int __user *from)
{
	unsigned long flags;
	int packet;

	if (get_user(packet, from))
		return -EFAULT;
	spin_lock_irqsave(&pty->tty.lock, flags);
	if (!packet != !pty->packet)
		pty->status = 0;
	pty->packet = packet;
	spin_unlock_irqrestore(&pty->tty.lock, flags);
	return 0;
}

/* A new file of the slave. Its descriptor, or -errno. */
static long open_peer(struct pty *pty, int flags)
{
	struct file *file;
	char path[32];
	int fd = get_unused_fd_flags(flags);

	if (fd < 0)
		return fd;
	snprintf(path, sizeof(path), "/dev/%s", pty->tty.name);
	file = filp_open(path, flags & ~O_CLOEXEC, 0);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		return PTR_ERR(file);
	}
	fd_install(fd, file);
	return fd;
}

/* Which of the slave's queues the master means by its input, its output, both. */
static unsigned long of_slave(unsigned long queues)
{
	return queues == TCIFLUSH ? TCOFLUSH : queues == TCOFLUSH ? TCIFLUSH : queues;
}

/* What is not the master's alone is asked of the slave. */
long ptmx_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct pty *pty = file->private_data;
	int __user *user = (int __user *)arg;

	switch (cmd) {
	case TIOCGPTN:
		return put_user(pty->index, (unsigned int __user *)user);
	case TIOCSPTLCK:
		return set_locked(pty, user);
	case TIOCGPTLCK:
		return put_user(READ_ONCE(pty->locked), user);
	case TIOCGPTPEER:
		return open_peer(pty, arg);
	case TIOCPKT:
		return set_packet_mode(pty, user);
	case TIOCGPKT:
		return put_user(READ_ONCE(pty->packet), user);
	case TCFLSH:
		return tty_do_ioctl(&pty->tty, cmd, of_slave(arg));
	case FIONREAD:
		return put_user((int)(PTY_OUT_SIZE - pty_room(pty)), user);
	case TIOCGPGRP:
		return put_user(READ_ONCE(pty->tty.pgrp), user);
	case TIOCGSID:
		if (!READ_ONCE(pty->tty.session))
			return -ENOTTY;
		return put_user(pty->tty.session, user);
	default:
		return tty_do_ioctl(&pty->tty, cmd, arg);
	}
}
