/*
 * core/base/preempt.c - the preemption count, and catching those who sleep in spite of it
 *
 * Locking: the count and the flag belong to their CPU; the hooks are [I after boot].
 */
#include <linux/bug.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include "held.h"

DEFINE_PER_CPU(int, __preempt_count)
= INIT_PREEMPT_COUNT;
DEFINE_PER_CPU(int, __need_resched);

void (*preempt_schedule_hook)(void);
unsigned int (*show_kmaps_hook)(void);
enum system_states system_state = SYSTEM_BOOTING;

/* Any context. */
void preempt_check_resched(void)
{
	if (this_cpu_read(__need_resched) && preemptible() && preempt_schedule_hook)
		preempt_schedule_hook();
}

unsigned int debug_smp_processor_id(void)
{
	WARN_ONCE(preemptible() && system_state == SYSTEM_RUNNING,
		  "smp_processor_id() where the task may move\n");
	return raw_smp_processor_id();
}

/* What makes this context one that may not sleep; NULL: nothing. */
static const char *why_atomic(void)
{
	if (in_nmi())
		return "in an NMI";
	if (in_hardirq())
		return "in an interrupt";
	if (preempt_count())
		return "preemption is off";
	if (irqs_disabled())
		return "interrupts are off";
	return NULL;
}

unsigned int show_atomic_holders(void)
{
	return held_show() + (show_kmaps_hook ? show_kmaps_hook() : 0);
}

void __might_sleep(const char *file, int line)
{
	const char *why = why_atomic();

	if (likely(!why) || system_state < SYSTEM_RUNNING || oops_in_progress)
		return;
	pr_err("BUG: sleeping function called from invalid context at %s:%d\n", file,
	       line);
	pr_err("%s (preempt_count %#x, irqs %s)\n", why, preempt_count(),
	       irqs_disabled() ? "off" : "on");
	if (preempt_count() && !show_atomic_holders() && IS_ENABLED(CONFIG_DEBUG))
		pr_err("no spinlock is held and no kmap_atomic: preempt_disable()\n");
	dump_stack();
	check_panic_on_warn("sleeping in an atomic context");
}
