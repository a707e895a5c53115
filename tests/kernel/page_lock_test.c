/*
 * tests/kernel/page_lock_test.c - mm/cache/page_lock.c: owning a page
 */
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/pagemap.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <uapi/linux/resource.h>
#include "kernel/init.h"
#include "kernel/process.h"
#include "ktest.h"

#define NR_THREADS 4
#define ROUNDS 200

static struct {
	struct page *page;
	int inside;   /* threads that own the page */
	int most;     /* the most ever */
	long entered; /* times that one did */
	struct completion done[NR_THREADS];
} shared;

KTEST(page_lock, one_owner)
{
	struct page *page = alloc_page(GFP_KERNEL);

	KT_ASSERT(page);
	KT_EXPECT(trylock_page(page));
	KT_EXPECT(!trylock_page(page));
	KT_EXPECT(PageLocked(page));
	unlock_page(page);
	wait_on_page_locked(page);
	lock_page(page);
	KT_EXPECT(PageLocked(page));
	unlock_page(page);
	put_page(page);
}

/* Own the page, give the CPU away, and see that nobody else came in meanwhile. */
static int contender(void *arg)
{
	for (int i = 0; i < ROUNDS; i++) {
		lock_page(shared.page);
		shared.inside++;
		shared.entered++;
		if (shared.inside > shared.most)
			shared.most = shared.inside;
		if (i % 16 == 0)
			schedule_timeout_uninterruptible(1);
		else
			sched_yield();
		shared.inside--;
		unlock_page(shared.page);
	}
	complete(arg);
	return 0;
}

KTEST(page_lock, many_contenders)
{
	shared.page = alloc_page(GFP_KERNEL);
	KT_ASSERT(shared.page);
	shared.inside = shared.most = shared.entered = 0;
	for (int i = 0; i < NR_THREADS; i++) {
		init_completion(&shared.done[i]);
		KT_ASSERT(!IS_ERR(kthread_run(contender, &shared.done[i], "lock-page")));
	}
	for (int i = 0; i < NR_THREADS; i++)
		wait_for_completion(&shared.done[i]);
	KT_EXPECT_EQ(shared.most, 1);
	KT_EXPECT_EQ(shared.entered, NR_THREADS * ROUNDS);
	KT_EXPECT(!PageLocked(shared.page));
	put_page(shared.page);
}

static void wait_killable(void *unused)
{
	shared.entered = lock_page_killable(shared.page);
	do_exit(0);
}

KTEST(page_lock, a_fatal_signal_ends_the_wait)
{
	struct rusage usage;
	int status;
	pid_t pid;

	shared.page = alloc_page(GFP_KERNEL);
	KT_ASSERT(shared.page);
	KT_EXPECT_EQ(lock_page_killable(shared.page), 0);
	shared.entered = 1;
	pid = user_mode_thread(wait_killable, NULL);
	KT_ASSERT(pid > 0);
	schedule_timeout_uninterruptible(2);
	KT_EXPECT_EQ(shared.entered, 1);
	KT_EXPECT_EQ(kill_pid(pid, SIGKILL, 0), 0);
	KT_EXPECT_EQ(kernel_wait4(pid, &status, 0, &usage), pid);
	KT_EXPECT_EQ(shared.entered, -EINTR);
	KT_EXPECT(PageLocked(shared.page));
	unlock_page(shared.page);
	put_page(shared.page);
}
