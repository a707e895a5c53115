/*
 * include/asm/switch_to.h - changing the running task
 *
 *	schedule() -> __switch_to_asm: callee-saved registers and stack pointer
 *		   -> __switch_to: FPU, FS and GS base, ring-0 stack, current
 *
 * Locking: called with irqs off and the run queue locked.
 */
#ifndef ASM_SWITCH_TO_H
#define ASM_SWITCH_TO_H

#include <asm/ptrace.h>

struct task_struct;

/*
 * Leave prev and go on in next. Returns, when prev is next picked again, the task that
 * ran just before it.
 */
struct task_struct *__switch_to_asm(struct task_struct *prev, struct task_struct *next);

/* The second half of the switch, entered on next's stack. Only __switch_to_asm calls it. */
struct task_struct *__switch_to(struct task_struct *prev, struct task_struct *next);

/* The first thing that a new task runs; prev is who ran before it. */
void set_schedule_tail_hook(void (*hook)(struct task_struct *prev));

/* The user registers that lie at the top of t's kernel stack. */
struct pt_regs *task_pt_regs(const struct task_struct *t);

/* The stack of the boot, which becomes that of CPU 0's idle task: THREAD_SIZE bytes. */
extern char init_stack[];

/* The page below init_stack: paging_init() leaves it out of the page tables. */
extern char init_stack_guard[];

#endif
