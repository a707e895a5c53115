/*
 * tests/kernel/tlb_test.c - after a flush nothing of the old translation is left
 *
 * Locking: none.
 */
#include <linux/cpumask.h>
#include <linux/mm.h>
#include <linux/mm_inline_page.h>
#include <linux/pgtable.h>
#include <linux/preempt.h>
#include <linux/smp.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <linux/vmstat.h>
#include <asm/tlbflush.h>
#include "ktest.h"
#include "user_buf.h"

#define PAGES 40 /* more than are flushed one by one */

/* Point the entries behind area at the pages of other, without telling the TLB. */
static void redirect(char *area, char *other, unsigned int nr)
{
	enum pgtable_level level;
	unsigned int i;

	for (i = 0; i < nr; i++) {
		pte_t *pte = lookup_address((unsigned long)area + i * PAGE_SIZE, &level);

		set_pte(pte, pfn_pte(vmalloc_to_pfn(other + i * PAGE_SIZE), PAGE_KERNEL));
	}
}

static unsigned int count_marks(const char *area, unsigned int nr, char mark)
{
	unsigned int i, found = 0;

	for (i = 0; i < nr; i++)
		found += READ_ONCE(area[i * PAGE_SIZE]) == mark;
	return found;
}

static void check_flush(unsigned int nr,
			void (*flush)(unsigned long start, unsigned long end))
{
	char *a = vmalloc(nr * PAGE_SIZE), *b = vmalloc(nr * PAGE_SIZE), *keep;
	unsigned int i;

	KT_ASSERT(a && b);
	keep = vmap(find_vm_area(a)->pages, nr, 0, PAGE_KERNEL);
	KT_ASSERT(keep);
	for (i = 0; i < nr; i++) {
		a[i * PAGE_SIZE] = 'a';
		b[i * PAGE_SIZE] = 'b';
	}
	KT_EXPECT_EQ(count_marks(a, nr, 'a'), nr);
	redirect(a, b, nr);
	flush((unsigned long)a, (unsigned long)a + nr * PAGE_SIZE);
	KT_EXPECT_EQ(count_marks(a, nr, 'b'), nr);
	redirect(a, keep, nr);
	flush((unsigned long)a, (unsigned long)a + nr * PAGE_SIZE);
	KT_EXPECT_EQ(count_marks(a, nr, 'a'), nr);
	vunmap(keep);
	vfree(a);
	vfree(b);
}

static void flush_everything(unsigned long start, unsigned long end)
{
	flush_tlb_all();
}

KTEST(tlb, a_few_kernel_pages_are_forgotten)
{
	check_flush(3, flush_tlb_kernel_range);
}

KTEST(tlb, many_kernel_pages_are_forgotten)
{
	check_flush(PAGES, flush_tlb_kernel_range);
}

KTEST(tlb, all_is_forgotten_global_pages_too)
{
	check_flush(5, flush_everything);
}

/* This CPU's counts: others flush for reasons of their own. */
KTEST(tlb, flushes_are_counted)
{
	unsigned long received = global_vm_events(NR_TLB_REMOTE_FLUSH_RECEIVED);
	unsigned int others = num_online_cpus() - 1;
	unsigned long one, all, remote;

	preempt_disable();
	one = this_cpu_read(vm_counts.events[NR_TLB_LOCAL_FLUSH_ONE]);
	all = this_cpu_read(vm_counts.events[NR_TLB_LOCAL_FLUSH_ALL]);
	remote = this_cpu_read(vm_counts.events[NR_TLB_REMOTE_FLUSH]);
	flush_tlb_kernel_range(VMALLOC_START, VMALLOC_START + 3 * PAGE_SIZE);
	flush_tlb_all();
	one = this_cpu_read(vm_counts.events[NR_TLB_LOCAL_FLUSH_ONE]) - one;
	all = this_cpu_read(vm_counts.events[NR_TLB_LOCAL_FLUSH_ALL]) - all;
	remote = this_cpu_read(vm_counts.events[NR_TLB_REMOTE_FLUSH]) - remote;
	preempt_enable();
	KT_EXPECT_EQ(one, 3);
	KT_EXPECT_EQ(all, 1);
	KT_EXPECT_EQ(remote, others ? 2 : 0);
	received = global_vm_events(NR_TLB_REMOTE_FLUSH_RECEIVED) - received;
	KT_EXPECT(received >= 2UL * others);
}

struct look {
	const char *at;
	unsigned int nr, found;
	char mark;
};

static void look(void *info)
{
	struct look *l = info;

	l->found = count_marks(l->at, l->nr, l->mark);
}

/* The addresses of a freed area are soon another's: no CPU may know their old pages. */
static void check_freed_area(unsigned int nr)
{
	char *sources[] = { vmalloc(nr * PAGE_SIZE), vmalloc(nr * PAGE_SIZE) };
	struct look l = { .nr = nr };
	unsigned int cpu, i, n;

	KT_ASSERT(sources[0] && sources[1]);
	for (i = 0; i < 6; i++) {
		char *p = vmap(find_vm_area(sources[i % 2])->pages, nr, 0, PAGE_KERNEL);

		KT_ASSERT(p);
		KT_EXPECT(!l.at || l.at == p); /* or it proves nothing */
		l.at = p;
		l.mark = 'a' + i % 2;
		for (n = 0; n < nr; n++)
			p[n * PAGE_SIZE] = l.mark;
		for_each_online_cpu (cpu) {
			smp_call_function_single(cpu, look, &l, 1);
			KT_EXPECT_EQ(l.found, nr);
		}
		vunmap(p);
		vm_unmap_aliases();
	}
	for (i = 0; i < 2; i++)
		vfree(sources[i]);
}

KTEST(tlb, all_cpus_forget_a_freed_area)
{
	check_freed_area(3);
	check_freed_area(PAGES);
}

/* 64 are freed at a time, and what the TLBs know of them goes first. */
KTEST(tlb, user_pages_are_forgotten_batch_by_batch)
{
	const unsigned int nr = 200;
	char __user *buf = user_buf_begin(nr);
	unsigned long all;

	KT_ASSERT(buf);
	KT_EXPECT_EQ(clear_user(buf, nr * PAGE_SIZE), 0);
	all = global_vm_events(NR_TLB_LOCAL_FLUSH_ALL);
	KT_EXPECT_EQ(vm_munmap((unsigned long)buf, nr * PAGE_SIZE), 0);
	KT_EXPECT(global_vm_events(NR_TLB_LOCAL_FLUSH_ALL) >= all + nr / 64);
	user_buf_end();
}
