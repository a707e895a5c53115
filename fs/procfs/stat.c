/*
 * fs/procfs/stat.c - /proc/stat and /proc/cpuinfo: the CPUs, and what they have done
 *
 * Times are in ticks of 1/100 s; Atlas counts those of programs, of the kernel, and of
 * doing nothing: the other columns are 0.
 *
 * Locking: none; counts of different moments may stand side by side.
 */
#include <linux/array_size.h>
#include <linux/cpumask.h>
#include <linux/interrupt.h>
#include <linux/kernel_stat.h>
#include <linux/ktime.h>
#include <linux/param.h>
#include <linux/sched.h>
#include <asm/cpufeature.h>
#include <asm/hardirq.h>
#include <asm/tsc.h>
#include "internal.h"

static void cpu_line(struct seq_file *m, const struct kernel_stat *stat)
{
	const u64 tick = NSEC_PER_SEC / USER_HZ;

	seq_printf(m, " %llu %llu %llu %llu 0 0 0 0 0 0\n", stat->user / tick,
		   stat->nice / tick, stat->system / tick, stat->idle / tick);
}

static u64 interrupts_of(unsigned int cpu)
{
	const irq_cpustat_t *stat = per_cpu_ptr(&irq_stat, cpu);
	u64 sum = (u64)stat->__nmi_count + stat->apic_timer_irqs +
		  stat->irq_spurious_count + stat->irq_resched_count +
		  stat->irq_call_count + stat->irq_tlb_count;

	for (unsigned int irq = 0; irq < NR_IRQS; irq++)
		sum += kstat_irqs_cpu(irq, cpu);
	return sum;
}

int proc_stat_show(struct seq_file *m, void *v)
{
	u64 interrupts = 0, switches = 0;
	struct kernel_stat sum = {};
	unsigned int cpu, running = 0;

	for_each_online_cpu (cpu) {
		const struct kernel_stat *stat = per_cpu_ptr(&kstat, cpu);

		sum.user += stat->user;
		sum.nice += stat->nice;
		sum.system += stat->system;
		sum.idle += stat->idle;
		sum.forks += stat->forks;
		switches += nr_context_switches(cpu);
		running += nr_running(cpu);
		interrupts += interrupts_of(cpu);
	}
	seq_puts(m, "cpu ");
	cpu_line(m, &sum);
	for_each_online_cpu (cpu) {
		seq_printf(m, "cpu%u", cpu);
		cpu_line(m, per_cpu_ptr(&kstat, cpu));
	}
	seq_printf(m,
		   "intr %llu\nctxt %llu\nbtime %llu\nprocesses %llu\nprocs_running %u\n",
		   interrupts, switches,
		   (ktime_get_real_ns() - ktime_get_ns()) / NSEC_PER_SEC, sum.forks,
		   running);
	return 0;
}

/* Seconds since boot, and those that CPUs were idle, all together. */
int proc_uptime_show(struct seq_file *m, void *v)
{
	const u64 hundredth = NSEC_PER_SEC / 100;
	u64 up = ktime_get_ns() / hundredth, idle = 0;
	unsigned int cpu;

	for_each_online_cpu (cpu)
		idle += per_cpu(kstat, cpu).idle;
	idle /= hundredth;
	seq_printf(m, "%llu.%02llu %llu.%02llu\n", up / 100, up % 100, idle / 100,
		   idle % 100);
	return 0;
}

/* The three averages, tasks that run and all tasks, and the pid that was given out last. */
int proc_loadavg_show(struct seq_file *m, void *v)
{
	unsigned int i, cpu, running = 0;

	for (i = 0; i < ARRAY_SIZE(avenrun); i++) {
		unsigned long load = avenrun[i] + FIXED_1 / 200; /* rounded */

		seq_printf(m, "%lu.%02lu ", load >> FSHIFT,
			   (load & (FIXED_1 - 1)) * 100 >> FSHIFT);
	}
	for_each_online_cpu (cpu)
		running += nr_running(cpu);
	seq_printf(m, "%u/%u %d\n", running, nr_processes(), last_pid());
	return 0;
}

int proc_cpuinfo_show(struct seq_file *m, void *v)
{
	const struct cpuinfo_x86 *c = &boot_cpu_data;
	u64 khz = tsc_hz() / 1000;
	unsigned int cpu;

	for_each_online_cpu (cpu)
		seq_printf(m,
			   "processor\t: %u\nvendor_id\t: %s\ncpu family\t: %u\n"
			   "model\t\t: %u\nmodel name\t: %s\nstepping\t: %u\n"
			   "cpu MHz\t\t: %llu.%03llu\n"
			   "address sizes\t: %u bits physical, %u bits virtual\n\n",
			   cpu, c->vendor, c->family, c->model, c->model_name,
			   c->stepping, khz / 1000, khz % 1000, c->phys_bits,
			   c->virt_bits);
	return 0;
}
