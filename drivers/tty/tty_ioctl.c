/*
 * drivers/tty/tty_ioctl.c - ioctl(2) on a terminal: modes, size, what waits to be read
 *
 * tty_ioctl(2) describes them. Output is sent at once, so that there is nothing to
 * drain and nothing to drop.
 *
 * Locking: tty->lock for the fields, never held across a copy from or to user space.
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/signal.h>
#include <linux/uaccess.h>

#include "tty.h"

static long get_termios(struct tty_struct *tty, struct termios __user *to)
{
	struct termios termios;
	unsigned long flags;

	spin_lock_irqsave(&tty->lock, flags);
	termios = tty->termios;
	spin_unlock_irqrestore(&tty->lock, flags);
	return copy_to_user(to, &termios, sizeof(termios)) ? -EFAULT : 0;
}

static long set_termios(struct tty_struct *tty, const struct termios __user *from,
			bool flush)
{
	struct termios termios;
	unsigned long flags;
	int err = tty_check_change(tty, SIGTTOU);

	if (err)
		return err;
	if (copy_from_user(&termios, from, sizeof(termios)))
		return -EFAULT;
	spin_lock_irqsave(&tty->lock, flags);
	if (flush)
		n_tty_flush_input(tty);
	n_tty_set_termios(tty, &termios);
	spin_unlock_irqrestore(&tty->lock, flags);
	wake_up_interruptible(&tty->read_wait); /* raw mode may need fewer bytes */
	wake_up_interruptible(&tty->write_wait);
	return 0;
}

static long get_winsize(struct tty_struct *tty, struct winsize __user *to)
{
	struct winsize size;
	unsigned long flags;

	spin_lock_irqsave(&tty->lock, flags);
	size = tty->winsize;
	spin_unlock_irqrestore(&tty->lock, flags);
	return copy_to_user(to, &size, sizeof(size)) ? -EFAULT : 0;
}

/* A new size is told to the foreground process group. */
static long set_winsize(struct tty_struct *tty, const struct winsize __user *from)
{
	struct winsize size;
	unsigned long flags;
	bool changed;
	pid_t pgrp;

	if (copy_from_user(&size, from, sizeof(size)))
		return -EFAULT;
	spin_lock_irqsave(&tty->lock, flags);
	changed = size.ws_row != tty->winsize.ws_row ||
		  size.ws_col != tty->winsize.ws_col;
	tty->winsize = size;
	pgrp = tty->pgrp;
	spin_unlock_irqrestore(&tty->lock, flags);
	if (changed && pgrp)
		kill_pgrp(pgrp, SIGWINCH, 1);
	return 0;
}

static long get_readable(struct tty_struct *tty, int __user *to)
{
	unsigned long flags;
	int count;

	spin_lock_irqsave(&tty->lock, flags);
	count = n_tty_readable(tty);
	spin_unlock_irqrestore(&tty->lock, flags);
	return put_user(count, to);
}

static long flush(struct tty_struct *tty, unsigned long what)
{
	unsigned long flags;
	int err = tty_check_change(tty, SIGTTOU);

	if (err)
		return err;
	if (what > TCIOFLUSH)
		return -EINVAL;
	spin_lock_irqsave(&tty->lock, flags);
	if (what != TCOFLUSH)
		n_tty_flush_input(tty);
	spin_unlock_irqrestore(&tty->lock, flags);
	return 0;
}

long tty_do_ioctl(struct tty_struct *tty, unsigned int cmd, unsigned long arg)
{
	void __user *user = (void __user *)arg;

	switch (cmd) {
	case TCGETS:
		return get_termios(tty, user);
	case TCSETS:
	case TCSETSW:
		return set_termios(tty, user, false);
	case TCSETSF:
		return set_termios(tty, user, true);
	case TCSBRK:
		return 0;
	case TCFLSH:
		return flush(tty, arg);
	case TIOCGWINSZ:
		return get_winsize(tty, user);
	case TIOCSWINSZ:
		return set_winsize(tty, user);
	case FIONREAD:
		return get_readable(tty, user);
	case TIOCOUTQ:
		return put_user(0, (int __user *)user);
	case TIOCSCTTY:
		return tty_take(tty, arg == 1);
	case TIOCNOTTY:
		return tty_give_up(tty);
	case TIOCGPGRP:
		return tty_get_foreground(tty, user);
	case TIOCSPGRP:
		return tty_set_foreground(tty, user);
	case TIOCGSID:
		return tty_get_session(tty, user);
	default:
		return -ENOTTY;
	}
}

long tty_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	if (tty_hung_up_p(file))
		return cmd == TIOCSPGRP ? -ENOTTY : -EIO;
	return tty_do_ioctl(file_tty(file), cmd, arg);
}
