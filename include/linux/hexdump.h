/*
 * include/linux/hexdump.h - one line of a hexadecimal dump (lib/hexdump.c)
 */
#ifndef LINUX_HEXDUMP_H
#define LINUX_HEXDUMP_H

#include <linux/types.h>

/* Bytes that hold any line: 32 groups of "xx ", and the characters. */
#define HEX_DUMP_LINE 160

/*
 * Format min(len, rowsize) bytes of buf into line: groups of groupsize (1, 2, 4, 8) bytes as
 * numbers in the machine's order, and the characters beside them if ascii. rowsize is 16
 * or 32. Returns the length written, which is less than line_size.
 */
int hex_dump_to_buffer(const void *buf, size_t len, int rowsize, int groupsize,
		       char *line, size_t line_size, bool ascii);

#endif
