/*
 * include/linux/console.h - where messages are shown
 *
 * A driver fills a struct console and registers it; register_console() first gives it
 * what was logged before (CON_PRINTBUFFER), then every new message. `console=NAME` on
 * the command line, once or several times, keeps all consoles but the named ones quiet;
 * without it every registered console is used. A CON_BOOT console is an early one: when
 * a real console of the same name and index comes, that one takes over where it was; and
 * if `console=` does not name it, the first one that is named ends it.
 */
#ifndef LINUX_CONSOLE_H
#define LINUX_CONSOLE_H

#include <linux/types.h>

#define CON_PRINTBUFFER (1 << 0) /* replay the log at registration */
#define CON_ENABLED (1 << 2)     /* set by register_console() when it is in use */
#define CON_BOOT (1 << 3)        /* until a real console comes */
#define CON_LINE_OPEN (1 << 8)   /* what it shows does not end in a newline */

struct console {
	char name[16]; /* [I] "ttyS": with index, what `console=ttyS0` names */
	int index;     /* [I] -1: the name is the whole name */
	short flags;   /* [console lock] CON_* */
	/* Called with preemption disabled, by one CPU at a time; may not sleep or print. */
	void (*write)(struct console *con, const char *text, unsigned int len);
	struct console *next; /* [console lock] */
	u64 seq;              /* [console lock] of the next record to show */
};

/* 0; or -ENODEV: `console=` named others. Any context but NMI. */
int register_console(struct console *con);
void unregister_console(struct console *con);

/* What `console=` named and nobody registered; or NULL. After the drivers' init. */
const char *console_missing(void);

/*
 * Write len bytes as they are, without time stamp or log, to all enabled consoles, after
 * all messages logged so far. Any context.
 */
void console_write_raw(const char *text, unsigned int len);

/*
 * Show what the consoles have not shown yet, unless another CPU is at it. Any context; an
 * NMI leaves it to the next who calls.
 */
void console_flush(void);

/* Show what is still pending, whoever holds the locks: the last words of a panic. */
void console_flush_on_panic(void);

#endif
