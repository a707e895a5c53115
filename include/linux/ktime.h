/*
 * include/linux/ktime.h - time in nanoseconds
 *
 * core/time.c turns the machine's counter into these clocks. Any context.
 */
#ifndef LINUX_KTIME_H
#define LINUX_KTIME_H

#include <linux/types.h>

typedef s64 ktime_t;

#define NSEC_PER_SEC 1000000000LL
#define NSEC_PER_MSEC 1000000LL
#define NSEC_PER_USEC 1000LL
#define USEC_PER_SEC 1000000LL
#define USEC_PER_MSEC 1000LL
#define MSEC_PER_SEC 1000LL

#define TICK_NSEC (NSEC_PER_SEC / 250)

u64 ktime_get_ns(void);        /* CLOCK_MONOTONIC: since boot */
u64 ktime_get_real_ns(void);   /* CLOCK_REALTIME: since 1970 */
u64 ktime_get_coarse_ns(void); /* CLOCK_MONOTONIC_COARSE: at the last tick */

static inline ktime_t ktime_get(void)
{
	return (ktime_t)ktime_get_ns();
}

/* The counter behind the clocks; arch/ knows it. Nanoseconds since an early moment. */
void timekeeping_init(u64 (*read_ns)(void), u64 wall_seconds);

#endif
