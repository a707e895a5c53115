/*
 * mm/cache/kmap.c - the window through which the kernel sees highmem
 *
 *	PKMAP_BASE  [slot 0][slot 1] ... [slot 511]      one page table of 512 entries
 *	count         3       1             0
 *
 * count of a slot:	  0	empty, and in no TLB
 *			  1	nobody uses it any more, but a TLB may still have it
 *			  n	n - 1 users
 *
 * Slots are given out round and round. When the search comes back to slot 0, all slots of
 * count 1 are emptied and one TLB flush makes them usable again: one flush for hundreds
 * of mappings. When no slot is free, kmap() sleeps until kunmap() frees one.
 *
 * Locking: pkmap.lock for everything here and for page->virtual of highmem pages; taken
 * with irqs on, so neither call is for interrupts.
 */
#include <linux/bug.h>
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <asm/pgtable.h>
#include <asm/tlbflush.h>

static struct {
	spinlock_t lock;
	unsigned int count[LAST_PKMAP]; /* [lock] */
	unsigned int last;              /* [lock] slot given out last */
	wait_queue_head_t wait;         /* for a slot to become free */
	struct kmap_stats stats;        /* [lock] */
} pkmap = {
	.lock = __SPIN_LOCK_UNLOCKED(pkmap.lock),
	.wait = __WAIT_QUEUE_HEAD_INITIALIZER(pkmap.wait),
};

static unsigned long slot_addr(unsigned int slot)
{
	return PKMAP_BASE + ((unsigned long)slot << PAGE_SHIFT);
}

static bool is_pkmap_addr(const void *addr)
{
	return (unsigned long)addr - PKMAP_BASE < LAST_PKMAP * PAGE_SIZE;
}

static unsigned int slot_of(const void *addr)
{
	return ((unsigned long)addr - PKMAP_BASE) >> PAGE_SHIFT;
}

void __init kmap_init(void)
{
	show_kmaps_hook = kmap_atomic_show;
	pkmap.stats.slots = LAST_PKMAP;
	/* Slot 0 is first found after a round, so begin as if one had just ended. */
	pkmap.last = LAST_PKMAP - 1;
}

/* Empty every slot that nobody uses; false: there is none. lock held. */
static bool flush_unused(void)
{
	unsigned int slot;
	bool emptied = false;

	for (slot = 0; slot < LAST_PKMAP; slot++) {
		if (pkmap.count[slot] != 1)
			continue;
		set_pte(&pkmap_page_table[slot], __pte(0));
		pkmap.count[slot] = 0;
		emptied = true;
	}
	if (emptied) {
		flush_tlb_kernel_range(PKMAP_BASE, PKMAP_BASE + LAST_PKMAP * PAGE_SIZE);
		pkmap.stats.flushes++;
	}
	return emptied;
}

/* The next empty slot, or -1. lock held. */
static int find_slot(void)
{
	unsigned int left = LAST_PKMAP;

	while (left--) {
		pkmap.last = (pkmap.last + 1) % LAST_PKMAP;
		if (!pkmap.last && flush_unused())
			left = LAST_PKMAP; /* what was passed over may be empty now */
		if (!pkmap.count[pkmap.last])
			return pkmap.last;
	}
	return -1;
}

/* Sleep until a slot may be free. Called and left with the lock held. */
static void wait_for_slot(void)
{
	DEFINE_WAIT(wait);

	pkmap.stats.waiters++;
	pkmap.stats.waits++;
	prepare_to_wait(&pkmap.wait, &wait, TASK_UNINTERRUPTIBLE);
	spin_unlock(&pkmap.lock);
	schedule();
	finish_wait(&pkmap.wait, &wait);
	spin_lock(&pkmap.lock);
	pkmap.stats.waiters--;
}

/* Give the page a slot, unless somebody else has while we slept. lock held. */
static void map_new(struct page *page)
{
	int slot;

	while (!page->virtual) {
		slot = find_slot();
		if (slot < 0) {
			wait_for_slot();
			continue;
		}
		set_pte(&pkmap_page_table[slot], mk_pte(page, PAGE_KERNEL));
		pkmap.count[slot] = 1;
		WRITE_ONCE(page->virtual, (void *)slot_addr(slot));
		if (++pkmap.stats.used > pkmap.stats.peak)
			pkmap.stats.peak = pkmap.stats.used;
	}
}

/* One user more of a page that has a slot. lock held. */
static void *use_slot(struct page *page)
{
	unsigned int slot = slot_of(page->virtual);

	pkmap.count[slot]++;
	return page->virtual;
}

void *kmap_high(struct page *page)
{
	void *addr;

	spin_lock(&pkmap.lock);
	map_new(page);
	addr = use_slot(page);
	spin_unlock(&pkmap.lock);
	return addr;
}

void *kmap_high_get(struct page *page)
{
	void *addr;

	spin_lock(&pkmap.lock);
	addr = page->virtual ? use_slot(page) : NULL;
	spin_unlock(&pkmap.lock);
	return addr;
}

/* One user less. lock held. Returns whether somebody waits for the slot that is free now. */
static bool drop_slot(struct page *page)
{
	if (--pkmap.count[slot_of(page->virtual)] > 1)
		return false;
	WRITE_ONCE(page->virtual, NULL);
	pkmap.stats.used--;
	return pkmap.stats.waiters;
}

void kunmap_high(struct page *page)
{
	bool wake = false, mapped;

	WARN_ON_ONCE(in_interrupt());
	spin_lock(&pkmap.lock);
	mapped = page->virtual;
	if (mapped)
		wake = drop_slot(page);
	spin_unlock(&pkmap.lock);
	if (!mapped) {
		dump_page(page, "kunmap of a page that is not kmapped");
		WARN_ON(true);
	}
	if (wake)
		wake_up(&pkmap.wait);
}

struct page *kmap_to_page(void *addr)
{
	struct page *page = kmap_fixed_to_page((unsigned long)addr);

	if (page)
		return page;
	return is_pkmap_addr(addr) ? pte_page(pkmap_page_table[slot_of(addr)])
				   : virt_to_page(addr);
}

void kmap_get_stats(struct kmap_stats *stats)
{
	spin_lock(&pkmap.lock);
	*stats = pkmap.stats;
	spin_unlock(&pkmap.lock);
}

bool kmap_get_slot(unsigned int slot, struct kmap_slot *info)
{
	spin_lock(&pkmap.lock);
	info->users = max(pkmap.count[slot], 1U) - 1;
	info->addr = (void *)slot_addr(slot);
	info->pfn = pte_pfn(pkmap_page_table[slot]);
	spin_unlock(&pkmap.lock);
	return info->users;
}
