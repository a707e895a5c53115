/*
 * tests/user/mm_random.h - one of the processes of a stress: its choices, and its complaints
 */
#ifndef TESTS_USER_MM_RANDOM_H
#define TESTS_USER_MM_RANDOM_H

#include "mm_model.h"
#include "random.h"

#define WORKERS 8

static struct {
	uint64_t random, next_value;
	unsigned long seed;
	int worker, fd;
	unsigned long done; /* operations */
	unsigned int moved, forked;
} me;

static inline unsigned int any(unsigned int below)
{
	return random_below(&me.random, below);
}

static inline uint64_t new_value(void)
{
	return me.next_value += STEP;
}

/* Leaves if it is not as it must be. */
static inline void must(int right, const char *what, int page)
{
	if (right)
		return;
	tap_print(
		"# seed %lu, process %d, operation %lu: %s, page %d (kind %d, prot %d), "
		"errno %d",
		me.seed, me.worker, me.done, what, page, pages[page].kind,
		pages[page].prot, errno);
	_exit(1);
}

static inline void check_all(const char *what)
{
	for (int i = 0; i < PAGES; i++)
		must(page_is_right(i), what, i);
}

/* A random page, and how many from it on: at most most, within the arena. */
static inline int any_range(int *count, int most)
{
	int i = any(PAGES);

	*count = 1 + any(most);
	if (*count > PAGES - i)
		*count = PAGES - i;
	return i;
}

/* The same within one mapping; 0: there is none. */
static inline int any_mapped(int *i, int *count, int most)
{
	*i = any_range(count, most);
	*count = model_run(*i, *count);
	return pages[*i].kind != NOTHING;
}

#endif
