/*
 * include/linux/syscalls.h - how a system call is written
 *
 *	SYSCALL_DEFINE2(munmap, unsigned long, addr, size_t, len)
 *	{
 *		...
 *		return 0;	// or -errno
 *	}
 *
 * defines __sys_munmap(regs), which takes the arguments out of the caller's registers
 * and is what kernel/syscall_table.c lists, around the body. A register is as wide as a
 * long; an argument has the type that is written here, so an int loses the upper half
 * that the program may have left full of anything.
 *
 * Locking: a system call starts in process context, with interrupts on and no lock held.
 */
#ifndef LINUX_SYSCALLS_H
#define LINUX_SYSCALLS_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <asm/ptrace.h>

typedef long (*syscall_fn_t)(const struct pt_regs *regs);

#define __SYSCALL_DEFINE(name, params, args)                \
	static __always_inline long __do_sys_##name params; \
	long __sys_##name(const struct pt_regs *regs);      \
	long __sys_##name(const struct pt_regs *regs)       \
	{                                                   \
		return __do_sys_##name args;                \
	}                                                   \
	static __always_inline long __do_sys_##name params

#define SYSCALL_DEFINE0(name) __SYSCALL_DEFINE(name, (void), ())
#define SYSCALL_DEFINE1(name, t1, a1) __SYSCALL_DEFINE(name, (t1 a1), ((t1)regs->rdi))
#define SYSCALL_DEFINE2(name, t1, a1, t2, a2) \
	__SYSCALL_DEFINE(name, (t1 a1, t2 a2), ((t1)regs->rdi, (t2)regs->rsi))
#define SYSCALL_DEFINE3(name, t1, a1, t2, a2, t3, a3) \
	__SYSCALL_DEFINE(name, (t1 a1, t2 a2, t3 a3), \
			 ((t1)regs->rdi, (t2)regs->rsi, (t3)regs->rdx))
#define SYSCALL_DEFINE4(name, t1, a1, t2, a2, t3, a3, t4, a4) \
	__SYSCALL_DEFINE(name, (t1 a1, t2 a2, t3 a3, t4 a4),  \
			 ((t1)regs->rdi, (t2)regs->rsi, (t3)regs->rdx, (t4)regs->r10))
#define SYSCALL_DEFINE5(name, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5)                 \
	__SYSCALL_DEFINE(name, (t1 a1, t2 a2, t3 a3, t4 a4, t5 a5),                   \
			 ((t1)regs->rdi, (t2)regs->rsi, (t3)regs->rdx, (t4)regs->r10, \
			  (t5)regs->r8))
#define SYSCALL_DEFINE6(name, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6)         \
	__SYSCALL_DEFINE(name, (t1 a1, t2 a2, t3 a3, t4 a4, t5 a5, t6 a6),            \
			 ((t1)regs->rdi, (t2)regs->rsi, (t3)regs->rdx, (t4)regs->r10, \
			  (t5)regs->r8, (t6)regs->r9))

/* Let the syscall instruction reach the table. Boot, once. */
void syscall_table_init(void);

#endif
