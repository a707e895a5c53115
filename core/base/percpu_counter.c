/*
 * core/base/percpu_counter.c - a counter that all CPUs change often and few read
 *
 * Locking: counter->lock, with interrupts off; a part is its CPU's, with them off.
 */
#include <linux/cpumask.h>
#include <linux/irqflags.h>
#include <linux/percpu.h>
#include <linux/percpu_counter.h>

void percpu_counter_add_batch(struct percpu_counter *counter, s64 amount, s32 batch)
{
	unsigned long flags;
	s32 *part;
	s64 sum;

	local_irq_save(flags);
	part = &counter->part[this_cpu_read(cpu_number)];
	sum = *part + amount;
	if (sum > -batch && sum < batch) {
		WRITE_ONCE(*part, sum);
	} else {
		raw_spin_lock(&counter->lock);
		WRITE_ONCE(counter->count, counter->count + sum);
		WRITE_ONCE(*part, 0);
		raw_spin_unlock(&counter->lock);
	}
	local_irq_restore(flags);
}

s64 percpu_counter_sum(struct percpu_counter *counter)
{
	unsigned long flags;
	unsigned int cpu;
	s64 sum;

	raw_spin_lock_irqsave(&counter->lock, flags);
	sum = counter->count;
	for_each_possible_cpu (cpu)
		sum += READ_ONCE(counter->part[cpu]);
	raw_spin_unlock_irqrestore(&counter->lock, flags);
	return sum;
}

/* Nobody else counts meanwhile. */
void percpu_counter_set(struct percpu_counter *counter, s64 value)
{
	unsigned long flags;
	unsigned int cpu;

	raw_spin_lock_irqsave(&counter->lock, flags);
	for_each_possible_cpu (cpu)
		counter->part[cpu] = 0;
	counter->count = value;
	raw_spin_unlock_irqrestore(&counter->lock, flags);
}
