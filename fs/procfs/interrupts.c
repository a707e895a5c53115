/*
 * fs/procfs/interrupts.c - /proc/interrupts: what interrupted each CPU, as Linux writes it
 *
 *	           CPU0       CPU1
 *	  4:        312          0   IO-APIC   4-edge      ttyS0
 *	LOC:       1523       1517   Local timer interrupts
 *
 * Locking: none of its own; counts of different moments may stand side by side.
 */
#include <linux/array_size.h>
#include <linux/cpumask.h>
#include <linux/interrupt.h>
#include <linux/percpu.h>
#include <linux/stddef.h>
#include <asm/hardirq.h>
#include "internal.h"

static const struct {
	const char *name;
	size_t offset; /* in irq_cpustat_t */
	const char *what;
} rows[] = {
	{ "NMI", offsetof(irq_cpustat_t, __nmi_count), "Non-maskable interrupts" },
	{ "LOC", offsetof(irq_cpustat_t, apic_timer_irqs), "Local timer interrupts" },
	{ "SPU", offsetof(irq_cpustat_t, irq_spurious_count), "Spurious interrupts" },
	{ "RES", offsetof(irq_cpustat_t, irq_resched_count), "Rescheduling interrupts" },
	{ "CAL", offsetof(irq_cpustat_t, irq_call_count), "Function call interrupts" },
	{ "TLB", offsetof(irq_cpustat_t, irq_tlb_count), "TLB shootdowns" },
};

static void show_line(struct seq_file *m, unsigned int irq)
{
	char description[80];
	unsigned int cpu;

	if (!irq_describe(irq, description, sizeof(description)))
		return;
	seq_printf(m, "%3u: ", irq);
	for_each_online_cpu (cpu)
		seq_printf(m, "%10u ", kstat_irqs_cpu(irq, cpu));
	seq_printf(m, "%s\n", description);
}

int proc_interrupts_show(struct seq_file *m, void *v)
{
	unsigned int i, cpu;

	seq_printf(m, "%11s", "");
	for_each_online_cpu (cpu)
		seq_printf(m, "CPU%-8u", cpu);
	seq_putc(m, '\n');
	for (i = 0; i < NR_IRQS; i++)
		show_line(m, i);
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		seq_printf(m, "%s: ", rows[i].name);
		for_each_online_cpu (cpu)
			seq_printf(m, "%10u ",
				   *(unsigned int *)((char *)&per_cpu(irq_stat, cpu) +
						     rows[i].offset));
		seq_printf(m, "  %s\n", rows[i].what);
	}
	seq_printf(m, "ERR: %10u\n", READ_ONCE(irq_err_count));
	return 0;
}
