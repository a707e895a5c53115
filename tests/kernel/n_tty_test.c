/*
 * tests/kernel/n_tty_test.c - drivers/tty/n_tty.c: lines, editing, echo, signals
 *
 * A terminal without a driver: what it would send is kept, what is typed is given to the
 * line discipline directly. Nobody else knows the terminal, so its lock is not taken.
 */
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "drivers/tty/tty.h"
#include "ktest.h"

#define OUT_SIZE 8192

static char out[OUT_SIZE]; /* what the terminal sent since type() was last called */
static size_t out_len;

static void keep(struct tty_struct *tty, const u8 *buf, size_t count)
{
	count = min(count, OUT_SIZE - 1 - out_len);
	memcpy(out + out_len, buf, count);
	out_len += count;
	out[out_len] = '\0';
}

static const struct tty_operations keep_ops = { .write = keep };

static struct tty_struct *new_tty(void)
{
	struct tty_struct *tty = kzalloc(sizeof(*tty), GFP_KERNEL);

	if (!tty)
		return NULL;
	tty->ops = &keep_ops;
	tty->termios = tty_std_termios;
	return tty;
}

static int type(struct tty_struct *tty, const char *keys)
{
	out_len = 0;
	out[0] = '\0';
	return n_tty_receive(tty, (const u8 *)keys, strlen(keys));
}

static bool sent(const char *text)
{
	return !strcmp(out, text);
}

/* Does a read of up to size bytes return exactly text? */
static bool reads(struct tty_struct *tty, size_t size, const char *text)
{
	u8 buf[64];
	bool done = false;
	size_t n = n_tty_take(tty, buf, min(size, sizeof(buf)), &done);

	return n == strlen(text) && !memcmp(buf, text, n);
}

KTEST(n_tty, a_line_is_read_when_it_is_finished)
{
	struct tty_struct *tty = new_tty();

	KT_ASSERT(tty);
	type(tty, "hello");
	KT_EXPECT(sent("hello"));
	KT_EXPECT_EQ(n_tty_readable(tty), 0);
	type(tty, "\r");
	KT_EXPECT(sent("\r\n"));
	KT_EXPECT_EQ(n_tty_readable(tty), 6);
	type(tty, "next\n");
	KT_EXPECT(reads(tty, 64, "hello\n"));
	KT_EXPECT(reads(tty, 3, "nex"));
	KT_EXPECT(reads(tty, 64, "t\n"));
	KT_EXPECT_EQ(n_tty_readable(tty), 0);
	kfree(tty);
}

KTEST(n_tty, erases_characters_words_and_lines)
{
	struct tty_struct *tty = new_tty();

	KT_ASSERT(tty);
	type(tty, "ab\177");
	KT_EXPECT(sent("ab\b \b"));
	type(tty, "\177\177\177");
	KT_EXPECT(sent("\b \b"));
	type(tty, "one two\027");
	KT_EXPECT(sent("one two\b \b\b \b\b \b"));
	type(tty, "2\025");
	KT_EXPECT(sent("2\b \b\b \b\b \b\b \b\b \b"));
	type(tty, "a_1.b- \027\n");
	KT_EXPECT(reads(tty, 64, "a_1.\n"));
	type(tty, "x\n");
	KT_EXPECT(reads(tty, 64, "x\n"));
	kfree(tty);
}

KTEST(n_tty, erases_as_many_columns_as_were_shown)
{
	struct tty_struct *tty = new_tty();

	KT_ASSERT(tty);
	type(tty, "\001\177");
	KT_EXPECT(sent("^A\b \b\b \b"));
	type(tty, "ab\t\177");
	KT_EXPECT(sent("ab\t\b \b\b \b\b \b\b \b\b \b\b \b"));
	type(tty, "\025\303\244\177");
	KT_EXPECT(sent("\b \b\b \b\303\244\b \b"));
	type(tty, "\n");
	KT_EXPECT(reads(tty, 64, "\n"));
	kfree(tty);
}

KTEST(n_tty, ctrl_d_hands_over_or_ends)
{
	struct tty_struct *tty = new_tty();

	KT_ASSERT(tty);
	type(tty, "abc\004");
	KT_EXPECT(sent("abc"));
	KT_EXPECT(reads(tty, 64, "abc"));
	KT_EXPECT_EQ(n_tty_readable(tty), 0);
	type(tty, "\004");
	KT_EXPECT_EQ(n_tty_readable(tty), 1);
	KT_EXPECT(reads(tty, 64, ""));
	KT_EXPECT_EQ(n_tty_readable(tty), 0);
	type(tty, "abc\004");
	KT_EXPECT(reads(tty, 3, "abc"));
	KT_EXPECT_EQ(n_tty_readable(tty), 0); /* the mark went with the line */
	kfree(tty);
}

KTEST(n_tty, asks_for_signals)
{
	struct tty_struct *tty = new_tty();

	KT_ASSERT(tty);
	KT_EXPECT_EQ(type(tty, "half a line\003"), SIGINT);
	KT_EXPECT(sent("half a line^C"));
	type(tty, "\n");
	KT_EXPECT(reads(tty, 64, "\n"));
	KT_EXPECT_EQ(type(tty, "\034"), SIGQUIT);
	KT_EXPECT_EQ(type(tty, "\032"), SIGTSTP);
	KT_EXPECT_EQ(type(tty, "\026\003\n"), 0);
	KT_EXPECT(reads(tty, 64, "\003\n"));
	tty->termios.c_lflag &= ~ISIG;
	KT_EXPECT_EQ(type(tty, "\003\n"), 0);
	KT_EXPECT(reads(tty, 64, "\003\n"));
	kfree(tty);
}

KTEST(n_tty, raw_mode_gives_every_byte)
{
	struct tty_struct *tty = new_tty();
	struct termios raw = tty_std_termios;

	KT_ASSERT(tty);
	raw.c_lflag &= ~(ICANON | ECHO | ISIG);
	raw.c_iflag &= ~ICRNL;
	type(tty, "typed ahead");
	n_tty_set_termios(tty, &raw);
	KT_EXPECT(reads(tty, 64, "typed ahead"));
	type(tty, "a\r\003\177");
	KT_EXPECT(sent(""));
	KT_EXPECT(reads(tty, 2, "a\r"));
	KT_EXPECT(reads(tty, 64, "\003\177"));
	kfree(tty);
}

/* What was typed before the shell switches to raw mode is there after it. */
KTEST(n_tty, a_change_of_mode_keeps_what_was_typed)
{
	struct tty_struct *tty = new_tty();
	struct termios raw = tty_std_termios;

	KT_ASSERT(tty);
	raw.c_lflag &= ~(ICANON | ECHO);
	type(tty, "one\rtwo\rhalf");
	KT_EXPECT_EQ(n_tty_readable(tty), 8);
	n_tty_set_termios(tty, &raw);
	KT_EXPECT(reads(tty, 4, "one\n"));
	n_tty_set_termios(tty, &tty_std_termios);
	KT_EXPECT(reads(tty, 64, "two\nhalf"));
	kfree(tty);
}

KTEST(n_tty, tells_how_much_it_can_take)
{
	struct tty_struct *tty = new_tty();
	unsigned int i;

	KT_ASSERT(tty);
	KT_EXPECT_EQ(n_tty_room(tty), N_TTY_BUF_SIZE - 1);
	for (i = 0; i < N_TTY_BUF_SIZE; i++)
		type(tty, "x");
	KT_EXPECT_EQ(n_tty_room(tty), 1); /* or the line would never end */
	type(tty, "\n");
	KT_EXPECT_EQ(n_tty_room(tty), 0);
	KT_EXPECT(reads(tty, 2, "xx"));
	KT_EXPECT_EQ(n_tty_room(tty), 1);
	n_tty_flush_input(tty);
	tty->termios.c_lflag &= ~ICANON;
	KT_EXPECT_EQ(n_tty_room(tty), N_TTY_BUF_SIZE);
	kfree(tty);
}

KTEST(n_tty, stops_and_starts_output)
{
	struct tty_struct *tty = new_tty();
	struct termios modes = tty_std_termios;

	KT_ASSERT(tty);
	type(tty, "a\023b");
	KT_EXPECT(tty->stopped);
	type(tty, "\021\n");
	KT_EXPECT(!tty->stopped);
	KT_EXPECT(reads(tty, 64, "ab\n"));
	type(tty, "\023");
	KT_EXPECT_EQ(type(tty, "\003"), SIGINT); /* a program may have to say goodbye */
	KT_EXPECT(!tty->stopped);
	modes.c_iflag |= IXANY;
	n_tty_set_termios(tty, &modes);
	type(tty, "\023x");
	KT_EXPECT(!tty->stopped);
	type(tty, "\023");
	modes.c_iflag &= ~(IXON | IXANY);
	n_tty_set_termios(tty, &modes);
	KT_EXPECT(!tty->stopped);
	type(tty, "\023\n");
	KT_EXPECT(!tty->stopped);
	KT_EXPECT(reads(tty, 64, "x\023\n"));
	kfree(tty);
}

KTEST(n_tty, shows_the_line_again)
{
	struct tty_struct *tty = new_tty();

	KT_ASSERT(tty);
	type(tty, "a\001b\022");
	KT_EXPECT(sent("a^Ab^R\r\na^Ab"));
	type(tty, "\177\177\n");
	KT_EXPECT(sent("\b \b\b \b\b \b\r\n"));
	KT_EXPECT(reads(tty, 64, "a\n"));
	kfree(tty);
}

KTEST(n_tty, takes_the_next_character_literally)
{
	struct tty_struct *tty = new_tty();

	KT_ASSERT(tty);
	type(tty, "\026");
	KT_EXPECT(sent("^\b"));
	type(tty, "\177\026\023\n");
	KT_EXPECT(sent("^?^\b^S\r\n"));
	KT_EXPECT(!tty->stopped);
	KT_EXPECT(reads(tty, 64, "\177\023\n"));
	kfree(tty);
}

KTEST(n_tty, a_full_line_still_takes_its_end)
{
	struct tty_struct *tty = new_tty();
	unsigned int i;

	KT_ASSERT(tty);
	for (i = 0; i < 2 * N_TTY_BUF_SIZE; i++)
		type(tty, "x");
	KT_EXPECT(sent("\a"));
	type(tty, "\n");
	KT_EXPECT_EQ(n_tty_readable(tty), N_TTY_BUF_SIZE);
	KT_EXPECT(reads(tty, 4, "xxxx"));
	kfree(tty);
}

KTEST(n_tty, output_modes)
{
	struct tty_struct *tty = new_tty();

	KT_ASSERT(tty);
	type(tty, "");
	n_tty_send(tty, (const u8 *)"a\nb\n", 4);
	KT_EXPECT(sent("a\r\nb\r\n"));
	tty->termios.c_oflag &= ~OPOST;
	type(tty, "");
	n_tty_send(tty, (const u8 *)"a\n", 2);
	KT_EXPECT(sent("a\n"));
	kfree(tty);
}
