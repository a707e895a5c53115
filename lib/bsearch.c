/*
 * lib/bsearch.c - looking something up in a sorted array
 *
 * Locking: none; the array does not change during the search.
 */
#include <linux/bsearch.h>

void *bsearch(const void *key, const void *base, size_t num, size_t size,
	      int (*cmp)(const void *key, const void *elt))
{
	const char *low = base;

	while (num) {
		const char *middle = low + (num / 2) * size;
		int order = cmp(key, middle);

		if (order == 0)
			return (void *)middle;
		if (order > 0) {
			low = middle + size;
			num--;
		}
		num /= 2;
	}
	return NULL;
}
