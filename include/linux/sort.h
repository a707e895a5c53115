/*
 * include/linux/sort.h - sorting an array in place (lib/sort.c)
 */
#ifndef LINUX_SORT_H
#define LINUX_SORT_H

#include <linux/types.h>

typedef int (*cmp_func_t)(const void *a, const void *b);
typedef void (*swap_func_t)(void *a, void *b, int size);

/*
 * num elements of size bytes; cmp() is negative, 0 or positive as a is before, beside or
 * behind b. Heapsort: O(n log n) always, no recursion, no memory; equal elements may
 * change places. swap may be NULL.
 */
void sort(void *base, size_t num, size_t size, cmp_func_t cmp, swap_func_t swap_func);

#endif
