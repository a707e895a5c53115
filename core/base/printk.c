/*
 * core/base/printk.c - messages of the kernel, as callers see them
 *
 * A message is formatted, kept in the ring (core/base/log.c) and shown on the consoles
 * (core/base/console.c). Its first two bytes may say how urgent it is
 * (linux/kern_levels.h). `loglevel=N` shows only messages below level N; `quiet` is
 * loglevel=4, `debug` is loglevel=10.
 *
 * Locking: none here; see the two files.
 */
#include <linux/console.h>
#include <linux/errno.h>
#include <linux/hexdump.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "log.h"

int console_loglevel = CONSOLE_LOGLEVEL_DEFAULT;

void printk_set_clock(u64 (*clock)(void))
{
	log_set_clock(clock);
}

/* Take the header off *text: the level, and in *cont whether the line is continued. */
static u8 take_level(const char **text, bool *cont)
{
	u8 level = LOGLEVEL_WARNING;

	*cont = false;
	while ((*text)[0] == KERN_SOH_ASCII && (*text)[1]) {
		char c = (*text)[1];

		if (c >= '0' && c <= '7')
			level = (u8)(c - '0');
		else if (c == 'c')
			*cont = true;
		*text += 2;
	}
	return level;
}

int vprintk(const char *fmt, va_list args)
{
	char line[LOG_LINE_MAX];
	size_t len = (size_t)vscnprintf(line, sizeof(line), fmt, args);
	const char *text = line;
	bool cont;
	u8 level = take_level(&text, &cont);

	len -= (size_t)(text - line);
	log_store(level, cont, text, len);
	console_flush();
	return (int)len;
}

void printk_store(u8 level, const char *text, size_t len)
{
	log_store(level, false, text, len);
	console_flush();
}

int printk(const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vprintk(fmt, args);
	va_end(args);
	return len;
}

void print_hex_dump(const char *level, const char *prefix, int prefix_type, int rowsize,
		    int groupsize, const void *buf, size_t len, bool ascii)
{
	size_t row = rowsize == 32 ? 32 : 16;
	char line[HEX_DUMP_LINE];

	for (size_t at = 0; at < len; at += row) {
		const u8 *bytes = (const u8 *)buf + at;

		hex_dump_to_buffer(bytes, len - at, (int)row, groupsize, line,
				   sizeof(line), ascii);
		if (prefix_type == DUMP_PREFIX_ADDRESS)
			printk("%s%s%px: %s\n", level, prefix, bytes, line);
		else if (prefix_type == DUMP_PREFIX_OFFSET)
			printk("%s%s%08zx: %s\n", level, prefix, at, line);
		else
			printk("%s%s%s\n", level, prefix, line);
	}
}

static int __init loglevel_setup(char *value)
{
	int level;

	if (!value || kstrtoint(value, 10, &level) || level < 0 ||
	    level > CONSOLE_LOGLEVEL_MOTORMOUTH)
		return -EINVAL;
	console_loglevel = level;
	return 0;
}
early_param("loglevel", loglevel_setup, "a number from 0 to 15");

static int __init quiet_setup(char *value)
{
	console_loglevel = CONSOLE_LOGLEVEL_QUIET;
	return 0;
}
early_param("quiet", quiet_setup);

static int __init debug_setup(char *value)
{
	console_loglevel = CONSOLE_LOGLEVEL_DEBUG;
	return 0;
}
early_param("debug", debug_setup);
