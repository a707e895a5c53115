/*
 * tests/kernel/kmap_atomic_test.c - the CPU's own short-lived mappings
 *
 * Locking: none; one case starts threads, one a timer.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/highmem.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <linux/timer.h>
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

KTEST(kmap_atomic, lowmem_is_its_own_address)
{
	struct page *page = alloc_page(GFP_KERNEL);
	void *addr;

	KT_ASSERT(page);
	addr = kmap_atomic(page);
	KT_EXPECT(addr == page_address(page));
	KT_EXPECT(in_atomic());
	KT_EXPECT_EQ(current->pagefault_disabled, 1);
	kunmap_atomic(addr);
	KT_EXPECT(!in_atomic());
	KT_EXPECT_EQ(current->pagefault_disabled, 0);
	__free_page(page);
}

KTEST(kmap_atomic, both_spellings_and_a_stack_of_slots)
{
	struct page *a = get_highpage(), *b = get_highpage();
	char *pa, *pb;

	if (!a || !b)
		KT_SKIP("no highmem");
	pa = kmap_atomic(a, KM_USER0);
	pb = kmap_atomic(b, KM_USER1);
	KT_EXPECT(pa != pb);
	KT_EXPECT_EQ(kmap_atomic_depth(), 2);
	memset(pa, 1, PAGE_SIZE);
	memset(pb, 2, PAGE_SIZE);
	kunmap_atomic(pb + 17, KM_USER1);
	kunmap_atomic(pa, KM_USER0);
	KT_EXPECT_EQ(kmap_atomic_depth(), 0);

	/* the same slots, the other way round: no stale translation may be left */
	pb = kmap_local_page(b);
	pa = kmap_local_page(a);
	KT_EXPECT(!memchr_inv(pa, 1, PAGE_SIZE));
	KT_EXPECT(!memchr_inv(pb, 2, PAGE_SIZE));
	KT_EXPECT(!page_address(a));
	KT_EXPECT(kmap_to_page(pa) == a && kmap_to_page(pb) == b);
	kunmap_local(pa);
	kunmap_local(pb);
	__free_page(a);
	__free_page(b);
}

KTEST(kmap_atomic, all_slots_can_be_used)
{
	struct page *page = get_highpage();
	void *addr[KM_MAX_IDX];
	int i;

	if (!page)
		KT_SKIP("no highmem");
	for (i = 0; i < KM_MAX_IDX; i++)
		addr[i] = kmap_atomic(page);
	KT_EXPECT_EQ(kmap_atomic_depth(), KM_MAX_IDX);
	*(int *)addr[0] = 4711;
	KT_EXPECT_EQ(*(int *)addr[KM_MAX_IDX - 1], 4711);
	while (i--)
		kunmap_atomic(addr[i]);
	KT_EXPECT(!in_atomic());
	__free_page(page);
}

/* Undo in an order or a way that is wrong; the counts must come out right all the same. */
KTEST(kmap_atomic, disorder_is_reported_and_survived)
{
	struct page *a = alloc_page(GFP_HIGHUSER), *b = alloc_page(GFP_KERNEL);
	u64 from = printk_next_seq();
	void *pa, *pb;

	KT_ASSERT(a && b);
	pa = kmap_atomic(a);
	pb = kmap_atomic(b);
	kunmap_atomic(pa);
	KT_EXPECT(log_says(from, "taken at ktest_kmap_atomic_disorder_is"));
	KT_EXPECT(log_says(from, "this page was mapped last"));
	KT_EXPECT(log_says(from, "owner: whoever allocated it"));
	kunmap_atomic(pb);
	KT_EXPECT_EQ(kmap_atomic_depth(), 0);
	KT_EXPECT(!in_atomic());

	from = printk_next_seq();
	kunmap_atomic(pb);
	KT_EXPECT(log_says(from, "out of order: 0 held"));
	KT_EXPECT(log_says(from, "this page was to be unmapped"));
	pa = kmap_atomic(a);
	from = printk_next_seq();
	kunmap_local(pa);
	KT_EXPECT(log_says(from, "as by kmap_local_page(), out of order"));
	pa = kmap_local_page(a);
	kunmap_atomic(pa);
	KT_EXPECT_EQ(kmap_atomic_depth(), 0);
	KT_EXPECT_EQ(current->pagefault_disabled, 0);
	KT_EXPECT(!in_atomic());
	__free_page(a);
	__free_page(b);
}

static struct {
	struct timer_list timer;
	struct page *page;
	struct completion done;
	unsigned int depth;
} in_irq;

static void map_in_interrupt(struct timer_list *timer)
{
	char *p = kmap_atomic(in_irq.page, KM_IRQ0),
	     *q = kmap_atomic(in_irq.page, KM_IRQ1);

	in_irq.depth = kmap_atomic_depth();
	p[0] = 'i';
	q[1] = p[0] + 1;
	kunmap_atomic(q, KM_IRQ1);
	kunmap_atomic(p, KM_IRQ0);
	complete(&in_irq.done);
}

/* An interrupt maps on top of what the task has mapped, and leaves it as it was. */
KTEST(kmap_atomic, an_interrupt_nests_in_a_task)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	char *p;

	ktest_use_one_cpu(); /* the one that runs timers */
	in_irq.page = alloc_page(GFP_HIGHUSER);
	KT_ASSERT(page && in_irq.page);
	init_completion(&in_irq.done);
	timer_setup(&in_irq.timer, map_in_interrupt, 0);
	p = kmap_atomic(page, KM_USER0);
	p[0] = 't';
	mod_timer(&in_irq.timer, jiffies + 1);
	while (!try_wait_for_completion(&in_irq.done))
		cpu_relax();
	KT_EXPECT_EQ(in_irq.depth, 3);
	KT_EXPECT_EQ(kmap_atomic_depth(), 1);
	KT_EXPECT(p[0] == 't');
	kunmap_atomic(p, KM_USER0);
	p = kmap_local_page(in_irq.page);
	KT_EXPECT(p[0] == 'i' && p[1] == 'j');
	kunmap_local(p);
	__free_page(page);
	__free_page(in_irq.page);
}

KTEST(kmap_atomic, who_sleeps_is_told_what_he_holds)
{
	struct page *pages[] = { alloc_page(GFP_KERNEL), alloc_page(GFP_HIGHUSER) };
	char text[64];
	void *addr;
	u64 from;
	int i;

	KT_ASSERT(pages[0] && pages[1]);
	for (i = 0; i < 2; i++) {
		from = printk_next_seq();
		addr = kmap_atomic(pages[i]);
		might_sleep();
		kunmap_atomic(addr);
		snprintf(text, sizeof(text), "kmap_atomic slot 0, page %px pfn %#lx",
			 pages[i], page_to_pfn(pages[i]));
		KT_EXPECT(log_says(from, "BUG: sleeping function"));
		KT_EXPECT(log_says(from, text));
		KT_EXPECT(log_says(from, "taken at ktest_kmap_atomic_who_sleeps_is"));
		__free_page(pages[i]);
	}
}

KTEST(kmap_atomic, a_local_mapping_survives_sleep)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	u64 from = printk_next_seq();
	char *p;

	KT_ASSERT(page);
	p = kmap_local_page(page);
	strcpy(p, "still here");
	KT_EXPECT(!in_atomic());
	might_sleep();
	msleep(2);
	KT_EXPECT_EQ(strcmp(p, "still here"), 0);
	KT_EXPECT(kmap_to_page(p) == page);
	kunmap_local(p);
	KT_EXPECT(!log_says(from, "BUG"));
	__free_page(page);
}

#define SWAPPERS 4
#define ROUNDS 50

static struct {
	struct completion done;
	atomic_t bad;
} swappers;

/* Each fills pages of its own and gives the CPU away while they are mapped. */
static int map_and_yield(void *data)
{
	unsigned long mark = (unsigned long)data;
	struct page *a = alloc_page(GFP_HIGHUSER), *b = alloc_page(GFP_HIGHUSER);
	unsigned int round;

	for (round = 0; a && b && round < ROUNDS; round++) {
		unsigned long *pa = kmap_local_page(a), *pb;

		WRITE_ONCE(*pa, mark + round);
		sched_yield();
		pb = kmap_local_page(b);
		WRITE_ONCE(*pb, ~mark - round);
		sched_yield();
		if (READ_ONCE(*pa) != mark + round || READ_ONCE(*pb) != ~mark - round)
			atomic_inc(&swappers.bad);
		kunmap_local(pb);
		sched_yield();
		if (READ_ONCE(*pa) != mark + round)
			atomic_inc(&swappers.bad);
		kunmap_local(pa);
	}
	if (a)
		__free_page(a);
	if (b)
		__free_page(b);
	complete(&swappers.done);
	return 0;
}

KTEST_NOLEAKCHECK(kmap_atomic, tasks_see_their_own_local_mappings,
		  "the threads' stacks are kept for reuse")
{
	unsigned long i;

	init_completion(&swappers.done);
	atomic_set(&swappers.bad, 0);
	for (i = 0; i < SWAPPERS; i++)
		KT_EXPECT(!IS_ERR(
			kthread_run(map_and_yield, (void *)(i << 32), "swapper")));
	for (i = 0; i < SWAPPERS; i++)
		wait_for_completion(&swappers.done);
	KT_EXPECT_EQ(atomic_read(&swappers.bad), 0);
}

KTEST(kmap_atomic, whole_pages_are_copied_and_cleared)
{
	struct page *a = alloc_page(GFP_HIGHUSER), *b = alloc_page(GFP_HIGHUSER);
	char buf[16];

	KT_ASSERT(a && b);
	clear_highpage(a);
	memcpy_to_page(a, 100, "highmem", 8);
	copy_highpage(b, a);
	memcpy_from_page(buf, b, 100, 8);
	KT_EXPECT_EQ(strcmp(buf, "highmem"), 0);
	zero_user(b, 100, 4);
	memcpy_from_page(buf, b, 100, 8);
	KT_EXPECT(!buf[0] && buf[4] == 'm');
	memset(buf, 'x', sizeof(buf));
	memcpy_to_page(b, 200, buf, 16);
	zero_user_segments(b, 201, 203, 205, 210);
	memzero_page(b, 211, 1);
	zero_user_segments(b, 212, 212, 0, 0);
	memcpy_from_page(buf, b, 200, 16);
	KT_EXPECT_EQ(memcmp(buf, "x\0\0xx\0\0\0\0\0x\0xxxx", 16), 0);
	clear_user_highpage(b, 0x1000);
	copy_user_highpage(a, b, 0x1000, NULL);
	memcpy_from_page(buf, a, 200, 16);
	KT_EXPECT(!memchr_inv(buf, 0, 16));
	__free_page(a);
	__free_page(b);
}
