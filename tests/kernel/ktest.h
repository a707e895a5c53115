/*
 * tests/kernel/ktest.h - how an in-kernel test is written
 *
 *	KTEST(page_alloc, frees_what_it_takes)
 *	{
 *		struct page *page = alloc_page(GFP_KERNEL);
 *
 *		KT_ASSERT(page);
 *		KT_EXPECT_EQ(page_count(page), 1);
 *		__free_page(page);
 *	}
 *
 * A suite is the twin of one source file and has its name; cases of one suite stand in
 * one test file. `ktest=PATTERN` on the command line (a glob over "suite.case" or
 * "suite") runs them before /init and powers off; results are KTAP version 1 on the
 * console. A case starts in a kernel thread, may sleep, and must give back every page:
 * the runner compares the number of free pages before and after.
 *
 * Locking: none; cases run one after another.
 */
#ifndef TESTS_KERNEL_KTEST_H
#define TESTS_KERNEL_KTEST_H

#include <linux/compiler.h>
#include <linux/delay.h>
#include <linux/types.h>

struct task_struct;

struct ktest_case {
	const char *suite;
	const char *name;
	void (*run)(void);
	const char *may_keep_pages; /* NULL, or why free pages may differ afterwards */
};

/* Run the cases that match @pattern and print KTAP. Returns how many failed. */
int ktest_run(const char *pattern);

/* Record a failure of the running case; @fmt says what was expected and what was. */
void __printf(3, 4) ktest_fail(const char *file, int line, const char *fmt, ...);

/* The running case cannot be run here; @why goes into the report. */
void ktest_skip(const char *why);

/*
 * A bound for waiting that a busy host does not shorten: patience ends when every CPU has
 * had four seconds' worth of its own ticks since it began. One wait at a time.
 */
void ktest_start_patience(void);
bool ktest_has_patience(void);

/* Until its end the running case stays on CPU 0, the one that runs timers. */
void ktest_use_one_cpu(void);

/* Wait until @t, which has been woken, sleeps or has ended, however slow the host is. */
void ktest_wait_until_asleep(const struct task_struct *t);

#define __KTEST(s, n, why)                                                               \
	static void ktest_##s##_##n(void);                                               \
	static const struct ktest_case ktest_case_##s##_##n = { #s, #n, ktest_##s##_##n, \
								why };                   \
	static const struct ktest_case *const ktest_ptr_##s##_##n                        \
		__attribute__((used, no_reorder, section(".ktests"))) =                  \
			&ktest_case_##s##_##n;                                           \
	static void ktest_##s##_##n(void)

#define KTEST(suite, name) __KTEST(suite, name, NULL)
#define KTEST_NOLEAKCHECK(suite, name, why) __KTEST(suite, name, why)

/* A failed expectation is reported and the case goes on ... */
#define KT_EXPECT(cond)                                                       \
	do {                                                                  \
		if (!(cond))                                                  \
			ktest_fail(__FILE__, __LINE__, "expected %s", #cond); \
	} while (0)

#define KT_EXPECT_EQ(a, b)                                                             \
	do {                                                                           \
		long __a = (long)(a), __b = (long)(b);                                 \
		if (__a != __b)                                                        \
			ktest_fail(__FILE__, __LINE__,                                 \
				   "%s is %ld (%#lx), %s is %ld (%#lx)", #a, __a, __a, \
				   #b, __b, __b);                                      \
	} while (0)

/* Sleep until the condition holds; it is reported when patience ends. */
#define KT_EXPECT_SOON(cond)                                                        \
	do {                                                                        \
		bool __holds;                                                       \
		ktest_start_patience();                                             \
		while (!(__holds = (cond)) && ktest_has_patience())                 \
			msleep(1);                                                  \
		if (!__holds)                                                       \
			ktest_fail(__FILE__, __LINE__, "expected %s, soon", #cond); \
	} while (0)

/* ... a failed assertion ends it: what follows would make no sense. */
#define KT_ASSERT(cond)                                                     \
	do {                                                                \
		if (!(cond)) {                                              \
			ktest_fail(__FILE__, __LINE__, "needed %s", #cond); \
			return;                                             \
		}                                                           \
	} while (0)

#define KT_SKIP(why)             \
	do {                     \
		ktest_skip(why); \
		return;          \
	} while (0)

#endif
