/*
 * core/time.c - the clocks, and the tick that drives them
 *
 * arch/ gives one counter of nanoseconds. CLOCK_MONOTONIC is that counter since
 * timekeeping_init(), CLOCK_REALTIME adds the wall clock's value at that moment.
 * The tick, HZ times a second on each CPU, charges the running task; the scheduler decides
 * at each tick whether its turn is over. A tick arms the next one when it is done, so
 * however late they come, there is time for a program between two. CPU 0's sets jiffies
 * by the clock, and so leaves out those that did not come.
 *
 * Locking: the two offsets are immutable after init; jiffies and the coarse clock are
 * written by CPU 0's tick only.
 */
#include <linux/compiler.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kernel_stat.h>
#include <linux/ktime.h>
#include <linux/posix-timers.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/timer.h>
#include <linux/watchdog.h>
#include <asm/apic.h>
#include <asm/hardirq.h>
#include <asm/traps.h>

volatile unsigned long jiffies;

static struct {
	u64 (*read_ns)(void); /* [I] */
	u64 boot_ns;          /* [I] the counter when the clocks started */
	u64 wall_ns;          /* [I] since 1970, at that moment */
	u64 coarse_ns;        /* [a] ktime_get_ns() at the last tick */
} clock;

u64 ktime_get_ns(void)
{
	return clock.read_ns ? clock.read_ns() - clock.boot_ns : 0;
}

u64 ktime_get_real_ns(void)
{
	return clock.wall_ns + ktime_get_ns();
}

u64 ktime_get_coarse_ns(void)
{
	return READ_ONCE(clock.coarse_ns);
}

void timekeeping_init(u64 (*read_ns)(void), u64 wall_seconds)
{
	clock.boot_ns = read_ns();
	clock.wall_ns = wall_seconds * NSEC_PER_SEC;
	clock.read_ns = read_ns;
}

DEFINE_PER_CPU(struct kernel_stat, kstat);

/* Charge one tick to the running task. A sample, but HZ of them a second add up. */
static void account_tick(const struct pt_regs *regs)
{
	if (user_mode(regs)) {
		current->utime += TICK_NSEC;
		if (task_nice(current) > 0)
			this_cpu_add(kstat.nice, TICK_NSEC);
		else
			this_cpu_add(kstat.user, TICK_NSEC);
	} else {
		current->stime += TICK_NSEC;
		if (current->flags & PF_IDLE)
			this_cpu_add(kstat.idle, TICK_NSEC);
		else
			this_cpu_add(kstat.system, TICK_NSEC);
	}
}

static void tick(struct pt_regs *regs)
{
	apic_eoi();
	this_cpu_inc(irq_stat.apic_timer_irqs);
	account_tick(regs);
	if (smp_processor_id() == 0) {
		u64 now = ktime_get_ns();

		jiffies = now / TICK_NSEC;
		WRITE_ONCE(clock.coarse_ns, now);
		load_tick();
		run_timers();
	}
	watchdog_tick(regs);
	run_posix_cpu_timers();
	sched_tick();
	rcu_tick();
	apic_timer_arm(HZ);
}

void tick_init(void)
{
	set_irq_handler(LOCAL_TIMER_VECTOR, tick);
	apic_timer_start();
	apic_timer_arm(HZ);
}
