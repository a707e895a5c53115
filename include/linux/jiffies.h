/*
 * include/linux/jiffies.h - time in ticks of the timer interrupt
 *
 * Locking: jiffies is written by CPU 0's tick only and read by anyone.
 */
#ifndef LINUX_JIFFIES_H
#define LINUX_JIFFIES_H

#include <linux/types.h>
#include <linux/compiler.h>

#define HZ 250

extern volatile unsigned long jiffies;

/* Start this CPU's tick. irqs off, clocks and local APIC ready. */
void tick_init(void);

/* Wrap-safe order: is @a later than @b? */
#define time_after(a, b) ((long)((b) - (a)) < 0)
#define time_before(a, b) time_after(b, a)
#define time_after_eq(a, b) ((long)((a) - (b)) >= 0)
#define time_before_eq(a, b) time_after_eq(b, a)

#define MAX_JIFFY_OFFSET ((long)(~0UL >> 1) - 1)

/* Rounded up, so that a wait is never shorter than was asked for. */
static inline unsigned long msecs_to_jiffies(unsigned int ms)
{
	return ((unsigned long)ms * HZ + 999) / 1000;
}

static inline unsigned int jiffies_to_msecs(unsigned long j)
{
	return j * (1000 / HZ);
}

static inline unsigned long nsecs_to_jiffies(u64 ns)
{
	return ns / (1000000000ULL / HZ);
}

#endif
