/*
 * include/linux/math.h - division that rounds as asked, and absolute values
 */
#ifndef LINUX_MATH_H
#define LINUX_MATH_H

#include <linux/types.h>
#include <asm/div64.h>

/* y is a power of two. */
#define __round_mask(x, y) ((typeof(x))((y)-1))
#define round_up(x, y) ((((x)-1) | __round_mask(x, y)) + 1)
#define round_down(x, y) ((x) & ~__round_mask(x, y))

/* d is anything positive. */
#define DIV_ROUND_UP(n, d) (((n) + (d)-1) / (d))
#define DIV_ROUND_DOWN_ULL(n, d) ((unsigned long long)(n) / (d))
#define DIV_ROUND_UP_ULL(n, d) DIV_ROUND_UP((unsigned long long)(n), d)
#define DIV_ROUND_CLOSEST(x, d) (((x) + ((d) / 2)) / (d))

#define roundup(x, y)                                     \
	({                                                \
		typeof(y) __ru_y = (y);                   \
		(((x) + (__ru_y - 1)) / __ru_y) * __ru_y; \
	})
#define rounddown(x, y)                  \
	({                               \
		typeof(x) __rd_x = (x);  \
		__rd_x - (__rd_x % (y)); \
	})

#define abs(x)                                    \
	({                                        \
		typeof(x) __abs_x = (x);          \
		__abs_x < 0 ? -__abs_x : __abs_x; \
	})

/* a * mul / div with a 128-bit product; the quotient must fit 64 bits. */
static inline u64 mul_u64_u64_div_u64(u64 a, u64 mul, u64 div)
{
	__extension__ unsigned __int128 product = (unsigned __int128)a * mul;

	return div_u128_u64((u64)(product >> 64), (u64)product, div);
}

/* (a * mul) >> shift, likewise. */
static inline u64 mul_u64_u32_shr(u64 a, u32 mul, unsigned int shift)
{
	return (u64)((__extension__(unsigned __int128) a * mul) >> shift);
}

#endif
