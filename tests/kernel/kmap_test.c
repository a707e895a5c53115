/*
 * tests/kernel/kmap_test.c - the shared window into highmem
 *
 * Locking: none; two cases start a thread.
 */
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/highmem.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include "ktest.h"
#include "log_watch.h"

static struct page *get_highpage(void)
{
	struct page *page = alloc_page(GFP_HIGHUSER | __GFP_NOWARN);

	if (page && !PageHighMem(page)) {
		__free_page(page);
		page = NULL;
	}
	return page;
}

KTEST(kmap, lowmem_is_its_own_address)
{
	struct page *page = alloc_page(GFP_KERNEL);

	KT_ASSERT(page);
	KT_EXPECT(kmap(page) == page_address(page));
	kunmap(page);
	KT_EXPECT(page_address(page) == __va(page_to_phys(page)));
	KT_EXPECT(kmap_to_page(page_address(page)) == page);
	__free_page(page);
}

KTEST(kmap, two_callers_share_one_mapping)
{
	struct page *page = get_highpage();
	struct kmap_stats before, during;
	struct kmap_slot slot;
	char *one, *two;

	if (!page)
		KT_SKIP("no highmem");
	kmap_get_stats(&before);
	one = kmap(page);
	two = kmap(page);
	KT_EXPECT(one == two);
	KT_EXPECT(page_address(page) == one);
	KT_EXPECT((unsigned long)one >= PKMAP_BASE);
	KT_EXPECT(kmap_to_page(one + 5) == page);
	KT_EXPECT(kmap_get_slot(((unsigned long)one - PKMAP_BASE) >> PAGE_SHIFT, &slot));
	KT_EXPECT(slot.addr == one && slot.pfn == page_to_pfn(page));
	KT_EXPECT_EQ(slot.users, 2);
	kmap_get_stats(&during);
	KT_EXPECT_EQ(during.used, before.used + 1);
	one[PAGE_SIZE - 1] = 'x';
	kunmap(page);
	KT_EXPECT(kmap_high_get(page) == two);
	kunmap_high(page);
	KT_EXPECT_EQ(two[PAGE_SIZE - 1], 'x');
	kunmap(page);
	kmap_get_stats(&during);
	KT_EXPECT_EQ(during.used, before.used);
	KT_EXPECT(!kmap_get_slot(((unsigned long)one - PKMAP_BASE) >> PAGE_SHIFT, &slot));
	__free_page(page);
}

KTEST(kmap, an_unmapped_page_has_no_address)
{
	struct page *page = get_highpage();

	if (!page)
		KT_SKIP("no highmem");
	KT_EXPECT(!page_address(page));
	KT_EXPECT(!kmap_high_get(page));
	kmap(page);
	KT_EXPECT(page_address(page));
	kunmap(page);
	KT_EXPECT(!page_address(page));
	__free_page(page);
}

KTEST(kmap, one_kunmap_too_many_is_reported)
{
	struct page *page = get_highpage();
	struct kmap_stats before, after;
	u64 from = printk_next_seq();

	if (!page)
		KT_SKIP("no highmem");
	kmap_get_stats(&before);
	kmap(page);
	kunmap(page);
	KT_EXPECT(!log_says(from, "WARNING"));
	kunmap(page);
	KT_EXPECT(log_says(from, "kunmap of a page that is not kmapped"));
	KT_EXPECT(log_says(from, "owner: whoever allocated it"));
	kmap_get_stats(&after);
	KT_EXPECT_EQ(after.used, before.used);
	__free_page(page);
}

/* Look for the mark of the pass before, and leave this one's. */
static void mark_pages(struct page **pages, unsigned int nr, unsigned int pass)
{
	for (unsigned int i = 0; i < nr; i++) {
		unsigned long *p = kmap(pages[i]);

		if (pass)
			KT_EXPECT_EQ(*p, i + pass - 1);
		*p = i + pass;
		kunmap(pages[i]);
	}
}

/*
 * Every page keeps its own contents through many turns of the window. Each CPU finds slots
 * that the others have given to other pages since it was there.
 */
KTEST(kmap, recycling_leaves_nothing_stale)
{
	static struct page *pages[LAST_PKMAP + 100];
	unsigned int nr, round, pass = 0, cpu;

	for (nr = 0; nr < LAST_PKMAP + 100; nr++) {
		pages[nr] = get_highpage();
		if (!pages[nr])
			break;
	}
	for (round = 0; round < 3; round++) {
		for_each_online_cpu (cpu) {
			set_cpus_allowed_ptr(current, cpumask_of(cpu));
			mark_pages(pages, nr, pass++);
		}
	}
	while (nr)
		__free_page(pages[--nr]);
}

#define WAITERS 2

static struct {
	struct page *page;
	struct completion mapped, go_on, done;
	void *addr[WAITERS];
} waiters;

static int map_one(void *number)
{
	waiters.addr[(long)number] = kmap(waiters.page);
	complete(&waiters.mapped);
	wait_for_completion(&waiters.go_on);
	kunmap(waiters.page);
	complete(&waiters.done);
	return 0;
}

/* All slots are taken. Two tasks want one page: both sleep, and then share one slot. */
static void check_waiters(struct page *mapped)
{
	struct kmap_stats stats;
	long i;

	init_completion(&waiters.mapped);
	init_completion(&waiters.go_on);
	init_completion(&waiters.done);
	for (i = 0; i < WAITERS; i++) {
		waiters.addr[i] = NULL;
		kthread_run(map_one, (void *)i, "kmap-waiter");
	}
	do {
		msleep(1);
		kmap_get_stats(&stats);
	} while (stats.waiters < WAITERS);
	KT_EXPECT_EQ(stats.waiters, WAITERS);
	KT_EXPECT_EQ(stats.used, LAST_PKMAP);
	KT_EXPECT_EQ(stats.peak, LAST_PKMAP);
	KT_EXPECT(!waiters.addr[0] && !waiters.addr[1]);
	KT_EXPECT(!kmap_high_get(waiters.page));
	kunmap(mapped);
	for (i = 0; i < WAITERS; i++)
		wait_for_completion(&waiters.mapped);
	kmap_get_stats(&stats);
	KT_EXPECT_EQ(stats.waiters, 0);
	KT_EXPECT(waiters.addr[0] && waiters.addr[0] == waiters.addr[1]);
	KT_EXPECT(page_address(waiters.page) == waiters.addr[0]);
	complete_all(&waiters.go_on);
	for (i = 0; i < WAITERS; i++)
		wait_for_completion(&waiters.done);
	KT_EXPECT(!page_address(waiters.page));
	kmap(mapped);
}

KTEST_NOLEAKCHECK(kmap, sleeps_when_full_and_is_woken,
		  "the threads' stacks are kept for reuse")
{
	static struct page *pages[LAST_PKMAP];
	struct kmap_stats stats;
	unsigned int nr = 0;

	kmap_get_stats(&stats);
	waiters.page = get_highpage();
	while (waiters.page && nr < LAST_PKMAP - stats.used) {
		pages[nr] = get_highpage();
		if (!pages[nr])
			break;
		kmap(pages[nr++]);
	}
	if (waiters.page && nr == LAST_PKMAP - stats.used)
		check_waiters(pages[0]);
	else
		ktest_skip("not enough highmem");
	while (nr) {
		kunmap(pages[--nr]);
		__free_page(pages[nr]);
	}
	if (waiters.page)
		__free_page(waiters.page);
}
