/*
 * tests/kernel/ipi_test.c - core/smp.c: a function runs where it was sent, once
 */
#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/ktime.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <asm/hardirq.h>
#include <asm/processor.h>
#include "ktest.h"

#define ROUNDS 200

static struct {
	unsigned int calls[NR_CPUS]; /* each written by its CPU */
	atomic_t total, irqs_on;
} seen;

static void note_call(void *info)
{
	seen.calls[smp_processor_id()]++;
	if (!irqs_disabled())
		atomic_inc(&seen.irqs_on);
	atomic_inc(&seen.total);
}

static void forget_calls(void)
{
	memset(&seen, 0, sizeof(seen));
}

KTEST(ipi, on_each_cpu_is_once_on_each)
{
	unsigned int cpu;

	forget_calls();
	on_each_cpu(note_call, NULL, 1);
	for_each_online_cpu (cpu)
		KT_EXPECT_EQ(seen.calls[cpu], 1);
	KT_EXPECT_EQ(atomic_read(&seen.total), (int)num_online_cpus());
	KT_EXPECT_EQ(atomic_read(&seen.irqs_on), 0);
}

KTEST(ipi, the_others_only)
{
	unsigned int self;

	forget_calls();
	preempt_disable();
	self = smp_processor_id();
	smp_call_function(note_call, NULL, 1);
	KT_EXPECT_EQ(seen.calls[self], 0);
	preempt_enable();
	KT_EXPECT_EQ(atomic_read(&seen.total), (int)num_online_cpus() - 1);
}

KTEST(ipi, one_cpu_or_none)
{
	unsigned int cpu;

	forget_calls();
	for_each_online_cpu (cpu) {
		KT_EXPECT_EQ(smp_call_function_single(cpu, note_call, NULL, 1), 0);
		KT_EXPECT_EQ(seen.calls[cpu], 1);
	}
	KT_EXPECT_EQ(smp_call_function_single(nr_cpu_ids, note_call, NULL, 1), -ENXIO);
	KT_EXPECT_EQ(smp_call_function_single(-1, note_call, NULL, 1), -ENXIO);
}

/* Without waiting, a second call to the same CPU waits for the first to begin. */
KTEST(ipi, calls_that_nobody_waits_for_are_all_made)
{
	int i, wanted = ROUNDS * num_online_cpus();

	forget_calls();
	for (i = 0; i < ROUNDS; i++)
		on_each_cpu(note_call, NULL, 0);
	on_each_cpu(note_call, NULL, 1);
	KT_EXPECT_EQ(atomic_read(&seen.total), wanted + (int)num_online_cpus());
}

static unsigned int call_ipis(unsigned int cpu)
{
	return READ_ONCE(per_cpu(irq_stat, cpu).irq_call_count);
}

KTEST(ipi, each_of_the_mask_gets_exactly_one_interrupt)
{
	unsigned int cpu, self, before[NR_CPUS];
	struct cpumask mask;

	cpumask_clear(&mask);
	for_each_online_cpu (cpu)
		if (cpu % 2)
			cpumask_set_cpu(cpu, &mask);
	preempt_disable();
	self = smp_processor_id();
	for_each_online_cpu (cpu)
		before[cpu] = call_ipis(cpu);
	on_each_cpu_mask(&mask, note_call, NULL, 1);
	for_each_online_cpu (cpu)
		KT_EXPECT_EQ(call_ipis(cpu) - before[cpu], cpu % 2 && cpu != self);
	preempt_enable();
}

static void read_clock(void *info)
{
	*(u64 *)info = ktime_get_ns();
}

KTEST(ipi, no_clock_is_behind_another)
{
	u64 last = ktime_get_ns(), now;
	unsigned int cpu;
	int i;

	for (i = 0; i < 20; i++) {
		for_each_online_cpu (cpu) {
			smp_call_function_single(cpu, read_clock, &now, 1);
			KT_EXPECT(now >= last);
			last = now;
		}
	}
}
