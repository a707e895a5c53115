/*
 * include/asm/apic.h - the local APIC: interrupt acknowledgement and timer of one CPU
 *
 * Source: SDM volume 3A, chapter 11. Locking: its registers are per CPU; irqs off or
 * a single register access.
 */
#ifndef ASM_APIC_H
#define ASM_APIC_H

#include <linux/types.h>

#define APIC_DEFAULT_PHYS_BASE 0xfee00000UL

/* Physical address of the registers, for the caller of apic_init() to map. */
phys_addr_t apic_phys_base(void);

/*
 * Enable this CPU's local APIC with everything masked. base maps apic_phys_base()
 * uncached; it is not used when the CPU is, or can be put, in x2APIC mode. irqs off.
 */
void apic_init(void __iomem *base);

/* The same for each further CPU, by itself. After apic_init(); irqs off. */
void apic_init_cpu(void);

/* The number by which the IOAPIC and other CPUs address this CPU. */
u32 apic_id(void);

/* Tell the APIC that the handler of the current interrupt is done. Hard-irq context. */
void apic_eoi(void);

/* Is this CPU in the middle of an interrupt with this vector? Any context. */
bool apic_in_service(unsigned int vector);

/*
 * Interrupt the CPU with APIC id dest: at a vector; by an NMI; into the state in which it
 * waits for a startup; out of it, at page start below 1 MiB. All stores before are seen
 * there. Any context; nobody says whether it arrived.
 */
void apic_send_ipi(u32 dest, unsigned int vector);
void apic_send_nmi(u32 dest);
void apic_send_init(u32 dest);
void apic_send_startup(u32 dest, phys_addr_t start);

/* The timer interrupts this CPU at LOCAL_TIMER_VECTOR each time that it is armed. */
void apic_timer_start(void);

/* Interrupt this CPU once, a hz-th of a second from now. After clock_init(). */
void apic_timer_arm(unsigned int hz);

/* No more timer interrupts on this CPU. */
void apic_timer_stop(void);

/* Timer ticks a second, as measured by clock_init(). */
u32 apic_timer_hz(void);

/* For clock_init(): let the timer count down from the top, masked; and what is left. */
void apic_timer_calibrate_begin(void);
u32 apic_timer_remaining(void);
void apic_timer_set_hz(u32 hz);

#endif
