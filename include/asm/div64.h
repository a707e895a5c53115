/*
 * include/asm/div64.h - the division that C has no word for
 */
#ifndef ASM_DIV64_H
#define ASM_DIV64_H

#include <linux/types.h>

/* (high:low) / div. The caller knows that the quotient fits 64 bits: high < div. */
static inline u64 div_u128_u64(u64 high, u64 low, u64 div)
{
	u64 quotient, remainder;

	__asm__("divq %4"
		: "=a"(quotient), "=d"(remainder)
		: "0"(low), "1"(high), "rm"(div)
		: "cc");
	return quotient;
}

#endif
