/*
 * core/base/log.h - what the files of printk share
 *
 * core/base/log.c keeps the messages, core/base/console.c shows them, and
 * core/base/printk.c is what callers see.
 */
#ifndef CORE_BASE_LOG_H
#define CORE_BASE_LOG_H

#include <linux/kmsg.h>
#include <linux/types.h>

/*
 * Keep a message. level LOGLEVEL_*; cont: it continues the message before it, whose
 * level it gets. Any context.
 */
void log_store(u8 level, bool cont, const char *text, size_t len);

/* The clock of the time stamps, ns; 0 as long as there is none. */
u64 log_clock(void);
void log_set_clock(u64 (*clock)(void));

#endif
