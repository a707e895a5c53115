/*
 * tests/kernel/log_watch.c - looking for words in what the kernel has said
 *
 * Locking: none; only the thread that runs the tests looks.
 */
#include <linux/minmax.h>
#include <linux/string.h>
#include "log_watch.h"

static bool watched;

unsigned int log_count(u64 seq, const char *text)
{
	struct printk_record record;
	unsigned int count = 0;
	char buf[256];

	watched = true;
	while (printk_read_record(seq, &record, buf, sizeof(buf) - 1)) {
		buf[min(record.len, sizeof(buf) - 1)] = '\0';
		count += strstr(buf, text) != NULL;
		seq = record.seq + 1;
	}
	return count;
}

bool log_says(u64 seq, const char *text)
{
	return log_count(seq, text);
}

bool log_was_watched(void)
{
	bool was = watched;

	watched = false;
	return was;
}
