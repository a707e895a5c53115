/*
 * arch/ioapic.c - the IOAPIC: which vector a device line raises
 *
 * Its registers are reached through a window: the number goes to one address, the value
 * to or from another. Each line has a 64-bit redirection entry; ACPI tells which line an
 * ISA interrupt really uses, its polarity and trigger mode (acpi_machine.isa_irq).
 *
 * Source: Intel 82093AA data sheet, 3.0; ACPI 6.4, 5.2.12.5.
 * Locking: ioapics.lock, taken with irqs off, guards the windows.
 */
#include <linux/acpi.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/spinlock.h>
#include <asm/apic.h>
#include <asm/io.h>
#include <asm/io_apic.h>
#include <asm/smp.h>

#define IOAPIC_SELECT 0x00
#define IOAPIC_WINDOW 0x10
#define IOAPIC_SIZE 0x20

#define IOAPIC_REG_VERSION 0x01
#define IOAPIC_REG_ENTRY(line) (0x10 + 2 * (line)) /* low half; the high one follows */

#define ENTRY_ACTIVE_LOW 0x2000
#define ENTRY_LEVEL 0x8000
#define ENTRY_MASKED 0x10000
#define ENTRY_DEST_SHIFT 24 /* in the high half */

struct ioapic {
	void __iomem *base; /* [I] */
	u32 gsi_base;       /* [I] */
	u32 nr_lines;       /* [I] */
};

static struct {
	spinlock_t lock;
	unsigned int nr;                        /* [I] */
	struct ioapic ioapic[ACPI_MAX_IOAPICS]; /* their windows: [lock] */
} ioapics = { .lock = __SPIN_LOCK_UNLOCKED(ioapics.lock) };

static u32 ioapic_read(const struct ioapic *io, unsigned int reg)
{
	writel(reg, io->base + IOAPIC_SELECT);
	return readl(io->base + IOAPIC_WINDOW);
}

static void ioapic_write(const struct ioapic *io, unsigned int reg, u32 value)
{
	writel(reg, io->base + IOAPIC_SELECT);
	writel(value, io->base + IOAPIC_WINDOW);
}

/* How line irq signals; ISA lines are edge-triggered, PCI ones level and active low. */
static struct acpi_isa_irq describe(unsigned int irq)
{
	if (irq < ACPI_NR_ISA_IRQS)
		return acpi_machine.isa_irq[irq];
	return (struct acpi_isa_irq){ .gsi = irq, .active_low = true, .level = true };
}

/* Find the IOAPIC that serves gsi, and its line there. */
static const struct ioapic *find_line(u32 gsi, unsigned int *line)
{
	unsigned int i;

	for (i = 0; i < ioapics.nr; i++) {
		const struct ioapic *io = &ioapics.ioapic[i];

		if (gsi >= io->gsi_base && gsi - io->gsi_base < io->nr_lines) {
			*line = gsi - io->gsi_base;
			return io;
		}
	}
	return NULL;
}

int ioapic_map(unsigned int irq, unsigned int vector)
{
	struct acpi_isa_irq how = describe(irq);
	unsigned int line;
	const struct ioapic *io = find_line(how.gsi, &line);
	unsigned long flags;

	if (!io)
		return -EINVAL;
	spin_lock_irqsave(&ioapics.lock, flags);
	ioapic_write(io, IOAPIC_REG_ENTRY(line) + 1,
		     cpu_to_apic_id(0) << ENTRY_DEST_SHIFT);
	ioapic_write(io, IOAPIC_REG_ENTRY(line),
		     ENTRY_MASKED | vector | (how.active_low ? ENTRY_ACTIVE_LOW : 0) |
			     (how.level ? ENTRY_LEVEL : 0));
	spin_unlock_irqrestore(&ioapics.lock, flags);
	return 0;
}

static void set_masked(unsigned int irq, bool masked)
{
	unsigned int line;
	const struct ioapic *io = find_line(describe(irq).gsi, &line);
	unsigned long flags;
	u32 entry;

	if (!io)
		return;
	spin_lock_irqsave(&ioapics.lock, flags);
	entry = ioapic_read(io, IOAPIC_REG_ENTRY(line));
	entry = masked ? entry | ENTRY_MASKED : entry & ~ENTRY_MASKED;
	ioapic_write(io, IOAPIC_REG_ENTRY(line), entry);
	spin_unlock_irqrestore(&ioapics.lock, flags);
}

bool ioapic_is_level(unsigned int irq)
{
	return describe(irq).level;
}

void ioapic_mask(unsigned int irq)
{
	set_masked(irq, true);
}

void ioapic_unmask(unsigned int irq)
{
	set_masked(irq, false);
}

static void ioapic_setup(const struct acpi_ioapic *found, void __iomem *base)
{
	struct ioapic *io = &ioapics.ioapic[ioapics.nr];
	u32 line;

	io->base = base;
	io->gsi_base = found->gsi_base;
	io->nr_lines = (ioapic_read(io, IOAPIC_REG_VERSION) >> 16 & 0xff) + 1;
	for (line = 0; line < io->nr_lines; line++)
		ioapic_write(io, IOAPIC_REG_ENTRY(line), ENTRY_MASKED);
	ioapics.nr++;
	pr_info("IOAPIC: id %u at %#llx, interrupts %u-%u\n", found->id, found->address,
		io->gsi_base, io->gsi_base + io->nr_lines - 1);
}

void ioapic_init(void __iomem *(*map)(phys_addr_t phys, size_t size))
{
	unsigned int i;

	pic_disable();
	for (i = 0; i < acpi_machine.nr_ioapics; i++) {
		const struct acpi_ioapic *found = &acpi_machine.ioapic[i];
		void __iomem *base = map(found->address, IOAPIC_SIZE);

		if (base)
			ioapic_setup(found, base);
		else
			pr_err("IOAPIC: cannot map %#llx\n", found->address);
	}
}
