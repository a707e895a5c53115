/*
 * include/linux/array_size.h - how many elements an array has
 */
#ifndef LINUX_ARRAY_SIZE_H
#define LINUX_ARRAY_SIZE_H

#include <linux/build_bug.h>
#include <linux/compiler.h>

/* Of a real array only, not of a pointer. */
#define ARRAY_SIZE(array)                     \
	(sizeof(array) / sizeof((array)[0]) + \
	 BUILD_BUG_ON_ZERO(__same_type((array), &(array)[0])))

#endif
