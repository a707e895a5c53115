/*
 * tests/host/include/asm/irqflags.h - an interrupt flag where a program can have it
 *
 * A program may not switch interrupts off. A test of code that does defines host_irq_flags
 * as ARCH_IF_FLAG, and can see at any time whether they are on.
 */
#ifndef TESTS_HOST_ASM_IRQFLAGS_H
#define TESTS_HOST_ASM_IRQFLAGS_H

#define ARCH_IF_FLAG 0x200UL

extern unsigned long host_irq_flags;

static inline unsigned long native_save_fl(void)
{
	return host_irq_flags;
}

static inline void native_irq_disable(void)
{
	host_irq_flags = 0;
}

static inline void native_irq_enable(void)
{
	host_irq_flags = ARCH_IF_FLAG;
}

#endif
