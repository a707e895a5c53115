/*
 * include/linux/overflow.h - arithmetic that says when the result does not fit
 *
 * check_*_overflow(a, b, &result) is true when it overflowed; result is then what wrapped
 * around. size_mul() and friends stop at SIZE_MAX, which no allocator gives.
 */
#ifndef LINUX_OVERFLOW_H
#define LINUX_OVERFLOW_H

#include <linux/compiler.h>
#include <linux/types.h>

#define check_add_overflow(a, b, d) __builtin_add_overflow(a, b, d)
#define check_sub_overflow(a, b, d) __builtin_sub_overflow(a, b, d)
#define check_mul_overflow(a, b, d) __builtin_mul_overflow(a, b, d)

static inline size_t size_mul(size_t a, size_t b)
{
	size_t bytes;

	return check_mul_overflow(a, b, &bytes) ? ~(size_t)0 : bytes;
}

static inline size_t size_add(size_t a, size_t b)
{
	size_t bytes;

	return check_add_overflow(a, b, &bytes) ? ~(size_t)0 : bytes;
}

/* Bytes of a structure whose last member is an array of count elements. */
#define struct_size(p, member, count) \
	size_add(sizeof(*(p)), size_mul(sizeof(*(p)->member), (count)))

#endif
