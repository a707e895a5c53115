/*
 * mm/cache/page_lock.c - sleeping until a page is unlocked
 *
 * PG_locked is the lock; taking it when it is free is one atomic instruction. Who has to
 * wait sleeps on one of a few queues, chosen by the page's address: a page has no room
 * for a queue of its own. Waiters of other pages on the same queue are woken too, look at
 * their bit and sleep again.
 *
 * Locking: the queues' own. Page locks are outside i_pages.xa_lock and inside mmap_lock.
 */
#include <linux/hash.h>
#include <linux/init.h>
#include <linux/pagemap.h>
#include <linux/sched.h>
#include <linux/wait.h>

#define PAGE_WAIT_BITS 6

static struct wait_queue_head page_wait[1 << PAGE_WAIT_BITS];

static struct wait_queue_head *page_waitqueue(struct page *page)
{
	return &page_wait[hash_ptr(page, PAGE_WAIT_BITS)];
}

void __init pagecache_init(void)
{
	for (unsigned int i = 0; i < 1 << PAGE_WAIT_BITS; i++)
		init_waitqueue_head(&page_wait[i]);
	xa_nodes_init();
}

/* lock_page() when the page was locked already. */
void __lock_page(struct page *page)
{
	wait_event(*page_waitqueue(page), trylock_page(page));
}

int __lock_page_killable(struct page *page)
{
	return ___wait_event(*page_waitqueue(page), trylock_page(page), TASK_KILLABLE, 0,
			     0, schedule())
		       ? -EINTR
		       : 0;
}

/*
 * The test-and-clear is a full barrier, so either we see the waiter on the queue or the
 * waiter, which queues itself before it looks, sees the bit clear.
 */
void unlock_page(struct page *page)
{
	struct wait_queue_head *queue = page_waitqueue(page);
	int was_locked = TestClearPageLocked(page);

	BUG_ON(!was_locked);
	if (waitqueue_active(queue))
		wake_up_all(queue);
}

/* Until the page is unlocked at some moment; another may lock it again at once. */
void wait_on_page_locked(struct page *page)
{
	wait_event(*page_waitqueue(page), !PageLocked(page));
}
