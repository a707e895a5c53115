/*
 * include/linux/hash.h - spreading a number over 2^bits buckets
 *
 * Multiplication by 2^64 divided by the golden ratio; the high bits of the product
 * depend on all bits of the number (Knuth, The Art of Computer Programming, vol. 3, 6.4).
 */
#ifndef LINUX_HASH_H
#define LINUX_HASH_H

#include <linux/types.h>

#define GOLDEN_RATIO_32 0x9e3779b9U
#define GOLDEN_RATIO_64 0x9e3779b97f4a7c15ULL

static inline u32 hash_64(u64 val, unsigned int bits)
{
	return (u32)((val * GOLDEN_RATIO_64) >> (64 - bits));
}

static inline u32 hash_32(u32 val, unsigned int bits)
{
	return (val * GOLDEN_RATIO_32) >> (32 - bits);
}

static inline u32 hash_long(unsigned long val, unsigned int bits)
{
	return hash_64(val, bits);
}

static inline u32 hash_ptr(const void *ptr, unsigned int bits)
{
	return hash_64((unsigned long)ptr, bits);
}

/* A string of bytes, beginning with HASH_OF_NONE: FNV-1a, 32 bits. */
#define HASH_OF_NONE 2166136261U

static inline u32 hash_byte(u32 hash, u8 byte)
{
	return (hash ^ byte) * 16777619U;
}

static inline u32 hash_bytes(const void *data, size_t len)
{
	const u8 *p = data;
	u32 hash = HASH_OF_NONE;

	while (len--)
		hash = hash_byte(hash, *p++);
	return hash;
}

#endif
