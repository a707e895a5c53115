/*
 * include/linux/container_of.h - from a member to the structure that holds it
 */
#ifndef LINUX_CONTAINER_OF_H
#define LINUX_CONTAINER_OF_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/stddef.h>

/* The structure of the given type whose member is at ptr. */
#define container_of(ptr, type, member)                                        \
	({                                                                     \
		void *__mptr = (void *)(ptr);                                  \
		static_assert(__same_type(*(ptr), ((type *)0)->member) ||      \
				      __same_type(*(ptr), void),               \
			      "container_of(): not a pointer to that member"); \
		(type *)(__mptr - offsetof(type, member));                     \
	})

#endif
