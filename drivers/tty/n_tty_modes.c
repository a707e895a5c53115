/*
 * drivers/tty/n_tty_modes.c - the modes of a terminal, and whether its output goes on
 *
 * ^S, or tcflow(3), stops the output. The other end of a pseudo-terminal in packet mode is
 * told of that, and of modes that it has to know.
 *
 * Source: POSIX, XBD chapter 11; ioctl_tty(2), TIOCPKT.
 *
 * Locking: tty->lock is held by every caller.
 */
#include <linux/bitmap.h>
#include <linux/kernel.h>

#include "tty.h"

void n_tty_stop(struct tty_struct *tty, bool stop)
{
	if (tty->held || stop == tty->stopped)
		return;
	tty->stopped = stop;
	tty_report(tty, stop ? TIOCPKT_STOP : TIOCPKT_START);
}

/* Do ^S and ^Q stop the output? */
static bool stops_by_ctrl_s(const struct termios *termios)
{
	return termios->c_iflag & IXON && termios->c_cc[VSTOP] == CTRL('S') &&
	       termios->c_cc[VSTART] == CTRL('Q');
}

static void report_modes(struct tty_struct *tty, const struct termios *new)
{
	bool stops = stops_by_ctrl_s(new);

	if (stops != stops_by_ctrl_s(&tty->termios))
		tty_report(tty, stops ? TIOCPKT_DOSTOP : TIOCPKT_NOSTOP);
	if ((new->c_lflag | tty->termios.c_lflag) & EXTPROC)
		tty_report(tty, TIOCPKT_IOCTL);
}

/* Input that was typed before a change of mode can be read after it. */
void n_tty_set_termios(struct tty_struct *tty, const struct termios *termios)
{
	report_modes(tty, termios);
	if ((tty->termios.c_lflag ^ termios->c_lflag) & ICANON) {
		tty->input.canon = tty->input.head;
		bitmap_zero(tty->input.ends, N_TTY_BUF_SIZE);
	}
	if (!(termios->c_iflag & IXON))
		n_tty_stop(tty, false);
	tty->termios = *termios;
	if (tty->ops->is_pty) {
		tty->termios.c_cflag &= ~(CSIZE | PARENB);
		tty->termios.c_cflag |= CS8 | CREAD;
	}
}
