/*
 * include/linux/preempt.h - may this CPU switch to another task now?
 *
 * One per-CPU word counts the reasons why not:
 *
 *	bits  0-7   preempt_disable() and spinlocks held
 *	bits  8-15  bottom halves disabled
 *	bits 16-19  hardware interrupts being handled
 *	bits 20-23  NMIs being handled
 *
 * It belongs to the CPU, not to the task: every context switch happens with the count
 * exactly 1, so it never has to be saved. A CPU starts with 1, as on Linux: nothing
 * preempts the boot code before the scheduler runs its first task.
 *
 * Locking: none; each CPU changes only its own, and an interrupt leaves it as it was.
 */
#ifndef LINUX_PREEMPT_H
#define LINUX_PREEMPT_H

#include <linux/irqflags.h>
#include <linux/percpu.h>

#define PREEMPT_SHIFT 0
#define SOFTIRQ_SHIFT 8
#define HARDIRQ_SHIFT 16
#define NMI_SHIFT 20

#define PREEMPT_MASK 0x000000ff
#define SOFTIRQ_MASK 0x0000ff00
#define HARDIRQ_MASK 0x000f0000
#define NMI_MASK 0x00f00000

#define PREEMPT_OFFSET (1 << PREEMPT_SHIFT)
#define SOFTIRQ_OFFSET (1 << SOFTIRQ_SHIFT)
#define HARDIRQ_OFFSET (1 << HARDIRQ_SHIFT)
#define NMI_OFFSET (1 << NMI_SHIFT)

#define INIT_PREEMPT_COUNT PREEMPT_OFFSET

DECLARE_PER_CPU(int, __preempt_count);

/* Set by the scheduler: the running task should give way as soon as it may. */
DECLARE_PER_CPU(int, __need_resched);

/* [I after boot] The scheduler's; called with a count of 0 when __need_resched is set. */
extern void (*preempt_schedule_hook)(void);

/* [I after boot] Prints the kmap_atomic mappings held here; how many there are. */
extern unsigned int (*show_kmaps_hook)(void);

/* Print the spinlocks (debug builds) and kmap_atomic mappings held here; how many. */
unsigned int show_atomic_holders(void);

static __always_inline int preempt_count(void)
{
	return this_cpu_read(__preempt_count);
}

static __always_inline void preempt_count_set(int count)
{
	this_cpu_write(__preempt_count, count);
}

/* What an interrupt entry does: preempt_count_add(HARDIRQ_OFFSET). */
static __always_inline void preempt_count_add(int value)
{
	this_cpu_add(__preempt_count, value);
	barrier();
}

static __always_inline void preempt_count_sub(int value)
{
	barrier();
	this_cpu_sub(__preempt_count, value);
}

static __always_inline void preempt_disable(void)
{
	preempt_count_add(PREEMPT_OFFSET);
}

/* Undo preempt_disable() without looking whether a switch is due. */
static __always_inline void preempt_enable_no_resched(void)
{
	preempt_count_sub(PREEMPT_OFFSET);
}

/* Let the scheduler run if __need_resched is set and nothing forbids a switch. */
void preempt_check_resched(void);

/* Undo preempt_disable(); at a count of 0 another task may run before this returns. */
static __always_inline void preempt_enable(void)
{
	preempt_count_sub(PREEMPT_OFFSET);
	if (unlikely(this_cpu_read(__need_resched)))
		preempt_check_resched();
}

#define hardirq_count() (preempt_count() & HARDIRQ_MASK)
#define softirq_count() (preempt_count() & SOFTIRQ_MASK)
#define irq_count() (preempt_count() & (NMI_MASK | HARDIRQ_MASK | SOFTIRQ_MASK))

#define in_nmi() (preempt_count() & NMI_MASK)
#define in_hardirq() (hardirq_count())
#define in_irq() (hardirq_count())
#define in_softirq() (softirq_count())
#define in_interrupt() (irq_count())
#define in_task() (!irq_count())
#define in_atomic() (preempt_count() != 0)
#define preemptible() (preempt_count() == 0 && !irqs_disabled())

#endif
