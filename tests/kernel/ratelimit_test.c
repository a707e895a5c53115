/*
 * tests/kernel/ratelimit_test.c - at most so many messages in an interval
 */
#include <linux/ratelimit.h>
#include "ktest.h"
#include "log_watch.h"

KTEST(ratelimit, a_burst_and_then_silence)
{
	DEFINE_RATELIMIT_STATE(rs, 1000000000000ULL, 3);
	int i, allowed = 0;

	for (i = 0; i < 10; i++)
		allowed += __ratelimit(&rs);
	KT_EXPECT_EQ(allowed, 3);
	KT_EXPECT_EQ(rs.missed, 7);
}

KTEST(ratelimit, the_next_interval_counts_what_was_missed)
{
	DEFINE_RATELIMIT_STATE(rs, 1000000000000ULL, 1);
	u64 from = printk_next_seq();

	KT_EXPECT(__ratelimit(&rs));
	KT_EXPECT(!__ratelimit(&rs));
	KT_EXPECT(!__ratelimit(&rs));
	rs.begin_ns -= rs.interval_ns;
	KT_EXPECT(__ratelimit(&rs));
	KT_EXPECT(log_says(from, ": 2 messages suppressed"));
}
