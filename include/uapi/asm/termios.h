/*
 * include/uapi/asm/termios.h - the terminal: its modes, its requests, its size
 */
#ifndef _ASM_TERMIOS_H
#define _ASM_TERMIOS_H

#include <asm/ioctls.h>
#include <asm/termbits.h>

struct winsize {
	unsigned short ws_row; /* in characters */
	unsigned short ws_col;
	unsigned short ws_xpixel; /* in pixels; 0: not known */
	unsigned short ws_ypixel;
};

#endif
