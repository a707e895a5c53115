/*
 * tests/kernel/mprotect_test.c - mm/user/mprotect.c on a scratch mm
 *
 * Locking: none; the mm is the test's own.
 */
#include <linux/errno.h>
#include "ktest.h"
#include "mm_scratch.h"

KTEST(mprotect, splits_merges_and_changes_entries)
{
	struct mm_struct *mm = mm_alloc();
	unsigned long mid = SCRATCH + PAGE_SIZE;

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, 3 * PAGE_SIZE, RW, ANON | MAP_POPULATE, 0);
	KT_EXPECT(scratch_poke(mm, mid, 5));
	KT_EXPECT(pte_write(scratch_pte(mm, mid)));

	KT_EXPECT_EQ(mm_mprotect(mm, mid, PAGE_SIZE, PROT_READ), 0);
	KT_EXPECT_EQ(mm->map_count, 3);
	KT_EXPECT(!pte_write(scratch_pte(mm, mid)));
	KT_EXPECT(pte_write(scratch_pte(mm, SCRATCH)));
	KT_EXPECT(!scratch_poke(mm, mid, 6));
	KT_EXPECT_EQ(scratch_peek(mm, mid), 5);
	KT_EXPECT_EQ(mm->data_vm, 2);

	KT_EXPECT_EQ(mm_mprotect(mm, mid, PAGE_SIZE, PROT_NONE), 0);
	KT_EXPECT_EQ(scratch_peek(mm, mid), -1);
	KT_EXPECT(pte_present(scratch_pte(mm, mid)));
	KT_EXPECT(!(pte_val(scratch_pte(mm, mid)) & _PAGE_PRESENT));

	KT_EXPECT_EQ(mm_mprotect(mm, SCRATCH, 3 * PAGE_SIZE, RW), 0);
	KT_EXPECT_EQ(mm->map_count, 1);
	KT_EXPECT_EQ(scratch_peek(mm, mid), 5);
	KT_EXPECT(scratch_poke(mm, mid, 6));
	KT_EXPECT_EQ(atomic_long_read(&mm->rss_anon), 3);
	mmput(mm);
}

KTEST(mprotect, refuses_as_linux_does)
{
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, 2 * PAGE_SIZE, RW, ANON, 0);
	KT_EXPECT_EQ(mm_mprotect(mm, SCRATCH + 1, PAGE_SIZE, RW), -EINVAL);
	KT_EXPECT_EQ(mm_mprotect(mm, SCRATCH, PAGE_SIZE, 0x80), -EINVAL);
	KT_EXPECT_EQ(mm_mprotect(mm, SCRATCH, 0, 0x80), 0);
	KT_EXPECT_EQ(mm_mprotect(mm, SCRATCH, ~0UL - SCRATCH, RW), -ENOMEM);
	KT_EXPECT_EQ(mm_mprotect(mm, SCRATCH - PAGE_SIZE, PAGE_SIZE, RW), -ENOMEM);
	KT_EXPECT_EQ(mm_mprotect(mm, SCRATCH, PAGE_SIZE, RW | PROT_GROWSDOWN), -EINVAL);
	/* a hole behind: what lies before it is changed all the same */
	KT_EXPECT_EQ(mm_mprotect(mm, SCRATCH, 3 * PAGE_SIZE, PROT_READ), -ENOMEM);
	KT_EXPECT(!(scratch_flags(mm, SCRATCH) & VM_WRITE));
	mmput(mm);
}

KTEST(mprotect, none_and_back_in_a_stack)
{
	struct mm_struct *mm = mm_alloc();
	unsigned long top = SCRATCH + (64UL << 20);

	KT_ASSERT(mm);
	KT_ASSERT(!mm_create_stack(mm, top, 0));
	KT_EXPECT(scratch_poke(mm, top - 4 * PAGE_SIZE, 1));
	KT_EXPECT_EQ(mm_mprotect(mm, top - PAGE_SIZE, PAGE_SIZE,
				 RW | PROT_EXEC | PROT_GROWSDOWN),
		     0);
	KT_EXPECT(scratch_flags(mm, top - 4 * PAGE_SIZE) & VM_EXEC);
	KT_EXPECT_EQ(mm->map_count, 1);
	mmput(mm);
}
