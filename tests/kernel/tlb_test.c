/*
 * tests/kernel/tlb_test.c - after a flush nothing of the old translation is left
 *
 * Locking: none.
 */
#include <linux/cpumask.h>
#include <linux/fault-inject.h>
#include <linux/kthread.h>
#include <linux/limits.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/mm_inline_page.h>
#include <linux/pgtable.h>
#include <linux/preempt.h>
#include <linux/sched/mm.h>
#include <linux/smp.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <linux/vmstat.h>
#include <asm/special_insns.h>
#include <asm/tlbflush.h>
#include "ktest.h"
#include "mm_scratch.h"
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

/* --- pages of programs ------------------------------------------------------------ */

#define BATCHED 10000 /* pages: more than are held back for one flush */

/* How often unmapping so many pages empties TLBs; others do so too, though not each time. */
static unsigned long flushes_of_munmap(unsigned int nr)
{
	unsigned long before, least = ULONG_MAX;

	for (unsigned int try = 0; try < 4; try++) {
		char __user *buf = user_buf_begin(nr);

		if (!buf || clear_user(buf, nr * PAGE_SIZE))
			return 0;
		before = global_vm_events(NR_TLB_LOCAL_FLUSH_ALL);
		vm_munmap((unsigned long)buf, nr * PAGE_SIZE);
		least = min(least, global_vm_events(NR_TLB_LOCAL_FLUSH_ALL) - before);
		user_buf_end();
	}
	return least;
}

KTEST(tlb, user_pages_are_forgotten_at_once)
{
	KT_EXPECT_EQ(flushes_of_munmap(200), 1);
	KT_EXPECT_EQ(flushes_of_munmap(BATCHED / 2), 1);
	KT_EXPECT_EQ(flushes_of_munmap(BATCHED), 2);
}

/* 64 are freed at a time then, and what the TLBs know of them goes first. */
KTEST(tlb, user_pages_are_forgotten_without_memory_too)
{
	struct fault_attr saved = fail_page_alloc;

	fail_page_alloc.probability = 100;
	fail_page_alloc.times = -1;
	fail_page_alloc.min_order = fail_page_alloc.verbose = 0; /* but what may wait */
	fault_attr_changed(&fail_page_alloc, true);
	KT_EXPECT_EQ(flushes_of_munmap(200), DIV_ROUND_UP(200, 64));
	fail_page_alloc = saved;
	fault_attr_changed(&fail_page_alloc, false);
}

struct late_cpu {
	const struct page *page;
	unsigned long flushes; /* so many there were before */
	bool here, gone;
	int count; /* references to the page while a flush waits for us */
};

/* In an interrupt, a CPU answers no flush; whoever has begun one waits. */
static void answer_late(void *info)
{
	struct late_cpu *late = info;

	smp_store_release(&late->here, true);
	for (unsigned int n = 0; n < 1000000; n++)
		if (global_vm_events(NR_TLB_REMOTE_FLUSH) != late->flushes)
			break;
	late->count = page_count(late->page);
	smp_store_release(&late->gone, true);
}

KTEST(tlb, a_page_is_kept_until_all_cpus_have_flushed)
{
	unsigned int last = num_online_cpus() - 1;
	struct late_cpu late = { 0 };
	struct page *page;
	char __user *buf;

	if (!last)
		KT_SKIP("no other CPU");
	ktest_use_one_cpu();
	buf = user_buf_begin(1);
	KT_ASSERT(buf && !clear_user(buf, PAGE_SIZE));
	late.page = page = pte_page(scratch_pte(current->mm, (unsigned long)buf));
	get_page(page);
	cpumask_set_cpu(last, mm_cpumask(current->mm));
	late.flushes = global_vm_events(NR_TLB_REMOTE_FLUSH);
	smp_call_function_single(last, answer_late, &late, 0);
	while (!smp_load_acquire(&late.here))
		cpu_relax();
	vm_munmap((unsigned long)buf, PAGE_SIZE);
	while (!smp_load_acquire(&late.gone))
		cpu_relax();
	KT_EXPECT_EQ(late.count, 2);
	KT_EXPECT_EQ(page_count(page), 1);
	cpumask_clear_cpu(last, mm_cpumask(current->mm));
	put_page(page);
	user_buf_end();
}

/* What a CPU knows as used and written, it does not say again: it must forget that. */
KTEST(tlb, what_clear_refs_clears_is_set_again)
{
	char __user *buf = user_buf_begin(1);
	unsigned long addr = (unsigned long)buf;
	char c;

	KT_ASSERT(buf && !put_user('a', buf));
	mm_clear_referenced(current->mm, true, true);
	KT_EXPECT(!pte_young(scratch_pte(current->mm, addr)));
	KT_EXPECT(!get_user(c, buf) && c == 'a' &&
		  pte_young(scratch_pte(current->mm, addr)));
	KT_EXPECT(!put_user('b', buf));
	KT_EXPECT_EQ(mm_clear_soft_dirty(current->mm), 0);
	KT_EXPECT(!pte_soft_dirty(scratch_pte(current->mm, addr)));
	KT_EXPECT(!put_user('c', buf));
	KT_EXPECT(pte_soft_dirty(scratch_pte(current->mm, addr)));
	user_buf_end();
}

/* --- an address space ends ---------------------------------------------------------- */

#define AREAS 5 /* of as many pages, with a hole between two */

/* However many pieces it has. Others interrupt too, though not each time. */
KTEST(tlb, the_end_of_an_mm_interrupts_once)
{
	unsigned long before, least = ULONG_MAX, pages = AREAS * AREAS;
	unsigned int last = num_online_cpus() - 1, i, try;

	if (!last)
		KT_SKIP("no other CPU");
	ktest_use_one_cpu();
	for (try = 0; try < 4; try++) {
		char __user *buf = user_buf_begin(pages);
		struct mm_struct *mm = current->mm;

		KT_ASSERT(buf && !clear_user(buf, pages * PAGE_SIZE));
		for (i = 1; i < AREAS; i++)
			vm_munmap((unsigned long)buf + i * AREAS * PAGE_SIZE, PAGE_SIZE);
		mmgrab(mm);
		cpumask_set_cpu(last, mm_cpumask(mm));
		before = global_vm_events(NR_TLB_REMOTE_FLUSH);
		user_buf_end();
		least = min(least, global_vm_events(NR_TLB_REMOTE_FLUSH) - before);
		cpumask_clear_cpu(last, mm_cpumask(mm));
		mmdrop(mm);
	}
	KT_EXPECT_EQ(least, 1);
}

static int watch_tables(void *data)
{
	unsigned long *cr3 = data;

	while (!kthread_should_stop())
		WRITE_ONCE(*cr3, read_cr3());
	return 0;
}

/* Who has an address space of his own takes over what is on loan there, and returns it. */
static void end_loan(unsigned int cpu)
{
	set_cpus_allowed_ptr(current, cpumask_of(cpu));
	if (user_buf_begin(1))
		user_buf_end();
}

/* The thread runs after us on a CPU, which we leave. */
KTEST(tlb, a_kernel_thread_borrows_tables_until_their_end)
{
	unsigned int last = num_online_cpus() - 1;
	char __user *buf = user_buf_begin(1);
	struct mm_struct *mm = current->mm;
	unsigned long cr3 = 0;
	struct task_struct *t;

	KT_ASSERT(buf && !clear_user(buf, PAGE_SIZE));
	set_cpus_allowed_ptr(current, cpumask_of(last));
	t = kthread_create_on_cpu(watch_tables, &cr3, last, "borrower/%u");
	KT_ASSERT(!IS_ERR(t));
	wake_up_process(t);
	ktest_use_one_cpu();
	KT_EXPECT_SOON(READ_ONCE(cr3) == __pa(mm->pgd));
	KT_EXPECT(cpumask_test_cpu(last, mm_cpumask(mm)));
	mmgrab(mm);
	user_buf_end();
	KT_EXPECT(cpumask_empty(mm_cpumask(mm)));
	KT_EXPECT_SOON(READ_ONCE(cr3) == __pa(swapper_pg_dir));
	kthread_stop(t);
	mmdrop(mm);
	end_loan(last);
}
