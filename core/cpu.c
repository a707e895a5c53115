/*
 * core/cpu.c - the other CPUs join in
 *
 * Each gets an idle task, the code that it starts with and falls back to, like init_task
 * on CPU 0; from then on it schedules for itself.
 *
 * Locking: boot, one CPU after the other.
 */
#define pr_fmt(fmt) "smp: " fmt

#include <linux/cpumask.h>
#include <linux/init.h>
#include <linux/irqflags.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/watchdog.h>
#include <linux/sprintf.h>
#include <asm/processor.h>
#include "sched.h"

/* Where a new CPU enters: its own tables and clock are ready, irqs off. */
static void secondary_start(void)
{
	set_cpu_online(smp_processor_id(), true);
	tick_init();
	local_irq_enable();
	cpu_idle();
}

static struct task_struct *__init make_idle_task(unsigned int cpu)
{
	struct task_struct *t = alloc_task_struct();

	if (!t)
		return NULL;
	t->flags = PF_KTHREAD | PF_IDLE;
	t->exit_signal = -1;
	t->real_parent = &init_task;
	t->signal = init_task.signal;
	t->sighand = init_task.sighand;
	snprintf(t->comm, sizeof(t->comm), "swapper/%u", cpu);
	sched_init_cpu(cpu, t);
	return t;
}

void __init smp_init(void)
{
	unsigned int cpu;

	set_secondary_start(secondary_start);
	smp_call_init();
	watchdog_init();
	for_each_present_cpu(cpu)
	{
		struct task_struct *idle;

		if (cpu_online(cpu))
			continue;
		idle = make_idle_task(cpu);
		if (!idle) {
			pr_err("no memory for the idle task of CPU%u\n", cpu);
			break;
		}
		if (cpu_start(cpu, idle))
			continue; /* which has said why; the task stays, in case it comes late */
		while (!cpu_online(cpu))
			cpu_relax();
	}
}
