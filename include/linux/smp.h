/*
 * include/linux/smp.h - this CPU, and the others
 *
 * smp_processor_id() is for code that cannot be moved to another CPU: preemption off.
 * raw_smp_processor_id() is for who wants a hint only, or is bound to its CPU.
 */
#ifndef LINUX_SMP_H
#define LINUX_SMP_H

#include <linux/kconfig.h>
#include <linux/preempt.h>
#include <asm/smp.h>

struct cpumask;

/* In a debug build: warns where the answer may be wrong as soon as it is there. */
#define smp_processor_id() \
	(IS_ENABLED(CONFIG_DEBUG) ? debug_smp_processor_id() : raw_smp_processor_id())
unsigned int debug_smp_processor_id(void);

/* The number of this CPU, which stays ours until put_cpu(). */
static inline unsigned int get_cpu(void)
{
	preempt_disable();
	return smp_processor_id();
}

static inline void put_cpu(void)
{
	preempt_enable();
}

/* Start every present CPU. Process context, at boot, before there is a user program. */
void smp_init(void);
void smp_call_init(void);

/*
 * Call func(info) on other CPUs, or on all, in an interrupt: func may not sleep, and runs
 * with irqs off. With wait, return when it has ended everywhere, and all that it did
 * is seen; without, info must stay valid until then. Each CPU gets at most one IPI. The
 * caller has irqs on, is in no interrupt, and holds no lock that somebody waits for
 * with irqs off.
 */
typedef void (*smp_call_func_t)(void *info);

/* On one CPU, which may be this one. -ENXIO: it does not run. */
int smp_call_function_single(int cpu, smp_call_func_t func, void *info, int wait);

/* On those of mask that run, but not on this one. Preemption is off. */
void smp_call_function_many(const struct cpumask *mask, smp_call_func_t func, void *info,
			    bool wait);

/* On all the others; on those of mask; on all. */
void smp_call_function(smp_call_func_t func, void *info, int wait);
void on_each_cpu_mask(const struct cpumask *mask, smp_call_func_t func, void *info,
		      bool wait);
void on_each_cpu(smp_call_func_t func, void *info, int wait);

#endif
