/*
 * tests/kernel/watchdog_test.c - a CPU that is stuck is reported, a busy one is not
 *
 * A busy host may let several ticks come while the CPU gets no further, as if it were
 * stuck. With a limit of so few, who ticks must be the test.
 */
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/irqflags.h>
#include <linux/jiffies.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/watchdog.h>
#include <asm/apic.h>
#include <asm/hardirq.h>
#include <asm/processor.h>
#include <asm/traps.h>
#include "ktest.h"
#include "log_watch.h"

#define THRESHOLD 5 /* ticks */

static void tick_times(unsigned int n)
{
	while (n--) {
		unsigned int before = this_cpu_read(irq_stat.apic_timer_irqs);

		local_irq_disable();
		apic_send_ipi(apic_id(), LOCAL_TIMER_VECTOR);
		local_irq_enable(); /* not in a leaf: its caller would be missing */
		while (this_cpu_read(irq_stat.apic_timer_irqs) == before)
			cpu_relax();
	}
}

/* Before and after: CPU 0 ticks only when it is told to. => the limit for after */
static unsigned int begin_ticks_by_hand(void)
{
	unsigned int limit = watchdog_ticks;

	ktest_use_one_cpu();
	apic_timer_stop();
	watchdog_ticks = THRESHOLD;
	tick_times(1); /* which finds preemption on: the count begins anew */
	return limit;
}

static void end_ticks_by_hand(unsigned int limit)
{
	watchdog_ticks = limit;
	apic_timer_start();
	apic_timer_arm(HZ);
}

KTEST(watchdog, names_who_is_stuck)
{
	unsigned int limit = begin_ticks_by_hand();
	u64 from = printk_next_seq();

	tick_times(3 * THRESHOLD);
	KT_EXPECT(!log_says(from, "BUG: soft lockup - CPU#0"));
	preempt_disable();
	tick_times(2 * THRESHOLD);
	preempt_enable();
	end_ticks_by_hand(limit);
	KT_EXPECT(log_says(from, "BUG: soft lockup - CPU#0"));
	KT_EXPECT(log_says(from, "names_who_is_stuck+"));
}

/* Each tick finds preemption off, as one does that waited for an unlock. */
KTEST(watchdog, many_short_locks_are_not_one_long)
{
	static DEFINE_SPINLOCK(lock);
	unsigned int limit = begin_ticks_by_hand();
	u64 from = printk_next_seq();

	for (int i = 0; i < 8 * THRESHOLD; i++) {
		spin_lock(&lock);
		tick_times(1);
		spin_unlock(&lock);
	}
	end_ticks_by_hand(limit);
	KT_EXPECT(!log_says(from, "BUG: soft lockup - CPU#0"));
}

#define NMIS 30 /* ten make a report */

static bool hears_again;

/* Nothing but an NMI comes through, until some have. */
static void be_deaf(void *unused)
{
	unsigned int before = this_cpu_read(irq_stat.__nmi_count);

	while (this_cpu_read(irq_stat.__nmi_count) - before < NMIS)
		cpu_relax();
	WRITE_ONCE(hears_again, true);
}

KTEST(watchdog, names_who_has_interrupts_off)
{
	unsigned int before = watchdog_ticks;
	u64 from = printk_next_seq();

	if (num_online_cpus() < 2)
		KT_SKIP("there is no other CPU that would notice");
	ktest_use_one_cpu();
	hears_again = false;
	watchdog_ticks = THRESHOLD;
	smp_call_function_single(1, be_deaf, NULL, 0);
	while (!READ_ONCE(hears_again))
		msleep(1);
	watchdog_ticks = before;
	/* another one may be late where the host has fewer: it is not what is asked */
	KT_EXPECT_EQ(log_count(from, "BUG: hard lockup - CPU#1 stuck"), 1);
	KT_EXPECT(log_says(from, " be_deaf+"));
}
