/*
 * core/watchdog.c - a CPU that lets nobody run any more says where it is
 *
 * The tick counts how often in a row it has found preemption off. That may be chance: one
 * that comes while interrupts are off is taken at the unlock, just before preemption comes
 * back. So from half the limit on it asks for a switch; a CPU that obeys is not stuck.
 * It counts ticks, not time: while the host stops the machine there are none, so that is
 * no false alarm. `watchdog_thresh=`: after how many seconds' worth of ticks; 0: never. A
 * CPU with interrupts off has no ticks: that is for another's NMI.
 *
 * Locking: per CPU, irqs off.
 */
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
#include "sched.h"

unsigned int watchdog_ticks = 20 * HZ;

static DEFINE_PER_CPU(unsigned int, stuck_ticks);

static void report(const struct pt_regs *regs)
{
	pr_emerg("BUG: soft lockup - CPU#%u stuck for %us! [%s:%d]\n", smp_processor_id(),
		 watchdog_ticks / HZ, current->comm, current->pid);
	if (show_current_task_hook)
		show_current_task_hook();
	show_trace_regs(regs);
	check_panic_on_warn("soft lockup");
}

void watchdog_tick(const struct pt_regs *regs)
{
	unsigned int ticks = this_cpu_read(stuck_ticks);
	bool asked = ticks > watchdog_ticks / 2;

	if (!watchdog_ticks || preempt_count() == HARDIRQ_OFFSET ||
	    (asked && !need_resched())) {
		this_cpu_write(stuck_ticks, 0);
		return;
	}
	this_cpu_write(stuck_ticks, ++ticks);
	if (ticks > watchdog_ticks / 2)
		resched_curr(cpu_rq(smp_processor_id()));
	if (ticks == watchdog_ticks)
		report(regs);
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
