/*
 * tests/kernel/task_stack_test.c - the memory of a task
 *
 * Locking: none.
 */
#include <linux/mm_inline_page.h>
#include <linux/pgtable.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <asm/fpu.h>
#include "ktest.h"

#define TASKS 10

static bool is_mapped(unsigned long addr)
{
	enum pgtable_level level;

	return pte_present(*lookup_address(addr, &level));
}

KTEST(task_stack, stacks_have_guards_on_both_sides)
{
	unsigned long stack = (unsigned long)current->stack;

	KT_EXPECT(is_vmalloc_addr((void *)stack));
	KT_EXPECT(is_mapped(stack));
	KT_EXPECT(is_mapped(stack + THREAD_SIZE - 1));
	KT_EXPECT(!is_mapped(stack - 1));
	KT_EXPECT(!is_mapped(stack + THREAD_SIZE));
}

KTEST_NOLEAKCHECK(task_stack, tasks_come_back_clean, "a few are kept for the next fork")
{
	struct task_struct *tasks[TASKS];
	unsigned long before = nr_free_pages_settled();
	unsigned int round, i;

	for (round = 0; round < 3; round++) {
		for (i = 0; i < TASKS; i++) {
			struct task_struct *t = alloc_task_struct();

			KT_ASSERT(t);
			KT_EXPECT(!t->mm && !t->pid && !t->thread.sp);
			KT_EXPECT_EQ((unsigned long)t->thread.fpu_state % FPU_STATE_ALIGN,
				     0);
			memset(t->thread.fpu_state, 0xee, fpu_state_size);
			memset(t->stack, 0xdd, THREAD_SIZE);
			t->pid = 99;
			tasks[i] = t;
		}
		while (i--) {
			put_task_struct(tasks[i]);
			put_task_struct(tasks[i]);
		}
	}
	KT_EXPECT_EQ(nr_free_pages_settled(), before);
}

KTEST_NOLEAKCHECK(task_stack, one_that_ends_with_irqs_off_waits, "as above")
{
	struct task_struct *tasks[TASKS];
	unsigned long before = nr_free_pages_settled(), flags;
	unsigned int i;

	for (i = 0; i < TASKS; i++) {
		tasks[i] = alloc_task_struct();
		KT_ASSERT(tasks[i]);
	}
	local_irq_save(flags);
	while (i--) {
		put_task_struct(tasks[i]);
		put_task_struct(tasks[i]);
	}
	local_irq_restore(flags);
	KT_EXPECT_EQ(nr_free_pages_settled(), before);
}
