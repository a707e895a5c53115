/*
 * mm/kernel/tlb.c - whose page tables this CPU uses, and forgetting cached translations
 *
 * mm->cpu_bitmap has a bit for every CPU whose TLB may hold entries of that mm: set before
 * its tables are loaded, cleared after others are. A kernel thread keeps the tables of
 * whoever ran before it (lazy TLB), so loaded_mm, not current->mm, is what counts.
 *
 * Locking: loaded_mm belongs to its CPU, irqs off to change it; cpu_bitmap is atomic.
 */
#include <linux/bitops.h>
#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/mm_types.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/vmstat.h>
#include <asm/barrier.h>
#include <asm/current.h>
#include <asm/hardirq.h>
#include <asm/mmu_context.h>
#include <asm/pgtable.h>
#include <asm/processor-flags.h>
#include <asm/special_insns.h>
#include <asm/tlbflush.h>

/* Beyond this many pages, forgetting all is cheaper than one by one (Linux's number). */
#define FLUSH_CEILING 33

struct mm_struct init_mm = {
	.pgd = swapper_pg_dir,
	.mm_users = ATOMIC_INIT(2),
	.mm_count = ATOMIC_INIT(1),
	.page_table_lock = __SPIN_LOCK_UNLOCKED(init_mm.page_table_lock),
	.mmap_lock = __RWSEM_INITIALIZER(init_mm.mmap_lock),
};

static DEFINE_PER_CPU(struct mm_struct *, loaded_mm)
= &init_mm;

void switch_mm_irqs_off(struct mm_struct *prev, struct mm_struct *next,
			struct task_struct *tsk)
{
	struct mm_struct *loaded = this_cpu_read(loaded_mm);
	unsigned int cpu = smp_processor_id();

	if (loaded == next)
		return;
	set_bit(cpu, next->cpu_bitmap);
	this_cpu_write(loaded_mm, next);
	write_cr3(__pa(next->pgd));
	clear_bit(cpu, loaded->cpu_bitmap);
}

void switch_mm(struct mm_struct *prev, struct mm_struct *next, struct task_struct *tsk)
{
	unsigned long flags;

	local_irq_save(flags);
	switch_mm_irqs_off(prev, next, tsk);
	local_irq_restore(flags);
}

void flush_tlb_one_kernel(unsigned long addr)
{
	count_vm_event(NR_TLB_LOCAL_FLUSH_ONE);
	invlpg(addr);
}

/* Turning global pages off and on again empties the TLB: SDM volume 3A, 4.10.4.1. */
void __flush_tlb_all(void)
{
	unsigned long flags, cr4;

	local_irq_save(flags);
	cr4 = read_cr4();
	write_cr4(cr4 ^ X86_CR4_PGE);
	write_cr4(cr4);
	local_irq_restore(flags);
}

/* What CPUs are to forget. */
struct flush {
	struct mm_struct *mm; /* NULL: kernel addresses */
	unsigned long start, end;
};

/* local, a constant: this CPU itself wants it, and counts it. */
static __always_inline void flush_pages(unsigned long start, unsigned long end,
					bool local)
{
	for (start &= PAGE_MASK; start < end; start += PAGE_SIZE) {
		invlpg(start);
		if (local)
			count_vm_event(NR_TLB_LOCAL_FLUSH_ONE);
	}
}

static __always_inline void flush_all(const struct mm_struct *mm, bool local)
{
	if (mm)
		write_cr3(read_cr3());
	else
		__flush_tlb_all();
	if (local)
		count_vm_event(NR_TLB_LOCAL_FLUSH_ALL);
}

static __always_inline void flush_here(const struct flush *flush, bool local)
{
	bool all = flush->end - flush->start > FLUSH_CEILING << PAGE_SHIFT;

	if (flush->mm && flush->mm != this_cpu_read(loaded_mm))
		return;
	if (all)
		flush_all(flush->mm, local);
	else
		flush_pages(flush->start, flush->end, local);
}

/* A kernel thread has only borrowed the tables. It gives them up, and is spared from now on. */
static void flush_remote(void *info)
{
	const struct flush *flush = info;

	this_cpu_inc(irq_stat.irq_tlb_count);
	count_vm_event(NR_TLB_REMOTE_FLUSH_RECEIVED);
	if (flush->mm && flush->mm == this_cpu_read(loaded_mm) && !current->mm)
		switch_mm_irqs_off(flush->mm, &init_mm, current);
	else
		flush_here(flush, false);
}

/* On those CPUs of mask that run, and here; the page tables have been changed. */
static void flush_on(const struct cpumask *mask, struct flush flush)
{
	preempt_disable();
	smp_mb(); /* who sets its bit from now on reads the changed tables */
	if (!cpumask_none_but(mask, smp_processor_id())) {
		count_vm_event(NR_TLB_REMOTE_FLUSH);
		smp_call_function_many(mask, flush_remote, &flush, true);
	}
	flush_here(&flush, true);
	preempt_enable();
}

void flush_tlb_mm_range(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	flush_on(mm_cpumask(mm), (struct flush){ mm, start, end });
}

void flush_tlb_mm(struct mm_struct *mm)
{
	flush_tlb_mm_range(mm, 0, ~0UL);
}

void flush_tlb_page(struct vm_area_struct *vma, unsigned long addr)
{
	addr &= PAGE_MASK;
	flush_tlb_mm_range(vma->vm_mm, addr, addr + PAGE_SIZE);
}

void flush_tlb_range(struct vm_area_struct *vma, unsigned long start, unsigned long end)
{
	flush_tlb_mm_range(vma->vm_mm, start, end);
}

/* Every flush of kernel addresses is this one: what must reach all CPUs goes through it. */
void flush_tlb_kernel_range(unsigned long start, unsigned long end)
{
	flush_on(cpu_online_mask, (struct flush){ NULL, start, end });
}

void flush_tlb_all(void)
{
	flush_tlb_kernel_range(0, ~0UL);
}
