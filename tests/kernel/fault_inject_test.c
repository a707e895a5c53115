/*
 * tests/kernel/fault_inject_test.c - allocations that fail on purpose, and who survives it
 *
 * Locking: none.
 */
#include <linux/bitops.h>
#include <linux/fault-inject.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm_inline_page.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "fault_tries.h"
#include "ktest.h"
#include "log_watch.h"

#define MAX_NTH 200

static struct fault_attr saved[2];

/* Whatever may fail does, and quietly. */
static void begin(void)
{
	kfree(kmalloc(64,
		      GFP_KERNEL)); /* from now on a slab has one: no page is needed */
	saved[0] = failslab;
	saved[1] = fail_page_alloc;
	failslab.ignore_gfp_wait = fail_page_alloc.ignore_gfp_wait = false;
	failslab.verbose = fail_page_alloc.verbose = 0;
	fail_page_alloc.ignore_gfp_highmem = false;
	fail_page_alloc.min_order = 0;
}

static void end(void)
{
	failslab = saved[0];
	fail_page_alloc = saved[1];
	fault_inject_set_nth(current, 0);
	fault_attr_changed(&failslab, false);
}

static void fail_always(struct fault_attr *attr)
{
	attr->probability = 100;
	attr->times = -1;
	fault_attr_changed(attr, true);
}

static noinline bool object_fails(gfp_t gfp)
{
	void *object = kmalloc(64, gfp);

	kfree(object);
	return !object;
}

static bool page_fails(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages(gfp, order);

	if (page)
		__free_pages(page, order);
	return !page;
}

/* --- the knobs --- */

KTEST(fault_inject, off_unless_asked_for)
{
	KT_EXPECT(!fault_inject_armed());
	begin();
	fail_always(&failslab);
	KT_EXPECT(fault_inject_armed());
	KT_EXPECT(object_fails(GFP_KERNEL));
	KT_EXPECT(!page_fails(GFP_KERNEL, 0));
	end();
	KT_EXPECT(!fault_inject_armed());
	KT_EXPECT(!object_fails(GFP_KERNEL));
}

KTEST(fault_inject, what_cannot_fail_does_not)
{
	begin();
	fail_always(&failslab);
	fail_always(&fail_page_alloc);
	KT_EXPECT(!object_fails(GFP_KERNEL | __GFP_NOFAIL));
	KT_EXPECT(!page_fails(GFP_KERNEL | __GFP_NOFAIL, 0));
	failslab.ignore_gfp_wait = fail_page_alloc.ignore_gfp_wait = true;
	KT_EXPECT(!page_fails(GFP_KERNEL, 0));
	KT_EXPECT(page_fails(GFP_ATOMIC, 0));
	KT_EXPECT(object_fails(GFP_ATOMIC));
	fail_page_alloc.ignore_gfp_highmem = true;
	KT_EXPECT(!page_fails(GFP_ATOMIC | __GFP_HIGHMEM, 0));
	fail_page_alloc.min_order = 2;
	KT_EXPECT(!page_fails(GFP_ATOMIC, 1));
	KT_EXPECT(page_fails(GFP_ATOMIC, 2));
	end();
}

KTEST(fault_inject, times_interval_and_space)
{
	int failed = 0;

	begin();
	fail_always(&failslab);
	failslab.times = 3;
	for (int i = 0; i < 10; i++)
		KT_EXPECT_EQ(object_fails(GFP_KERNEL), i < 3);
	KT_EXPECT_EQ(failslab.times, 0);
	failslab.times = -1;
	failslab.space = 300; /* of objects of 64 bytes */
	for (int i = 0; i < 10; i++)
		KT_EXPECT_EQ(object_fails(GFP_KERNEL), i >= 4);
	failslab.interval = 5;
	for (int i = 0; i < 50; i++)
		failed += object_fails(GFP_KERNEL);
	KT_EXPECT_EQ(failed, 10);
	end();
}

KTEST(fault_inject, chance_repeats_with_its_seed)
{
	u64 first = 0, again = 0;
	int failed;

	begin();
	fail_always(&failslab);
	failslab.probability = 30;
	for (int i = 0; i < 64; i++)
		first |= (u64)object_fails(GFP_KERNEL) << i;
	fault_attr_changed(&failslab, true);
	for (int i = 0; i < 64; i++)
		again |= (u64)object_fails(GFP_KERNEL) << i;
	failed = hweight64(first);
	KT_EXPECT_EQ(first, again);
	KT_EXPECT(failed > 5 && failed < 40);
	failslab.seed = 2;
	fault_attr_changed(&failslab, true);
	for (again = 0, failed = 0; failed < 64; failed++)
		again |= (u64)object_fails(GFP_KERNEL) << failed;
	KT_EXPECT(first != again);
	end();
}

KTEST(fault_inject, a_filter_spares_other_tasks)
{
	begin();
	failslab.task_filter = true;
	fail_always(&failslab);
	KT_EXPECT(!object_fails(GFP_KERNEL));
	current->make_it_fail = true;
	KT_EXPECT(object_fails(GFP_KERNEL));
	current->make_it_fail = false;
	end();
}

/* Pages only: an object may need one more allocation, of a page for its slab. */
KTEST(fault_inject, the_nth_fails_once)
{
	begin();
	fault_inject_set_nth(current, 3);
	KT_EXPECT(!page_fails(GFP_KERNEL, 0));
	KT_EXPECT(!page_fails(GFP_KERNEL, 1));
	KT_EXPECT_EQ(current->fail_nth, 1);
	KT_EXPECT(page_fails(GFP_KERNEL, 0));
	KT_EXPECT(!page_fails(GFP_KERNEL, 0));
	fault_inject_set_nth(current, 1);
	KT_EXPECT(object_fails(GFP_KERNEL));
	KT_EXPECT(!object_fails(GFP_KERNEL));
	end();
}

KTEST(fault_inject, a_failure_is_told_about)
{
	u64 from = printk_next_seq();

	begin();
	failslab.verbose = 2;
	fault_inject_set_nth(current, 1);
	KT_EXPECT(object_fails(GFP_KERNEL));
	end();
	KT_EXPECT(log_says(from, "FAULT_INJECTION: forcing a failure. name failslab"));
	KT_EXPECT(log_says(from, "object_fails"));
}

/* --- those who must survive --- */

/* Each allocation fails in turn; the runner counts the pages afterwards. */
static void fail_in_turn(const struct fault_try *try)
{
	unsigned int nth = 0;
	bool fired = true, worked;

	begin();
	failslab.verbose = fail_page_alloc.verbose = 2;
	while (fired && ++nth < MAX_NTH) {
		drop_caches(); /* each try begins alike: the nth is always the same one */
		fault_inject_set_nth(current, nth);
		worked = try->run();
		fired = !current->fail_nth;
		fault_inject_set_nth(current, 0);
		if (!fired && !worked)
			ktest_fail(__FILE__, __LINE__, "%s fails for no reason",
				   try->name);
	}
	end();
	if (nth == 1 || fired)
		ktest_fail(__FILE__, __LINE__, "%s: ended with allocation %u", try->name,
			   nth);
}

KTEST(fault_inject, kernel_interfaces_survive)
{
	for (const struct fault_try *try = fault_tries; try->name; try++)
		fail_in_turn(try);
}

KTEST_NOLEAKCHECK(fault_inject, and_those_that_keep_pages, "the kernel's tables stay")
{
	for (const struct fault_try *try = fault_tries_that_keep; try->name; try++)
		fail_in_turn(try);
}

/* The same by chance, everything at once. */
KTEST(fault_inject, kernel_interfaces_survive_by_chance)
{
	int worked = 0, failed = 0;

	begin();
	fail_always(&failslab);
	fail_always(&fail_page_alloc);
	failslab.probability = fail_page_alloc.probability = 10;
	for (unsigned int i = 0; i < 20; i++) {
		for (const struct fault_try *try = fault_tries; try->name; try++) {
			if (try->run())
				worked++;
			else
				failed++;
		}
	}
	end();
	KT_EXPECT(worked > 20 && failed > 20);
}
