/*
 * arch/nmi.c - non-maskable interrupts: stopping every CPU, whatever it is doing, or
 * asking one
 *
 *	panicking CPU                     each other CPU
 *	nmi_stop_cpus()  ---- NMI ---->   nmi(): stays there, silent
 *	prints its report
 *	nmi_show_cpus()  ---- turn ---->  prints where it was, halts
 *
 * Locking: stop's fields are atomic; only the CPU that panics, of which there is one
 * (core/base/panic.c), calls the two.
 */
#include <linux/cpumask.h>
#include <linux/irqflags.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/stacktrace.h>
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/hardirq.h>
#include <asm/processor.h>
#include <asm/traps.h>
#include "arch.h"

#define PATIENCE 100000000 /* pauses; a CPU that needs longer is not waited for */
#define NO_TURN (~0U)

static struct {
	bool wanted;            /* [a] */
	struct cpumask stopped; /* [a] */
	unsigned int turn;      /* [a] the CPU that may print */
} stop = { .turn = NO_TURN };

static void show_cpu(const struct pt_regs *regs)
{
	unsigned int cpu = smp_processor_id();

	if (current->flags & PF_IDLE && !user_mode(regs) && !in_hardirq()) {
		pr_emerg("CPU %u was idle\n", cpu);
		return;
	}
	pr_emerg("NMI backtrace for cpu %u\n", cpu);
	oops_print_task();
	show_trace_regs(regs);
}

static void __noreturn stay(const struct pt_regs *regs)
{
	unsigned int cpu = smp_processor_id();

	cpumask_set_cpu(cpu, &stop.stopped);
	while (smp_load_acquire(&stop.turn) != cpu)
		cpu_relax();
	show_cpu(regs);
	smp_store_release(&stop.turn, NO_TURN);
	for (;;)
		native_halt();
}

static bool (*nmi_handler)(const struct pt_regs *regs); /* [I after boot] */

void set_nmi_handler(bool (*handler)(const struct pt_regs *regs))
{
	nmi_handler = handler;
}

/* Or: somebody pressed the machine's NMI button, or hardware complains: say so, go on. */
void nmi(struct pt_regs *regs)
{
	this_cpu_inc(irq_stat.__nmi_count);
	if (READ_ONCE(stop.wanted))
		stay(regs);
	preempt_count_add(NMI_OFFSET + HARDIRQ_OFFSET);
	if (!nmi_handler || !nmi_handler(regs))
		pr_warn("NMI at %pS: nobody knows why\n", (void *)regs->rip);
	preempt_count_sub(NMI_OFFSET + HARDIRQ_OFFSET);
}

void nmi_stop_cpus(void)
{
	unsigned int cpu, self = smp_processor_id(), patience = PATIENCE;

	WRITE_ONCE(stop.wanted, true);
	for_each_online_cpu (cpu)
		if (cpu != self)
			apic_send_nmi(cpu_to_apic_id(cpu));
	for_each_online_cpu (cpu)
		while (cpu != self && !cpumask_test_cpu(cpu, &stop.stopped) && patience--)
			cpu_relax();
}

void nmi_show_cpus(void)
{
	unsigned int cpu, patience = PATIENCE;

	for_each_online_cpu (cpu) {
		if (cpu == smp_processor_id())
			continue;
		if (!cpumask_test_cpu(cpu, &stop.stopped)) {
			pr_emerg("CPU %u does not even answer an NMI\n", cpu);
			continue;
		}
		smp_store_release(&stop.turn, cpu);
		while (smp_load_acquire(&stop.turn) == cpu && patience--)
			cpu_relax();
	}
}
