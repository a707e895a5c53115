/*
 * include/asm/percpu.h - this CPU's copy of a variable, through the GS segment
 *
 *	GS base = this CPU's area - __per_cpu_start
 *
 * so GS:(link address of the variable) is this CPU's copy of it. The compiler knows GS
 * as an address space (__seg_gs); the changes that must be one instruction, so that
 * neither an interrupt nor a move to another CPU can fall into their middle, are here.
 * Without a lock prefix: they are atomic on their own CPU only.
 */
#ifndef ASM_PERCPU_H
#define ASM_PERCPU_H

#include <linux/types.h>

/* The variable as seen through GS; var is the template's lvalue or *percpu_pointer. */
#define __gs_var(var) (*(volatile typeof(var) __seg_gs *)(unsigned long)&(var))

#define __percpu_add(size, type, suffix)                                     \
	static __always_inline void percpu_add_##size(void *var, type value) \
	{                                                                    \
		__asm__ __volatile__("add" suffix " %1, %%gs:%0"             \
				     : "+m"(*(type *)var)                    \
				     : "re"(value)                           \
				     : "cc", "memory");                      \
	}

__percpu_add(4, u32, "l") __percpu_add(8, u64, "q")

#undef __percpu_add

#define __percpu_xchg(size, type, suffix, constraint)                            \
	static __always_inline type percpu_xchg_##size(void *var, type value)    \
	{                                                                        \
		__asm__ __volatile__("xchg" suffix " %0, %%gs:%1"                \
				     : "+" constraint(value), "+m"(*(type *)var) \
				     :                                           \
				     : "memory");                                \
		return value;                                                    \
	}

	__percpu_xchg(1, u8, "b", "q") __percpu_xchg(4, u32, "l", "r")
		__percpu_xchg(8, u64, "q", "r")

#undef __percpu_xchg

#endif
