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

/* Wait for two ticks: the second has begun after this was called. => what it wrote */
static unsigned long fresh_jiffies(void)
{
	unsigned long seen = jiffies;

	for (int i = 0; i < 2; i++, seen = jiffies)
		while (jiffies == seen)
			cpu_relax();
	return seen;
}

/* However late the ticks are that set jiffies, they set them right. */
KTEST(clock, ticks_and_clock_agree)
{
	u64 outer = clock_read_ns(), inner, ns;
	unsigned long ticks = fresh_jiffies();

	inner = clock_read_ns();
	msleep(200);
	inner = clock_read_ns() - inner;
	ticks = fresh_jiffies() - ticks;
	outer = clock_read_ns() - outer;
	ns = ticks * TICK_NSEC;
	KT_EXPECT(inner >= 200 * NSEC_PER_MSEC);
	KT_EXPECT(ns + TICK_NSEC >= inner && ns <= outer + TICK_NSEC);
}

KTEST(clock, wall_clock_is_of_this_century)
{
	u64 begin = ktime_get_ns(), now = rtc_read_seconds(), elapsed;

	KT_EXPECT(now > SECONDS_OF_2020 && now < SECONDS_OF_2100);
	elapsed = rtc_read_seconds() - now;
	KT_EXPECT(elapsed <= (ktime_get_ns() - begin) / NSEC_PER_SEC + 1);
}
