/*
 * tests/kernel/vmalloc_test.c - vmalloc, vmap, and what lies behind their addresses
 *
 * Locking: none.
 */
#include <linux/cpumask.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mm_inline_page.h>
#include <linux/pgtable.h>
#include <linux/string.h>
#include <linux/timer.h>
#include <linux/vmalloc.h>
#include "ktest.h"
#include "log_watch.h"

static bool is_mapped(const void *addr)
{
	enum pgtable_level level;

	return pte_present(*lookup_address((unsigned long)addr, &level));
}

KTEST(vmalloc, memory_with_a_guard_page)
{
	char *p = vmalloc(3 * PAGE_SIZE - 5);
	unsigned int i;

	KT_ASSERT(p);
	KT_EXPECT(is_vmalloc_addr(p));
	memset(p, 7, 3 * PAGE_SIZE);
	for (i = 0; i < 3; i++)
		KT_EXPECT(is_mapped(p + i * PAGE_SIZE));
	KT_EXPECT(!is_mapped(p + 3 * PAGE_SIZE));
	KT_EXPECT(!is_mapped(p - PAGE_SIZE));
	KT_EXPECT_EQ(find_vm_area(p)->nr_pages, 3);
	vfree(p);
	KT_EXPECT(!is_mapped(p));
	KT_EXPECT(!find_vm_area(p));
	vfree(NULL);
}

KTEST(vmalloc, the_pages_behind_it)
{
	char *p = vmalloc_user(4 * PAGE_SIZE);
	unsigned int i;

	KT_ASSERT(p);
	KT_EXPECT(!memchr_inv(p, 0, 4 * PAGE_SIZE));
	KT_EXPECT(find_vm_area(p)->flags & VM_USERMAP);
	for (i = 0; i < 4; i++) {
		struct page *page = vmalloc_to_page(p + i * PAGE_SIZE + 123);
		int *mapped;

		KT_ASSERT(page);
		KT_EXPECT_EQ(vmalloc_to_pfn(p + i * PAGE_SIZE), page_to_pfn(page));
		KT_EXPECT_EQ(page_count(page), 1);
		*(int *)(p + i * PAGE_SIZE) = i + 1000;
		mapped = kmap_atomic(page);
		KT_EXPECT_EQ(*mapped, i + 1000);
		kunmap_atomic(mapped);
	}
	vfree(p);
	KT_EXPECT(!vmalloc_to_page(p));
}

KTEST(vmalloc, impossible_sizes)
{
	u64 from = printk_next_seq();

	KT_EXPECT(!vmalloc(0));
	KT_EXPECT(log_says(from, "vmalloc of 0 bytes"));
	from = printk_next_seq();
	KT_EXPECT(!vmalloc(ULONG_MAX - 10));
	KT_EXPECT(log_says(from, "vmalloc of 18446744073709551605 bytes"));
	from = printk_next_seq();
	KT_EXPECT(!__vmalloc(0, GFP_KERNEL | __GFP_NOWARN));
	KT_EXPECT(!__vmalloc(ULONG_MAX, GFP_KERNEL | __GFP_NOWARN));
	KT_EXPECT(!__vmalloc(ULONG_MAX - PAGE_SIZE, GFP_KERNEL | __GFP_NOWARN));
	KT_EXPECT(!__vmalloc((totalram_pages() + 1) << PAGE_SHIFT,
			     GFP_KERNEL | __GFP_NOWARN));
	KT_EXPECT(!vcalloc(1UL << 40, 1UL << 40));
	KT_EXPECT(!kvmalloc_array(1UL << 40, 1UL << 40, GFP_KERNEL | __GFP_NOWARN));
	KT_EXPECT(!log_says(from, "WARNING"));
}

KTEST(vmalloc, a_failure_half_way_leaks_nothing)
{
	/* more than is free, but not more than there is */
	unsigned long pages = nr_free_pages() + (totalram_pages() - nr_free_pages()) / 2;
	void *p;

	if (pages > 80000)
		KT_SKIP("would take long on so much memory");
	p = __vmalloc(pages << PAGE_SHIFT, GFP_KERNEL | __GFP_NOWARN);
	KT_EXPECT(!p);
	vfree(p);
}

KTEST(vmalloc, vmap_shows_the_callers_pages)
{
	struct page *pages[3];
	int *p, i;

	for (i = 0; i < 3; i++) {
		pages[i] = alloc_page(GFP_HIGHUSER);
		KT_ASSERT(pages[i]);
	}
	swap(pages[0], pages[2]);
	p = vmap(pages, 3, 0, PAGE_KERNEL);
	KT_ASSERT(p);
	for (i = 0; i < 3; i++) {
		p[i * 1024] = i;
		KT_EXPECT(vmalloc_to_page(p + i * 1024) == pages[i]);
	}
	for (i = 0; i < 3; i++) {
		int value;

		memcpy_from_page((char *)&value, pages[i], 0, sizeof(value));
		KT_EXPECT_EQ(value, i);
	}
	vunmap(p);
	for (i = 0; i < 3; i++) {
		KT_EXPECT_EQ(page_count(pages[i]), 1);
		__free_page(pages[i]);
	}
}

/* What vfree() or vunmap() says of an address that is not its own. */
static bool is_refused(void (*release)(const void *addr), const void *addr,
		       const char *message)
{
	u64 from = printk_next_seq();

	release(addr);
	return log_says(from, message);
}

KTEST(vmalloc, strangers_are_refused)
{
	char *p = vmalloc(2 * PAGE_SIZE);
	struct page *page = alloc_page(GFP_KERNEL);
	u64 from = printk_next_seq();
	void *mapped;

	KT_ASSERT(p && page);
	KT_EXPECT(is_refused(vfree, p + 2 * PAGE_SIZE, "strangers_are_refused"));
	KT_EXPECT(is_refused(vfree, p + PAGE_SIZE, "of 8192 bytes that ktest_vmalloc_"));
	KT_EXPECT(is_refused(vfree, p + 8, "owner: whoever allocated it"));
	KT_EXPECT(is_refused(vfree, page_address(page), "nothing is allocated"));
	KT_EXPECT(log_says(from, "zone:Normal") || log_says(from, "zone:DMA"));
	KT_EXPECT(is_refused(vunmap, p, "vunmap() of"));
	mapped = vmap(&page, 1, 0, PAGE_KERNEL);
	KT_EXPECT(is_refused(vfree, mapped, "vfree() of"));
	KT_EXPECT(is_mapped(mapped) && is_mapped(p) && is_mapped(p + PAGE_SIZE));
	vunmap(mapped);
	KT_EXPECT(is_refused(vunmap, mapped, "freed already"));
	KT_EXPECT(is_refused(vfree_atomic, p + 8, "of 8192 bytes that ktest_vmalloc_"));
	vfree(p);
	KT_EXPECT(is_refused(vfree, p, "freed already"));
	KT_EXPECT(is_refused(vfree_atomic, p, "freed already"));
	vm_unmap_aliases();
	KT_EXPECT(is_refused(vfree, p, "nothing is allocated"));
	KT_EXPECT(is_refused(vfree_atomic, page_address(page), "nothing is allocated"));
	KT_EXPECT(is_refused(vfree, (void *)0x1000, "nothing is allocated"));
	__free_page(page);
}

static struct {
	struct timer_list timer;
	void *addr;
	struct completion done;
} in_irq;

static void free_in_interrupt(struct timer_list *timer)
{
	vfree(in_irq.addr);
	vfree(NULL);
	complete(&in_irq.done);
}

KTEST(vmalloc, an_interrupt_may_free)
{
	u64 from = printk_next_seq();

	in_irq.addr = vmalloc(3 * PAGE_SIZE);
	KT_ASSERT(in_irq.addr);
	init_completion(&in_irq.done);
	timer_setup(&in_irq.timer, free_in_interrupt, 0);
	mod_timer(&in_irq.timer, jiffies + 1);
	wait_for_completion(&in_irq.done);
	vfree_deferred();
	KT_EXPECT(!find_vm_area(in_irq.addr));
	KT_EXPECT(!is_mapped(in_irq.addr));
	KT_EXPECT(!log_says(from, "BUG") && !log_says(from, "WARNING"));
}

static void free_twice_in_interrupt(struct timer_list *timer)
{
	vfree(in_irq.addr);
	vfree(in_irq.addr);
	complete(&in_irq.done);
}

KTEST(vmalloc, an_interrupt_may_free_only_once)
{
	u64 from = printk_next_seq();
	char *p = vmalloc(3 * PAGE_SIZE), text[64];

	KT_ASSERT(p);
	in_irq.addr = p;
	init_completion(&in_irq.done);
	timer_setup(&in_irq.timer, free_twice_in_interrupt, 0);
	mod_timer(&in_irq.timer, jiffies + 1);
	wait_for_completion(&in_irq.done);
	snprintf(text, sizeof(text), "vfree() of %px, in %px of 12288 bytes that", p, p);
	KT_EXPECT(log_says(from, text) && log_says(from, "freed already"));
	vfree_deferred();
	KT_EXPECT(!is_mapped(p));
	/* and in all mixtures with who is no interrupt, before the thread runs */
	p = vmalloc(PAGE_SIZE);
	KT_ASSERT(p);
	preempt_disable();
	vfree_atomic(p);
	KT_EXPECT(is_refused(vfree_atomic, p, "freed already"));
	KT_EXPECT(is_refused(vfree, p, "freed already"));
	KT_EXPECT(is_mapped(p) || num_online_cpus() > 1);
	preempt_enable();
	vfree_deferred();
	KT_EXPECT(!is_mapped(p));
}

KTEST(vmalloc, the_thread_frees_what_waits)
{
	void *p = vmalloc(PAGE_SIZE);

	KT_ASSERT(p);
	preempt_disable();
	vfree_atomic(p);
	KT_EXPECT(is_mapped(p) || num_online_cpus() > 1);
	preempt_enable();
	while (is_mapped(p))
		msleep(1);
}

KTEST(vmalloc, kvmalloc_finds_its_place)
{
	void *small = kvmalloc(100, GFP_KERNEL), *large = kvzalloc(6UL << 20, GFP_KERNEL);

	KT_ASSERT(small);
	KT_EXPECT(!is_vmalloc_addr(small));
	if (large)
		KT_EXPECT(is_vmalloc_addr(large));
	kvfree(small);
	kvfree(large);
	small = kvcalloc(10, 7, GFP_KERNEL);
	KT_EXPECT(small && !memchr_inv(small, 0, 70));
	kvfree(small);
	kvfree(NULL);
}

/* Does it complain of a context in which it may not sleep? */
static bool objects(void)
{
	static u64 from;
	bool said = log_says(from, "BUG: sleeping function");

	from = printk_next_seq();
	return said;
}

KTEST(vmalloc, who_may_not_sleep_is_told)
{
	struct page *page = alloc_page(GFP_KERNEL);
	void __iomem *regs;
	void *p, *mapped;

	KT_ASSERT(page);
	objects();
	preempt_disable();
	p = vmalloc(PAGE_SIZE);
	KT_EXPECT(p && objects());
	mapped = vmap(&page, 1, 0, PAGE_KERNEL);
	KT_EXPECT(mapped && objects());
	regs = ioremap(0xfee00000, 4);
	KT_EXPECT(regs && objects());
	vfree(p);
	KT_EXPECT(objects());
	vunmap(mapped);
	KT_EXPECT(objects());
	iounmap(regs);
	KT_EXPECT(objects());
	preempt_enable();
	__free_page(page);
}
