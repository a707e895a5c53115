/*
 * include/linux/ratelimit.h - messages that a program could otherwise make by the million
 *
 * At most burst messages in interval; the clock is printk's. How many were left out is
 * printed when the next interval begins.
 */
#ifndef LINUX_RATELIMIT_H
#define LINUX_RATELIMIT_H

#include <linux/printk.h>
#include <linux/spinlock_types.h>
#include <linux/types.h>

struct ratelimit_state {
	spinlock_t lock; /* guards the rest; only tried, never waited for */
	u64 interval_ns;
	unsigned int burst;
	unsigned int printed;
	unsigned int missed;
	u64 begin_ns;
};

#define DEFAULT_RATELIMIT_INTERVAL_NS 5000000000ULL
#define DEFAULT_RATELIMIT_BURST 10

#define RATELIMIT_STATE_INIT(name, interval, max)                                   \
	{                                                                           \
		.lock = __SPIN_LOCK_UNLOCKED((name).lock), .interval_ns = interval, \
		.burst = max,                                                       \
	}
#define DEFINE_RATELIMIT_STATE(name, interval, max) \
	struct ratelimit_state name = RATELIMIT_STATE_INIT(name, interval, max)

/* May the caller print now? func is named in the note about suppressed messages. */
bool ___ratelimit(struct ratelimit_state *rs, const char *func);
#define __ratelimit(rs) ___ratelimit(rs, __func__)

#define printk_ratelimited(fmt, ...)                                               \
	do {                                                                       \
		static DEFINE_RATELIMIT_STATE(__rs, DEFAULT_RATELIMIT_INTERVAL_NS, \
					      DEFAULT_RATELIMIT_BURST);            \
		if (__ratelimit(&__rs))                                            \
			printk(fmt, ##__VA_ARGS__);                                \
	} while (0)
#define pr_err_ratelimited(fmt, ...) \
	printk_ratelimited(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn_ratelimited(fmt, ...) \
	printk_ratelimited(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info_ratelimited(fmt, ...) \
	printk_ratelimited(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)

#endif
