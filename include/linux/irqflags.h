/*
 * include/linux/irqflags.h - switching interrupts off and back to what they were
 *
 * The flags that local_irq_save() stores are RFLAGS; only the interrupt flag in them
 * counts. The pairs nest: an inner restore leaves interrupts off if they were off.
 */
#ifndef LINUX_IRQFLAGS_H
#define LINUX_IRQFLAGS_H

#include <asm/irqflags.h>

#define local_irq_disable() native_irq_disable()
#define local_irq_enable() native_irq_enable()
#define local_save_flags(flags) ((void)((flags) = native_save_fl()))
#define local_irq_save(flags)               \
	do {                                \
		(flags) = native_save_fl(); \
		native_irq_disable();       \
	} while (0)
#define local_irq_restore(flags) __local_irq_restore(flags)

static __always_inline bool irqs_disabled_flags(unsigned long flags)
{
	return !(flags & ARCH_IF_FLAG);
}

static __always_inline bool irqs_disabled(void)
{
	return irqs_disabled_flags(native_save_fl());
}

static __always_inline void __local_irq_restore(unsigned long flags)
{
	if (irqs_disabled_flags(flags))
		native_irq_disable();
	else
		native_irq_enable();
}

#endif
