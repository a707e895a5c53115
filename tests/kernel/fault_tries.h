/*
 * tests/kernel/fault_tries.h - what must survive each of its allocations' failing
 */
#ifndef TESTS_KERNEL_FAULT_TRIES_H
#define TESTS_KERNEL_FAULT_TRIES_H

#include <linux/types.h>

/* run() does something, undoes it, and says whether it could. An array ends without a name. */
struct fault_try {
	const char *name;
	bool (*run)(void);
};

extern const struct fault_try fault_tries[];
extern const struct fault_try fault_tries_that_keep[]; /* some pages, for good */

#endif
