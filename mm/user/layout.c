/*
 * mm/user/layout.c - where the parts of a program lie, and how far that varies
 *
 *	0 ... program | heap -->            <-- mappings | gap | <-- stack
 *	      28 bits   13 bits                  28 bits           22 bits and some bytes
 *
 * Each part moves by a random number of pages, so that one address that has leaked tells
 * nothing of the other parts. "norandmaps" on the command line or a 0 in
 * /proc/sys/kernel/randomize_va_space puts every program where the last one was; 1 moves
 * all but the heap.
 *
 * Source: proc(5), Linux's Documentation/admin-guide/sysctl/kernel.rst.
 *
 * Locking: none; the setting is one word, the mm nobody else's yet.
 */
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/random.h>
#include <linux/setup.h>
#include "internal.h"

#define MMAP_RANDOM_BITS 28
#define STACK_RANDOM_BITS 22
#define BRK_RANDOM_BITS 13
#define STACK_RANDOM_BYTES 8192

/* What is left below the stack for it to grow into: RLIMIT_STACK, within these. */
#define MIN_STACK_GAP (128UL << 20)
#define MAX_STACK_GAP (TASK_SIZE / 6 * 5)

/* Where a program that may lie anywhere goes: two thirds up. */
#define ELF_ET_DYN_BASE (TASK_SIZE / 3 * 2)

int randomize_va_space = 2;

static int __init norandmaps_setup(char *value)
{
	randomize_va_space = 0;
	return 1;
}
__setup("norandmaps", norandmaps_setup, "");

/* How much of randomize_va_space is for the caller's next program. */
static int randomization(void)
{
	return current->personality & ADDR_NO_RANDOMIZE ? 0 : randomize_va_space;
}

/* Less than 2^bits pages, in bytes. */
static unsigned long random_pages(unsigned int bits)
{
	return randomization() ? get_random_u64() >> (64 - bits) << PAGE_SHIFT : 0;
}

unsigned long mm_stack_top(void)
{
	return STACK_TOP - random_pages(STACK_RANDOM_BITS);
}

unsigned long mm_align_stack(unsigned long sp)
{
	if (randomization())
		sp -= get_random_u32_below(STACK_RANDOM_BYTES);
	return sp & ~0xfUL;
}

unsigned long mm_mmap_base(void)
{
	unsigned long gap = rlimit(RLIMIT_STACK), pad = stack_guard_gap;

	if (randomization())
		pad += 1UL << (STACK_RANDOM_BITS + PAGE_SHIFT);
	if (gap < RLIM_INFINITY - pad)
		gap += pad;
	return PAGE_ALIGN(TASK_SIZE - clamp(gap, MIN_STACK_GAP, MAX_STACK_GAP) -
			  random_pages(MMAP_RANDOM_BITS));
}

unsigned long mm_program_base(unsigned long align)
{
	return ALIGN(ELF_ET_DYN_BASE + random_pages(MMAP_RANDOM_BITS), align);
}

void mm_set_brk(struct mm_struct *mm, unsigned long end)
{
	mm->brk = PAGE_ALIGN(end ?: ELF_ET_DYN_BASE);
	if (randomization() > 1)
		mm->brk += random_pages(BRK_RANDOM_BITS);
	mm->start_brk = mm->brk;
}
