/*
 * arch/smp.c - the CPUs of the machine: their numbers, and how one is started
 *
 *	cpu_start()  INIT ......... STARTUP -> ap_trampoline -> ap_entry64 -> ap_main()
 *	   wait for its first word  <--------------------------------------  step 1
 *	   compare the clocks       step 2 -> 3 -> 4 -> ...
 *	   decide                   GO, or STAY_OUT
 *
 * A CPU that says nothing within ANSWER_NS is left out. So is one whose time-stamp counter
 * reads less than another's did before, or more than another's will after: time would run
 * backwards for a task that moves there. Source: SDM volume 3A, 8.4.
 *
 * Locking: CPUs are started one after the other; smp.step says whose turn it is to write.
 */
#define pr_fmt(fmt) "smp: " fmt

#include <linux/acpi.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/setup.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>
#include <asm/desc.h>
#include <asm/fpu.h>
#include <asm/hardirq.h>
#include <asm/page.h>
#include <asm/processor.h>
#include <asm/smp.h>
#include <asm/switch_to.h>
#include <asm/traps.h>
#include <asm/tsc.h>
#include "arch.h"

#define INITIAL_APIC_ID_SHIFT 24 /* of EBX of leaf 1: SDM volume 2, CPUID */
#define MAX_APIC_ID 254          /* 255 is a broadcast; more want interrupt remapping */

#define NSEC_PER_USEC 1000ULL
#define INIT_NS (10000 * NSEC_PER_USEC)     /* from INIT to STARTUP */
#define STARTUP_NS (200 * NSEC_PER_USEC)    /* from one STARTUP to the next */
#define ANSWER_NS (4000000 * NSEC_PER_USEC) /* a busy host lets a virtual CPU wait */

#define CLOCK_ROUNDS 4
#define GO 1000
#define STAY_OUT 1001

struct ap_start ap_start = { .apic_id = AP_NOBODY };

static unsigned int max_cpus = NR_CPUS; /* [I after parse_early_param()] */

static struct {
	phys_addr_t trampoline;        /* [I] 0: no other CPU can be started */
	u32 apic_id[NR_CPUS];          /* [I] */
	void (*secondary_start)(void); /* [I after boot] */
	u32 step;                      /* [a] */
	u64 tsc;                       /* of the new CPU, at its last step */
} smp;

static int __init maxcpus_setup(char *value)
{
	return value ? kstrtouint(value, 10, &max_cpus) : -EINVAL;
}
early_param("maxcpus", maxcpus_setup, "how many CPUs to use");

static int __init nosmp_setup(char *value)
{
	max_cpus = 1;
	return 0;
}
early_param("nosmp", nosmp_setup);

u32 cpu_to_apic_id(unsigned int cpu)
{
	return smp.apic_id[cpu];
}

static void __init number_cpu(unsigned int cpu, u32 apic_id)
{
	smp.apic_id[cpu] = apic_id;
	set_cpu_possible(cpu, true);
	set_cpu_present(cpu, true);
}

void __init smp_prepare(phys_addr_t trampoline)
{
	unsigned int limit = trampoline ? max(max_cpus, 1U) : 1, nr = 1, i;
	u32 self = cpuid(1).ebx >> INITIAL_APIC_ID_SHIFT;

	number_cpu(0, self);
	for (i = 0; i < acpi_machine.nr_cpus; i++) {
		u32 id = acpi_machine.cpu_apic_id[i];

		if (id > MAX_APIC_ID)
			pr_warn("the CPU with APIC id %u is not used: its id is too high\n",
				id);
		else if (id != self && nr < limit && nr < NR_CPUS)
			number_cpu(nr++, id);
	}
	smp.trampoline = trampoline;
	if (trampoline)
		memcpy(__va(trampoline), ap_trampoline,
		       ap_trampoline_end - ap_trampoline);
	pr_info("Allowing %u CPUs\n", nr);
}

/* --- interrupting a CPU ------------------------------------------------------------ */

void smp_send_reschedule(int cpu)
{
	apic_send_ipi(cpu_to_apic_id(cpu), RESCHEDULE_VECTOR);
}

void smp_send_call(int cpu)
{
	apic_send_ipi(cpu_to_apic_id(cpu), CALL_FUNCTION_VECTOR);
}

/* The way out of every interrupt sees need_resched. */
static void reschedule_interrupt(struct pt_regs *regs)
{
	apic_eoi();
	this_cpu_inc(irq_stat.irq_resched_count);
}

/* --- the new CPU ------------------------------------------------------------------- */

/* The time-stamp counter, not before what stands above has been read. */
static u64 read_tsc_in_order(void)
{
	rmb();
	return rdtsc();
}

static void __noreturn stay_out(void)
{
	local_irq_disable();
	for (;;)
		native_halt();
}

/* Wait until it is our turn, or until we are not wanted. */
static u32 next_step(u32 last)
{
	u32 step;

	while ((step = smp_load_acquire(&smp.step)) == last)
		cpu_relax();
	if (step == STAY_OUT)
		stay_out();
	return step;
}

/* The first C code of a CPU: its registers, tables and APIC, like the boot CPU's. */
void __noreturn ap_main(void)
{
	u32 step = 1;

	cpu_init();
	gdt_init_cpu();
	idt_load();
	apic_init_cpu();
	fpu_init_cpu();
	do {
		smp.tsc = read_tsc_in_order();
		smp_store_release(&smp.step, step);
		step = next_step(step) + 1;
	} while (step != GO + 1);
	smp.secondary_start();
	unreachable();
}

/* --- who starts it ----------------------------------------------------------------- */

void set_secondary_start(void (*start)(void))
{
	smp.secondary_start = start;
	set_irq_handler(RESCHEDULE_VECTOR, reschedule_interrupt);
}

static void wait_ns(u64 ns)
{
	u64 end = clock_read_ns() + ns;

	while (clock_read_ns() < end)
		cpu_relax();
}

/* Does the new CPU get to this step in time? */
static bool wait_for_step(u32 step)
{
	u64 end = clock_read_ns() + ANSWER_NS;

	while (smp_load_acquire(&smp.step) != step) {
		if (clock_read_ns() > end)
			return false;
		cpu_relax();
	}
	return true;
}

bool wake_up_cpu(u32 apic_id)
{
	u32 wanted = apic_id;

	WRITE_ONCE(smp.step, 0);
	smp_store_release(&ap_start.apic_id, apic_id);
	apic_send_init(apic_id);
	wait_ns(INIT_NS);
	apic_send_startup(apic_id, smp.trampoline);
	wait_ns(STARTUP_NS);
	if (READ_ONCE(ap_start.apic_id) == apic_id)
		apic_send_startup(apic_id, smp.trampoline);
	if (wait_for_step(1))
		return true;
	/* From now on it finds that it is not the one, should it still come. */
	if (!try_cmpxchg(&ap_start.apic_id, &wanted, AP_NOBODY))
		smp.trampoline = 0; /* it was here and got lost: ap_start is not ours */
	return false;
}

/* Its clock must read more than ours before, and less than ours after. */
static bool clock_agrees(unsigned int cpu)
{
	u32 step = 1;
	int i;

	for (i = 0; i < CLOCK_ROUNDS; i++) {
		u64 before = read_tsc_in_order();

		smp_store_release(&smp.step, ++step);
		if (!wait_for_step(++step)) {
			pr_err("CPU%u stopped answering\n", cpu);
			return false;
		}
		if (smp.tsc < before || smp.tsc > read_tsc_in_order()) {
			pr_err("CPU%u's time-stamp counter is not in step\n", cpu);
			return false;
		}
	}
	return true;
}

int cpu_start(unsigned int cpu, struct task_struct *idle)
{
	u32 apic_id = cpu_to_apic_id(cpu);
	bool agrees;

	if (!smp.trampoline)
		return -EIO;
	per_cpu(current_task, cpu) = idle;
	per_cpu(cpu_stack_top, cpu) = (unsigned long)idle->stack + THREAD_SIZE;
	ap_start.pgd = read_cr3();
	ap_start.stack = (unsigned long)task_pt_regs(idle) & ~15UL;
	ap_start.gs_base = per_cpu_offset(cpu);
	if (!wake_up_cpu(apic_id)) {
		pr_err("CPU%u (APIC id %u) does not answer\n", cpu, apic_id);
		return -EIO;
	}
	agrees = clock_agrees(cpu);
	smp_store_release(&smp.step, agrees ? GO : STAY_OUT);
	return agrees ? 0 : -EIO;
}
