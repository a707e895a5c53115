/*
 * lib/find_bit.c - looking for bits in a bitmap
 *
 * A word at a time: the words before the one that has the bit are skipped whole.
 *
 * Locking: none. A bit that changes during the search may or may not be seen.
 */
#include <linux/bitmap.h>
#include <linux/find.h>
#include <linux/minmax.h>

/*
 * The first bit from offset on that is set in ((a & b) ^ invert); b is NULL or as long as
 * a, invert is 0 or all ones. Inlined, so that each use has its constants folded in.
 */
static __always_inline unsigned long find_next(const unsigned long *a,
					       const unsigned long *b, unsigned long size,
					       unsigned long offset, unsigned long invert)
{
	unsigned long mask;

	if (offset >= size)
		return size;
	mask = BITMAP_FIRST_WORD_MASK(offset);
	for (unsigned long i = BIT_WORD(offset); i * BITS_PER_LONG < size; i++) {
		unsigned long word = ((b ? a[i] & b[i] : a[i]) ^ invert) & mask;

		if (word)
			return min(i * BITS_PER_LONG + __ffs(word), size);
		mask = ~0UL;
	}
	return size;
}

unsigned long find_next_bit(const unsigned long *addr, unsigned long size,
			    unsigned long offset)
{
	return find_next(addr, NULL, size, offset, 0);
}

unsigned long find_next_zero_bit(const unsigned long *addr, unsigned long size,
				 unsigned long offset)
{
	return find_next(addr, NULL, size, offset, ~0UL);
}

unsigned long find_next_and_bit(const unsigned long *a, const unsigned long *b,
				unsigned long size, unsigned long offset)
{
	return find_next(a, b, size, offset, 0);
}

unsigned long find_last_bit(const unsigned long *addr, unsigned long size)
{
	unsigned long mask = BITMAP_LAST_WORD_MASK(size);

	for (unsigned long i = BITS_TO_LONGS(size); i-- > 0;) {
		unsigned long word = addr[i] & mask;

		if (word)
			return i * BITS_PER_LONG + __fls(word);
		mask = ~0UL;
	}
	return size;
}
