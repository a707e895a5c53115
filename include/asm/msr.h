/*
 * include/asm/msr.h - model-specific registers
 *
 * Source: SDM volume 4. Locking: none, an MSR belongs to the CPU that runs this.
 */
#ifndef ASM_MSR_H
#define ASM_MSR_H

#define MSR_IA32_APICBASE 0x0000001b
#define MSR_IA32_CR_PAT 0x00000277
#define MSR_EFER 0xc0000080
#define MSR_STAR 0xc0000081         /* segments of syscall and sysret */
#define MSR_LSTAR 0xc0000082        /* where syscall goes */
#define MSR_SYSCALL_MASK 0xc0000084 /* RFLAGS bits that syscall clears */
#define MSR_FS_BASE 0xc0000100
#define MSR_GS_BASE 0xc0000101
#define MSR_KERNEL_GS_BASE 0xc0000102 /* what swapgs exchanges with GS_BASE */
#define MSR_X2APIC_BASE 0x00000800    /* + register offset / 16 */

#define MSR_IA32_APICBASE_BSP (1UL << 8)
#define MSR_IA32_APICBASE_EXTD (1UL << 10) /* x2APIC */
#define MSR_IA32_APICBASE_ENABLE (1UL << 11)

/* Types of memory, a byte each in the PAT (SDM volume 3A, table 12-10). */
#define PAT_UC 0
#define PAT_WC 1
#define PAT_WT 4
#define PAT_WP 5
#define PAT_WB 6
#define PAT_UC_MINUS 7 /* uncached, unless an MTRR says write-combining */

#define EFER_SCE 0x001 /* syscall enable */
#define EFER_LME 0x100 /* long mode enable */
#define EFER_LMA 0x400 /* long mode active */
#define EFER_NX 0x800  /* no-execute enable */

#ifndef __ASSEMBLER__

#include <linux/types.h>

static inline u64 rdmsr(u32 msr)
{
	u32 low, high;

	asm volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(msr));
	return low | (u64)high << 32;
}

static inline void wrmsr(u32 msr, u64 value)
{
	asm volatile("wrmsr"
		     :
		     : "c"(msr), "a"((u32)value), "d"((u32)(value >> 32))
		     : "memory");
}

#endif
#endif
