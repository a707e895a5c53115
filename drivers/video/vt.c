/*
 * drivers/video/vt.c - a screen of character cells and what escape sequences do to it
 *
 * Pure computation: bytes come in, cells change. Who shows the cells is in screen.c. Of
 * the sequences of console_codes(4) it knows those for moving the cursor, erasing and
 * colours; others are swallowed. Characters outside ASCII show as '?'.
 *
 * Locking: the caller's.
 */
#include <linux/kernel.h>
#include <linux/minmax.h>

#include "vt.h"

#define ESC 27
#define TAB_STOP 8
#define DEFAULT_FG (VT_ATTR_NORMAL & 15)
#define BRIGHT 8

/* ANSI counts colours red, green, blue from bit 0; VGA blue, green, red. */
static const u8 vga_colour[8] = { 0, 4, 2, 6, 1, 5, 3, 7 };

static u16 blank(const struct vt *vt)
{
	return VT_CELL(vt->attr, ' ');
}

static void fill(struct vt *vt, unsigned int from, unsigned int to)
{
	while (from < to)
		vt->cells[from++] = blank(vt);
}

static unsigned int cursor_index(const struct vt *vt)
{
	return vt->row * vt->cols + min(vt->col, vt->cols - 1);
}

static void line_feed(struct vt *vt)
{
	unsigned int i, last = (vt->rows - 1) * vt->cols;

	if (vt->row + 1 < vt->rows) {
		vt->row++;
		return;
	}
	for (i = 0; i < last; i++)
		vt->cells[i] = vt->cells[i + vt->cols];
	fill(vt, last, last + vt->cols);
}

static void show_char(struct vt *vt, u8 c)
{
	u8 attr = vt->reverse ? (u8)(vt->attr << 4 | vt->attr >> 4) : vt->attr;

	if (vt->col == vt->cols) {
		vt->col = 0;
		line_feed(vt);
	}
	vt->cells[cursor_index(vt)] = VT_CELL(attr, c);
	vt->col++;
}

static void text_byte(struct vt *vt, u8 c)
{
	switch (c) {
	case ESC:
		vt->state = VT_ESCAPE;
		break;
	case '\n':
		line_feed(vt);
		break;
	case '\r':
		vt->col = 0;
		break;
	case '\b':
		if (vt->col)
			vt->col--;
		break;
	case '\t':
		vt->col = min(round_down(vt->col, TAB_STOP) + TAB_STOP, vt->cols - 1);
		break;
	default:
		if (c >= ' ' && c <= '~')
			show_char(vt, c);
		else if (c >= 0xc0)
			show_char(vt, '?'); /* the first byte of a UTF-8 character */
	}
}

/* --- control sequences: ESC [ parameters letter ----------------------------------- */

/* Parameter nr, or missing when it was not given or is 0. */
static unsigned int param(const struct vt *vt, unsigned int nr, unsigned int missing)
{
	return nr < vt->nr_params && vt->params[nr] ? vt->params[nr] : missing;
}

static void move_to(struct vt *vt, long row, long col)
{
	vt->row = clamp_t(long, row, 0, vt->rows - 1);
	vt->col = clamp_t(long, col, 0, vt->cols - 1);
}

/* 0: from the cursor to the end, 1: from the beginning to the cursor, 2: all. */
static void erase(struct vt *vt, unsigned int what, unsigned int begin, unsigned int end)
{
	unsigned int here = cursor_index(vt);

	fill(vt, what == 0 ? here : begin, what == 1 ? here + 1 : end);
}

/* One number of ESC [ .. m, select graphic rendition. */
static void set_rendition(struct vt *vt, unsigned int n)
{
	if (n == 0) {
		vt->attr = VT_ATTR_NORMAL;
		vt->reverse = false;
	} else if (n == 1) {
		vt->attr |= BRIGHT;
	} else if (n == 22) {
		vt->attr &= ~BRIGHT;
	} else if (n == 7 || n == 27) {
		vt->reverse = n == 7;
	} else if (n >= 30 && n <= 37) {
		vt->attr = (vt->attr & ~7) | vga_colour[n - 30];
	} else if (n == 39) {
		vt->attr = (vt->attr & ~7) | DEFAULT_FG;
	} else if (n >= 40 && n <= 47) {
		vt->attr = (vt->attr & 15) | vga_colour[n - 40] << 4;
	} else if (n == 49) {
		vt->attr &= 15;
	} else if (n >= 90 && n <= 97) {
		vt->attr = (vt->attr & ~7) | vga_colour[n - 90] | BRIGHT;
	}
}

static void set_renditions(struct vt *vt)
{
	unsigned int i;

	if (!vt->nr_params)
		set_rendition(vt, 0);
	for (i = 0; i < vt->nr_params; i++)
		set_rendition(vt, vt->params[i]);
}

static void do_sequence(struct vt *vt, u8 final)
{
	unsigned int n = param(vt, 0, 1);
	unsigned int line = vt->row * vt->cols;

	if (vt->private_mode) {
		if (param(vt, 0, 0) == 25 && (final == 'h' || final == 'l'))
			vt->cursor_hidden = final == 'l';
		return;
	}
	switch (final) {
	case 'A':
		return move_to(vt, (long)vt->row - n, vt->col);
	case 'B':
		return move_to(vt, (long)vt->row + n, vt->col);
	case 'C':
		return move_to(vt, vt->row, (long)vt->col + n);
	case 'D':
		return move_to(vt, vt->row, (long)vt->col - n);
	case 'G':
		return move_to(vt, vt->row, (long)n - 1);
	case 'H':
	case 'f':
		return move_to(vt, (long)n - 1, (long)param(vt, 1, 1) - 1);
	case 'd':
		return move_to(vt, (long)n - 1, vt->col);
	case 'J':
		return erase(vt, param(vt, 0, 0), 0, vt->rows * vt->cols);
	case 'K':
		return erase(vt, param(vt, 0, 0), line, line + vt->cols);
	case 'm':
		return set_renditions(vt);
	}
}

static void escape_byte(struct vt *vt, u8 c)
{
	vt->state = VT_TEXT;
	if (c == '[') {
		vt->state = VT_CSI;
		vt->private_mode = false;
		vt->nr_params = 0;
	} else if (c == '(' || c == ')') {
		vt->state = VT_CHARSET;
	} else if (c == 'c') {
		vt_init(vt, vt->cells, vt->rows, vt->cols);
	}
}

static void csi_byte(struct vt *vt, u8 c)
{
	unsigned int *last;

	if (c == '?') {
		vt->private_mode = true;
	} else if (c >= '0' && c <= '9') {
		if (!vt->nr_params)
			vt->params[vt->nr_params++] = 0;
		last = &vt->params[vt->nr_params - 1];
		*last = min(*last * 10 + c - '0', 9999U);
	} else if (c == ';') {
		if (!vt->nr_params)
			vt->params[vt->nr_params++] = 0;
		if (vt->nr_params < VT_MAX_PARAMS)
			vt->params[vt->nr_params++] = 0;
	} else if (c >= 0x40 && c <= 0x7e) {
		vt->state = VT_TEXT;
		do_sequence(vt, c);
	} else if (c < ' ') {
		vt->state = VT_TEXT; /* not a sequence after all */
		text_byte(vt, c);
	}
}

void vt_write(struct vt *vt, const u8 *text, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		switch (vt->state) {
		case VT_TEXT:
			text_byte(vt, text[i]);
			break;
		case VT_ESCAPE:
			escape_byte(vt, text[i]);
			break;
		case VT_CSI:
			csi_byte(vt, text[i]);
			break;
		case VT_CHARSET: /* its name; there is only one */
			vt->state = VT_TEXT;
			break;
		}
	}
}

void vt_init(struct vt *vt, u16 *cells, unsigned int rows, unsigned int cols)
{
	*vt = (struct vt){
		.rows = rows,
		.cols = cols,
		.cells = cells,
		.attr = VT_ATTR_NORMAL,
	};
	fill(vt, 0, rows * cols);
}
