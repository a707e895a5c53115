/*
 * core/smp.c - calling a function on other CPUs
 *
 *	sender's calls[target]  --push-->  target's call_queue  --IPI-->  run, not busy
 *
 * A sender has one call under way to each target, so nothing is allocated. Who pushes
 * onto an empty queue sends the IPI; one IPI serves all that is queued by then.
 *
 * Two CPUs may call each other at the same time: each serves the other while it waits,
 * which is why interrupts must be on. For the same reason a caller may not hold a lock
 * that others wait for with interrupts off.
 *
 * Locking: none. calls[] is its CPU's while a call is not busy, the target's while it is.
 */
#include <linux/bug.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/llist.h>
#include <linux/panic.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/smp.h>
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/hardirq.h>
#include <asm/processor.h>
#include <asm/traps.h>

struct call {
	struct llist_node node; /* in the target's queue */
	smp_call_func_t func;
	void *info;
	bool wait; /* the sender waits for the function's end */
	bool busy; /* [a] from queueing until it has run, or !wait: until it is about to */
};

static DEFINE_PER_CPU(struct call[NR_CPUS], calls);
static DEFINE_PER_CPU(struct llist_head, call_queue);

static void run_call(struct call *call)
{
	smp_call_func_t func = call->func;
	void *info = call->info;

	if (call->wait) {
		func(info);
		smp_store_release(&call->busy, false);
	} else {
		smp_store_release(&call->busy, false);
		func(info);
	}
}

static void call_interrupt(struct pt_regs *regs)
{
	struct call *call, *next;
	struct llist_node *list;

	apic_eoi();
	this_cpu_inc(irq_stat.irq_call_count);
	list = llist_reverse_order(llist_del_all(this_cpu_ptr(&call_queue)));
	llist_for_each_entry_safe(call, next, list, node) run_call(call);
}

void smp_call_init(void)
{
	set_irq_handler(CALL_FUNCTION_VECTOR, call_interrupt);
}

static void wait_for(const struct call *call)
{
	while (smp_load_acquire(&call->busy))
		cpu_relax();
}

/* Preemption is off. */
static void send(unsigned int cpu, smp_call_func_t func, void *info, bool wait)
{
	struct call *call = this_cpu_ptr(&calls[cpu]);

	wait_for(call); /* one that nobody waited for */
	call->func = func;
	call->info = info;
	call->wait = wait;
	WRITE_ONCE(call->busy, true);
	if (llist_add(&call->node, per_cpu_ptr(&call_queue, cpu)))
		smp_send_call(cpu);
}

/* Waiting with interrupts off, or in one, can last for ever; with one CPU it would work. */
static void check_may_call(void)
{
	WARN_ON_ONCE((irqs_disabled() || in_interrupt()) && num_online_cpus() > 1);
}

void smp_call_function_many(const struct cpumask *mask, smp_call_func_t func, void *info,
			    bool wait)
{
	unsigned int cpu, self = smp_processor_id();

	check_may_call();
	for_each_cpu (cpu, mask)
		if (cpu != self && cpu_online(cpu))
			send(cpu, func, info, wait);
	if (!wait)
		return;
	for_each_cpu (cpu, mask)
		if (cpu != self)
			wait_for(this_cpu_ptr(&calls[cpu]));
}

void on_each_cpu_mask(const struct cpumask *mask, smp_call_func_t func, void *info,
		      bool wait)
{
	unsigned long flags;

	preempt_disable();
	smp_call_function_many(mask, func, info, wait);
	if (cpumask_test_cpu(smp_processor_id(), mask)) {
		local_irq_save(flags);
		func(info);
		local_irq_restore(flags);
	}
	preempt_enable();
}

void on_each_cpu(smp_call_func_t func, void *info, int wait)
{
	on_each_cpu_mask(cpu_online_mask, func, info, wait);
}

void smp_call_function(smp_call_func_t func, void *info, int wait)
{
	preempt_disable();
	smp_call_function_many(cpu_online_mask, func, info, wait);
	preempt_enable();
}

int smp_call_function_single(int cpu, smp_call_func_t func, void *info, int wait)
{
	if (cpu < 0 || (unsigned int)cpu >= nr_cpu_ids || !cpu_online(cpu))
		return -ENXIO;
	on_each_cpu_mask(cpumask_of(cpu), func, info, wait);
	return 0;
}
