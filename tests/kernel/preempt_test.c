/*
 * tests/kernel/preempt_test.c - the preemption count, and the checks that find misuse
 */
#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include "ktest.h"
#include "log_watch.h"

KTEST(preempt, disabling_nests)
{
	KT_ASSERT(preemptible());
	preempt_disable();
	preempt_disable();
	KT_EXPECT_EQ(preempt_count(), 2);
	KT_EXPECT(in_atomic() && !preemptible() && in_task());
	preempt_enable();
	KT_EXPECT(in_atomic());
	preempt_enable();
	KT_EXPECT(!in_atomic() && preemptible());
}

KTEST(preempt, kinds_of_interrupt_are_told_apart)
{
	preempt_count_add(HARDIRQ_OFFSET);
	KT_EXPECT(in_interrupt() && in_hardirq() && !in_nmi() && !in_task());
	preempt_count_sub(HARDIRQ_OFFSET);
	preempt_count_add(NMI_OFFSET);
	KT_EXPECT(in_interrupt() && in_nmi() && !in_hardirq());
	preempt_count_sub(NMI_OFFSET);
	KT_EXPECT(in_task());
}

KTEST(preempt, might_sleep_is_silent_where_sleeping_is_allowed)
{
	u64 from = printk_next_seq();

	might_sleep();
	KT_EXPECT(!log_says(from, "BUG: sleeping function"));
}

KTEST(preempt, might_sleep_names_the_place_and_the_reason)
{
	DEFINE_SPINLOCK(lock);
	u64 from = printk_next_seq();

	spin_lock(&lock);
	might_sleep();
	spin_unlock(&lock);
	KT_EXPECT(log_says(from, "BUG: sleeping function called from invalid context at "
				 "tests/kernel/preempt_test.c:"));
	KT_EXPECT(log_says(from, "preemption is off"));
	if (IS_ENABLED(CONFIG_DEBUG))
		KT_EXPECT(log_says(from, ", taken at ktest_preempt_might_sleep_names"));

	from = printk_next_seq();
	preempt_disable();
	might_sleep();
	preempt_enable();
	if (IS_ENABLED(CONFIG_DEBUG))
		KT_EXPECT(log_says(from, "no spinlock is held"));

	from = printk_next_seq();
	local_irq_disable();
	might_sleep();
	local_irq_enable();
	KT_EXPECT(log_says(from, "interrupts are off"));
}

/* Asked once a boot: who asked before would have been complained of, and have failed. */
KTEST(preempt, the_number_of_a_cpu_that_may_change)
{
	u64 from = printk_next_seq();
	unsigned int cpu;

	if (!IS_ENABLED(CONFIG_DEBUG))
		KT_SKIP("only a debug build checks");
	preempt_disable();
	cpu = smp_processor_id();
	preempt_enable();
	KT_EXPECT(cpu < nr_cpu_ids);
	KT_EXPECT(!log_says(from, "WARNING: "));
	cpu = smp_processor_id();
	KT_EXPECT(log_says(from, "smp_processor_id() where the task may move"));
	KT_EXPECT(log_says(from, "preempt_the_number_of_a_cpu_that_may_change+"));
}
