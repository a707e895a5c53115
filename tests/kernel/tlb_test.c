/*
 * tests/kernel/tlb_test.c - after a flush nothing of the old translation is left
 *
 * Locking: none.
 */
#include <linux/cpumask.h>
#include <linux/mm_inline_page.h>
#include <linux/pgtable.h>
#include <linux/preempt.h>
#include <linux/smp.h>
#include <linux/vmalloc.h>
#include <linux/vmstat.h>
#include <asm/tlbflush.h>
#include "ktest.h"

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
	char seen;
};

static void look(void *info)
{
	struct look *l = info;

	l->seen = READ_ONCE(*l->at);
}

/* The address of a freed area is soon another's: no CPU may know its old page. */
KTEST(tlb, all_cpus_forget_a_freed_area)
{
	struct page *pages[] = { alloc_page(GFP_KERNEL), alloc_page(GFP_KERNEL) };
	struct look l = { .at = NULL };
	unsigned int cpu;

	KT_ASSERT(pages[0] && pages[1]);
	for (int i = 0; i < 6; i++) {
		char *p = vmap(&pages[i % 2], 1, 0, PAGE_KERNEL);

		KT_ASSERT(p);
		KT_EXPECT(!l.at || l.at == p); /* or it proves nothing */
		l.at = p;
		*p = 'a' + i % 2;
		for_each_online_cpu (cpu) {
			smp_call_function_single(cpu, look, &l, 1);
			KT_EXPECT_EQ(l.seen, 'a' + i % 2);
		}
		vunmap(p);
		vm_unmap_aliases();
	}
	for (int i = 0; i < 2; i++)
		__free_page(pages[i]);
}
