/*
 * include/linux/log2.h - powers of two
 */
#ifndef LINUX_LOG2_H
#define LINUX_LOG2_H

#include <linux/bitops.h>
#include <linux/types.h>

/* floor(log2(n)); -1 for 0. A constant when n is one. */
#define ilog2(n)                                                            \
	(__builtin_constant_p(n)                                            \
		 ? ((n) == 0 ? -1 : 63 - __builtin_clzll((n) | ((n) == 0))) \
		 : fls64(n) - 1)

static inline __attribute_const__ bool is_power_of_2(unsigned long n)
{
	return n != 0 && (n & (n - 1)) == 0;
}

/* The smallest power of two that is at least n; n is from 1 to 2^63. */
static inline __attribute_const__ unsigned long roundup_pow_of_two(unsigned long n)
{
	return n <= 1 ? 1 : 1UL << fls64(n - 1);
}

/* The largest power of two that is at most n; n is not 0. */
static inline __attribute_const__ unsigned long rounddown_pow_of_two(unsigned long n)
{
	return 1UL << (fls64(n) - 1);
}

/* ceil(log2(n)); 0 for 0 and 1. */
static inline __attribute_const__ int order_base_2(unsigned long n)
{
	return n > 1 ? fls64(n - 1) : 0;
}

#endif
