/*
 * tests/kernel/smp_test.c - arch/smp.c and core/smp.c: every CPU is there, and itself
 *
 * With one CPU most cases hold trivially; tests/machine/smp.t runs them with several.
 */
#include <linux/acpi.h>
#include <linux/cpumask.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include "arch/arch.h"
#include "ktest.h"

#define APIC_ID_OF_NOBODY 0xc3

KTEST(smp, every_present_cpu_runs)
{
	KT_EXPECT(cpumask_equal(cpu_present_mask, cpu_possible_mask));
	KT_EXPECT(cpumask_equal(cpu_online_mask, cpu_present_mask));
	KT_EXPECT_EQ(num_online_cpus(), nr_cpu_ids);
	KT_EXPECT(nr_cpu_ids <= max(acpi_machine.nr_cpus, 1U));
}

KTEST(smp, every_cpu_has_an_apic_id_and_an_area_of_its_own)
{
	unsigned int a, b;

	for_each_online_cpu (a) {
		KT_EXPECT_EQ(per_cpu(cpu_number, a), (int)a);
		KT_EXPECT_EQ(per_cpu(this_cpu_off, a), per_cpu_offset(a));
		for (b = 0; b < a; b++) {
			KT_EXPECT(cpu_to_apic_id(a) != cpu_to_apic_id(b));
			KT_EXPECT(per_cpu_offset(a) != per_cpu_offset(b));
		}
	}
}

/* Nobody has that id, so this is the way of a CPU that does not answer. */
KTEST(smp, a_cpu_that_does_not_answer_is_given_up)
{
	unsigned int cpu;

	for_each_online_cpu (cpu)
		KT_ASSERT(cpu_to_apic_id(cpu) != APIC_ID_OF_NOBODY);
	KT_EXPECT(!wake_up_cpu(APIC_ID_OF_NOBODY));
	KT_EXPECT_EQ(ap_start.apic_id, AP_NOBODY);
}
