/*
 * tests/host/host_test.h - tests of lib/ that run on the host
 *
 * A test file is compiled like lib/ itself, against Atlas's headers; the few functions it
 * needs of the host's C library are declared here, prefixed by host_. It lists its cases
 * and gets TAP out:
 *
 *	static void copies_all_bytes(void) { EXPECT_EQ(strlen("abc"), 3); }
 *	HOST_TESTS(HOST_TEST(copies_all_bytes), ...);
 *
 * Random tests draw from host_random(), which starts from the same seed in every case; the
 * environment's SEED=number gives other numbers, and the seed is printed. They say which
 * step they are at, so that a failure names it.
 */
#ifndef TESTS_HOST_TEST_H
#define TESTS_HOST_TEST_H

#include <stdarg.h>
#include <linux/types.h>

int host_printf(const char *fmt, ...) __asm__("printf") __printf(1, 2);
int host_vsnprintf(char *buf, size_t size, const char *fmt,
		   va_list args) __asm__("vsnprintf");
int host_snprintf(char *buf, size_t size, const char *fmt, ...) __asm__("snprintf");
int host_memcmp(const void *a, const void *b, size_t n) __asm__("memcmp");
int host_strcmp(const char *a, const char *b) __asm__("strcmp");
char *host_strstr(const char *s, const char *what) __asm__("strstr");
void *host_malloc(size_t size) __asm__("malloc");
void host_free(void *p) __asm__("free");

/* A number that looks random, and one from 0 to below - 1. */
u64 host_random(void);
unsigned int host_random_below(unsigned int below);

/* Note that the running case failed, and say where; the first few times. */
void host_fail(const char *file, int line, const char *fmt, ...) __printf(3, 4);
/* The running case, a random one, begins this step. */
void host_step(unsigned long step);
/* Has the running case failed? A random test stops at its first failure. */
bool host_failed(void);

#define EXPECT(condition)                                                \
	do {                                                             \
		if (!(condition))                                        \
			host_fail(__FILE__, __LINE__, "%s", #condition); \
	} while (0)
#define EXPECT_EQ(a, b)                                               \
	do {                                                          \
		long long __a = (long long)(a), __b = (long long)(b); \
                                                                      \
		if (__a != __b)                                       \
			host_fail(__FILE__, __LINE__,                 \
				  "%s is %lld (%#llx), not %lld "     \
				  "(%#llx)",                          \
				  #a, __a, __a, __b, __b);            \
	} while (0)
#define EXPECT_STR(a, b)                                                              \
	do {                                                                          \
		const char *__a = (a), *__b = (b);                                    \
                                                                                      \
		if (host_strcmp(__a, __b) != 0)                                       \
			host_fail(__FILE__, __LINE__, "%s is \"%s\", not \"%s\"", #a, \
				  __a, __b);                                          \
	} while (0)

struct host_test {
	const char *name;
	void (*run)(void);
};

extern const struct host_test host_tests[]; /* ends with a NULL name */

#define HOST_TEST(fn)   \
	{               \
#fn, fn \
	}
/* The cases of this file, each as HOST_TEST(function). */
#define HOST_TESTS(cases...) \
	const struct host_test host_tests[] = { cases, { NULL, NULL } }

#endif
