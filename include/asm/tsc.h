/*
 * include/asm/tsc.h - the time-stamp counter as a clock, and the wall clock
 *
 * Locking: none. The scale is written once by clock_init().
 */
#ifndef ASM_TSC_H
#define ASM_TSC_H

#include <linux/types.h>

/* Cycles since reset. Not ordered against other instructions. */
static inline u64 rdtsc(void)
{
	u32 low, high;

	asm volatile("rdtsc" : "=a"(low), "=d"(high));
	return low | (u64)high << 32;
}

/*
 * Measure the TSC and the local APIC timer against the PIT (about 10 ms, irqs off).
 * After apic_init(). Panics when there is no working PIT.
 */
void clock_init(void);

/* Nanoseconds since the CPU was reset; 0 before clock_init(). Any context. */
u64 clock_read_ns(void);

/* TSC ticks a second, as measured. */
u64 tsc_hz(void);

/* Seconds since 1970 by the CMOS clock (UTC). Waits up to a second for a stable value. */
u64 rtc_read_seconds(void);

#endif
