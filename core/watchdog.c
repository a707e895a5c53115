/*
 * core/watchdog.c - a CPU that lets nobody run any more says where it is
 *
 * The tick counts how often in a row it has found the same task with preemption off, and
 * no switch in between. It counts ticks, not time: while the host stops the machine there
 * are none, so that is no false alarm. `watchdog_thresh=`: after how many seconds' worth
 * of ticks; 0: never. A CPU with interrupts off has no ticks: that is for another's NMI.
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

unsigned int watchdog_ticks = 20 * HZ;

struct stuck {
	unsigned long switches; /* of the task, when it was seen first */
	const struct task_struct *task;
	unsigned int ticks;
};

static DEFINE_PER_CPU(struct stuck, stuck);

static void report(const struct stuck *here, const struct pt_regs *regs)
{
	pr_emerg("BUG: soft lockup - CPU#%u stuck for %us! [%s:%d]\n", smp_processor_id(),
		 here->ticks / HZ, current->comm, current->pid);
	if (show_current_task_hook)
		show_current_task_hook();
	show_trace_regs(regs);
	check_panic_on_warn("soft lockup");
}

void watchdog_tick(const struct pt_regs *regs)
{
	struct stuck *here = this_cpu_ptr(&stuck);
	unsigned long switches = current->nvcsw + current->nivcsw;

	if (preempt_count() == HARDIRQ_OFFSET || here->task != current ||
	    here->switches != switches) {
		*here = (struct stuck){ .task = current, .switches = switches };
		return;
	}
	if (++here->ticks == watchdog_ticks)
		report(here, regs);
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
