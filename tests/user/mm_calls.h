/*
 * tests/user/mm_calls.h - tables of memory calls, one line a call, and what each must answer
 */
#ifndef TESTS_USER_MM_CALLS_H
#define TESTS_USER_MM_CALLS_H

#include "mem.h"

#define FREE 32 /* from this page of AREA on there is nothing, before each call */
#define AT(page) ((long)(AREA + (page)*PAGE))

struct call {
	const char *what;
	int error; /* 0: it succeeds */
	long nr, arg[6];
};

#define CALL(call, what, error, args...)            \
	{                                           \
#call ": " what, error, SYS_##call, \
		{                                   \
			args                        \
		}                                   \
	}

static inline void make(const struct call *call)
{
	const long *arg = call->arg;
	int error = 0;

	if (sys(call->nr, arg[0], arg[1], arg[2], arg[3], arg[4], arg[5]) == -1)
		error = errno;
	EQ(error, call->error, "%s: %s", call->what,
	   call->error ? strerror(call->error) : "succeeds");
	munmap((char *)AT(FREE), 8 * PAGE);
}

#define MAKE_ALL(calls)                                             \
	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++) \
	make(&calls[i])

#endif
