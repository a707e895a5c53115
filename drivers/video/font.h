/*
 * drivers/video/font.h - the letters of the framebuffer console
 */
#ifndef DRIVERS_VIDEO_FONT_H
#define DRIVERS_VIDEO_FONT_H

#include <linux/types.h>

#define FONT_WIDTH 8
#define FONT_ROWS 8 /* of a glyph; each is drawn FONT_SCALE times */
#define FONT_SCALE 2
#define FONT_HEIGHT (FONT_ROWS * FONT_SCALE)
#define FONT_FIRST ' ' /* the printable characters of ASCII */
#define FONT_LAST '~'

/* Each byte is a row, bit 7 its leftmost pixel. */
extern const u8 font[FONT_LAST - FONT_FIRST + 1][FONT_ROWS];

#endif
