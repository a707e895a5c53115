/*
 * tests/kernel/log_watch.h - for tests of what the kernel says
 *
 *	u64 from = printk_next_seq();
 *	... something that should complain ...
 *	KT_EXPECT(log_says(from, "BUG: sleeping function"));
 */
#ifndef TESTS_KERNEL_LOG_WATCH_H
#define TESTS_KERNEL_LOG_WATCH_H

#include <linux/kmsg.h>
#include <linux/minmax.h>
#include <linux/string.h>

/* Does any message from the one numbered seq on contain text? */
static inline bool log_says(u64 seq, const char *text)
{
	struct printk_record record;
	char buf[256];

	while (printk_read_record(seq, &record, buf, sizeof(buf) - 1)) {
		buf[min(record.len, sizeof(buf) - 1)] = '\0';
		if (strstr(buf, text))
			return true;
		seq = record.seq + 1;
	}
	return false;
}

#endif
