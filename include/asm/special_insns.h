/*
 * include/asm/special_insns.h - control registers and other privileged instructions
 *
 * One instruction a function. The "memory" clobbers keep the compiler from moving
 * accesses across a change of what memory means.
 */
#ifndef ASM_SPECIAL_INSNS_H
#define ASM_SPECIAL_INSNS_H

#include <linux/types.h>

static inline unsigned long read_cr0(void)
{
	unsigned long value;

	asm volatile("mov %%cr0, %0" : "=r"(value));
	return value;
}

static inline void write_cr0(unsigned long value)
{
	asm volatile("mov %0, %%cr0" : : "r"(value) : "memory");
}

/* The address of the last page fault; the next fault overwrites it. */
static inline unsigned long read_cr2(void)
{
	unsigned long value;

	asm volatile("mov %%cr2, %0" : "=r"(value));
	return value;
}

static inline unsigned long read_cr3(void)
{
	unsigned long value;

	asm volatile("mov %%cr3, %0" : "=r"(value) : : "memory");
	return value;
}

/* Load page tables; flushes the TLB but for global pages. */
static inline void write_cr3(unsigned long value)
{
	asm volatile("mov %0, %%cr3" : : "r"(value) : "memory");
}

static inline unsigned long read_cr4(void)
{
	unsigned long value;

	asm volatile("mov %%cr4, %0" : "=r"(value));
	return value;
}

static inline void write_cr4(unsigned long value)
{
	asm volatile("mov %0, %%cr4" : : "r"(value) : "memory");
}

/* Forget the translation of one page on this CPU, global or not. */
static inline void invlpg(unsigned long addr)
{
	asm volatile("invlpg (%0)" : : "r"(addr) : "memory");
}

/* Which state components XSAVE handles (index 0: XCR0). Needs CR4.OSXSAVE. */
static inline u64 xgetbv(u32 index)
{
	u32 low, high;

	asm volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(index));
	return low | (u64)high << 32;
}

/* Sleep until an interrupt. sti takes effect after hlt, so no wake-up is lost. */
static inline void safe_halt(void)
{
	asm volatile("sti; hlt" : : : "memory");
}

#endif
