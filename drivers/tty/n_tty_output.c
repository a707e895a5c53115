/*
 * drivers/tty/n_tty_output.c - what the line discipline sends: output modes and echo
 *
 * It keeps count of the column in which the cursor stands, so that erasing a tab or a ^A
 * wipes as many columns as were shown.
 *
 * Atlas: ^S holds what programs write, not the echo.
 *
 * Locking: tty->lock is held by every caller.
 */
#include <linux/kernel.h>

#include "tty.h"

#define DEL 0x7f
#define TAB_STOP 8
#define OUT_SIZE 128 /* bytes given to the driver at once */

static bool is_control_char(u8 c)
{
	return c < ' ' || c == DEL;
}

bool n_tty_is_continuation(const struct tty_struct *tty, u8 c)
{
	return (tty->termios.c_iflag & IUTF8) && (c & 0xc0) == 0x80;
}

/* Where the cursor stands after c was sent from column. */
static unsigned int column_after(const struct tty_struct *tty, unsigned int column, u8 c)
{
	switch (c) {
	case '\r':
		return 0;
	case '\b':
		return column ? column - 1 : 0;
	case '\t':
		return round_down(column, TAB_STOP) + TAB_STOP;
	default:
		if (is_control_char(c) || n_tty_is_continuation(tty, c))
			return column;
		return column + 1;
	}
}

void n_tty_send(struct tty_struct *tty, const u8 *buf, size_t count)
{
	u8 out[OUT_SIZE];
	size_t i, n = 0;

	for (i = 0; i < count; i++) {
		if (n > sizeof(out) - 2) {
			tty_output(tty, out, n);
			n = 0;
		}
		if (buf[i] == '\n' && (tty->termios.c_oflag & OPOST) &&
		    (tty->termios.c_oflag & ONLCR)) {
			out[n++] = '\r';
			tty->input.column = 0;
		}
		out[n++] = buf[i];
		tty->input.column = column_after(tty, tty->input.column, buf[i]);
	}
	tty_output(tty, out, n);
}

/* Does c echo as ^C, in two columns? A line end and a tab echo as themselves. */
static bool echoes_as_caret(const struct tty_struct *tty, u8 c)
{
	return (tty->termios.c_lflag & ECHOCTL) && is_control_char(c) && c != '\n' &&
	       c != '\t';
}

void n_tty_echo(struct tty_struct *tty, u8 c)
{
	tcflag_t lflag = tty->termios.c_lflag;
	u8 caret[2] = { '^', c ^ 0x40 };

	if (!(lflag & ECHO) && !(c == '\n' && (lflag & ECHONL) && (lflag & ICANON)))
		return;
	if (echoes_as_caret(tty, c))
		n_tty_send(tty, caret, 2);
	else
		n_tty_send(tty, &c, 1);
}

unsigned int n_tty_echo_column(const struct tty_struct *tty, unsigned int column, u8 c)
{
	return echoes_as_caret(tty, c) ? column + 2 : column_after(tty, column, c);
}
