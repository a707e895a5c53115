/*
 * include/linux/interrupt.h - device interrupts
 *
 * Handlers run with interrupts off, on the interrupted task's stack; they do not sleep.
 * Locking: core/irq.c's lock guards the tables; handlers run without it.
 */
#ifndef LINUX_INTERRUPT_H
#define LINUX_INTERRUPT_H

#include <linux/types.h>
#include <linux/compiler.h>

enum irqreturn { IRQ_NONE = 0, IRQ_HANDLED = 1, IRQ_WAKE_THREAD = 2 };
typedef enum irqreturn irqreturn_t;
typedef irqreturn_t (*irq_handler_t)(int irq, void *dev_id);

#define IRQF_SHARED 0x00000080

#define NR_IRQS 24

/*
 * Call @handler at interrupt line @irq (0..NR_IRQS-1, ISA numbers) and unmask it.
 * May sleep. -EINVAL: no such line; -EBUSY: taken and not shared; -ENOMEM.
 */
int __must_check request_irq(unsigned int irq, irq_handler_t handler, unsigned long flags,
			     const char *name, void *dev_id);
void free_irq(unsigned int irq, void *dev_id);

/*
 * For /proc/interrupts: how often @irq came on @cpu; and the right end of its line there,
 * from the controller to the names of who asked for it. => its length, 0 when nobody did.
 */
unsigned int kstat_irqs_cpu(unsigned int irq, int cpu);
size_t irq_describe(unsigned int irq, char *buf, size_t size);

/* What core/irq.c needs of the machine, given by start_kernel. */
struct irq_chip_ops {
	const char *name;
	bool (*is_level)(unsigned int irq);                /* or by edges */
	int (*map)(unsigned int irq, unsigned int vector); /* route it, masked */
	void (*mask)(unsigned int irq);
	void (*unmask)(unsigned int irq);
	void (*eoi)(void);
};
void irq_init(const struct irq_chip_ops *ops);

#endif
