/*
 * arch/clock.c - the time-stamp counter as a clock
 *
 *	ns = TSC * mult / 2^32, with mult = 10^9 * 2^32 / TSC ticks a second
 *
 * The rates of the TSC and of the APIC timer are measured together, against the one
 * clock of the PC whose rate is known: channel 2 of the PIT (1.193182 MHz). It is read
 * while it counts, with the two others beside it; so a delay of the host or an SMI makes
 * the window longer, not wrong.
 *
 * Source: Intel 8254 data sheet; SDM volume 3B, 17.17 (TSC).
 * Locking: none. The scale is [I] after clock_init().
 */
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <asm/apic.h>
#include <asm/io.h>
#include <asm/tsc.h>

#define PIT_HZ 1193182
#define PIT_CHANNEL2 0x42
#define PIT_COMMAND 0x43
#define PIT_CMD_CH2_RATE 0xb4     /* channel 2, low then high byte, mode 2: counts down */
#define PIT_CMD_LATCH_CH2 0x80    /* freeze channel 2's value for reading */
#define PIT_GATE_PORT 0x61        /* bit 0: let channel 2 count; bit 1: speaker */
#define PIT_WINDOW (PIT_HZ / 100) /* 10 ms */
#define PIT_READ_LIMIT 1000000    /* readings before it counts as broken */

#define NSEC_PER_SEC 1000000000ULL

static struct {
	u64 hz;
	u64 mult;
} tsc;

/* Three clocks at one moment. */
struct sample {
	u16 pit;
	u64 tsc;
	u32 apic;
};

static u16 pit_read(void)
{
	u8 low;

	outb(PIT_CMD_LATCH_CH2, PIT_COMMAND);
	low = inb(PIT_CHANNEL2);
	return low | inb(PIT_CHANNEL2) << 8;
}

static void pit_start(void)
{
	outb((inb(PIT_GATE_PORT) & ~2) | 1, PIT_GATE_PORT);
	outb(PIT_CMD_CH2_RATE, PIT_COMMAND);
	outb(0, PIT_CHANNEL2); /* from 65536 */
	outb(0, PIT_CHANNEL2);
}

/*
 * Read all three. The PIT takes longest, and on a virtual machine anything may come
 * between; of a few attempts the one with the shortest time around the PIT is the best.
 */
static struct sample take_sample(void)
{
	struct sample best = { 0 };
	u64 shortest = ~0ULL;
	int i;

	for (i = 0; i < 5; i++) {
		u64 before = rdtsc();
		u32 apic_left = apic_timer_remaining();
		u16 pit = pit_read();
		u64 after = rdtsc();

		if (after - before < shortest) {
			shortest = after - before;
			best = (struct sample){ pit, before + shortest / 2, apic_left };
		}
	}
	return best;
}

/* Wait until the PIT has counted PIT_WINDOW since start. False: it does not count. */
static bool wait_for_window(u16 start)
{
	unsigned int i;

	for (i = 0; i < PIT_READ_LIMIT; i++)
		if ((u16)(start - pit_read()) >= PIT_WINDOW)
			return true;
	return false;
}

void clock_init(void)
{
	struct sample start, end;
	u64 pit_ticks;

	pit_start();
	apic_timer_calibrate_begin();
	start = take_sample();
	if (!wait_for_window(start.pit))
		panic("clock: the PIT does not count, and nothing else tells the time");
	end = take_sample();

	pit_ticks = (u16)(start.pit - end.pit);
	tsc.hz = (end.tsc - start.tsc) * PIT_HZ / pit_ticks;
	if (!tsc.hz)
		panic("clock: the time-stamp counter stands still");
	tsc.mult = (NSEC_PER_SEC << 32) / tsc.hz;
	apic_timer_set_hz((u64)(start.apic - end.apic) * PIT_HZ / pit_ticks);
	pr_info("clock: TSC %llu.%03llu MHz, APIC timer %u.%03u MHz\n", tsc.hz / 1000000,
		tsc.hz / 1000 % 1000, apic_timer_hz() / 1000000,
		apic_timer_hz() / 1000 % 1000);
}

u64 clock_read_ns(void)
{
	return (u64)((unsigned __int128)rdtsc() * tsc.mult >> 32);
}

u64 tsc_hz(void)
{
	return tsc.hz;
}
