/*
 * tests/user/tap.h - how a user program tests the kernel
 *
 *	int main(void)
 *	{
 *		EQ(getpid() > 0, 1, "getpid returns a positive number");
 *		FAILS(close(-1), EBADF, "close of no descriptor");
 *		return tap_done();
 *	}
 *
 * The program prints TAP (testanything.org, version 12) on standard output. It runs on
 * Linux and on Atlas, and what it prints must be the same: Linux is the oracle. So the
 * description of a test holds nothing that changes from run to run; what was found is
 * printed only when it is wrong.
 */
#ifndef TESTS_USER_TAP_H
#define TESTS_USER_TAP_H

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int tap_count, tap_failures;

/* Print one line at once: a child that is forked later inherits no half of it. */
static inline void __attribute__((format(printf, 1, 2))) tap_print(const char *fmt, ...)
{
	char line[512];
	va_list args;
	size_t length;

	va_start(args, fmt);
	vsnprintf(line, sizeof(line) - 1, fmt, args);
	va_end(args);
	strcat(line, "\n");
	length = strlen(line);
	if (write(STDOUT_FILENO, line, length) != (ssize_t)length)
		_exit(99);
}

/* One result. Returns @ok. */
static inline int __attribute__((format(printf, 2, 3)))
tap_result(int ok, const char *fmt, ...)
{
	char name[256];
	va_list args;

	va_start(args, fmt);
	vsnprintf(name, sizeof(name), fmt, args);
	va_end(args);
	tap_print("%s %d - %s", ok ? "ok" : "not ok", ++tap_count, name);
	tap_failures += !ok;
	return ok;
}

static inline void tap_skip(const char *name, const char *why)
{
	tap_print("ok %d - %s # SKIP %s", ++tap_count, name, why);
}

/* The plan, after the last test. Returns the exit status of main(). */
static inline int tap_done(void)
{
	tap_print("1..%d", tap_count);
	return tap_failures != 0;
}

/*
 * A system call by number, so that no C library stands between test and kernel. Each
 * argument is passed as 64 bits; like a library, -1 and errno for an error.
 */
#define sys(nr, ...) __sys(nr, ##__VA_ARGS__, 0, 0, 0, 0, 0, 0, 0)
#define __sys(nr, a, b, c, d, e, f, ...) \
	syscall(nr, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))

/* The condition holds. */
#define OK(cond, ...)                                                                  \
	do {                                                                           \
		if (!tap_result(!!(cond), __VA_ARGS__))                                \
			tap_print("# %s:%d: not true: %s", __FILE__, __LINE__, #cond); \
	} while (0)

/* The expression has the value. */
#define EQ(expr, want, ...)                                                         \
	do {                                                                        \
		long __got = (long)(expr), __want = (long)(want);                   \
		if (!tap_result(__got == __want, __VA_ARGS__))                      \
			tap_print("# %s:%d: %s is %ld (%#lx), expected %ld (%#lx)", \
				  __FILE__, __LINE__, #expr, __got, __got, __want,  \
				  __want);                                          \
	} while (0)

/* The call returns -1 and sets errno to the error. */
#define FAILS(call, error, ...)                                                         \
	do {                                                                            \
		long __got;                                                             \
		errno = 0;                                                              \
		__got = (long)(call);                                                   \
		if (!tap_result(__got == -1 && errno == (error), __VA_ARGS__))          \
			tap_print(                                                      \
				"# %s:%d: %s returned %ld, errno %d (%s), expected %s", \
				__FILE__, __LINE__, #call, __got, errno,                \
				strerror(errno), #error);                               \
	} while (0)

#endif
