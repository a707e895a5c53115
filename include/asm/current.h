/*
 * include/asm/current.h - the task that is running here
 *
 * One load from the per-CPU area. The value is right for as long as it is looked at: a
 * task that moves to another CPU is still current there.
 */
#ifndef ASM_CURRENT_H
#define ASM_CURRENT_H

#include <linux/percpu.h>

struct task_struct;

DECLARE_PER_CPU(struct task_struct *, current_task);

static inline struct task_struct *get_current(void)
{
	return this_cpu_read(current_task);
}

#define current get_current()

#endif
