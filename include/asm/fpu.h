/*
 * include/asm/fpu.h - the FPU, SSE and AVX registers of a program
 *
 * The kernel itself never uses them (-mgeneral-regs-only), so they always hold the state
 * of the user task that ran last on this CPU. They are saved when it is switched out.
 *
 * Locking: a state area belongs to its task.
 */
#ifndef ASM_FPU_H
#define ASM_FPU_H

#include <linux/compiler.h>
#include <linux/types.h>

struct task_struct;

/* Alignment that xsave demands of a state area. */
#define FPU_STATE_ALIGN 64

/*
 * Bytes of a task's state area. Valid after fpu_init(). The allocator of tasks hands in
 * task->thread.fpu_state: this many zeroed bytes, aligned to FPU_STATE_ALIGN.
 */
extern unsigned int fpu_state_size;

/* Detect and turn on the FPU of this CPU. irqs off. */
void fpu_init(void);

/* The same setting on each further CPU, by itself. irqs off. */
void fpu_init_cpu(void);

/*
 * Part of __switch_to: save the registers of prev, load those of next. Kernel threads
 * have none. irqs off.
 */
void fpu_switch(struct task_struct *prev, struct task_struct *next);

/* Store the running program's registers in state. */
void fpu_save(void *state);

/*
 * The same to and from the program's memory, at a multiple of FPU_STATE_ALIGN; what it
 * holds is the program's affair. 0, or -EFAULT, when there is no memory or the CPU
 * refuses what is there; a load has reset the registers then. May sleep.
 */
int __must_check fpu_save_user(void __user *to);
int __must_check fpu_restore_user(const void __user *from);

/* Load the registers of a fresh program. */
void fpu_reset(void);

#endif
