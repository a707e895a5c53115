/*
 * include/uapi/asm/termios.h - the terminal: its modes, its requests, its size
 */
#ifndef _ASM_TERMIOS_H
#define _ASM_TERMIOS_H

#include <asm/ioctls.h>
#include <asm/termbits.h>

#define NCC 8

struct termio { /* System V's: the low halves of struct termios */
	unsigned short c_iflag, c_oflag, c_cflag, c_lflag;
	unsigned char c_line;
	unsigned char c_cc[NCC];
};

struct winsize {
	unsigned short ws_row; /* in characters */
	unsigned short ws_col;
	unsigned short ws_xpixel; /* in pixels; 0: not known */
	unsigned short ws_ypixel;
};

#endif
