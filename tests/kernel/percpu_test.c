/*
 * tests/kernel/percpu_test.c - this CPU's copy of a variable, and others'
 */
#include <linux/cpumask.h>
#include <linux/percpu.h>
#include <linux/poison.h>
#include <linux/preempt.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <asm/sections.h>
#include "ktest.h"

static DEFINE_PER_CPU(int, small)
= 5;
static DEFINE_PER_CPU(u64, large);
static DEFINE_PER_CPU(char *, pointer);
static DEFINE_PER_CPU(bool, flag);

KTEST(percpu, one_instruction_forms)
{
	preempt_disable();
	this_cpu_write(small, 5);
	this_cpu_inc(small);
	this_cpu_add(small, 10);
	this_cpu_sub(small, 3);
	this_cpu_dec(small);
	KT_EXPECT_EQ(this_cpu_read(small), 12);
	this_cpu_write(large, 1ULL << 40);
	this_cpu_sub(large, 1);
	KT_EXPECT_EQ(this_cpu_read(large), (1ULL << 40) - 1);
	this_cpu_add(large, -(1LL << 40));
	KT_EXPECT_EQ(this_cpu_read(large), -1);
	KT_EXPECT_EQ(this_cpu_xchg(small, 7), 12);
	KT_EXPECT_EQ(this_cpu_read(small), 7);
	KT_EXPECT(this_cpu_xchg(pointer, (char *)&small) == NULL);
	KT_EXPECT(this_cpu_xchg(pointer, NULL) == (char *)&small);
	KT_EXPECT(!this_cpu_xchg(flag, true));
	KT_EXPECT(this_cpu_xchg(flag, false));
	this_cpu_write(small, 5);
	preempt_enable();
}

KTEST(percpu, pointers_lead_to_the_same_copy)
{
	int cpu = (int)get_cpu();
	int *mine = this_cpu_ptr(&small);

	KT_EXPECT(mine == per_cpu_ptr(&small, cpu));
	KT_EXPECT(mine == &per_cpu(small, cpu));
	*mine = 99;
	KT_EXPECT_EQ(this_cpu_read(small), 99);
	this_cpu_write(small, 5);
	KT_EXPECT_EQ(*mine, 5);
	KT_EXPECT_EQ(this_cpu_read(this_cpu_off), per_cpu_offset(cpu));
	put_cpu();
	get_cpu_var(small)++;
	put_cpu_var(small);
	KT_EXPECT_EQ(per_cpu(small, cpu), 6);
	per_cpu(small, cpu) = 5;
}

KTEST(percpu, every_cpu_has_its_own)
{
	unsigned int cpu, other;

	for_each_possible_cpu (cpu) {
		KT_EXPECT_EQ(per_cpu(cpu_number, cpu), cpu);
		KT_EXPECT_EQ(per_cpu(this_cpu_off, cpu), per_cpu_offset(cpu));
		for_each_possible_cpu (other)
			KT_EXPECT((cpu == other) == (per_cpu_ptr(&small, cpu) ==
						     per_cpu_ptr(&small, other)));
	}
}

/* Who kept a pointer from before the boot CPU had its own area would write there. */
KTEST(percpu, nobody_uses_the_template)
{
	size_t size = (size_t)(__per_cpu_end - __per_cpu_start);

	KT_EXPECT(!memchr_inv(__per_cpu_start, POISON_FREE_INITMEM, size));
}
