/*
 * tests/kernel/madvise_test.c - mm/user/madvise.c, lazyfree.c, mlock.c, mincore: what becomes of pages
 */
#include "ktest.h"
#include "mm_scratch.h"

KTEST(madvise, dontneed_frees)
{
	struct mm_struct *mm = mm_alloc();
	unsigned long before;

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, 64 * PAGE_SIZE, RW, ANON | MAP_FIXED, 0);
	KT_EXPECT(scratch_poke(mm, SCRATCH, 1));
	before = nr_free_pages_settled();
	KT_EXPECT_EQ(__mm_populate(mm, SCRATCH, 64 * PAGE_SIZE, false), 0);
	KT_EXPECT_EQ(get_mm_rss(mm), 64);
	KT_EXPECT_EQ(do_madvise(mm, SCRATCH + PAGE_SIZE, 63 * PAGE_SIZE, MADV_DONTNEED),
		     0);
	KT_EXPECT_EQ(get_mm_rss(mm), 1);
	KT_EXPECT_EQ(nr_free_pages_settled(), before);
	mmput(mm);
}

/* Memory is short until nothing can be given back. */
static void reclaim_all(void)
{
	while (direct_reclaim_hook(GFP_HIGHUSER, 0, 0))
		;
}

KTEST(madvise, free_goes_when_memory_is_short)
{
	struct mm_struct *mm = mm_alloc();
	unsigned char byte = 7;

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, 8 * PAGE_SIZE, RW, ANON | MAP_FIXED, 0);
	KT_EXPECT_EQ(__mm_populate(mm, SCRATCH, 8 * PAGE_SIZE, false), 0);
	KT_EXPECT_EQ(do_madvise(mm, SCRATCH, 8 * PAGE_SIZE, MADV_FREE), 0);
	KT_EXPECT_EQ(get_mm_rss(mm), 8);
	KT_EXPECT(scratch_poke(mm, SCRATCH + PAGE_SIZE, 1));
	KT_EXPECT_EQ(access_remote_vm(mm, SCRATCH + 2 * PAGE_SIZE, &byte, 1, FOLL_WRITE),
		     1);
	reclaim_all();
	KT_EXPECT_EQ(get_mm_rss(mm), 2);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH), 0);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + PAGE_SIZE), 1);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + 2 * PAGE_SIZE), 7);
	mmput(mm);
}

KTEST(madvise, free_spares_what_is_locked_shared_or_in_use)
{
	struct mm_struct *mm = mm_alloc(), *child;
	struct page *page;

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, 8 * PAGE_SIZE, RW, ANON | MAP_FIXED, 0);
	KT_EXPECT_EQ(__mm_populate(mm, SCRATCH, 8 * PAGE_SIZE, false), 0);
	KT_EXPECT_EQ(get_user_pages_remote(mm, SCRATCH, 1, 0, &page), 1);
	KT_EXPECT_EQ(do_madvise(mm, SCRATCH, 8 * PAGE_SIZE, MADV_FREE), 0);
	reclaim_all();
	KT_EXPECT_EQ(get_mm_rss(mm), 1);
	put_page(page);

	KT_EXPECT_EQ(__mm_populate(mm, SCRATCH, 8 * PAGE_SIZE, false), 0);
	child = dup_mm(mm);
	KT_ASSERT(child);
	KT_EXPECT_EQ(do_madvise(mm, SCRATCH, 8 * PAGE_SIZE, MADV_FREE), 0);
	reclaim_all();
	KT_EXPECT_EQ(get_mm_rss(mm), 8);
	mmput(child);

	KT_EXPECT_EQ(do_madvise(mm, SCRATCH, 8 * PAGE_SIZE, MADV_FREE), 0);
	KT_EXPECT_EQ(do_mlock(mm, SCRATCH + PAGE_SIZE, PAGE_SIZE, 0), 0);
	reclaim_all();
	KT_EXPECT_EQ(get_mm_rss(mm), 1);
	mmput(mm);
}

/* Will the next reclaim look at the family of the pages at SCRATCH? */
static bool awaits_reclaim(struct mm_struct *mm)
{
	return !list_empty(&find_vma(mm, SCRATCH)->anon_vma->lazyfree);
}

KTEST(madvise, free_looks_no_more_at_families_that_hold_nothing)
{
	struct mm_struct *mm = mm_alloc();
	struct page *page;

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, 8 * PAGE_SIZE, RW, ANON | MAP_FIXED, 0);
	KT_EXPECT_EQ(__mm_populate(mm, SCRATCH, 8 * PAGE_SIZE, false), 0);
	KT_EXPECT(!awaits_reclaim(mm));
	KT_EXPECT_EQ(get_user_pages_remote(mm, SCRATCH, 1, 0, &page), 1);
	KT_EXPECT_EQ(do_madvise(mm, SCRATCH, 8 * PAGE_SIZE, MADV_FREE), 0);
	KT_EXPECT(awaits_reclaim(mm));
	reclaim_all();
	KT_EXPECT(awaits_reclaim(mm)); /* for the page in use */
	put_page(page);
	reclaim_all();
	KT_EXPECT_EQ(get_mm_rss(mm), 0);
	KT_EXPECT(!awaits_reclaim(mm));

	KT_EXPECT_EQ(__mm_populate(mm, SCRATCH, 8 * PAGE_SIZE, false), 0);
	KT_EXPECT_EQ(do_madvise(mm, SCRATCH, 8 * PAGE_SIZE, MADV_FREE), 0);
	KT_EXPECT(awaits_reclaim(mm));
	for (int i = 0; i < 8; i++)
		KT_EXPECT(scratch_poke(mm, SCRATCH + i * PAGE_SIZE, 1));
	reclaim_all();
	KT_EXPECT_EQ(get_mm_rss(mm), 8); /* all written again: nothing may go */
	KT_EXPECT(!awaits_reclaim(mm));
	mmput(mm);
}

KTEST(madvise, a_failed_change_leaves_the_vma_whole)
{
	struct mm_struct *mm = mm_alloc();
	int limit = sysctl_max_map_count;

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, 8 * PAGE_SIZE, RW, ANON | MAP_FIXED, 0);
	sysctl_max_map_count = 2; /* the first cut is allowed, the second is not */
	KT_EXPECT_EQ(do_madvise(mm, SCRATCH + PAGE_SIZE, PAGE_SIZE, MADV_DONTFORK),
		     -EAGAIN);
	sysctl_max_map_count = limit;
	KT_EXPECT_EQ(mm->map_count, 1);
	KT_EXPECT(find_exact_vma(mm, SCRATCH, SCRATCH + 8 * PAGE_SIZE) != NULL);
	mmput(mm);
}

KTEST(mlock, locked_vm_follows_cuts_and_joins)
{
	struct mm_struct *mm = mm_alloc();
	unsigned char vec[8];

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, 8 * PAGE_SIZE, RW, ANON | MAP_FIXED, 0);
	KT_EXPECT_EQ(do_mlock(mm, SCRATCH + 2 * PAGE_SIZE, 3 * PAGE_SIZE, 0), 0);
	KT_EXPECT_EQ(mm->locked_vm, 3);
	KT_EXPECT_EQ(mm_mincore(mm, SCRATCH + 2 * PAGE_SIZE, 8, vec), 3);
	KT_EXPECT(vec[0] && vec[1] && vec[2]);
	scratch_munmap(mm, SCRATCH + 4 * PAGE_SIZE, PAGE_SIZE);
	KT_EXPECT_EQ(mm->locked_vm, 2);
	KT_EXPECT_EQ(do_munlockall(mm), 0);
	KT_EXPECT_EQ(mm->locked_vm, 0);
	KT_EXPECT_EQ(mm->map_count, 2);
	mmput(mm);
}
