/*
 * include/linux/printk.h - messages of the kernel
 *
 *	pr_info("toy: %zu bytes at pfn %lu\n", size, pfn);
 *
 * Any context, NMI and oops included; never sleeps, never allocates. A message is kept
 * in a ring that /dev/kmsg reads and goes to the registered consoles when its level is
 * below console_loglevel (`loglevel=`, `quiet`). See core/base/printk.c; the formats are
 * those of lib/vsprintf.c.
 */
#ifndef LINUX_PRINTK_H
#define LINUX_PRINTK_H

#include <stdarg.h>
#include <linux/compiler.h>
#include <linux/kern_levels.h>
#include <linux/types.h>

#define CONSOLE_LOGLEVEL_SILENT 0
#define CONSOLE_LOGLEVEL_QUIET 4
#define CONSOLE_LOGLEVEL_DEFAULT 7
#define CONSOLE_LOGLEVEL_DEBUG 10
#define CONSOLE_LOGLEVEL_MOTORMOUTH 15

extern int console_loglevel; /* messages of a lower number are shown */

/* Both return the number of bytes in the message. */
int printk(const char *fmt, ...) __printf(1, 2);
int vprintk(const char *fmt, va_list args) __printf(1, 0);

/* A source file may define pr_fmt(fmt) as "name: " fmt before its includes. */
#ifndef pr_fmt
#define pr_fmt(fmt) fmt
#endif

#define pr_emerg(fmt, ...) printk(KERN_EMERG pr_fmt(fmt), ##__VA_ARGS__)
#define pr_alert(fmt, ...) printk(KERN_ALERT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_crit(fmt, ...) printk(KERN_CRIT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_err(fmt, ...) printk(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn(fmt, ...) printk(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_notice(fmt, ...) printk(KERN_NOTICE pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info(fmt, ...) printk(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)
#define pr_cont(fmt, ...) printk(KERN_CONT fmt, ##__VA_ARGS__)

/* Checked by the compiler, never called. */
#define no_printk(fmt, ...)                         \
	do {                                        \
		if (0)                              \
			printk(fmt, ##__VA_ARGS__); \
	} while (0)

#ifdef DEBUG
#define pr_debug(fmt, ...) printk(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#else
#define pr_debug(fmt, ...) no_printk(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#endif

#define printk_once(fmt, ...)                       \
	do {                                        \
		static bool __printed;              \
		if (!__printed) {                   \
			__printed = true;           \
			printk(fmt, ##__VA_ARGS__); \
		}                                   \
	} while (0)
#define pr_err_once(fmt, ...) printk_once(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn_once(fmt, ...) printk_once(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info_once(fmt, ...) printk_once(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)

/* The clock of the time stamps, in nanoseconds since boot; callable from any context. */
void printk_set_clock(u64 (*clock)(void));

/* The backtrace of the caller, to the log. Any context. */
void dump_stack(void);

enum { DUMP_PREFIX_NONE, DUMP_PREFIX_ADDRESS, DUMP_PREFIX_OFFSET };

/*
 * Print len bytes at buf, rowsize (16 or 32) in a line, as hexadecimal groups of
 * groupsize (1, 2, 4, 8) bytes, with their characters beside them if ascii.
 */
void print_hex_dump(const char *level, const char *prefix, int prefix_type, int rowsize,
		    int groupsize, const void *buf, size_t len, bool ascii);

#endif
