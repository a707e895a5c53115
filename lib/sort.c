/*
 * lib/sort.c - sorting an array in place
 *
 * Heapsort (Knuth, The Art of Computer Programming, vol. 3, 5.2.3): make the array a heap
 * with the greatest element on top, then move the top behind the shrinking heap, again
 * and again. The same time for every input, and no recursion: kernel stacks are small.
 *
 * Locking: none; the array is the caller's.
 */
#include <linux/sort.h>

static void swap_bytes(void *a, void *b, int size)
{
	char *p = a, *q = b;

	for (; size > 0; size--, p++, q++) {
		char tmp = *p;

		*p = *q;
		*q = tmp;
	}
}

/* Let the element at root sink until neither child is greater. */
static void sift_down(char *base, size_t root, size_t num, size_t size, cmp_func_t cmp,
		      swap_func_t swap_func)
{
	for (;;) {
		size_t child = 2 * root + 1;

		if (child >= num)
			return;
		if (child + 1 < num &&
		    cmp(base + child * size, base + (child + 1) * size) < 0)
			child++;
		if (cmp(base + root * size, base + child * size) >= 0)
			return;
		swap_func(base + root * size, base + child * size, (int)size);
		root = child;
	}
}

void sort(void *base, size_t num, size_t size, cmp_func_t cmp, swap_func_t swap_func)
{
	if (!swap_func)
		swap_func = swap_bytes;
	for (size_t i = num / 2; i-- > 0;)
		sift_down(base, i, num, size, cmp, swap_func);
	for (size_t end = num; end-- > 1;) {
		swap_func(base, (char *)base + end * size, (int)size);
		sift_down(base, 0, end, size, cmp, swap_func);
	}
}
