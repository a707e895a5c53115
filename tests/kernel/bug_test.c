/*
 * tests/kernel/bug_test.c - WARN() and reference counts say what they found
 *
 * BUG() ends the machine: tests/machine/ has that.
 */
#include <linux/bug.h>
#include <linux/kref.h>
#include <linux/refcount.h>
#include "ktest.h"
#include "log_watch.h"

KTEST(bug, warn_says_where_and_goes_on)
{
	u64 from = printk_next_seq();

	KT_EXPECT(!WARN(from == ~0ULL, "cannot be\n"));
	KT_EXPECT(!log_says(from, "WARNING:"));
	KT_EXPECT(WARN(true, "a number: %d\n", 12));
	KT_EXPECT(log_says(from, "tests/kernel/bug_test.c:"));
	KT_EXPECT(log_says(from, "a number: 12"));
	KT_EXPECT(log_says(from, "Call Trace:"));
	KT_EXPECT(!log_says(from, " __warn+")); /* the trace begins at the caller */
	KT_EXPECT(log_says(from, " ktest_bug_warn_says_where_and_goes_on"));
}

static bool warn_once(bool condition)
{
	return WARN_ON_ONCE(condition);
}

KTEST(bug, once_is_once)
{
	u64 from = printk_next_seq();

	KT_EXPECT(!warn_once(false));
	KT_EXPECT(warn_once(true));
	KT_EXPECT(log_says(from, "WARNING:"));
	from = printk_next_seq();
	KT_EXPECT(warn_once(true));
	KT_EXPECT(!log_says(from, "WARNING:"));
}

KTEST(bug, refcounts_stick_instead_of_wrapping)
{
	refcount_t r = REFCOUNT_INIT(1);
	u64 from = printk_next_seq();

	refcount_inc(&r);
	KT_EXPECT(!refcount_dec_and_test(&r));
	KT_EXPECT(refcount_inc_not_zero(&r));
	KT_EXPECT(!refcount_dec_and_test(&r));
	KT_EXPECT(refcount_dec_and_test(&r));
	KT_EXPECT(!refcount_inc_not_zero(&r));
	KT_EXPECT(!log_says(from, "refcount_t"));
	refcount_inc(&r);
	KT_EXPECT(log_says(from, "refcount_t: addition on 0"));
	KT_EXPECT((int)refcount_read(&r) < 0);
	KT_EXPECT(!refcount_dec_and_test(&r));
	refcount_set(&r, INT_MAX);
	refcount_inc(&r);
	KT_EXPECT((int)refcount_read(&r) < 0);
	refcount_set(&r, 1);
	refcount_add(INT_MAX - 1, &r);
	KT_EXPECT_EQ(refcount_read(&r), INT_MAX);
	refcount_add(2, &r);
	KT_EXPECT_EQ((int)refcount_read(&r), REFCOUNT_SATURATED);
}

static int released;

static void release(struct kref *kref)
{
	released++;
}

KTEST(bug, kref_releases_once)
{
	struct kref k;

	released = 0;
	kref_init(&k);
	kref_get(&k);
	KT_EXPECT(!kref_put(&k, release));
	KT_EXPECT_EQ(released, 0);
	KT_EXPECT(kref_put(&k, release));
	KT_EXPECT_EQ(released, 1);
	KT_EXPECT(!kref_get_unless_zero(&k));
}
