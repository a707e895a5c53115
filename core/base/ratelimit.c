/*
 * core/base/ratelimit.c - messages that a program could otherwise make by the million
 *
 * Locking: the state's own lock, only tried: who finds it taken does not print.
 */
#include <linux/ratelimit.h>
#include <linux/spinlock.h>
#include "log.h"

bool ___ratelimit(struct ratelimit_state *rs, const char *func)
{
	unsigned int missed = 0;
	unsigned long flags;
	bool may_print;
	u64 now = log_clock();

	if (!spin_trylock_irqsave(&rs->lock, flags))
		return false;
	if (now - rs->begin_ns >= rs->interval_ns) {
		missed = rs->missed;
		rs->begin_ns = now;
		rs->printed = 0;
		rs->missed = 0;
	}
	may_print = rs->printed < rs->burst;
	if (may_print)
		rs->printed++;
	else
		rs->missed++;
	spin_unlock_irqrestore(&rs->lock, flags);

	if (missed)
		pr_warn("%s: %u messages suppressed\n", func, missed);
	return may_print;
}
