/*
 * core/base/cpumask.c - which CPUs there are
 *
 * Locking: see include/linux/cpumask.h.
 */
#include <linux/cpumask.h>
#include <linux/minmax.h>

/* The boot CPU is there and runs. */
struct cpumask __cpu_possible_mask = { { 1 } };
struct cpumask __cpu_present_mask = { { 1 } };
struct cpumask __cpu_online_mask = { { 1 } };
unsigned int nr_cpu_ids = 1;

/*
 * The sets of one CPU: a word with one bit, and zeros on both sides of it, so that
 * starting i words before it gives the set in which the bit is in word i.
 */
#define MASK_WORDS BITS_TO_LONGS(NR_CPUS)

static const unsigned long single_bits[BITS_PER_LONG][2 * MASK_WORDS - 1] = {
#define ONE(n) [n][MASK_WORDS - 1] = 1UL << (n)
#define FOUR(n) ONE(n), ONE(n + 1), ONE(n + 2), ONE(n + 3)
#define SIXTEEN(n) FOUR(n), FOUR(n + 4), FOUR(n + 8), FOUR(n + 12)
	SIXTEEN(0), SIXTEEN(16), SIXTEEN(32), SIXTEEN(48)
};

const struct cpumask *cpumask_of(unsigned int cpu)
{
	const unsigned long *bit = single_bits[cpu % BITS_PER_LONG];

	return (const struct cpumask *)(bit + MASK_WORDS - 1 - BIT_WORD(cpu));
}

void set_cpu_possible(unsigned int cpu, bool possible)
{
	assign_bit(cpu, __cpu_possible_mask.bits, possible);
	if (possible)
		nr_cpu_ids = max(nr_cpu_ids, cpu + 1);
}

void set_cpu_present(unsigned int cpu, bool present)
{
	assign_bit(cpu, __cpu_present_mask.bits, present);
}

void set_cpu_online(unsigned int cpu, bool online)
{
	assign_bit(cpu, __cpu_online_mask.bits, online);
}
