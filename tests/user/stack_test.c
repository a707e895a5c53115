/*
 * tests/user/stack_test.c - the stack grows as far as its limit, and no farther
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>

#include "child.h"
#include "tap.h"

#define KB 1024UL

/* Use @left bytes of stack, 1 KiB a call, and sum up what was written there. */
static long __attribute__((noinline)) descend(long left)
{
	volatile char frame[KB];
	long sum;

	for (unsigned long i = 0; i < KB; i++)
		frame[i] = 1;
	sum = left > (long)KB ? descend(left - KB) : 0;
	for (unsigned long i = 0; i < KB; i++)
		sum += frame[i];
	return sum;
}

static int use_stack(void *bytes)
{
	long count = (intptr_t)bytes;

	return descend(count) != count;
}

/* Touch the stack @bytes below its pointer at once, without the pages in between. */
static int leap(void *bytes)
{
	volatile char *low = __builtin_alloca((intptr_t)bytes);

	low[0] = 1;
	return low[0] != 1;
}

int main(void)
{
	OK(exited_with(in_child(use_stack, (void *)(64 * KB)), 0), "64 KiB of stack");
	OK(exited_with(in_child(use_stack, (void *)(1024 * KB)), 0), "1 MiB of stack");
	OK(exited_with(in_child(use_stack, (void *)(6 * 1024 * KB)), 0),
	   "6 MiB of stack");
	OK(exited_with(in_child(leap, (void *)(4 * 1024 * KB)), 0), "4 MiB at one leap");
	OK(killed_by(in_child(use_stack, (void *)(64 * 1024 * KB)), SIGSEGV),
	   "64 MiB is more than the limit: SIGSEGV");
	OK(killed_by(in_child(leap, (void *)(64 * 1024 * KB)), SIGSEGV),
	   "so is a leap of 64 MiB");
	return tap_done();
}
