/*
 * core/watchdog.c - a CPU that lets nobody run any more says where it is
 *
 * The tick counts how often in a row it has found preemption off. That may be chance: one
 * that comes while interrupts are off is taken at the unlock, just before preemption comes
 * back. So from half the limit on it asks for a switch; a CPU that obeys is not stuck.
 * It counts ticks, not time: while the host stops the machine there are none, so that is
 * no false alarm; but where it is short of time, a few may come in a row while the CPU gets
 * no further. `watchdog_thresh=`: after how many seconds' worth of ticks; 0: never.
 *
 * A CPU with interrupts off has no ticks. Each CPU looks now and then whether the next one
 * has had any, and if not, asks it by an NMI. Its answers count, not our time: ten in a row
 * with interrupts off and no tick between them are no chance. A CPU that the host does not
 * run gives no answer; when it comes back, the tick that waits for it breaks the row.
 *
 * Locking: per CPU, irqs off; `asked` is atomic: set by the CPU that asks, cleared by the
 * one that answers.
 */
#include <linux/console.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/panic.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/stacktrace.h>
#include <linux/watchdog.h>
#include <asm/apic.h>
#include <asm/cmpxchg.h>
#include <asm/hardirq.h>
#include <asm/processor-flags.h>
#include <asm/traps.h>
#include "sched.h"

#define ANSWERS 10 /* within watchdog_ticks */

unsigned int watchdog_ticks = 20 * HZ;

static DEFINE_PER_CPU(unsigned int, stuck_ticks);

struct deafness {
	unsigned int since_look; /* own ticks */
	unsigned int next_ticks; /* of the next CPU, at the last look */
	bool asked;              /* [a] by the CPU before this one */
	unsigned int own_ticks;  /* at the last answer */
	unsigned int answers;    /* in a row */
};

static DEFINE_PER_CPU(struct deafness, deafness);

static void report(const char *kind, const struct pt_regs *regs)
{
	pr_emerg("BUG: %s lockup - CPU#%u stuck for %us! [%s:%d]\n", kind,
		 smp_processor_id(), watchdog_ticks / HZ, current->comm, current->pid);
	if (show_current_task_hook)
		show_current_task_hook();
	show_trace_regs(regs);
	check_panic_on_warn("a lockup");
}

static unsigned int ticks_of(unsigned int cpu)
{
	return READ_ONCE(per_cpu(irq_stat, cpu).apic_timer_irqs);
}

static unsigned int next_cpu(void)
{
	unsigned int cpu = cpumask_next((int)smp_processor_id(), cpu_online_mask);

	return cpu < nr_cpu_ids ? cpu : cpumask_first(cpu_online_mask);
}

/* From the tick. */
static void look_at_next_cpu(void)
{
	struct deafness *d = this_cpu_ptr(&deafness);
	unsigned int cpu, before = d->next_ticks;

	if (!watchdog_ticks || ++d->since_look < watchdog_ticks / ANSWERS)
		return;
	d->since_look = 0;
	console_flush(); /* what an NMI has said is only in the log */
	cpu = next_cpu();
	d->next_ticks = ticks_of(cpu);
	if (cpu == smp_processor_id() || d->next_ticks != before)
		return;
	if (!xchg(&per_cpu(deafness, cpu).asked, true)) /* or it has yet to answer */
		apic_send_nmi(cpu_to_apic_id(cpu));
}

static bool answer(const struct pt_regs *regs)
{
	struct deafness *d = this_cpu_ptr(&deafness);
	unsigned int ticks = ticks_of(smp_processor_id());

	if (!xchg(&d->asked, false))
		return false;
	if (regs->rflags & X86_EFLAGS_IF || d->own_ticks != ticks)
		d->answers = 0;
	d->own_ticks = ticks;
	if (++d->answers == ANSWERS)
		report("hard", regs);
	return true;
}

void watchdog_tick(const struct pt_regs *regs)
{
	unsigned int ticks = this_cpu_read(stuck_ticks);
	bool asked = ticks > watchdog_ticks / 2;

	look_at_next_cpu();
	if (!watchdog_ticks || preempt_count() == HARDIRQ_OFFSET ||
	    (asked && !need_resched())) {
		this_cpu_write(stuck_ticks, 0);
		return;
	}
	this_cpu_write(stuck_ticks, ++ticks);
	if (ticks > watchdog_ticks / 2)
		resched_curr(cpu_rq(smp_processor_id()));
	if (ticks == watchdog_ticks)
		report("soft", regs);
}

void __init watchdog_init(void)
{
	set_nmi_handler(answer);
}

static int __init watchdog_setup(char *value)
{
	unsigned int seconds;
	int err = value ? kstrtouint(value, 10, &seconds) : -EINVAL;

	if (!err)
		watchdog_ticks = seconds * HZ;
	return err;
}
early_param("watchdog_thresh", watchdog_setup, "seconds until a stuck CPU is reported");
