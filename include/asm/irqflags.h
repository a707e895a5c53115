/*
 * include/asm/irqflags.h - this CPU's interrupt flag (SDM vol. 3A, 6.8.1)
 */
#ifndef ASM_IRQFLAGS_H
#define ASM_IRQFLAGS_H

#include <linux/compiler.h>
#include <linux/types.h>

#define ARCH_IF_FLAG 0x200UL /* RFLAGS.IF */

/* RFLAGS, all of it. */
static __always_inline unsigned long native_save_fl(void)
{
	unsigned long flags = __builtin_ia32_readeflags_u64();

	barrier();
	return flags;
}

static __always_inline void native_irq_disable(void)
{
	__asm__ __volatile__("cli" : : : "memory");
}

static __always_inline void native_irq_enable(void)
{
	__asm__ __volatile__("sti" : : : "memory");
}

/* Stop until the next interrupt; for ever, if they are off (but for an NMI). */
static __always_inline void native_halt(void)
{
	__asm__ __volatile__("hlt" : : : "memory");
}

#endif
