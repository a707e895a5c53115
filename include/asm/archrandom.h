/*
 * include/asm/archrandom.h - random numbers that the CPU makes
 */
#ifndef ASM_ARCHRANDOM_H
#define ASM_ARCHRANDOM_H

#include <asm/cpufeature.h>
#include <linux/types.h>

/*
 * Puts a random number into *value, or returns false: the CPU has no RDRAND, or has none
 * to give just now. Any context. Source: SDM vol. 1, 7.3.17.
 */
static inline bool rdrand(u64 *value)
{
	bool ok = false;

	if (boot_cpu_has(X86_FEATURE_RDRAND))
		asm volatile("rdrand %0" : "=r"(*value), "=@ccc"(ok));
	return ok;
}

#endif
