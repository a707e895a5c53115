/*
 * arch/apic.c - the local APIC
 *
 * Two ways to the same registers: a page of memory (xAPIC), where register r is at
 * offset r, or MSRs (x2APIC), where it is MSR_X2APIC_BASE + r / 16. x2APIC is taken when
 * the CPU has it. The timer counts down the APIC's own clock, undivided.
 *
 * Source: SDM volume 3A, chapter 11.
 * Locking: each CPU touches its own; a register access is one instruction.
 */
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/cpufeature.h>
#include <asm/hardirq.h>
#include <asm/io.h>
#include <asm/msr.h>
#include <asm/page_types.h>
#include <asm/processor.h>
#include <asm/traps.h>

#define APIC_ID 0x020
#define APIC_VERSION 0x030
#define APIC_TASK_PRIORITY 0x080
#define APIC_EOI 0x0b0
#define APIC_SPURIOUS 0x0f0
#define APIC_IN_SERVICE 0x100 /* 256 bits, 32 in each of eight registers */
#define APIC_ERROR_STATUS 0x280
#define APIC_ICR 0x300
#define APIC_ICR_DEST 0x310 /* xAPIC; an x2APIC has both halves in one MSR */
#define APIC_LVT_TIMER 0x320
#define APIC_LVT_THERMAL 0x330
#define APIC_LVT_PERF 0x340
#define APIC_LVT_LINT0 0x350
#define APIC_LVT_LINT1 0x360
#define APIC_LVT_ERROR 0x370
#define APIC_TIMER_INITIAL 0x380
#define APIC_TIMER_CURRENT 0x390
#define APIC_TIMER_DIVIDE 0x3e0

#define APIC_ENABLE 0x100 /* in APIC_SPURIOUS */
#define LVT_MASKED 0x10000
#define LVT_NMI 0x400
#define ICR_NMI 0x00400
#define ICR_INIT 0x00500
#define ICR_STARTUP 0x00600
#define ICR_PENDING 0x01000
#define ICR_ASSERT 0x04000
#define DIVIDE_BY_1 0xb
#define TIMER_MAX 0xffffffffu

#define APIC_BASE_MASK 0x000ffffffffff000UL

static struct {
	void __iomem *base; /* [I] xAPIC */
	bool x2apic;        /* [I] */
	u32 timer_hz;       /* [I after clock_init()] */
} apic;

static u32 apic_read(unsigned int reg)
{
	return apic.x2apic ? (u32)rdmsr(MSR_X2APIC_BASE + reg / 16)
			   : readl(apic.base + reg);
}

static void apic_write(unsigned int reg, u32 value)
{
	if (apic.x2apic)
		wrmsr(MSR_X2APIC_BASE + reg / 16, value);
	else
		writel(value, apic.base + reg);
}

phys_addr_t apic_phys_base(void)
{
	return rdmsr(MSR_IA32_APICBASE) & APIC_BASE_MASK;
}

u32 apic_id(void)
{
	u32 id = apic_read(APIC_ID);

	return apic.x2apic ? id : id >> 24;
}

void apic_eoi(void)
{
	apic_write(APIC_EOI, 0);
}

bool apic_in_service(unsigned int vector)
{
	return apic_read(APIC_IN_SERVICE + vector / 32 * 0x10) >> (vector % 32) & 1;
}

unsigned int irq_err_count; /* [a] */

static void apic_error(struct pt_regs *regs)
{
	__atomic_fetch_add(&irq_err_count, 1, __ATOMIC_RELAXED);
	apic_write(APIC_ERROR_STATUS, 0); /* latch, then read: SDM 11.5.3 */
	pr_err("APIC: error status %#x\n", apic_read(APIC_ERROR_STATUS));
	apic_eoi();
}

/* What this CPU's APIC delivers by itself: NMI from the LINT1 pin, errors, no more. */
static void set_local_vectors(void)
{
	unsigned int last = apic_read(APIC_VERSION) >> 16 & 0xff;

	apic_write(APIC_LVT_TIMER, LVT_MASKED | LOCAL_TIMER_VECTOR);
	apic_write(APIC_LVT_LINT0, LVT_MASKED);
	apic_write(APIC_LVT_LINT1, LVT_NMI);
	apic_write(APIC_LVT_ERROR, ERROR_APIC_VECTOR);
	if (last >= 4)
		apic_write(APIC_LVT_PERF, LVT_MASKED);
	if (last >= 5)
		apic_write(APIC_LVT_THERMAL, LVT_MASKED);
}

void apic_init_cpu(void)
{
	u64 mode = rdmsr(MSR_IA32_APICBASE) | MSR_IA32_APICBASE_ENABLE;

	wrmsr(MSR_IA32_APICBASE, mode); /* x2APIC is entered from xAPIC only */
	if (apic.x2apic)
		wrmsr(MSR_IA32_APICBASE, mode | MSR_IA32_APICBASE_EXTD);
	set_local_vectors();
	apic_write(APIC_TASK_PRIORITY, 0);
	apic_write(APIC_SPURIOUS, APIC_ENABLE | SPURIOUS_APIC_VECTOR);
}

void apic_init(void __iomem *base)
{
	apic.base = base;
	apic.x2apic = boot_cpu_has(X86_FEATURE_X2APIC);
	set_irq_handler(ERROR_APIC_VECTOR, apic_error);
	apic_init_cpu();
	pr_info("APIC: id %u, %s\n", apic_id(), apic.x2apic ? "x2APIC" : "xAPIC");
}

/* --- interrupting other CPUs ------------------------------------------------------- */

/*
 * What this CPU wrote before must be seen by the one that is interrupted: a write to
 * the x2APIC's MSR does not wait for earlier stores (SDM 11.12.3).
 */
static void send(u32 dest, u32 command)
{
	unsigned long flags;

	if (apic.x2apic) {
		smp_mb();
		wrmsr(MSR_X2APIC_BASE + APIC_ICR / 16, (u64)dest << 32 | command);
		return;
	}
	local_irq_save(flags);
	while (apic_read(APIC_ICR) & ICR_PENDING)
		cpu_relax();
	apic_write(APIC_ICR_DEST, dest << 24);
	apic_write(APIC_ICR, command);
	local_irq_restore(flags);
}

void apic_send_ipi(u32 dest, unsigned int vector)
{
	send(dest, ICR_ASSERT | vector);
}

void apic_send_nmi(u32 dest)
{
	send(dest, ICR_ASSERT | ICR_NMI);
}

void apic_send_init(u32 dest)
{
	send(dest, ICR_ASSERT | ICR_INIT);
}

void apic_send_startup(u32 dest, phys_addr_t start)
{
	send(dest, ICR_ASSERT | ICR_STARTUP | start >> PAGE_SHIFT);
}

/* --- the timer --------------------------------------------------------------------- */

void apic_timer_calibrate_begin(void)
{
	apic_write(APIC_LVT_TIMER, LVT_MASKED | LOCAL_TIMER_VECTOR);
	apic_write(APIC_TIMER_DIVIDE, DIVIDE_BY_1);
	apic_write(APIC_TIMER_INITIAL, TIMER_MAX);
}

u32 apic_timer_remaining(void)
{
	return apic_read(APIC_TIMER_CURRENT);
}

void apic_timer_set_hz(u32 hz)
{
	apic.timer_hz = hz;
	apic_timer_stop();
}

u32 apic_timer_hz(void)
{
	return apic.timer_hz;
}

void apic_timer_start(void)
{
	apic_write(APIC_TIMER_DIVIDE, DIVIDE_BY_1);
	apic_write(APIC_LVT_TIMER, LOCAL_TIMER_VECTOR);
}

void apic_timer_arm(unsigned int hz)
{
	apic_write(APIC_TIMER_INITIAL, apic.timer_hz / hz);
}

void apic_timer_stop(void)
{
	apic_write(APIC_LVT_TIMER, LVT_MASKED | LOCAL_TIMER_VECTOR);
	apic_write(APIC_TIMER_INITIAL, 0);
}
