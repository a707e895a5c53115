/*
 * tests/kernel/watchdog_test.c - a CPU that is stuck is reported, a busy one is not
 */
#include <linux/jiffies.h>
#include <linux/preempt.h>

#include <linux/watchdog.h>
#include "ktest.h"
#include "log_watch.h"

#define THRESHOLD 5 /* ticks */

/* This CPU's ticks may be fewer than CPU 0's, which are jiffies: give it a second. */
static bool spin_until_reported(u64 from, unsigned long ticks)
{
	unsigned long end = jiffies + ticks;

	while (time_before(jiffies, end))
		if (log_says(from, "BUG: soft lockup - CPU#"))
			return true;
	return false;
}

KTEST(watchdog, names_who_is_stuck)
{
	unsigned int before = watchdog_ticks;
	u64 from = printk_next_seq();

	watchdog_ticks = THRESHOLD;
	KT_EXPECT(!spin_until_reported(from, 3 * THRESHOLD));
	preempt_disable();
	KT_EXPECT(spin_until_reported(from, HZ));
	preempt_enable();
	watchdog_ticks = before;
	KT_EXPECT(log_says(from, "names_who_is_stuck+"));
}
