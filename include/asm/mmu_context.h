/*
 * include/asm/mmu_context.h - which page tables the CPU uses (mm/kernel/tlb.c)
 *
 * A kernel thread has no address space and keeps the one that was loaded (lazy TLB): the
 * kernel half is the same in all.
 */
#ifndef ASM_MMU_CONTEXT_H
#define ASM_MMU_CONTEXT_H

struct mm_struct;
struct task_struct;

/*
 * Load next's page tables on this CPU and note in both cpu_bitmaps who may have TLB
 * entries. irqs off. prev may equal next: then nothing happens.
 */
void switch_mm_irqs_off(struct mm_struct *prev, struct mm_struct *next,
			struct task_struct *tsk);

/* The same with irqs on; for exec, which leaves its old address space. */
void switch_mm(struct mm_struct *prev, struct mm_struct *next, struct task_struct *tsk);
#define activate_mm(prev, next) switch_mm((prev), (next), NULL)

#endif
