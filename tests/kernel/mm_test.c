/*
 * tests/kernel/mm_test.c - mm/user/mm.c, brk.c, stack.c, gup.c and pagemap.c
 *
 * Locking: none; the mm is the test's own.
 */
#include <linux/errno.h>
#include <linux/string.h>
#include "ktest.h"
#include "mm_scratch.h"

KTEST(mm, counts_and_end)
{
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm);
	KT_EXPECT_EQ(atomic_read(&mm->mm_users), 1);
	KT_EXPECT_EQ(atomic_read(&mm->mm_count), 1);
	scratch_mmap(mm, NULL, SCRATCH, 16 * PAGE_SIZE, RW, ANON | MAP_POPULATE, 0);
	mmgrab(mm);
	mmput(mm);
	/* the mappings are gone, the structure is not */
	KT_EXPECT_EQ(atomic_read(&mm->mm_users), 0);
	KT_EXPECT(!mmget_not_zero(mm));
	KT_EXPECT_EQ(mm->map_count, 0);
	KT_EXPECT_EQ(get_mm_rss(mm), 0);
	KT_EXPECT_EQ(atomic_long_read(&mm->pgtables_bytes), 0);
	mmdrop(mm);
}

KTEST(mm, kernel_half_is_shared)
{
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm);
	for (int i = 0; i < PTRS_PER_PGD / 2; i++)
		KT_EXPECT_EQ(pgd_val(mm->pgd[i]), 0);
	for (int i = PTRS_PER_PGD / 2; i < PTRS_PER_PGD; i++)
		KT_EXPECT_EQ(pgd_val(mm->pgd[i]), pgd_val(init_mm.pgd[i]));
	mmput(mm);
}

/* --- brk -------------------------------------------------------------------------- */

KTEST(brk, grows_shrinks_and_stays_when_it_cannot)
{
	struct mm_struct *mm = mm_alloc();
	unsigned long start = SCRATCH + 0x123;

	KT_ASSERT(mm);
	mm->start_brk = mm->brk = start;
	KT_EXPECT_EQ(mm_brk(mm, 0), start);
	KT_EXPECT_EQ(mm_brk(mm, start + 100), start + 100);
	KT_EXPECT_EQ(mm->map_count, 0); /* within the page that the program has */
	KT_EXPECT_EQ(mm_brk(mm, start + 3 * PAGE_SIZE), start + 3 * PAGE_SIZE);
	KT_EXPECT_EQ(mm->total_vm, 3);
	KT_EXPECT(scratch_poke(mm, start + 2 * PAGE_SIZE, 1));
	KT_EXPECT_EQ(mm_brk(mm, start + 5 * PAGE_SIZE), start + 5 * PAGE_SIZE);
	KT_EXPECT_EQ(mm->map_count, 1);
	KT_EXPECT_EQ(mm_brk(mm, start + PAGE_SIZE), start + PAGE_SIZE);
	KT_EXPECT_EQ(mm->total_vm, 1);
	KT_EXPECT_EQ(get_mm_rss(mm), 0);

	scratch_mmap(mm, NULL, SCRATCH + 8 * PAGE_SIZE, PAGE_SIZE, RW, ANON, 0);
	KT_EXPECT_EQ(mm_brk(mm, SCRATCH + 8 * PAGE_SIZE), start + PAGE_SIZE);
	KT_EXPECT_EQ(mm_brk(mm, SCRATCH + 7 * PAGE_SIZE), SCRATCH + 7 * PAGE_SIZE);
	KT_EXPECT_EQ(mm_brk(mm, TASK_SIZE + PAGE_SIZE), SCRATCH + 7 * PAGE_SIZE);
	KT_EXPECT_EQ(mm_brk(mm, ~0UL), SCRATCH + 7 * PAGE_SIZE);
	KT_EXPECT_EQ(mm_brk(mm, start), start);
	KT_EXPECT_EQ(mm->map_count, 1);
	mmput(mm);
}

/* --- stack ------------------------------------------------------------------------ */

#define STACK_END (SCRATCH + (64UL << 20))

KTEST(stack, grows_to_a_touch)
{
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm);
	KT_ASSERT(!mm_create_stack(mm, STACK_END, 0));
	KT_EXPECT_EQ(mm->stack_vm, 1);
	KT_EXPECT(scratch_poke(mm, STACK_END - 40 * PAGE_SIZE, 1));
	KT_EXPECT_EQ(mm->mmap->vm_start, STACK_END - 40 * PAGE_SIZE);
	KT_EXPECT_EQ(mm->stack_vm, 40);
	KT_EXPECT_EQ(mm->total_vm, 40);
	KT_EXPECT_EQ(get_mm_rss(mm), 1);
	mmput(mm);
}

KTEST(stack, keeps_its_distance)
{
	struct mm_struct *mm = mm_alloc();
	unsigned long below = STACK_END - stack_guard_gap - 8 * PAGE_SIZE;
	unsigned long addr;

	KT_ASSERT(mm);
	KT_ASSERT(!mm_create_stack(mm, STACK_END, 0));
	scratch_mmap(mm, NULL, below - PAGE_SIZE, PAGE_SIZE, RW, ANON | MAP_FIXED, 0);
	KT_EXPECT(scratch_poke(mm, STACK_END - 8 * PAGE_SIZE, 1));
	KT_EXPECT(!scratch_poke(mm, STACK_END - 9 * PAGE_SIZE, 1));
	KT_EXPECT_EQ(scratch_touch(mm, STACK_END - 9 * PAGE_SIZE, 0), VM_FAULT_SIGSEGV);
	/* and mmap() leaves the guard gap alone */
	addr = scratch_mmap(mm, NULL, STACK_END - 9 * PAGE_SIZE, PAGE_SIZE, RW, ANON, 0);
	KT_EXPECT(addr < below - PAGE_SIZE || addr >= STACK_END);
	mmput(mm);
}

/* --- the memory of another -------------------------------------------------------- */

KTEST(gup, copies_across_pages_up_to_the_end)
{
	static char buf[3 * 4096], back[3 * 4096];
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, 2 * PAGE_SIZE, RW, ANON, 0);
	for (unsigned int i = 0; i < sizeof(buf); i++)
		buf[i] = i * 7 + (i >> 8);
	KT_EXPECT_EQ(access_remote_vm(mm, SCRATCH + 10, buf, sizeof(buf), FOLL_WRITE),
		     2 * PAGE_SIZE - 10);
	KT_EXPECT_EQ(access_remote_vm(mm, SCRATCH + 10, back, sizeof(back), 0),
		     2 * PAGE_SIZE - 10);
	KT_EXPECT(!memcmp(buf, back, 2 * PAGE_SIZE - 10));
	KT_EXPECT_EQ(access_remote_vm(mm, PAGE_OFFSET, back, 8, FOLL_FORCE), 0);
	KT_EXPECT_EQ(access_remote_vm(mm, 0, back, 8, FOLL_FORCE), 0);
	mmput(mm);
}

KTEST(gup, force_writes_a_private_copy)
{
	struct mm_struct *mm = mm_alloc();
	char c = 5;

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, PAGE_SIZE, PROT_READ, ANON, 0);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH), 0);
	KT_EXPECT_EQ(access_remote_vm(mm, SCRATCH, &c, 1, FOLL_WRITE), 0);
	KT_EXPECT_EQ(access_remote_vm(mm, SCRATCH, &c, 1, FOLL_WRITE | FOLL_FORCE), 1);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH), 5);
	KT_EXPECT(!pte_write(scratch_pte(mm, SCRATCH)));
	mmput(mm);
}

KTEST(gup, pages_are_pinned)
{
	struct mm_struct *mm = mm_alloc();
	struct page *pages[3];

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, 2 * PAGE_SIZE, RW, ANON, 0);
	mmap_read_lock(mm);
	KT_EXPECT_EQ(get_user_pages_remote(mm, SCRATCH, 3, FOLL_WRITE, pages), 2);
	KT_EXPECT_EQ(get_user_pages_remote(mm, SCRATCH + 2 * PAGE_SIZE, 1, 0, pages + 2),
		     -EFAULT);
	mmap_read_unlock(mm);
	mmput(mm);
	for (int i = 0; i < 2; i++) {
		KT_EXPECT_EQ(page_count(pages[i]), 1);
		put_page(pages[i]);
	}
}

/* --- pagemap ---------------------------------------------------------------------- */

static u64 entry_of(struct mm_struct *mm, unsigned long addr)
{
	u64 entry;

	mmap_read_lock(mm);
	if (mm_pagemap_entry(mm, addr, &entry))
		entry = ~0ULL;
	mmap_read_unlock(mm);
	return entry;
}

KTEST(pagemap, says_what_linux_says)
{
	struct mm_struct *mm = mm_alloc(), *child;
	u64 entry;

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, 2 * PAGE_SIZE, RW, ANON, 0);
	KT_EXPECT_EQ(entry_of(mm, SCRATCH), PM_SOFT_DIRTY);
	KT_EXPECT_EQ(entry_of(mm, SCRATCH + 2 * PAGE_SIZE), 0);
	KT_EXPECT(scratch_poke(mm, SCRATCH, 1));
	entry = entry_of(mm, SCRATCH);
	KT_EXPECT_EQ(entry & PM_PFRAME_MASK, pte_pfn(scratch_pte(mm, SCRATCH)));
	KT_EXPECT_EQ(entry & ~PM_PFRAME_MASK,
		     PM_PRESENT | PM_SOFT_DIRTY | PM_MMAP_EXCLUSIVE);
	child = dup_mm(mm);
	KT_ASSERT(child);
	KT_EXPECT_EQ(entry_of(mm, SCRATCH) & ~PM_PFRAME_MASK, PM_PRESENT | PM_SOFT_DIRTY);
	mmput(child);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + PAGE_SIZE), 0);
	KT_EXPECT_EQ(entry_of(mm, SCRATCH + PAGE_SIZE) & PM_PFRAME_MASK,
		     page_to_pfn(zero_page));
	mmput(mm);
}
