/*
 * tests/kernel/stacktrace_test.c - backtraces are right, and broken stacks do no harm
 */
#include <linux/array_size.h>
#include <linux/kallsyms.h>
#include <linux/stacktrace.h>
#include <linux/string.h>
#include <asm/ptrace.h>
#include "ktest.h"

static unsigned long trace[8];
static unsigned int trace_len;

static noinline void innermost(void)
{
	trace_len = stack_trace_save(trace, ARRAY_SIZE(trace), 0);
	barrier();
}

static noinline void middle(void)
{
	innermost();
	barrier();
}

static noinline void outermost(void)
{
	middle();
	barrier();
}

static bool is_in(unsigned long addr, const char *function)
{
	const char *name = kallsyms_lookup(addr - 1, NULL, NULL);

	return name && strcmp(name, function) == 0;
}

KTEST(stacktrace, callers_come_in_order)
{
	outermost();
	KT_ASSERT(trace_len >= 4);
	KT_EXPECT(is_in(trace[0], "innermost"));
	KT_EXPECT(is_in(trace[1], "middle"));
	KT_EXPECT(is_in(trace[2], "outermost"));
	KT_EXPECT(is_in(trace[3], "ktest_stacktrace_callers_come_in_order"));
}

KTEST(stacktrace, skipping_and_size)
{
	unsigned long two[3] = { 0, 0, 0x5a5a };

	KT_EXPECT_EQ(stack_trace_save(two, 2, 1), 2);
	KT_EXPECT_EQ(two[2], 0x5a5a);
	KT_EXPECT(!is_in(two[0], "ktest_stacktrace_skipping_and_size"));
	KT_EXPECT_EQ(stack_trace_save(two, 0, 0), 0);
}

/* How many steps a walk makes from a frame pointer; text stands for a return address. */
static int steps_from(unsigned long bp)
{
	struct unwind_state state;
	int n = 0;

	unwind_start(&state, (unsigned long)innermost, bp);
	while (n < 100 && unwind_next(&state))
		n++;
	return n;
}

#define TEXT ((unsigned long)innermost + 1)

KTEST(stacktrace, broken_frame_pointers_end_the_walk)
{
	unsigned long frames[6];
	unsigned long at = (unsigned long)frames;

	KT_EXPECT_EQ(steps_from(0), 0);
	KT_EXPECT_EQ(steps_from(8), 0);
	KT_EXPECT_EQ(steps_from(~0UL), 0);
	KT_EXPECT_EQ(steps_from(~7UL), 0);
	KT_EXPECT_EQ(steps_from(0x00007ffffffff000), 0);
	KT_EXPECT_EQ(steps_from(0xdead000000000100), 0);
	KT_EXPECT_EQ(steps_from(at + 4), 0);

	frames[0] = at; /* a frame that is its own caller */
	frames[1] = TEXT;
	KT_EXPECT_EQ(steps_from(at), 1);
	frames[0] = at + 2 * sizeof(long); /* and two that call each other */
	frames[2] = at;
	frames[3] = TEXT;
	KT_EXPECT_EQ(steps_from(at), 2);
	frames[2] = at + 4 * sizeof(long); /* a return address that is no code */
	frames[4] = 0;
	frames[5] = 0x1234;
	KT_EXPECT_EQ(steps_from(at), 2);
}

KTEST(stacktrace, broken_interrupt_frames_end_the_walk)
{
	struct {
		unsigned long bp, ip;
		struct pt_regs regs;
	} stack;

	memset(&stack, 0, sizeof(stack));
	stack.bp = (unsigned long)&stack.regs + 1;
	stack.ip = TEXT;
	stack.regs.cs = 0x10;
	stack.regs.rip =
		0x1234; /* not kernel code, and no stack that says who called it */
	KT_EXPECT_EQ(steps_from((unsigned long)&stack), 2);
	stack.regs.rip = TEXT;
	stack.regs.rsp = 0x1234; /* not in any stack */
	KT_EXPECT_EQ(steps_from((unsigned long)&stack), 2);
	stack.regs.rsp = (unsigned long)(&stack.regs + 1);
	stack.regs.rbp = (unsigned long)&stack.regs + 1; /* points back at itself */
	KT_EXPECT_EQ(steps_from((unsigned long)&stack), 2);
	stack.regs.cs = 0x33; /* ring 3: the natural end */
	KT_EXPECT_EQ(steps_from((unsigned long)&stack), 1);
}

KTEST(stacktrace, a_call_through_a_bad_pointer_shows_the_caller)
{
	unsigned long stack[] = { TEXT, 0x5a5a, 0, TEXT + 1 };
	struct pt_regs regs = {
		.cs = 0x10, /* ring 0 */
		.rip = 0,
		.rsp = (unsigned long)&stack[0],
		.rbp = (unsigned long)&stack[2],
	};
	struct unwind_state state;

	unwind_start_regs(&state, &regs);
	KT_EXPECT_EQ(state.ip, 0);
	KT_ASSERT(unwind_next(&state));
	KT_EXPECT(state.ip == TEXT && state.at_call);
	KT_ASSERT(unwind_next(&state));
	KT_EXPECT_EQ(state.ip, TEXT + 1);
	KT_EXPECT(!unwind_next(&state));
}
