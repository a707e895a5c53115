/*
 * drivers/video/vt.h - a screen of character cells and what escape sequences do to it
 */
#ifndef DRIVERS_VIDEO_VT_H
#define DRIVERS_VIDEO_VT_H

#include <linux/types.h>

/* A cell as VGA has it: the character, above it the colours (background << 4 | text). */
#define VT_CELL(attr, c) ((u16)((attr) << 8 | (u8)(c)))
#define VT_ATTR_NORMAL 0x07 /* light grey on black */

#define VT_MAX_PARAMS 8

enum vt_state { VT_TEXT, VT_ESCAPE, VT_CSI, VT_CHARSET };

struct vt {
	unsigned int rows, cols;
	u16 *cells;            /* rows * cols of them */
	unsigned int row, col; /* the cursor; col == cols: the next character wraps */
	u8 attr;               /* of the next character */
	bool reverse;
	bool cursor_hidden;

	enum vt_state state;
	bool private_mode; /* the sequence began with ESC [ ? */
	unsigned int params[VT_MAX_PARAMS], nr_params;
};

/* An empty screen over rows * cols cells of the caller's. */
void vt_init(struct vt *vt, u16 *cells, unsigned int rows, unsigned int cols);

/* Show count bytes. Any context; the caller serialises. */
void vt_write(struct vt *vt, const u8 *text, size_t count);

#endif
