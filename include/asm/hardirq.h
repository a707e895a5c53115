/*
 * include/asm/hardirq.h - what each CPU counts of its interrupts, for /proc/interrupts
 *
 * Locking: each CPU writes its own, by this_cpu_inc(irq_stat.name).
 */
#ifndef ASM_HARDIRQ_H
#define ASM_HARDIRQ_H

#include <linux/percpu.h>

typedef struct {
	unsigned int __nmi_count;
	unsigned int apic_timer_irqs;
	unsigned int irq_spurious_count;
	unsigned int irq_resched_count;
	unsigned int irq_call_count; /* IPIs; one may bring several calls */
	unsigned int irq_tlb_count;  /* shootdowns served */
} irq_cpustat_t;

DECLARE_PER_CPU(irq_cpustat_t, irq_stat);

/* Errors that local APICs reported, on all CPUs. */
extern unsigned int irq_err_count;

#endif
