/*
 * include/linux/bitops.h - bits: those of asm/bitops.h, counting and rotating
 */
#ifndef LINUX_BITOPS_H
#define LINUX_BITOPS_H

#include <linux/bits.h>
#include <linux/types.h>
#include <asm/bitops.h>

/* How many bits are set. Without POPCNT (it need not exist): sums of 2, 4, 8 bits. */
static inline unsigned int hweight64(u64 w)
{
	w -= (w >> 1) & 0x5555555555555555ULL;
	w = (w & 0x3333333333333333ULL) + ((w >> 2) & 0x3333333333333333ULL);
	w = (w + (w >> 4)) & 0x0f0f0f0f0f0f0f0fULL;
	return (unsigned int)((w * 0x0101010101010101ULL) >> 56);
}

static inline unsigned int hweight32(u32 w)
{
	return hweight64(w);
}

static inline unsigned int hweight8(u8 w)
{
	return hweight64(w);
}

static inline unsigned int hweight_long(unsigned long w)
{
	return hweight64(w);
}

static inline u64 rol64(u64 word, unsigned int shift)
{
	return (word << (shift & 63)) | (word >> ((-shift) & 63));
}

static inline u64 ror64(u64 word, unsigned int shift)
{
	return (word >> (shift & 63)) | (word << ((-shift) & 63));
}

static inline u32 rol32(u32 word, unsigned int shift)
{
	return (word << (shift & 31)) | (word >> ((-shift) & 31));
}

static inline u32 ror32(u32 word, unsigned int shift)
{
	return (word >> (shift & 31)) | (word << ((-shift) & 31));
}

/* Bit index (counted from 0) is the sign. */
static inline s64 sign_extend64(u64 value, int index)
{
	unsigned int shift = 63 - (unsigned int)index;

	return (s64)(value << shift) >> shift;
}

static inline s32 sign_extend32(u32 value, int index)
{
	unsigned int shift = 31 - (unsigned int)index;

	return (s32)(value << shift) >> shift;
}

static inline void assign_bit(long nr, volatile unsigned long *addr, bool value)
{
	if (value)
		set_bit(nr, addr);
	else
		clear_bit(nr, addr);
}

static inline void __assign_bit(long nr, volatile unsigned long *addr, bool value)
{
	if (value)
		__set_bit(nr, addr);
	else
		__clear_bit(nr, addr);
}

#endif
