/*
 * include/linux/bsearch.h - looking something up in a sorted array (lib/bsearch.c)
 */
#ifndef LINUX_BSEARCH_H
#define LINUX_BSEARCH_H

#include <linux/types.h>

/* An element for which cmp(key, element) is 0, or NULL. */
void *bsearch(const void *key, const void *base, size_t num, size_t size,
	      int (*cmp)(const void *key, const void *elt));

#endif
