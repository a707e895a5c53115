/*
 * lib/mem.c - runs of bytes: copy, fill, compare, search
 *
 * Copying and filling use the processor's string instructions, by words of 8 bytes and
 * then the odd bytes: that is fast on hardware, and under an emulator it is an eighth of
 * the steps. The compiler calls memcpy, memmove, memset and memcmp for code of its own
 * (copying a structure), so they must exist whoever names them.
 *
 * Locking: none; pure functions of their arguments.
 */
#include <linux/string.h>
#include <linux/unaligned.h>
#include <asm/string.h>

#define WORD sizeof(u64)

/* The names are macros for the compiler's builtins; here the functions are made. */
#ifdef memcpy_is_builtin
#undef memcpy
#undef memmove
#undef memset
#undef memcmp
#endif

/* Source: C17, 7.24.2.1. The areas do not overlap. */
void *memcpy(void *dest, const void *src, size_t n)
{
	size_t words = n & ~(WORD - 1);

	rep_movsq(dest, src, n / WORD);
	rep_movsb((char *)dest + words, (const char *)src + words, n % WORD);
	return dest;
}

/* From the end downwards, since dest begins inside src. */
static void copy_downwards(char *dest, const char *src, size_t n)
{
	while (n % WORD) {
		n--;
		dest[n] = src[n];
		OPTIMIZER_HIDE_VAR(n); /* or the compiler makes this loop a memmove() */
	}
	while (n) {
		n -= WORD;
		put_unaligned(get_unaligned((const u64 *)(src + n)), (u64 *)(dest + n));
		OPTIMIZER_HIDE_VAR(n);
	}
}

/* Source: C17, 7.24.2.2. The areas may overlap. */
void *memmove(void *dest, const void *src, size_t n)
{
	/* Upwards by words is right also when dest is less than a word below src. */
	if ((unsigned long)dest - (unsigned long)src >= n)
		return memcpy(dest, src, n);
	copy_downwards(dest, src, n);
	return dest;
}

void *memset(void *s, int c, size_t n)
{
	size_t words = n & ~(WORD - 1);

	rep_stosq(s, (u8)c * 0x0101010101010101ULL, n / WORD);
	rep_stosb((char *)s + words, (u8)c, n % WORD);
	return s;
}

void *memset64(u64 *s, u64 value, size_t count)
{
	rep_stosq(s, value, count);
	return s;
}

int memcmp(const void *a, const void *b, size_t n)
{
	const u8 *p = a, *q = b;

	while (n >= WORD &&
	       get_unaligned((const u64 *)p) == get_unaligned((const u64 *)q)) {
		p += WORD;
		q += WORD;
		n -= WORD;
	}
	for (; n; n--, p++, q++) {
		if (*p != *q)
			return *p - *q;
	}
	return 0;
}

int bcmp(const void *a, const void *b, size_t n)
{
	return memcmp(a, b, n);
}

void *memscan(void *s, int c, size_t n)
{
	u8 *p = s;

	while (n && *p != (u8)c) {
		p++;
		n--;
	}
	return p;
}

void *memchr(const void *s, int c, size_t n)
{
	u8 *found = memscan((void *)s, c, n);

	return found == (const u8 *)s + n ? NULL : found;
}

void *memchr_inv(const void *s, int c, size_t n)
{
	const u8 *p = s;
	u64 pattern = (u8)c * 0x0101010101010101ULL;

	while (n >= WORD && get_unaligned((const u64 *)p) == pattern) {
		p += WORD;
		n -= WORD;
	}
	for (; n; n--, p++) {
		if (*p != (u8)c)
			return (void *)p;
	}
	return NULL;
}
