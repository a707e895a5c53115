/*
 * include/linux/cpumask.h - sets of CPUs
 *
 * possible: those that this boot may ever use, known once ACPI has been read; present:
 * those that are there; online: those that run. Atlas: a CPU never goes offline.
 *
 * Locking: [a] a CPU sets its own bit; cpu_possible_mask and nr_cpu_ids are [I] after
 * arch has counted the CPUs.
 */
#ifndef LINUX_CPUMASK_H
#define LINUX_CPUMASK_H

#include <linux/bitmap.h>
#include <linux/build_bug.h>
#include <linux/threads.h>
#include <linux/types.h>

typedef struct cpumask {
	DECLARE_BITMAP(bits, NR_CPUS);
} cpumask_t;

typedef struct cpumask cpumask_var_t[1];

extern struct cpumask __cpu_possible_mask, __cpu_present_mask, __cpu_online_mask;
extern unsigned int nr_cpu_ids; /* 1 + the highest possible CPU */

#define cpu_possible_mask ((const struct cpumask *)&__cpu_possible_mask)
#define cpu_present_mask ((const struct cpumask *)&__cpu_present_mask)
#define cpu_online_mask ((const struct cpumask *)&__cpu_online_mask)

#define CPU_MASK_ALL ((struct cpumask){ { ~0UL } }) /* NR_CPUS is no more than 64 */

#define cpumask_bits(mask) ((mask)->bits)
/* For printk's %*pbl. */
#define cpumask_pr_args(mask) (int)nr_cpu_ids, cpumask_bits(mask)

static inline void cpumask_set_cpu(unsigned int cpu, struct cpumask *mask)
{
	set_bit(cpu, mask->bits);
}

static inline void cpumask_clear_cpu(unsigned int cpu, struct cpumask *mask)
{
	clear_bit(cpu, mask->bits);
}

static inline bool cpumask_test_cpu(unsigned int cpu, const struct cpumask *mask)
{
	return test_bit(cpu, mask->bits);
}

static inline bool cpumask_test_and_set_cpu(unsigned int cpu, struct cpumask *mask)
{
	return test_and_set_bit(cpu, mask->bits);
}

static inline bool cpumask_test_and_clear_cpu(unsigned int cpu, struct cpumask *mask)
{
	return test_and_clear_bit(cpu, mask->bits);
}

static inline void cpumask_clear(struct cpumask *mask)
{
	bitmap_zero(mask->bits, NR_CPUS);
}

static inline void cpumask_setall(struct cpumask *mask)
{
	bitmap_fill(mask->bits, NR_CPUS);
}

static inline void cpumask_copy(struct cpumask *dst, const struct cpumask *src)
{
	bitmap_copy(dst->bits, src->bits, NR_CPUS);
}

static inline bool cpumask_and(struct cpumask *dst, const struct cpumask *a,
			       const struct cpumask *b)
{
	return bitmap_and(dst->bits, a->bits, b->bits, NR_CPUS);
}

static inline void cpumask_or(struct cpumask *dst, const struct cpumask *a,
			      const struct cpumask *b)
{
	bitmap_or(dst->bits, a->bits, b->bits, NR_CPUS);
}

static inline bool cpumask_andnot(struct cpumask *dst, const struct cpumask *a,
				  const struct cpumask *b)
{
	return bitmap_andnot(dst->bits, a->bits, b->bits, NR_CPUS);
}

static inline bool cpumask_equal(const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_equal(a->bits, b->bits, NR_CPUS);
}

static inline bool cpumask_empty(const struct cpumask *mask)
{
	return bitmap_empty(mask->bits, NR_CPUS);
}

static inline unsigned int cpumask_weight(const struct cpumask *mask)
{
	return bitmap_weight(mask->bits, NR_CPUS);
}

/* Is there no CPU in mask but, perhaps, this one? */
static inline bool cpumask_none_but(const struct cpumask *mask, unsigned int cpu)
{
	unsigned long others = 0;

	for (unsigned int i = 0; i < BITS_TO_LONGS(NR_CPUS); i++)
		others |= mask->bits[i] &
			  ~(i == cpu / BITS_PER_LONG ? 1UL << cpu % BITS_PER_LONG : 0);
	return !others;
}

/* All of these are >= nr_cpu_ids when there is none (left). */
static inline unsigned int cpumask_first(const struct cpumask *mask)
{
	return find_first_bit(mask->bits, NR_CPUS);
}

/* n may be -1. */
static inline unsigned int cpumask_next(int n, const struct cpumask *mask)
{
	return find_next_bit(mask->bits, NR_CPUS, (unsigned long)n + 1);
}

static inline unsigned int cpumask_next_zero(int n, const struct cpumask *mask)
{
	return find_next_zero_bit(mask->bits, NR_CPUS, (unsigned long)n + 1);
}

static inline unsigned int cpumask_any(const struct cpumask *mask)
{
	return cpumask_first(mask);
}

#define for_each_cpu(cpu, mask)                               \
	for ((cpu) = cpumask_first(mask); (cpu) < nr_cpu_ids; \
	     (cpu) = cpumask_next((int)(cpu), (mask)))
#define for_each_possible_cpu(cpu) for_each_cpu (cpu, cpu_possible_mask)
#define for_each_present_cpu(cpu) for_each_cpu (cpu, cpu_present_mask)
#define for_each_online_cpu(cpu) for_each_cpu (cpu, cpu_online_mask)

#define num_possible_cpus() cpumask_weight(cpu_possible_mask)
#define num_present_cpus() cpumask_weight(cpu_present_mask)
#define num_online_cpus() cpumask_weight(cpu_online_mask)
#define cpu_possible(cpu) cpumask_test_cpu((cpu), cpu_possible_mask)
#define cpu_present(cpu) cpumask_test_cpu((cpu), cpu_present_mask)
#define cpu_online(cpu) cpumask_test_cpu((cpu), cpu_online_mask)

/* The set of one CPU. */
const struct cpumask *cpumask_of(unsigned int cpu);

/* arch tells what it found. set_cpu_possible() raises nr_cpu_ids as needed. */
void set_cpu_possible(unsigned int cpu, bool possible);
void set_cpu_present(unsigned int cpu, bool present);
void set_cpu_online(unsigned int cpu, bool online);

#endif
