/*
 * include/linux/smp.h - this CPU, and the others
 *
 * smp_processor_id() is for code that cannot be moved to another CPU: preemption off.
 */
#ifndef LINUX_SMP_H
#define LINUX_SMP_H

#include <linux/preempt.h>
#include <asm/smp.h>

/* Start every present CPU. Process context, at boot, before there is a user program. */
void smp_init(void);

#define smp_processor_id() raw_smp_processor_id()

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

#endif
