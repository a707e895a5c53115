/*
 * tests/kernel/cpumask_test.c - sets of CPUs
 */
#include <linux/cpumask.h>
#include <linux/percpu.h>
#include "ktest.h"

KTEST(cpumask, sets_of_one)
{
	unsigned int cpu;

	for (cpu = 0; cpu < NR_CPUS; cpu++) {
		KT_EXPECT_EQ(cpumask_weight(cpumask_of(cpu)), 1);
		KT_EXPECT(cpumask_test_cpu(cpu, cpumask_of(cpu)));
		KT_EXPECT_EQ(cpumask_first(cpumask_of(cpu)), cpu);
		KT_EXPECT(cpumask_none_but(cpumask_of(cpu), cpu));
		KT_EXPECT(!cpumask_none_but(cpumask_of(cpu), (cpu + 1) % NR_CPUS));
	}
}

KTEST(cpumask, this_cpu_is_online_and_online_ones_are_possible)
{
	unsigned int cpu, count = 0;

	KT_EXPECT(cpu_online(this_cpu_read(cpu_number)));
	for_each_online_cpu (cpu) {
		KT_EXPECT(cpu_possible(cpu) && cpu_present(cpu));
		KT_EXPECT(cpu < nr_cpu_ids);
		count++;
	}
	KT_EXPECT_EQ(count, num_online_cpus());
}

KTEST(cpumask, operations)
{
	struct cpumask a, b, c;

	cpumask_clear(&a);
	KT_EXPECT(cpumask_empty(&a));
	cpumask_set_cpu(0, &a);
	cpumask_set_cpu(63, &a);
	cpumask_copy(&b, &a);
	KT_EXPECT(cpumask_equal(&a, &b));
	cpumask_clear_cpu(0, &b);
	KT_EXPECT(cpumask_and(&c, &a, &b));
	KT_EXPECT_EQ(cpumask_first(&c), 63);
	KT_EXPECT_EQ(cpumask_next(0, &a), 63);
	KT_EXPECT(cpumask_next(63, &a) >= nr_cpu_ids);
	KT_EXPECT(cpumask_andnot(&c, &a, &b));
	KT_EXPECT_EQ(cpumask_weight(&c), 1);
	KT_EXPECT(!cpumask_andnot(&c, &b, &a));
	KT_EXPECT(cpumask_test_and_clear_cpu(63, &b) && cpumask_empty(&b));
	cpumask_setall(&c);
	KT_EXPECT_EQ(cpumask_weight(&c), NR_CPUS);
}
