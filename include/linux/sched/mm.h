/*
 * include/linux/sched/mm.h - the life of an mm_struct (mm/user/mm.c)
 *
 * mm_users counts those who use the mappings, mm_count those who need the structure; the
 * users together are one of the latter. Locking: atomic counts.
 */
#ifndef LINUX_SCHED_MM_H
#define LINUX_SCHED_MM_H

#include <linux/atomic.h>
#include <linux/mm_types.h>

struct file;
struct task_struct;

/* Before the first process: caches, the zero page, the scheduler's hooks. */
void mm_user_init(void);

/* A new empty mm with one user and one reference; NULL: no memory. May sleep. */
struct mm_struct *mm_alloc(void);

/* For fork: a copy of oldmm, private pages shared until written. NULL: no memory. */
struct mm_struct *dup_mm(struct mm_struct *oldmm);

/* References to the structure. mmdrop() of the last one frees it; any context. */
static inline void mmgrab(struct mm_struct *mm)
{
	atomic_inc(&mm->mm_count);
}
void __mmdrop(struct mm_struct *mm);
static inline void mmdrop(struct mm_struct *mm)
{
	if (atomic_dec_and_test(&mm->mm_count))
		__mmdrop(mm);
}

/* Users of the mappings. mmput() of the last one unmaps everything; it may sleep. */
static inline void mmget(struct mm_struct *mm)
{
	atomic_inc(&mm->mm_users);
}
static inline bool mmget_not_zero(struct mm_struct *mm)
{
	return atomic_add_unless(&mm->mm_users, 1, 0);
}
void mmput(struct mm_struct *mm);

/* A task's mm with a user added, or NULL (kernel thread, or exiting). */
struct mm_struct *get_task_mm(struct task_struct *tsk);

/*
 * For exec: the calling task leaves its mm (if any) and runs in mm, whose user it becomes.
 * For exit: it leaves its mm and has none.
 */
void exec_mmap(struct mm_struct *mm);
void exit_mm(void);

/*
 * The file that exec loaded, which may not be written meanwhile: the caller has denied that
 * already. A reference is taken for mm; returned with one (or NULL).
 */
void set_mm_exe_file(struct mm_struct *mm, struct file *file);
struct file *get_mm_exe_file(struct mm_struct *mm);

#endif
