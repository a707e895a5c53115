/*
 * include/asm/syscall.h - a system call's number, arguments and result in pt_regs
 *
 * Number in RAX; arguments in RDI, RSI, RDX, R10, R8, R9; result in RAX. RCX and R11
 * belong to the syscall instruction (System V ABI for AMD64, A.2.1).
 */
#ifndef ASM_SYSCALL_H
#define ASM_SYSCALL_H

#include <asm/ptrace.h>

static inline long syscall_get_nr(const struct pt_regs *regs)
{
	return (int)regs->orig_rax;
}

static inline long syscall_get_return_value(const struct pt_regs *regs)
{
	return (long)regs->rax;
}

static inline void syscall_set_return_value(struct pt_regs *regs, long value)
{
	regs->rax = (unsigned long)value;
}

/* Point the syscall instruction of this CPU at the entry code. */
void syscall_init(void);

#endif
