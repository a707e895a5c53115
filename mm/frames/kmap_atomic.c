/*
 * mm/frames/kmap_atomic.c - short-lived mappings of a task's own, at addresses of its CPU
 *
 * Each CPU has KM_MAX_IDX fixed addresses. The running task uses them as a stack, and an
 * interrupt pushes on top of it and pops before it returns:
 *
 *	FIX_KMAP_BEGIN + cpu * KM_MAX_IDX:  [A][B][C][ ][ ] ...
 *	                                             ^ current->kmap_ctrl.idx
 *
 * Mapping is a store into a page-table entry that nobody else uses, unmapping another and
 * one invlpg: no lock, no waiting, no other CPU involved. kmap_atomic() also keeps the CPU
 * for its task until the page is unmapped. kmap_local_page() does not: when the CPU goes
 * to another task, kmap_local_switch() takes the entries away and later brings them back.
 * A lowmem page needs no entry, but has its place in the stack, so that what is out of
 * order is found there too.
 *
 * Locking: the stack is its task's. idx is raised before and lowered after all that belongs
 * to a slot, so neither an interrupt nor a switch in between does harm; from the moment
 * that idx is not 0 the task stays on its CPU.
 */
#include <linux/bug.h>
#include <linux/highmem.h>
#include <linux/instruction_pointer.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/uaccess.h>
#include <asm/fixmap.h>
#include <asm/pgtable.h>

#define HELD_ATOMIC 1UL /* in kmap_held.addr: by kmap_atomic() */

pte_t *fixmap_ptes; /* [I after paging_init()] */

static unsigned int kmap_slot(unsigned int idx)
{
	return FIX_KMAP_BEGIN + raw_smp_processor_id() * KM_MAX_IDX + idx;
}

static bool is_slot_addr(unsigned long addr)
{
	return addr - fix_to_virt(FIX_KMAP_BEGIN) < KM_MAX_IDX * NR_CPUS * PAGE_SIZE;
}

static void clear_slot(unsigned int slot)
{
	set_pte(&fixmap_ptes[slot], __pte(0));
	invlpg(fix_to_virt(slot));
}

struct page *kmap_fixed_to_page(unsigned long addr)
{
	return is_slot_addr(addr) ? pte_page(fixmap_ptes[virt_to_fix(addr)]) : NULL;
}

static struct page *held_page(const struct kmap_held *held)
{
	struct page *page = kmap_fixed_to_page(held->addr);

	return page ? page : virt_to_page((void *)held->addr);
}

static const char *held_kind(unsigned long kind)
{
	return kind & HELD_ATOMIC ? "kmap_atomic" : "kmap_local_page";
}

/* Print what current holds, all or only by kmap_atomic(). Returns how many. */
static unsigned int show_held(unsigned long kind)
{
	const struct kmap_ctrl *ctrl = &current->kmap_ctrl;
	unsigned int i, nr = 0;

	for (i = 0; i < ctrl->idx; i++) {
		const struct kmap_held *held = &ctrl->held[i];

		if (kind && !(held->addr & kind))
			continue;
		pr_err("  %s slot %u, page %px pfn %#lx at %#lx, taken at %pB\n",
		       held_kind(held->addr), i, held_page(held),
		       page_to_pfn(held_page(held)), held->addr & PAGE_MASK,
		       (void *)held->ip);
		nr++;
	}
	return nr;
}

/* Too deep, or somebody forgets to unmap: say who. */
static noinline __cold void __noreturn report_overflow(void)
{
	show_held(0);
	BUG();
}

static __always_inline void *map_push(struct page *page, unsigned long kind)
{
	struct kmap_ctrl *ctrl = &current->kmap_ctrl;
	unsigned int idx = ctrl->idx;
	unsigned long addr;

	if (unlikely(idx >= KM_MAX_IDX))
		report_overflow();
	WRITE_ONCE(ctrl->idx, idx + 1);
	barrier();
	if (PageHighMem(page)) {
		unsigned int slot = kmap_slot(idx);

		set_pte(&fixmap_ptes[slot], mk_pte(page, PAGE_KERNEL));
		addr = fix_to_virt(slot);
	} else {
		addr = (unsigned long)page_address(page);
	}
	ctrl->held[idx].addr = addr | kind;
	ctrl->held[idx].ip = _RET_IP_;
	return (void *)addr;
}

static __always_inline void drop_last(struct kmap_ctrl *ctrl)
{
	unsigned int idx = ctrl->idx - 1;
	unsigned long addr = ctrl->held[idx].addr & PAGE_MASK;

	if (is_slot_addr(addr))
		clear_slot(virt_to_fix(addr));
	barrier();
	WRITE_ONCE(ctrl->idx, idx);
}

/* Report; then the last mapping goes, whatever it is, so that counts fit. */
static noinline __cold void pop_wrong(unsigned long addr, unsigned long kind)
{
	struct kmap_ctrl *ctrl = &current->kmap_ctrl;
	struct kmap_held *last = &ctrl->held[ctrl->idx - 1];

	WARN(true, "unmapping %#lx as by %s(), out of order: %u held\n", addr,
	     held_kind(kind), show_held(0));
	dump_address((void *)addr, "this page was to be unmapped");
	if (!ctrl->idx)
		return;
	dump_page(held_page(last), "this page was mapped last");
	kind = last->addr & HELD_ATOMIC;
	drop_last(ctrl);
	if (kind) {
		pagefault_enable();
		preempt_enable();
	}
}

/* false: it was out of order, and pop_wrong() has done all there is to do. */
static __always_inline bool map_pop(const void *ptr, unsigned long kind)
{
	struct kmap_ctrl *ctrl = &current->kmap_ctrl;
	unsigned long addr = (unsigned long)ptr & PAGE_MASK;

	if (unlikely(!ctrl->idx || ctrl->held[ctrl->idx - 1].addr != (addr | kind))) {
		pop_wrong(addr, kind);
		return false;
	}
	drop_last(ctrl);
	return true;
}

void *__kmap_atomic(struct page *page)
{
	preempt_disable();
	pagefault_disable();
	return map_push(page, HELD_ATOMIC);
}

void __kunmap_atomic(const void *addr)
{
	if (unlikely(!map_pop(addr, HELD_ATOMIC)))
		return;
	pagefault_enable();
	preempt_enable();
}

void *kmap_local_page(struct page *page)
{
	return map_push(page, 0);
}

void __kunmap_local(const void *addr)
{
	map_pop(addr, 0);
}

void kmap_local_switch(struct task_struct *prev, struct task_struct *next)
{
	unsigned int i;

	for (i = 0; i < prev->kmap_ctrl.idx; i++) {
		prev->kmap_ctrl.ptes[i] = fixmap_ptes[kmap_slot(i)];
		clear_slot(kmap_slot(i));
	}
	for (i = 0; i < next->kmap_ctrl.idx; i++)
		set_pte(&fixmap_ptes[kmap_slot(i)], next->kmap_ctrl.ptes[i]);
}

unsigned int kmap_atomic_depth(void)
{
	return current->kmap_ctrl.idx;
}

unsigned int kmap_atomic_slots(int cpu)
{
	unsigned int i, used = 0;

	for (i = 0; i < KM_MAX_IDX; i++)
		used += !pte_none(
			ptep_get(&fixmap_ptes[FIX_KMAP_BEGIN + cpu * KM_MAX_IDX + i]));
	return used;
}

unsigned int kmap_atomic_show(void)
{
	return show_held(HELD_ATOMIC);
}
