/*
 * tests/user/random.h - numbers by chance, the same each time for the same beginning
 *
 * Source: D. Knuth, "The Art of Computer Programming", 3.3.4 (the multiplier of MMIX). The
 * low bits repeat soon: the high ones are given.
 */
#ifndef TESTS_USER_RANDOM_H
#define TESTS_USER_RANDOM_H

#include <stdint.h>

/* The next number of the stream, less than below. */
static inline unsigned int random_below(uint64_t *stream, unsigned int below)
{
	*stream = *stream * 6364136223846793005ULL + 1442695040888963407ULL;
	return (*stream >> 33) % below;
}

#endif
