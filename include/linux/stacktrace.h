/*
 * include/linux/stacktrace.h - who called (core/base/stacktrace.c)
 *
 * Walks the frame pointers, across the frames of interrupts, exceptions and system
 * calls. Never faults, whatever the stack holds: each address is followed only inside a
 * known stack, and only upwards. Any context.
 */
#ifndef LINUX_STACKTRACE_H
#define LINUX_STACKTRACE_H

#include <linux/types.h>

struct pt_regs;

/* A walk in progress. */
struct unwind_state {
	unsigned long ip; /* where this frame is: a return address, or regs->rip */
	unsigned long bp; /* the frame pointer to follow next */
	const struct pt_regs *regs; /* not NULL: this frame was interrupted with these */
	bool at_call;               /* ip is a return address */
	unsigned long stack_low, stack_high; /* the stack that bp is in */
};

/* Begin at the caller of the function that calls this, or at what regs interrupted. */
void unwind_start(struct unwind_state *state, unsigned long ip, unsigned long bp);
void unwind_start_regs(struct unwind_state *state, const struct pt_regs *regs);

/* Go to the caller. False when there is none, or the stack makes no sense. */
bool unwind_next(struct unwind_state *state);

/* Store up to size code addresses, the newest first, without the first skip ones. */
unsigned int stack_trace_save(unsigned long *store, unsigned int size, unsigned int skip);

/* Print "Call Trace:" and one line a frame. */
void show_trace(unsigned long ip, unsigned long bp);
void show_trace_regs(const struct pt_regs *regs);

/*
 * [I after boot] Is addr in a stack? Then its first byte and the first byte behind it.
 * Without the hook only the kernel's data is trusted to hold stacks: the boot stack.
 */
extern bool (*stack_range_hook)(unsigned long addr, unsigned long *low,
				unsigned long *high);

#endif
