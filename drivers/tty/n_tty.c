/*
 * drivers/tty/n_tty.c - the line discipline: what a terminal does with what is typed
 *
 * In canonical mode (ICANON) a reader gets whole lines, and the line being typed can
 * still be edited: ^? rubs out a character, ^W a word, ^U all of it; ^D hands over what
 * is there without a line end, which at the beginning of a line reads as end of file.
 * In the other mode the reader gets each byte as it comes. In both, characters may be
 * mapped (ICRNL), echoed (ECHO) and turned into signals (ISIG). POSIX, XBD chapter 11.
 *
 * ^S holds the output and ^Q lets it go on (IXON).
 *
 * Atlas: no flow control of the input (IXOFF), no parity marks, no ECHOPRT.
 *
 * Locking: tty->lock is held by every caller.
 */
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/signal.h>

#include "tty.h"

#define DEL 0x7f

const struct termios tty_std_termios = {
	.c_iflag = ICRNL | IXON | IUTF8,
	.c_oflag = OPOST | ONLCR,
	.c_cflag = B115200 | CS8 | CREAD | HUPCL | CLOCAL,
	.c_lflag = ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE | IEXTEN,
	.c_cc = {
		[VINTR] = CTRL('C'),
		[VQUIT] = CTRL('\\'),
		[VERASE] = DEL,
		[VKILL] = CTRL('U'),
		[VEOF] = CTRL('D'),
		[VMIN] = 1,
		[VSTART] = CTRL('Q'),
		[VSTOP] = CTRL('S'),
		[VSUSP] = CTRL('Z'),
		[VREPRINT] = CTRL('R'),
		[VDISCARD] = CTRL('O'),
		[VWERASE] = CTRL('W'),
		[VLNEXT] = CTRL('V'),
	},
};

static bool lflag(const struct tty_struct *tty, tcflag_t flag)
{
	return tty->termios.c_lflag & flag;
}

static bool iflag(const struct tty_struct *tty, tcflag_t flag)
{
	return tty->termios.c_iflag & flag;
}

/* --- the ring --------------------------------------------------------------------- */

static u8 *at(struct tty_struct *tty, size_t place)
{
	return &tty->input.buf[place % N_TTY_BUF_SIZE];
}

static size_t room(const struct tty_struct *tty)
{
	return N_TTY_BUF_SIZE - (tty->input.head - tty->input.tail);
}

static void put(struct tty_struct *tty, u8 c, bool end)
{
	struct n_tty_data *in = &tty->input;

	*at(tty, in->head) = c;
	if (end)
		set_bit(in->head % N_TTY_BUF_SIZE, in->ends);
	else
		clear_bit(in->head % N_TTY_BUF_SIZE, in->ends);
	in->head++;
}

static bool is_end(const struct tty_struct *tty, size_t place)
{
	return test_bit(place % N_TTY_BUF_SIZE, tty->input.ends);
}

/* Is this the mark that ^D left: a line end that is not read? */
static bool is_eof_mark(struct tty_struct *tty, size_t place)
{
	return is_end(tty, place) && *at(tty, place) == 0;
}

size_t n_tty_readable(const struct tty_struct *tty)
{
	const struct n_tty_data *in = &tty->input;

	return (lflag(tty, ICANON) ? in->canon : in->head) - in->tail;
}

size_t n_tty_room(const struct tty_struct *tty)
{
	size_t free = room(tty);

	if (!lflag(tty, ICANON))
		return free;
	/* The last place is for the line's end; what does not fit into a line is lost. */
	return n_tty_readable(tty) ? free - (free > 0) : max_t(size_t, free, 2) - 1;
}

size_t n_tty_take(struct tty_struct *tty, u8 *buf, size_t count, bool *done)
{
	struct n_tty_data *in = &tty->input;
	size_t left = n_tty_readable(tty), n = 0;

	if (!lflag(tty, ICANON)) {
		n = min(left, count);
		for (left = 0; left < n; left++)
			buf[left] = *at(tty, in->tail++);
		return n;
	}
	while (left-- && !*done) {
		if (is_eof_mark(tty, in->tail)) {
			*done = true;
		} else {
			if (n == count)
				break;
			*done = is_end(tty, in->tail);
			buf[n++] = *at(tty, in->tail);
		}
		in->tail++;
	}
	return n;
}

void n_tty_flush_input(struct tty_struct *tty)
{
	tty_report(tty, TIOCPKT_FLUSHREAD);
	tty->input.tail = tty->input.canon = tty->input.head;
	tty->input.literal_next = false;
}

/* --- editing the line ------------------------------------------------------------- */

/* The column where the line being typed ends when only its part up to end is there. */
static unsigned int typed_column(struct tty_struct *tty, size_t end)
{
	unsigned int column = tty->input.canon_column;
	size_t place;

	for (place = tty->input.canon; place != end; place++)
		column = n_tty_echo_column(tty, column, *at(tty, place));
	return column;
}

/* Forget what was typed from place on, and wipe it off the screen. */
static void erase_from(struct tty_struct *tty, size_t place)
{
	unsigned int columns =
		typed_column(tty, tty->input.head) - typed_column(tty, place);

	tty->input.head = place;
	if (!lflag(tty, ECHO) || !lflag(tty, ECHOE))
		return;
	while (columns--)
		n_tty_send(tty, (const u8 *)"\b \b", 3);
}

/* The place of the character before place, which is not at the line's beginning. */
static size_t char_before(struct tty_struct *tty, size_t place)
{
	do
		place--;
	while (place != tty->input.canon && n_tty_is_continuation(tty, *at(tty, place)));
	return place;
}

static bool in_word(u8 c)
{
	return isalnum(c) || c == '_';
}

static size_t word_before(struct tty_struct *tty, size_t place)
{
	size_t start = tty->input.canon;

	while (place != start && !in_word(*at(tty, place - 1)))
		place--;
	while (place != start && in_word(*at(tty, place - 1)))
		place--;
	return place;
}

/* Show the line being typed once more: something has written over it. */
static void reprint(struct tty_struct *tty, u8 c)
{
	size_t place;

	n_tty_echo(tty, c);
	n_tty_echo(tty, '\n');
	tty->input.canon_column = tty->input.column;
	for (place = tty->input.canon; place != tty->input.head; place++)
		n_tty_echo(tty, *at(tty, place));
}

/* Is c the control character number index? 0 stands for none. */
static bool is_cc(const struct tty_struct *tty, int index, u8 c)
{
	return c != 0 && tty->termios.c_cc[index] == c;
}

/* If c edits the line, do so. */
static bool edit_line(struct tty_struct *tty, u8 c)
{
	struct n_tty_data *in = &tty->input;
	bool empty = in->head == in->canon;

	if (is_cc(tty, VERASE, c)) {
		if (!empty)
			erase_from(tty, char_before(tty, in->head));
	} else if (is_cc(tty, VWERASE, c) && lflag(tty, IEXTEN)) {
		if (!empty)
			erase_from(tty, word_before(tty, in->head));
	} else if (is_cc(tty, VKILL, c)) {
		erase_from(tty, in->canon);
	} else if (is_cc(tty, VREPRINT, c) && lflag(tty, IEXTEN)) {
		reprint(tty, c);
	} else if (is_cc(tty, VLNEXT, c) && lflag(tty, IEXTEN)) {
		in->literal_next = true;
		if (lflag(tty, ECHO) && lflag(tty, ECHOCTL))
			n_tty_send(tty, (const u8 *)"^\b", 2);
	} else {
		return false;
	}
	return true;
}

/* --- input ------------------------------------------------------------------------ */

static void finish_line(struct tty_struct *tty, u8 c)
{
	put(tty, c, true);
	tty->input.canon = tty->input.head;
}

/* One character in canonical mode. The last place is kept for the line's end. */
static void receive_canonical(struct tty_struct *tty, u8 c, bool literal)
{
	struct n_tty_data *in = &tty->input;
	bool ends = c == '\n' || is_cc(tty, VEOL, c) || is_cc(tty, VEOL2, c);

	if (!literal && edit_line(tty, c))
		return;
	if (!literal && is_cc(tty, VEOF, c)) {
		if (room(tty) >= 1)
			finish_line(tty, 0);
		return;
	}
	if (room(tty) < (ends && !literal ? 1 : 2)) {
		n_tty_send(tty, (const u8 *)"\a", 1);
		return;
	}
	if (in->head == in->canon)
		in->canon_column = in->column;
	n_tty_echo(tty, c);
	if (ends && !literal)
		finish_line(tty, c);
	else
		put(tty, c, false);
}

/* Which signal c asks for; 0: none. */
static int signal_of(const struct tty_struct *tty, u8 c)
{
	if (!lflag(tty, ISIG))
		return 0;
	if (is_cc(tty, VINTR, c))
		return SIGINT;
	if (is_cc(tty, VQUIT, c))
		return SIGQUIT;
	return is_cc(tty, VSUSP, c) ? SIGTSTP : 0;
}

/* If c is for the flow of the output, see to it. */
static bool control_flow(struct tty_struct *tty, u8 c)
{
	bool stop = is_cc(tty, VSTOP, c), start = is_cc(tty, VSTART, c);

	if (!iflag(tty, IXON))
		return false;
	if (stop || start || iflag(tty, IXANY))
		n_tty_stop(tty, stop);
	return stop || start;
}

static void receive_signal(struct tty_struct *tty, u8 c)
{
	if (iflag(tty, IXON))
		n_tty_stop(tty, false);
	if (!lflag(tty, NOFLSH))
		n_tty_flush_input(tty);
	n_tty_echo(tty, c);
}

/* A data character, literal or not, after the input modes. */
static void receive_data(struct tty_struct *tty, u8 c, bool literal)
{
	if (lflag(tty, ICANON)) {
		receive_canonical(tty, c, literal);
	} else if (room(tty)) {
		n_tty_echo(tty, c);
		put(tty, c, false);
	}
}

/* Returns the signal that c asks for, or 0. */
static int receive_char(struct tty_struct *tty, u8 c)
{
	int sig;

	if (tty->input.literal_next) {
		tty->input.literal_next = false;
		receive_data(tty, c, true);
		return 0;
	}
	if (control_flow(tty, c))
		return 0;
	sig = signal_of(tty, c);
	if (sig) {
		receive_signal(tty, c);
		return sig;
	}
	if (c == '\r' && iflag(tty, IGNCR))
		return 0;
	if (c == '\r' && iflag(tty, ICRNL))
		c = '\n';
	else if (c == '\n' && iflag(tty, INLCR))
		c = '\r';
	receive_data(tty, c, false);
	return 0;
}

int n_tty_receive(struct tty_struct *tty, const u8 *buf, size_t count)
{
	int sig, last = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		sig = receive_char(tty, buf[i]);
		if (sig)
			last = sig;
	}
	return last;
}
