/*
 * include/asm/string.h - the string instructions (SDM vol. 1, 7.3.9)
 *
 * Each is one instruction; the direction flag is clear in the kernel (System V ABI).
 * The host tests put a portable twin of this header in front of it.
 */
#ifndef ASM_STRING_H
#define ASM_STRING_H

#include <linux/types.h>

/* Copy count bytes upwards. */
static __always_inline void rep_movsb(void *dest, const void *src, size_t count)
{
	__asm__ __volatile__("rep movsb"
			     : "+D"(dest), "+S"(src), "+c"(count)
			     :
			     : "memory");
}

/* Copy count words of 8 bytes upwards; neither side need be aligned. */
static __always_inline void rep_movsq(void *dest, const void *src, size_t count)
{
	__asm__ __volatile__("rep movsq"
			     : "+D"(dest), "+S"(src), "+c"(count)
			     :
			     : "memory");
}

static __always_inline void rep_stosb(void *dest, u8 value, size_t count)
{
	__asm__ __volatile__("rep stosb"
			     : "+D"(dest), "+c"(count)
			     : "a"(value)
			     : "memory");
}

static __always_inline void rep_stosq(void *dest, u64 value, size_t count)
{
	__asm__ __volatile__("rep stosq"
			     : "+D"(dest), "+c"(count)
			     : "a"(value)
			     : "memory");
}

#endif
