/*
 * include/asm/smp.h - which CPU this is, and starting the others
 *
 * The number lies in the per-CPU area (linux/percpu.h). Stable only while preemption is
 * off. Locking: the table of APIC ids is [I] after smp_prepare().
 */
#ifndef ASM_SMP_H
#define ASM_SMP_H

#include <linux/percpu.h>
#include <linux/types.h>

#define raw_smp_processor_id() ((unsigned int)this_cpu_read(cpu_number))

struct task_struct;

/*
 * Number the CPUs that ACPI names: the running one is 0, the others follow in ACPI's
 * order, as many as `maxcpus=` and `nosmp` allow. They become possible and present, and
 * nr_cpu_ids is final. trampoline: a page below 1 MiB for us to keep, 0: there is none.
 * After acpi_init(), boot CPU.
 */
void smp_prepare(phys_addr_t trampoline);

/* By which number the IOAPIC and other CPUs address this one. */
u32 cpu_to_apic_id(unsigned int cpu);

/*
 * Start a present CPU: on the stack of its idle task, which becomes current there, it
 * runs the function of set_secondary_start(), irqs off, preemption disabled. 0 once it
 * does; -EIO: no answer, or its clock is not ours. Per-CPU areas, APIC and clock are ready.
 * One at a time; may sleep for a second.
 */
int cpu_start(unsigned int cpu, struct task_struct *idle);
void set_secondary_start(void (*start)(void));

/* Make a CPU look whether it should give way; or run the calls in its queue (core/smp.c). */
void smp_send_reschedule(int cpu);
void smp_send_call(int cpu);

#endif
