/*
 * tests/kernel/vt_test.c - drivers/video/vt.c: text and escape sequences on a screen
 */
#include <linux/string.h>
#include "drivers/video/vt.h"
#include "ktest.h"

#define ROWS 4
#define COLS 10

static u16 cells[ROWS * COLS];
static struct vt vt;

/* A new screen with text written to it. */
static void show(const char *text)
{
	vt_init(&vt, cells, ROWS, COLS);
	vt_write(&vt, (const u8 *)text, strlen(text));
}

/* Does the row begin with text, and is the rest blank? */
static bool row_is(unsigned int row, const char *text)
{
	unsigned int col, length = strlen(text);

	for (col = 0; col < COLS; col++)
		if ((u8)cells[row * COLS + col] != (col < length ? (u8)text[col] : ' '))
			return false;
	return true;
}

static u8 attr_at(unsigned int row, unsigned int col)
{
	return cells[row * COLS + col] >> 8;
}

KTEST(vt, lines_and_wrapping)
{
	show("one\r\ntwo");
	KT_EXPECT(row_is(0, "one"));
	KT_EXPECT(row_is(1, "two"));
	KT_EXPECT_EQ(vt.col, 3);
	show("0123456789");
	KT_EXPECT_EQ(vt.row, 0); /* wraps only when the next character comes */
	show("0123456789A\tB\b\bC");
	KT_EXPECT(row_is(0, "0123456789"));
	KT_EXPECT(row_is(1, "A      CB"));
}

KTEST(vt, scrolls_at_the_bottom)
{
	show("1\r\n2\r\n3\r\n4\r\n5");
	KT_EXPECT(row_is(0, "2"));
	KT_EXPECT(row_is(3, "5"));
	KT_EXPECT_EQ(vt.row, ROWS - 1);
}

KTEST(vt, moves_the_cursor)
{
	show("\033[2;3Hx\033[1Gy\033[Az\033[9;99Hw\033[Hv");
	KT_EXPECT(row_is(0, "vz"));
	KT_EXPECT(row_is(1, "y x"));
	KT_EXPECT(row_is(3, "         w"));
	show("abc\033[99D\033[2C!");
	KT_EXPECT(row_is(0, "ab!"));
}

KTEST(vt, erases)
{
	show("abcdef\033[3D\033[K");
	KT_EXPECT(row_is(0, "abc"));
	show("abcdef\033[3D\033[1K");
	KT_EXPECT(row_is(0, "    ef"));
	show("one\r\ntwo\r\nthree\033[2J");
	KT_EXPECT(row_is(0, ""));
	KT_EXPECT(row_is(2, ""));
	KT_EXPECT_EQ(vt.row, 2);
}

KTEST(vt, colours)
{
	show("a\033[31mb\033[1mc\033[44md\033[7me\033[0mf\033[32;41mg");
	KT_EXPECT_EQ(attr_at(0, 0), 0x07);
	KT_EXPECT_EQ(attr_at(0, 1), 0x04);
	KT_EXPECT_EQ(attr_at(0, 2), 0x0c);
	KT_EXPECT_EQ(attr_at(0, 3), 0x1c);
	KT_EXPECT_EQ(attr_at(0, 4), 0xc1);
	KT_EXPECT_EQ(attr_at(0, 5), 0x07);
	KT_EXPECT_EQ(attr_at(0, 6), 0x42);
}

KTEST(vt, swallows_what_it_does_not_know)
{
	show("a\033[?25lb\033[12;34;56zc\033(Bd\033[1;2;3;4;5;6;7;8;9;10;11me");
	KT_EXPECT(row_is(0, "abcde"));
	KT_EXPECT(vt.cursor_hidden);
	show("\303\244\001\177!");
	KT_EXPECT(row_is(0, "?!"));
}

/* Whatever comes, the cursor stays on the screen and nothing is written outside. */
KTEST(vt, survives_any_bytes)
{
	u32 state = 12345;
	unsigned int i;
	u8 byte;

	show("");
	for (i = 0; i < 100000; i++) {
		state = state * 1664525 + 1013904223;
		byte = state >> 24;
		if (i % 3 == 0)
			byte = "\033[;0123456789HJKmABCD\n\b"[byte % 24];
		vt_write(&vt, &byte, 1);
		if (vt.row >= ROWS || vt.col > COLS)
			break;
	}
	KT_EXPECT_EQ(i, 100000);
}
