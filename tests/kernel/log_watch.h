/*
 * tests/kernel/log_watch.h - for tests of what the kernel says
 *
 *	u64 from = printk_next_seq();
 *	... something that should complain ...
 *	KT_EXPECT(log_says(from, "BUG: sleeping function"));
 *
 * A case that never asks, and in which the kernel complains, has failed.
 */
#ifndef TESTS_KERNEL_LOG_WATCH_H
#define TESTS_KERNEL_LOG_WATCH_H

#include <linux/kmsg.h>

/* Does any message from the one numbered seq on contain text? How many? */
bool log_says(u64 seq, const char *text);
unsigned int log_count(u64 seq, const char *text);

/* For ktest.c: has log_says() been called since this was asked the last time? */
bool log_was_watched(void);

#endif
