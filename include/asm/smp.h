/*
 * include/asm/smp.h - which CPU this is
 *
 * The number lies in the per-CPU area (linux/percpu.h), so nothing that asks changes
 * when more CPUs come. Stable only while preemption is off.
 */
#ifndef ASM_SMP_H
#define ASM_SMP_H

#include <linux/percpu.h>

#define raw_smp_processor_id() ((unsigned int)this_cpu_read(cpu_number))

#endif
