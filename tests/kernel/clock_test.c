/*
 * tests/kernel/clock_test.c - arch/clock.c, arch/rtc.c, the timer of arch/apic.c
 *
 * On a virtual machine the host decides when we run: only what must hold then, too.
 */
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <asm/apic.h>
#include <asm/processor.h>
#include <asm/tsc.h>
#include "ktest.h"

#define MHZ 1000000ULL
#define SECONDS_OF_2020 1577836800ULL
#define SECONDS_OF_2100 4102444800ULL

KTEST(clock, rates_are_plausible)
{
	KT_EXPECT(tsc_hz() >= 100 * MHZ && tsc_hz() <= 20000 * MHZ);
	KT_EXPECT(apic_timer_hz() >= 1 * MHZ && apic_timer_hz() <= 4200 * MHZ);
}

KTEST(clock, never_goes_back)
{
	u64 last = clock_read_ns();
	int i;

	for (i = 0; i < 10000; i++) {
		u64 now = clock_read_ns();

		KT_ASSERT(now >= last);
		last = now;
	}
}

/* Ticks may be held up, so only a coarse agreement can be asked. */
KTEST(clock, ticks_and_clock_agree)
{
	u64 start = clock_read_ns(), elapsed;
	unsigned long ticks = jiffies;

	while (jiffies == ticks) /* CPU 0 may be late */
		cpu_relax();
	ticks = jiffies;
	msleep(200);
	elapsed = clock_read_ns() - start;
	ticks = jiffies - ticks;
	KT_EXPECT(elapsed >= 150 * NSEC_PER_MSEC);
	KT_EXPECT(ticks * TICK_NSEC <= elapsed * 2);
	KT_EXPECT(ticks * TICK_NSEC >= elapsed / 8);
}

KTEST(clock, wall_clock_is_of_this_century)
{
	u64 now = rtc_read_seconds();

	KT_EXPECT(now > SECONDS_OF_2020 && now < SECONDS_OF_2100);
	KT_EXPECT(rtc_read_seconds() - now <= 1);
}
