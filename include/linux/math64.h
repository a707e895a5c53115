/*
 * include/linux/math64.h - 64-bit division under the names that 32-bit machines need
 */
#ifndef LINUX_MATH64_H
#define LINUX_MATH64_H

#include <linux/math.h>
#include <linux/types.h>

static inline u64 div_u64(u64 dividend, u32 divisor)
{
	return dividend / divisor;
}

static inline u64 div64_u64(u64 dividend, u64 divisor)
{
	return dividend / divisor;
}

static inline s64 div_s64(s64 dividend, s32 divisor)
{
	return dividend / divisor;
}

static inline u64 div_u64_rem(u64 dividend, u32 divisor, u32 *remainder)
{
	*remainder = dividend % divisor;
	return dividend / divisor;
}

/* n /= base; the value is the remainder. n must be an lvalue. */
#define do_div(n, base)                         \
	({                                      \
		u32 __dd_base = (base);         \
		u32 __dd_rem = (n) % __dd_base; \
		(n) /= __dd_base;               \
		__dd_rem;                       \
	})

#endif
