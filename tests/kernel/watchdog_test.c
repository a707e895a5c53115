/*
 * tests/kernel/watchdog_test.c - a CPU that is stuck is reported, a busy one is not
 */
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/watchdog.h>
#include <asm/hardirq.h>
#include <asm/processor.h>
#include "ktest.h"
#include "log_watch.h"

#define THRESHOLD 5 /* ticks */

static void spin_for_ticks(unsigned int n)
{
	unsigned int last = this_cpu_read(irq_stat.apic_timer_irqs);

	while (n) {
		unsigned int now = this_cpu_read(irq_stat.apic_timer_irqs);

		n -= now != last;
		last = now;
	}
}

KTEST(watchdog, names_who_is_stuck)
{
	unsigned int before = watchdog_ticks;
	u64 from = printk_next_seq();

	watchdog_ticks = THRESHOLD;
	spin_for_ticks(3 * THRESHOLD);
	KT_EXPECT(!log_says(from, "BUG: soft lockup"));
	preempt_disable();
	spin_for_ticks(2 * THRESHOLD);
	preempt_enable();
	watchdog_ticks = before;
	KT_EXPECT(log_says(from, "BUG: soft lockup - CPU#"));
	KT_EXPECT(log_says(from, "names_who_is_stuck+"));
}

/* A tick that waited for an unlock interrupts it where preemption is still off. */
KTEST(watchdog, many_short_locks_are_not_one_long)
{
	static DEFINE_SPINLOCK(lock);
	unsigned int before = watchdog_ticks;
	u64 from = printk_next_seq();
	unsigned long flags;

	watchdog_ticks = THRESHOLD;
	for (int i = 0; i < 8 * THRESHOLD; i++) {
		spin_lock_irqsave(&lock, flags);
		mdelay(1000 / HZ);
		spin_unlock_irqrestore(&lock, flags);
	}
	watchdog_ticks = before;
	KT_EXPECT(!log_says(from, "BUG: "));
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
	KT_EXPECT_EQ(log_count(from, "BUG: hard lockup - CPU#1 stuck"), 1);
	KT_EXPECT_EQ(log_count(from, "BUG: hard lockup"), 1);
	KT_EXPECT(log_says(from, " be_deaf+"));
}
