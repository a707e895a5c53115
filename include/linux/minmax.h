/*
 * include/linux/minmax.h - the lesser, the greater, and what lies between
 *
 * min() and max() want both sides of one type, so that a signed number is never
 * compared as an unsigned one by accident; min_t() and max_t() convert on purpose.
 */
#ifndef LINUX_MINMAX_H
#define LINUX_MINMAX_H

#include <linux/build_bug.h>
#include <linux/compiler.h>

#define __minmax_checked(x, y, op)                                                \
	({                                                                        \
		typeof(x) __mm_x = (x);                                           \
		typeof(y) __mm_y = (y);                                           \
		(void)(&__mm_x == &__mm_y); /* a warning when the types differ */ \
		__mm_x op __mm_y ? __mm_x : __mm_y;                               \
	})
#define __minmax_cast(type, x, y, op)               \
	({                                          \
		type __mm_x = (x);                  \
		type __mm_y = (y);                  \
		__mm_x op __mm_y ? __mm_x : __mm_y; \
	})

#define min(x, y) __minmax_checked(x, y, <)
#define max(x, y) __minmax_checked(x, y, >)
#define min_t(type, x, y) __minmax_cast(type, x, y, <)
#define max_t(type, x, y) __minmax_cast(type, x, y, >)
#define min3(x, y, z) min((typeof(x))min(x, y), z)
#define max3(x, y, z) max((typeof(x))max(x, y), z)

#define clamp(val, lo, hi) min((typeof(val))max(val, lo), hi)
#define clamp_t(type, val, lo, hi) min_t(type, max_t(type, val, lo), hi)
#define clamp_val(val, lo, hi) clamp_t(typeof(val), val, lo, hi)

/* The lesser one that is not 0. */
#define min_not_zero(x, y)                                                       \
	({                                                                       \
		typeof(x) __mnz_x = (x);                                         \
		typeof(y) __mnz_y = (y);                                         \
		__mnz_x == 0 ? __mnz_y                                           \
			     : (__mnz_y == 0 ? __mnz_x : min(__mnz_x, __mnz_y)); \
	})

#define swap(a, b)                          \
	do {                                \
		typeof(a) __swap_tmp = (a); \
		(a) = (b);                  \
		(b) = __swap_tmp;           \
	} while (0)

#define in_range(val, start, len)                                       \
	({                                                              \
		typeof(start) __ir_start = (start);                     \
		(typeof(start))(val)-__ir_start < (typeof(start))(len); \
	})

#endif
