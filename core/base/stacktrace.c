/*
 * core/base/stacktrace.c - who called, by the chain of frame pointers
 *
 *	rbp -> | caller's rbp |    the kernel is built with frame pointers
 *	       | return addr  |
 *
 * An entry from an interrupt, exception or system call leaves rbp = address of its
 * pt_regs + 1: the odd value says that what was interrupted continues there (arch/
 * entry.asm). The stack may be the very thing that is broken, so nothing is read before
 * stack_range_hook has said that it lies in a stack, and the walk only goes upwards
 * within one stack. A stack is left only through a pt_regs.
 *
 * Locking: none; the caller's own stack, or one that does not run.
 */
#include <linux/align.h>
#include <linux/instruction_pointer.h>
#include <linux/kallsyms.h>
#include <linux/panic.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/stacktrace.h>
#include <asm/ptrace.h>
#include <asm/sections.h>

#define MAX_FRAMES 64       /* of one printed trace */
#define MAX_STACK_CHANGES 8 /* task, interrupt, exception, NMI, ... */

bool (*stack_range_hook)(unsigned long addr, unsigned long *low, unsigned long *high);

/* Before there is a hook, and for the boot stack, which is part of the image. */
static bool image_range(unsigned long addr, unsigned long *low, unsigned long *high)
{
	*low = (unsigned long)_sdata;
	*high = (unsigned long)_end;
	return addr >= *low && addr < *high;
}

/* Find the stack that addr is in, and make it the one that is walked. */
static bool enter_stack(struct unwind_state *state, unsigned long addr)
{
	unsigned long *low = &state->stack_low, *high = &state->stack_high;

	return (stack_range_hook && stack_range_hook(addr, low, high)) ||
	       image_range(addr, low, high);
}

/* Do size bytes at addr lie in the stack, at or above where the walk is? */
static bool may_read(const struct unwind_state *state, unsigned long addr, size_t size)
{
	return IS_ALIGNED(addr, sizeof(long)) && addr >= state->stack_low &&
	       addr < state->stack_high && state->stack_high - addr >= size;
}

/* Go on with what regs interrupted. False if that was a user program. */
static bool enter_regs(struct unwind_state *state, const struct pt_regs *regs)
{
	state->regs = regs;
	state->at_call = false;
	state->ip = regs->rip;
	state->bp = regs->rbp;
	if (user_mode(regs))
		return false;
	if (enter_stack(state, regs->rsp))
		state->stack_low = ALIGN_DOWN(regs->rsp, sizeof(long));
	else
		state->stack_low = state->stack_high =
			0; /* nothing can be read: the end */
	return true;
}

/*
 * What was interrupted is no kernel code: a call through a bad pointer. It has pushed its
 * return address and no more, so rbp is still the caller's.
 */
static bool leave_wild_jump(struct unwind_state *state)
{
	unsigned long sp = state->regs->rsp;

	state->regs = NULL;
	if (!may_read(state, sp, sizeof(long)))
		return false;
	state->at_call = true;
	state->ip = *(const unsigned long *)sp;
	state->stack_low = sp + sizeof(long);
	return is_kernel_text(state->ip);
}

void unwind_start(struct unwind_state *state, unsigned long ip, unsigned long bp)
{
	*state = (struct unwind_state){ .ip = ip, .bp = bp, .at_call = true };
	enter_stack(state, bp & ~1UL);
}

void unwind_start_regs(struct unwind_state *state, const struct pt_regs *regs)
{
	*state = (struct unwind_state){};
	enter_regs(state, regs);
}

bool unwind_next(struct unwind_state *state)
{
	unsigned long bp = state->bp;
	const unsigned long *frame = (const unsigned long *)bp;

	if (state->regs && !is_kernel_text(state->ip))
		return leave_wild_jump(state);
	if (bp & 1) {
		const struct pt_regs *regs = (const struct pt_regs *)(bp & ~1UL);

		return may_read(state, bp & ~1UL, sizeof(*regs)) &&
		       enter_regs(state, regs);
	}
	if (!may_read(state, bp, 2 * sizeof(long)))
		return false;
	state->regs = NULL;
	state->at_call = true;
	state->bp = frame[0];
	state->ip = frame[1];
	state->stack_low = bp + 2 * sizeof(long);
	return is_kernel_text(state->ip);
}

unsigned int stack_trace_save(unsigned long *store, unsigned int size, unsigned int skip)
{
	struct unwind_state state;
	unsigned int n = 0;

	unwind_start(&state, _RET_IP_, *(unsigned long *)__builtin_frame_address(0));
	do {
		if (skip)
			skip--;
		else if (n < size)
			store[n++] = state.ip;
	} while (n < size && unwind_next(&state));
	return n;
}

static void print_frame(const struct unwind_state *state)
{
	char name[KSYM_SYMBOL_LEN];

	if (state->at_call)
		sprint_backtrace(name, sizeof(name), state->ip);
	else
		sprint_symbol(name, sizeof(name), state->ip);
	pr_warn(" %s\n", name);
}

static void show(struct unwind_state *state)
{
	unsigned int changes = 0;
	bool more;
	int frames = 0;

	pr_warn("Call Trace:\n");
	do {
		print_frame(state);
		more = unwind_next(state);
		if (more && state->regs) {
			pr_warn(" <interrupted>\n");
			changes++;
		}
	} while (more && ++frames < MAX_FRAMES && changes <= MAX_STACK_CHANGES);
	if (state->regs && user_mode(state->regs))
		pr_warn(" <from user mode> RIP %04lx:%016lx RSP %016lx\n",
			state->regs->cs, state->regs->rip, state->regs->rsp);
	else if (more)
		pr_warn(" ...\n");
}

void show_trace(unsigned long ip, unsigned long bp)
{
	struct unwind_state state;

	unwind_start(&state, ip, bp);
	show(&state);
}

void show_trace_regs(const struct pt_regs *regs)
{
	struct unwind_state state;

	unwind_start_regs(&state, regs);
	show(&state);
}

void dump_stack(void)
{
	if (show_current_task_hook)
		show_current_task_hook();
	show_trace(_RET_IP_, *(unsigned long *)__builtin_frame_address(0));
}
