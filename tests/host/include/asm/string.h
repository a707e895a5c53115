/*
 * tests/host/include/asm/string.h - the string instructions as loops
 *
 * The portable twin of include/asm/string.h: the sanitizers see every byte that these
 * touch.
 */
#ifndef ASM_STRING_H
#define ASM_STRING_H

#include <linux/types.h>
#include <linux/unaligned.h>

static inline void rep_movsb(void *dest, const void *src, size_t count)
{
	u8 *d = dest;
	const u8 *s = src;

	while (count--)
		*d++ = *s++;
}

static inline void rep_movsq(void *dest, const void *src, size_t count)
{
	u8 *d = dest;
	const u8 *s = src;

	for (; count; count--, d += 8, s += 8)
		put_unaligned(get_unaligned((const u64 *)s), (u64 *)d);
}

static inline void rep_stosb(void *dest, u8 value, size_t count)
{
	u8 *d = dest;

	while (count--)
		*d++ = value;
}

static inline void rep_stosq(void *dest, u64 value, size_t count)
{
	u8 *d = dest;

	for (; count; count--, d += 8)
		put_unaligned(value, (u64 *)d);
}

#endif
