/*
 * core/irq.c - device interrupts: from a line to the handlers that asked for it
 *
 *	device -- line 4 --> IOAPIC -- vector 0x24 --> deliver() --> each action's handler
 *
 * Locking: irqs.lock, with interrupts off, guards the lists of actions; deliver() walks
 * them under it, so free_irq() returns only when the handler is not running.
 */
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>
#include <linux/spinlock.h>
#include <linux/sprintf.h>
#include <asm/traps.h>

#define NR_IRQ_ACTIONS 32 /* for all lines; the nucleus allocates nothing */

struct irqaction {
	struct irqaction *next; /* [lock] */
	irq_handler_t handler;  /* [lock] NULL: unused */
	void *dev_id;
	const char *name;
	unsigned long flags;
};

static struct {
	spinlock_t lock;
	const struct irq_chip_ops *chip;       /* [I] */
	struct irqaction *actions[NR_IRQS];    /* [lock] */
	struct irqaction pool[NR_IRQ_ACTIONS]; /* [lock] */
} irqs = { .lock = __SPIN_LOCK_UNLOCKED(irqs.lock) };

static DEFINE_PER_CPU(unsigned int[NR_IRQS], irq_counts);

static void deliver(struct pt_regs *regs)
{
	unsigned int irq = regs->orig_rax - FIRST_EXTERNAL_VECTOR;
	irqreturn_t result = IRQ_NONE;
	struct irqaction *action;

	this_cpu_inc(irq_counts[irq]);
	spin_lock(&irqs.lock);
	for (action = irqs.actions[irq]; action; action = action->next)
		result |= action->handler(irq, action->dev_id);
	spin_unlock(&irqs.lock);
	if (result == IRQ_NONE)
		pr_warn_ratelimited("irq %u: nobody cared\n", irq);
	irqs.chip->eoi();
}

/* irqs.lock held */
static struct irqaction *unused_action(void)
{
	unsigned int i;

	for (i = 0; i < NR_IRQ_ACTIONS; i++)
		if (!irqs.pool[i].handler)
			return &irqs.pool[i];
	return NULL;
}

/* irqs.lock held */
static int add_action(unsigned int irq, const struct irqaction *wanted)
{
	struct irqaction *first = irqs.actions[irq];
	struct irqaction *action;
	int err;

	if (first && !(first->flags & wanted->flags & IRQF_SHARED))
		return -EBUSY;
	action = unused_action();
	if (!action)
		return -ENOMEM;
	if (!first) {
		err = irqs.chip->map(irq, FIRST_EXTERNAL_VECTOR + irq);
		if (err)
			return err;
		set_irq_handler(FIRST_EXTERNAL_VECTOR + irq, deliver);
	}
	*action = *wanted;
	action->next = first;
	irqs.actions[irq] = action;
	if (!first)
		irqs.chip->unmask(irq);
	return 0;
}

int request_irq(unsigned int irq, irq_handler_t handler, unsigned long flags,
		const char *name, void *dev_id)
{
	struct irqaction wanted = {
		.handler = handler, .dev_id = dev_id, .name = name, .flags = flags
	};
	unsigned long irq_flags;
	int err;

	if (irq >= NR_IRQS || !handler)
		return -EINVAL;
	spin_lock_irqsave(&irqs.lock, irq_flags);
	err = add_action(irq, &wanted);
	spin_unlock_irqrestore(&irqs.lock, irq_flags);
	return err;
}

void free_irq(unsigned int irq, void *dev_id)
{
	struct irqaction **link;
	unsigned long flags;

	if (irq >= NR_IRQS)
		return;
	spin_lock_irqsave(&irqs.lock, flags);
	for (link = &irqs.actions[irq]; *link; link = &(*link)->next) {
		if ((*link)->dev_id != dev_id)
			continue;
		(*link)->handler = NULL;
		*link = (*link)->next;
		break;
	}
	if (!irqs.actions[irq])
		irqs.chip->mask(irq);
	spin_unlock_irqrestore(&irqs.lock, flags);
}

unsigned int kstat_irqs_cpu(unsigned int irq, int cpu)
{
	return per_cpu(irq_counts, cpu)[irq];
}

size_t irq_describe(unsigned int irq, char *buf, size_t size)
{
	const struct irqaction *action;
	unsigned long flags;
	size_t len = 0;

	spin_lock_irqsave(&irqs.lock, flags);
	action = irqs.actions[irq];
	if (action)
		len = scnprintf(buf, size, " %8s %3u-%-8s  %s", irqs.chip->name, irq,
				irqs.chip->is_level(irq) ? "level" : "edge",
				action->name);
	while (action && (action = action->next))
		len += scnprintf(buf + len, size - len, ", %s", action->name);
	spin_unlock_irqrestore(&irqs.lock, flags);
	return len;
}

void irq_init(const struct irq_chip_ops *ops)
{
	irqs.chip = ops;
}
