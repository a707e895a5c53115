/*
 * drivers/tty/tty_ioctl.c - ioctl(2) on a terminal: modes, size, what waits to be read
 *
 * ioctl_tty(2) describes them. Output is sent at once, so that there is nothing to drain;
 * only a pseudo-terminal's can be dropped. There is one line discipline, and no line that
 * knows a break.
 *
 * Locking: tty->lock for the fields, never held across a copy from or to user space.
 */
#include <linux/errno.h>
#include <linux/capability.h>
#include <linux/fs.h>
#include <linux/signal.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "tty.h"

static struct termios modes_of(struct tty_struct *tty)
{
	struct termios termios;
	unsigned long flags;

	spin_lock_irqsave(&tty->lock, flags);
	termios = tty->termios;
	spin_unlock_irqrestore(&tty->lock, flags);
	return termios;
}

static long get_termios(struct tty_struct *tty, struct termios __user *to)
{
	struct termios termios = modes_of(tty);

	return copy_to_user(to, &termios, sizeof(termios)) ? -EFAULT : 0;
}

static long get_termio(struct tty_struct *tty, struct termio __user *to)
{
	struct termios termios = modes_of(tty);
	struct termio termio = {
		.c_iflag = termios.c_iflag,
		.c_oflag = termios.c_oflag,
		.c_cflag = termios.c_cflag,
		.c_lflag = termios.c_lflag,
		.c_line = termios.c_line,
	};

	memcpy(termio.c_cc, termios.c_cc, NCC);
	return copy_to_user(to, &termio, sizeof(termio)) ? -EFAULT : 0;
}

static void set_low_half(tcflag_t *flags, unsigned short low)
{
	*flags = (*flags & ~0xffffU) | low;
}

/* What a struct termio says goes into *termios, whose other bits stay. 0 or -EFAULT. */
static int take_termio(struct termios *termios, const struct termio __user *from)
{
	struct termio termio;

	if (copy_from_user(&termio, from, sizeof(termio)))
		return -EFAULT;
	set_low_half(&termios->c_iflag, termio.c_iflag);
	set_low_half(&termios->c_oflag, termio.c_oflag);
	set_low_half(&termios->c_cflag, termio.c_cflag);
	set_low_half(&termios->c_lflag, termio.c_lflag);
	termios->c_line = termio.c_line;
	memcpy(termios->c_cc, termio.c_cc, NCC);
	return 0;
}

static long set_modes(struct tty_struct *tty, const void __user *from, bool termio,
		      bool flush)
{
	struct termios termios = modes_of(tty);
	unsigned long flags;
	int err = tty_check_change(tty, SIGTTOU);

	if (err)
		return err;
	if (termio ? take_termio(&termios, from)
		   : copy_from_user(&termios, from, sizeof(termios)) != 0)
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
	if (what != TCIFLUSH && tty->ops->flush)
		tty->ops->flush(tty);
	spin_unlock_irqrestore(&tty->lock, flags);
	wake_up_interruptible(&tty->write_wait);
	return 0;
}

/* tcflow(3): hold the output, let it go on; or send what asks the other side for that. */
static long control_flow(struct tty_struct *tty, unsigned long what)
{
	unsigned long flags;
	u8 c;
	int err = tty_check_change(tty, SIGTTOU);

	if (err)
		return err;
	if (what > TCION)
		return -EINVAL;
	spin_lock_irqsave(&tty->lock, flags);
	c = tty->termios.c_cc[what == TCIOFF ? VSTOP : VSTART];
	if (what >= TCIOFF && c) {
		tty_output(tty, &c, 1);
	} else if (what < TCIOFF && tty->held != (what == TCOOFF)) {
		tty->held = false;
		n_tty_stop(tty, what == TCOOFF);
		tty->held = what == TCOOFF;
	}
	spin_unlock_irqrestore(&tty->lock, flags);
	wake_up_interruptible(&tty->write_wait);
	return 0;
}

/* There is but N_TTY, number 0. */
static long set_discipline(struct tty_struct *tty, const int __user *from)
{
	int number, err = tty_check_change(tty, SIGTTOU);

	if (err)
		return err;
	if (get_user(number, from))
		return -EFAULT;
	return number ? -EINVAL : 0;
}

static long hang_up(struct tty_struct *tty)
{
	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	tty_hangup(tty);
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
		return set_modes(tty, user, false, false);
	case TCSETSF:
		return set_modes(tty, user, false, true);
	case TCGETA:
		return get_termio(tty, user);
	case TCSETA:
	case TCSETAW:
		return set_modes(tty, user, true, false);
	case TCSETAF:
		return set_modes(tty, user, true, true);
	case TCSBRK:
	case TCSBRKP:
	case TIOCSBRK:
	case TIOCCBRK:
		return tty_check_change(tty, SIGTTOU);
	case TCXONC:
		return control_flow(tty, arg);
	case TCFLSH:
		return flush(tty, arg);
	case TIOCGETD:
		return put_user(0, (int __user *)user);
	case TIOCSETD:
		return set_discipline(tty, user);
	case TIOCVHANGUP:
		return hang_up(tty);
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
