/*
 * include/asm/ptrace.h - the registers that an entry into the kernel saves
 *
 *	high	ss rsp rflags cs rip	pushed by the CPU, or by the syscall entry
 *		orig_rax		error code, vector or system call number
 *		rdi rsi rdx rcx rax r8 r9 r10 r11 rbx rbp r12 r13 r14 r15
 *	low	<- struct pt_regs *
 *
 * The order is Linux's (arch/x86, struct pt_regs); arch/entry.asm pushes it and
 * asm-offsets.c checks it. Locking: a pt_regs belongs to the task whose stack it is on.
 */
#ifndef ASM_PTRACE_H
#define ASM_PTRACE_H

#ifndef __ASSEMBLER__

#include <linux/types.h>

struct pt_regs {
	unsigned long r15, r14, r13, r12;
	unsigned long rbp, rbx;
	unsigned long r11, r10, r9, r8;
	unsigned long rax, rcx, rdx, rsi, rdi;
	unsigned long orig_rax;
	unsigned long rip, cs, rflags, rsp, ss;
};

/* Did these registers come from ring 3? The low two bits of CS are the privilege level. */
static inline bool user_mode(const struct pt_regs *regs)
{
	return (regs->cs & 3) == 3;
}

static inline unsigned long instruction_pointer(const struct pt_regs *regs)
{
	return regs->rip;
}

static inline unsigned long user_stack_pointer(const struct pt_regs *regs)
{
	return regs->rsp;
}

#endif
#endif
