/*
 * drivers/video/display.h - hardware that shows character cells
 */
#ifndef DRIVERS_VIDEO_DISPLAY_H
#define DRIVERS_VIDEO_DISPLAY_H

#include <linux/types.h>

struct display {
	unsigned int rows, cols;
	/* Show a cell (VT_CELL). Any context; the caller serialises. */
	void (*draw)(unsigned int row, unsigned int col, u16 cell);
};

/* The display, mapped and ready; NULL: this machine has none of that kind. May sleep. */
const struct display *framebuffer_probe(void);
const struct display *vga_text_probe(void);

#endif
