/*
 * lib/hexdump.c - one line of a hexadecimal dump
 *
 *	7f 45 4c 46 02 01 01 00 00 00 00 00 00 00 00 00  .ELF............
 *
 * Locking: none; pure functions of their arguments.
 */
#include <linux/ctype.h>
#include <linux/hexdump.h>
#include <linux/minmax.h>
#include <linux/sprintf.h>
#include <linux/string.h>

/* A number of size bytes in the machine's order. */
static u64 read_group(const u8 *p, int size)
{
	u64 value = 0;

	memcpy(&value, p, (size_t)size);
	return value;
}

static bool is_group_size(int size)
{
	return size == 1 || size == 2 || size == 4 || size == 8;
}

int hex_dump_to_buffer(const void *buf, size_t len, int rowsize, int groupsize,
		       char *line, size_t line_size, bool ascii)
{
	const u8 *bytes = buf;
	int row = rowsize == 32 ? 32 : 16;
	int group = is_group_size(groupsize) ? groupsize : 1;
	int text_column = row * 2 + row / group + 1;
	int pos = 0;

	len = min(len, (size_t)row);
	if (len % (size_t)group)
		group = 1;
	if (line_size == 0)
		return 0;
	line[0] = '\0';
	for (size_t i = 0; i < len; i += (size_t)group)
		pos += scnprintf(line + pos, line_size - (size_t)pos, "%s%0*llx",
				 i ? " " : "", group * 2, read_group(bytes + i, group));
	if (!ascii)
		return pos;
	pos += scnprintf(line + pos, line_size - (size_t)pos, "%*s",
			 max(text_column - pos, 2), "");
	for (size_t i = 0; i < len; i++)
		pos += scnprintf(line + pos, line_size - (size_t)pos, "%c",
				 isprint(bytes[i]) ? bytes[i] : '.');
	return pos;
}
