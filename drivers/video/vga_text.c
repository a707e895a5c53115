/*
 * drivers/video/vga_text.c - the VGA in text mode: 80x25 cells at physical 0xb8000
 *
 * What the firmware left when nobody asked for graphics. The hardware's cursor is turned
 * off; the screen draws its own. Source: IBM VGA technical reference, CRT controller.
 *
 * Locking: the caller's.
 */
#include <linux/init.h>
#include <linux/io.h>

#include "display.h"

#define VGA_TEXT_BASE 0xb8000UL
#define VGA_ROWS 25
#define VGA_COLS 80

#define VGA_MISC_READ 0x3cc
#define VGA_MISC_COLOUR 0x01 /* the registers below are at 0x3d4, not at 0x3b4 */
#define VGA_CRTC_INDEX 0x3d4
#define VGA_CRTC_DATA 0x3d5
#define CRTC_CURSOR_START 0x0a
#define CURSOR_OFF 0x20
#define VGA_GRAPHICS_INDEX 0x3ce
#define VGA_GRAPHICS_DATA 0x3cf
#define GRAPHICS_MISC 0x06
#define GRAPHICS_MODE 0x01 /* set: graphics, clear: text */

static u16 __iomem *cells;

static void vga_text_draw(unsigned int row, unsigned int col, u16 cell)
{
	writew(cell, cells + row * VGA_COLS + col);
}

static const struct display vga_text = {
	.rows = VGA_ROWS,
	.cols = VGA_COLS,
	.draw = vga_text_draw,
};

/* Without a VGA the ports read as ones, which says graphics. */
static bool __init in_text_mode(void)
{
	outb(GRAPHICS_MISC, VGA_GRAPHICS_INDEX);
	return (inb(VGA_MISC_READ) & VGA_MISC_COLOUR) &&
	       !(inb(VGA_GRAPHICS_DATA) & GRAPHICS_MODE);
}

const struct display *__init vga_text_probe(void)
{
	if (!in_text_mode())
		return NULL;
	cells = ioremap(VGA_TEXT_BASE, VGA_ROWS * VGA_COLS * sizeof(*cells));
	if (!cells)
		return NULL;
	outb(CRTC_CURSOR_START, VGA_CRTC_INDEX);
	outb(CURSOR_OFF, VGA_CRTC_DATA);
	return &vga_text;
}
