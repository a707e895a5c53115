/*
 * tests/kernel/torture.h - what the files of the torture test share
 */
#ifndef TESTS_KERNEL_TORTURE_H
#define TESTS_KERNEL_TORTURE_H

#include <linux/types.h>

#define TORTURE_HELD 8 /* objects that a thread keeps for a while */

struct torture_object;

/* A thread of the test; its own. */
struct torture {
	unsigned int number, op;
	u64 random;
	struct torture_object *held[TORTURE_HELD];
};

u64 torture_random(struct torture *self);

/* Something that may never be was seen. */
void torture_broken(struct torture *self, const char *what);

/* tests/kernel/torture_memory.c: allocate, look whether it is still as it was, free. */
void torture_memory(struct torture *self);
void torture_memory_end(struct torture *self);
void torture_memory_drain(void);

#endif
