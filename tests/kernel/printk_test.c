/*
 * tests/kernel/printk_test.c - messages are kept: core/base/printk.c, core/base/log.c
 */
#include <linux/kernel.h>
#include <linux/kmsg.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "ktest.h"
#include "log_watch.h"

#define LOG_LINE_MAX 1024 /* core/base/log.h */

KTEST(printk, a_message_is_kept_with_its_level)
{
	u64 seq = printk_next_seq();
	struct printk_record record;
	char text[64];

	pr_debug("not compiled in\n");
	printk(KERN_DEBUG "printk test %d\n", 42);
	KT_ASSERT(printk_read_record(seq, &record, text, sizeof(text)));
	KT_EXPECT_EQ(record.seq, seq);
	KT_EXPECT_EQ(record.level, LOGLEVEL_DEBUG);
	KT_EXPECT_EQ(record.len, 15);
	KT_EXPECT(memcmp(text, "printk test 42\n", 15) == 0);
	KT_EXPECT(!record.cont);
	KT_EXPECT(!printk_read_record(printk_next_seq(), &record, text, sizeof(text)));
}

KTEST(printk, without_a_level_it_is_a_warning)
{
	u64 seq = printk_next_seq();
	struct printk_record record;

	printk("# printk test without a level\n");
	KT_ASSERT(printk_read_record(seq, &record, NULL, 0));
	KT_EXPECT_EQ(record.level, LOGLEVEL_WARNING);
}

KTEST(printk, a_continuation_has_the_level_of_its_line)
{
	u64 seq = printk_next_seq();
	struct printk_record record;
	char text[8];

	printk(KERN_DEBUG "a ");
	pr_cont("b\n");
	KT_ASSERT(printk_read_record(seq + 1, &record, text, sizeof(text)));
	KT_EXPECT(record.cont);
	KT_EXPECT_EQ(record.level, LOGLEVEL_DEBUG);
	KT_EXPECT(record.len == 2 && text[0] == 'b');
}

KTEST(printk, time_stamps_do_not_go_back)
{
	u64 seq = printk_next_seq(), last = 0;
	struct printk_record record;
	int i;

	for (i = 0; i < 5; i++)
		printk(KERN_DEBUG "tick %d\n", i);
	for (i = 0; i < 5; i++) {
		KT_ASSERT(printk_read_record(seq + i, &record, NULL, 0));
		KT_EXPECT(record.ts_nsec >= last);
		last = record.ts_nsec;
	}
	KT_EXPECT(last > 0);
}

KTEST(printk, a_long_message_is_cut)
{
	static char text[2 * LOG_LINE_MAX];
	u64 seq = printk_next_seq();
	struct printk_record record;

	memset(text, 'x', sizeof(text) - 1);
	printk(KERN_DEBUG "%s", text);
	printk(KERN_DEBUG "\n");
	KT_ASSERT(printk_read_record(seq, &record, NULL, 0));
	KT_EXPECT(record.len > LOG_LINE_MAX - 10 && record.len < LOG_LINE_MAX);
}

/* The ring goes round: old messages go, new ones are whole, numbers go on. */
KTEST(printk, old_messages_make_room)
{
	u64 first = printk_first_seq(), seq;
	struct printk_record record;
	char text[32], expected[32];
	int i, n = 5000;

	for (i = 0; i < n; i++)
		printk(KERN_DEBUG "filling the ring %d\n", i);
	seq = printk_next_seq();
	KT_EXPECT(printk_first_seq() > first);
	KT_ASSERT(printk_read_record(seq - 1, &record, text, sizeof(text)));
	snprintf(expected, sizeof(expected), "filling the ring %d\n", n - 1);
	KT_EXPECT_EQ(record.len, strlen(expected));
	KT_EXPECT(memcmp(text, expected, record.len) == 0);
	/* Asking for one that is gone gives the oldest there is. */
	KT_ASSERT(printk_read_record(0, &record, text, sizeof(text)));
	KT_EXPECT(record.seq == printk_first_seq());
}

KTEST(printk, hex_dumps_go_to_the_log)
{
	static const char bytes[] = "Atlas, Manchester, UK";
	u64 seq = printk_next_seq();

	print_hex_dump(KERN_DEBUG, "dump: ", DUMP_PREFIX_OFFSET, 16, 1, bytes, 20, true);
	KT_EXPECT(log_says(seq, "dump: 00000000: 41 74 6c 61 73 "));
	KT_EXPECT(log_says(seq, "  Atlas, Manchest"));
	KT_EXPECT(log_says(seq, "dump: 00000010: 72 2c 20 55  "));
	KT_EXPECT_EQ(printk_next_seq(), seq + 2);
}
