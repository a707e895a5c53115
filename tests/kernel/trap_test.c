/*
 * tests/kernel/trap_test.c - arch/trap.c and the entry code: exceptions and interrupts
 * that come from kernel mode
 *
 * Those from ring 3 are tested by user programs (tests/user).
 */
#include <linux/irqflags.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <asm/desc.h>
#include <asm/msr.h>
#include <asm/processor-flags.h>
#include <asm/hardirq.h>
#include <asm/traps.h>
#include "ktest.h"

#define TEST_VECTOR 0xe5 /* nobody's */

/* What a handler saw; the cases run one after another. */
static struct {
	unsigned int calls;
	struct pt_regs regs;
	int preempt_count;
	bool irqs_on;
	unsigned long stack; /* an address on the handler's stack */
	struct task_struct *task;
} seen;

static void observe(struct pt_regs *regs)
{
	seen.calls++;
	seen.regs = *regs;
	seen.preempt_count = preempt_count();
	seen.irqs_on = !irqs_disabled();
	seen.stack = (unsigned long)&regs;
	seen.task = current;
}

KTEST(trap, exception_reaches_its_handler)
{
	seen.calls = 0;
	set_exception_handler(X86_TRAP_BP, observe);
	asm volatile("int3");
	set_exception_handler(X86_TRAP_BP, NULL);

	KT_EXPECT_EQ(seen.calls, 1);
	KT_EXPECT_EQ(seen.regs.orig_rax, 0);
	KT_EXPECT_EQ(seen.regs.cs, __KERNEL_CS);
	KT_EXPECT(!user_mode(&seen.regs));
	KT_EXPECT(!seen.irqs_on);
	KT_EXPECT(!irqs_disabled());
	KT_EXPECT(seen.task == current);
}

KTEST(trap, error_code_and_registers_are_passed)
{
	unsigned long value = 0x1234567890;

	seen.calls = 0;
	set_exception_handler(X86_TRAP_BP, observe);
	asm volatile("int3" : "+b"(value));
	set_exception_handler(X86_TRAP_BP, NULL);
	KT_EXPECT_EQ(seen.regs.rbx, 0x1234567890);
	KT_EXPECT_EQ(value, 0x1234567890);
}

/* The handler is C code, which needs the direction flag clear; observe() copies regs. */
KTEST(trap, direction_flag_is_cleared_and_restored)
{
	unsigned long after;

	set_exception_handler(X86_TRAP_BP, observe);
	asm volatile("std; int3; pushfq; cld; pop %0" : "=r"(after));
	set_exception_handler(X86_TRAP_BP, NULL);
	KT_EXPECT(seen.regs.rflags & X86_EFLAGS_DF);
	KT_EXPECT(after & X86_EFLAGS_DF);
}

KTEST(trap, interrupt_runs_in_hardirq_context)
{
	int before = preempt_count();

	seen.calls = 0;
	set_irq_handler(TEST_VECTOR, observe);
	asm volatile("int %0" : : "i"(TEST_VECTOR));
	set_irq_handler(TEST_VECTOR, NULL);

	KT_EXPECT_EQ(seen.calls, 1);
	KT_EXPECT_EQ(seen.regs.orig_rax, TEST_VECTOR);
	KT_EXPECT_EQ(seen.preempt_count, before + HARDIRQ_OFFSET);
	KT_EXPECT_EQ(preempt_count(), before);
	KT_EXPECT(!seen.irqs_on);
}

KTEST(trap, interrupt_without_handler_is_counted)
{
	unsigned int before, after;

	preempt_disable();
	before = this_cpu_read(irq_stat.irq_spurious_count);
	asm volatile("int %0" : : "i"(TEST_VECTOR));
	after = this_cpu_read(irq_stat.irq_spurious_count);
	preempt_enable();
	KT_EXPECT_EQ(after, before + 1);
}

KTEST(trap, nmi_has_its_stack_and_the_kernels_gs)
{
	unsigned long base = ist_stack_base(IST_NMI);

	seen.calls = 0;
	local_irq_disable();
	set_exception_handler(X86_TRAP_NMI, observe);
	asm volatile("int $2");
	set_exception_handler(X86_TRAP_NMI, NULL);
	local_irq_enable();

	KT_EXPECT_EQ(seen.calls, 1);
	KT_EXPECT(seen.stack >= base && seen.stack < base + IST_STACK_SIZE);
	KT_EXPECT(seen.task == current);
}

/*
 * An NMI may come before an entry has done its swapgs. Pretend: put the user's GS base in
 * place, and see that the handler has the kernel's, and that the user's comes back.
 */
KTEST(trap, nmi_finds_gs_even_before_swapgs)
{
	u64 kernel_gs, after;

	seen.calls = 0;
	set_exception_handler(X86_TRAP_NMI, observe);
	local_irq_disable();
	kernel_gs = rdmsr(MSR_GS_BASE);
	wrmsr(MSR_GS_BASE, 0x12345000);
	asm volatile("int $2" : : : "memory");
	after = rdmsr(MSR_GS_BASE);
	wrmsr(MSR_GS_BASE, kernel_gs);
	local_irq_enable();
	set_exception_handler(X86_TRAP_NMI, NULL);

	KT_EXPECT_EQ(after, 0x12345000);
	KT_EXPECT_EQ(seen.calls, 1);
	KT_EXPECT(seen.task == current);
}

KTEST(trap, names)
{
	unsigned int vec;

	for (vec = 0; vec < 256; vec++)
		KT_EXPECT(exception_name(vec) && exception_name(vec)[0]);
}
