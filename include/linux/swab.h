/*
 * include/linux/swab.h - the bytes of a number in the other order
 */
#ifndef LINUX_SWAB_H
#define LINUX_SWAB_H

#include <linux/types.h>

static inline __attribute_const__ u16 swab16(u16 x)
{
	return __builtin_bswap16(x);
}

static inline __attribute_const__ u32 swab32(u32 x)
{
	return __builtin_bswap32(x);
}

static inline __attribute_const__ u64 swab64(u64 x)
{
	return __builtin_bswap64(x);
}

#endif
