/*
 * drivers/video/framebuffer.c - a linear framebuffer as a display of character cells
 *
 * UEFI firmware leaves the screen in a graphics mode, whose pixels lie in memory line by
 * line; the loader told where (boot_info). A cell is 8x16 pixels of 32 bits.
 *
 * Locking: the caller's.
 */
#include <linux/init.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <atlas/boot_info.h>

#include "display.h"
#include "font.h"

#define MAX_ROWS 128
#define MAX_COLS 320

static struct {
	u8 __iomem *base; /* [I] */
	u32 pitch;        /* [I] bytes from one line to the next */
	u32 palette[16];  /* [I] the VGA's colours as pixels */
	struct display display;
} fb;

static void draw_row(volatile u32 __iomem *pixels, u8 dots, u32 text, u32 background)
{
	unsigned int x;

	for (x = 0; x < FONT_WIDTH; x++)
		writel(dots & (0x80 >> x) ? text : background, pixels + x);
}

static void framebuffer_draw(unsigned int row, unsigned int col, u16 cell)
{
	u8 c = cell, attr = cell >> 8;
	const u8 *glyph = font[(c < FONT_FIRST || c > FONT_LAST ? '?' : c) - FONT_FIRST];
	u8 __iomem *line = fb.base + (size_t)row * FONT_HEIGHT * fb.pitch +
			   (size_t)col * FONT_WIDTH * sizeof(u32);
	unsigned int y;

	for (y = 0; y < FONT_HEIGHT; y++, line += fb.pitch)
		draw_row((u32 __iomem *)line, glyph[y / FONT_SCALE],
			 fb.palette[attr & 15], fb.palette[attr >> 4]);
}

/* VGA colour n: bits blue, green, red, bright. */
static u32 __init pixel_of(unsigned int n)
{
	const struct boot_framebuffer *info = &boot_info.framebuffer;
	u32 on = n & 8 ? 0xff : 0xaa, off = n & 8 ? 0x55 : 0x00;

	return (n & 4 ? on : off) << info->red_shift |
	       (n & 2 ? on : off) << info->green_shift |
	       (n & 1 ? on : off) << info->blue_shift;
}

const struct display *__init framebuffer_probe(void)
{
	const struct boot_framebuffer *info = &boot_info.framebuffer;
	unsigned int i;

	if (info->width < FONT_WIDTH || info->height < FONT_HEIGHT ||
	    info->bits_per_pixel != 32)
		return NULL;
	fb.base = ioremap_wc(info->base, (size_t)info->pitch * info->height);
	if (!fb.base)
		return NULL;
	fb.pitch = info->pitch;
	for (i = 0; i < 16; i++)
		fb.palette[i] = pixel_of(i);
	fb.display.rows = min_t(u32, info->height / FONT_HEIGHT, MAX_ROWS);
	fb.display.cols = min_t(u32, info->width / FONT_WIDTH, MAX_COLS);
	fb.display.draw = framebuffer_draw;
	return &fb.display;
}
