/*
 * tests/kernel/mmap_test.c - mm/user/mmap.c, gap.c and munmap.c on a scratch mm
 *
 * Locking: none; the mm is the test's own.
 */
#include <linux/errno.h>
#include <linux/string.h>
#include "ktest.h"
#include "mm_scratch.h"

#define MIB (1UL << 20)

KTEST(mmap, maps_below_mmap_base_and_merges)
{
	struct mm_struct *mm = mm_alloc();
	unsigned long a, b;

	KT_ASSERT(mm);
	a = scratch_mmap(mm, NULL, 0, 3 * PAGE_SIZE, RW, ANON, 0);
	b = scratch_mmap(mm, NULL, 0, 1, RW, ANON, 0);
	KT_EXPECT_EQ(a, mm->mmap_base - 3 * PAGE_SIZE);
	KT_EXPECT_EQ(b, a - PAGE_SIZE);
	KT_EXPECT_EQ(mm->map_count, 1);
	KT_EXPECT_EQ(mm->total_vm, 4);
	KT_EXPECT_EQ(mm->data_vm, 4);
	KT_EXPECT_EQ(scratch_munmap(mm, b, 4 * PAGE_SIZE), 0);
	KT_EXPECT_EQ(mm->map_count, 0);
	KT_EXPECT_EQ(mm->total_vm, 0);
	mmput(mm);
}

KTEST(mmap, refuses_as_linux_does)
{
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm);
#define REFUSED(addr, len, flags, pgoff, err) \
	KT_EXPECT_EQ(scratch_mmap(mm, NULL, addr, len, RW, flags, pgoff), err)
	REFUSED(0, 0, ANON, 0, -EINVAL);
	REFUSED(0, ~0UL, ANON, 0, -ENOMEM);
	REFUSED(0, TASK_SIZE + PAGE_SIZE, ANON, 0, -ENOMEM);
	REFUSED(0, 2 * PAGE_SIZE, ANON, ~0UL, -EOVERFLOW);
	REFUSED(0, PAGE_SIZE, MAP_ANONYMOUS, 0, -EINVAL);
	REFUSED(0, PAGE_SIZE, MAP_ANONYMOUS | MAP_SHARED_VALIDATE, 0, -EINVAL);
	REFUSED(0, PAGE_SIZE, ANON | MAP_FIXED, 0, -EPERM);
	REFUSED(SCRATCH + 1, PAGE_SIZE, ANON | MAP_FIXED, 0, -EINVAL);
	REFUSED(TASK_SIZE, PAGE_SIZE, ANON | MAP_FIXED, 0, -ENOMEM);
	REFUSED(PAGE_OFFSET, PAGE_SIZE, ANON | MAP_FIXED, 0, -ENOMEM);
	REFUSED(0, PAGE_SIZE, MAP_SHARED | MAP_ANONYMOUS | MAP_GROWSDOWN, 0, -EINVAL);
#undef REFUSED
	KT_EXPECT_EQ(mm->map_count, 0);
	mmput(mm);
}

KTEST(mmap, fixed_replaces_noreplace_refuses)
{
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm);
	KT_EXPECT_EQ(scratch_mmap(mm, NULL, SCRATCH, 4 * PAGE_SIZE, RW, ANON, 0),
		     SCRATCH);
	KT_EXPECT(scratch_poke(mm, SCRATCH + PAGE_SIZE, 7));
	KT_EXPECT_EQ(scratch_mmap(mm, NULL, SCRATCH + PAGE_SIZE, PAGE_SIZE, RW,
				  ANON | MAP_FIXED_NOREPLACE, 0),
		     -EEXIST);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + PAGE_SIZE), 7);
	KT_EXPECT_EQ(scratch_mmap(mm, NULL, SCRATCH + PAGE_SIZE, PAGE_SIZE, PROT_READ,
				  ANON | MAP_FIXED, 0),
		     SCRATCH + PAGE_SIZE);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + PAGE_SIZE), 0);
	KT_EXPECT_EQ(mm->map_count, 3);
	KT_EXPECT_EQ(atomic_long_read(&mm->rss_anon), 0);
	mmput(mm);
}

KTEST(mmap, hint_is_taken_if_free)
{
	struct mm_struct *mm = mm_alloc();
	unsigned long other;

	KT_ASSERT(mm);
	KT_EXPECT_EQ(scratch_mmap(mm, NULL, SCRATCH + 5, PAGE_SIZE, RW, ANON, 0),
		     SCRATCH);
	other = scratch_mmap(mm, NULL, SCRATCH, PAGE_SIZE, RW, ANON, 0);
	KT_EXPECT(other != SCRATCH && !IS_ERR_VALUE(other));
	/* low hints are moved up to where a NULL pointer does not reach */
	KT_EXPECT_EQ(scratch_mmap(mm, NULL, PAGE_SIZE, PAGE_SIZE, RW, ANON, 0),
		     mmap_min_addr);
	mmput(mm);
}

KTEST(mmap, munmap_cuts_and_frees_pages_and_tables)
{
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, 4 * MIB, RW, ANON | MAP_POPULATE, 0);
	KT_EXPECT_EQ(atomic_long_read(&mm->rss_anon), 4 * MIB / PAGE_SIZE);
	KT_EXPECT_EQ(scratch_munmap(mm, SCRATCH + MIB, 2 * MIB), 0);
	KT_EXPECT_EQ(mm->map_count, 2);
	KT_EXPECT_EQ(atomic_long_read(&mm->rss_anon), 2 * MIB / PAGE_SIZE);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + MIB), -1);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + MIB - 1), 0);
	/* top level, pud, pmd, two pte tables; then one of these less, then only the top */
	KT_EXPECT_EQ(atomic_long_read(&mm->pgtables_bytes), 4 * PAGE_SIZE);
	KT_EXPECT_EQ(scratch_munmap(mm, SCRATCH, MIB), 0);
	KT_EXPECT_EQ(atomic_long_read(&mm->pgtables_bytes), 3 * PAGE_SIZE);
	KT_EXPECT_EQ(scratch_munmap(mm, SCRATCH, 4 * MIB), 0);
	KT_EXPECT_EQ(atomic_long_read(&mm->pgtables_bytes), 0);
	KT_EXPECT_EQ(atomic_long_read(&mm->rss_anon), 0);
	KT_EXPECT_EQ(mm->total_vm, 0);
	mmput(mm);
}

KTEST(mmap, munmap_refuses)
{
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm);
	KT_EXPECT_EQ(scratch_munmap(mm, SCRATCH, 0), -EINVAL);
	KT_EXPECT_EQ(scratch_munmap(mm, SCRATCH + 1, PAGE_SIZE), -EINVAL);
	KT_EXPECT_EQ(scratch_munmap(mm, SCRATCH, TASK_SIZE), -EINVAL);
	KT_EXPECT_EQ(scratch_munmap(mm, ~0UL & PAGE_MASK, PAGE_SIZE), -EINVAL);
	KT_EXPECT_EQ(scratch_munmap(mm, SCRATCH, PAGE_SIZE), 0);
	mmput(mm);
}

/* --- files ------------------------------------------------------------------------ */

static struct {
	int opened, closed, fail_with;
	unsigned long pfn;
} backer;

static void backer_open(struct vm_area_struct *vma)
{
	backer.opened++;
}

static void backer_close(struct vm_area_struct *vma)
{
	backer.closed++;
}

static const struct vm_operations_struct backer_ops = {
	.open = backer_open,
	.close = backer_close,
};

/* Maps one frame, then fails if it is to. */
static int backer_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = remap_pfn_range(vma, vma->vm_start, backer.pfn, PAGE_SIZE,
				  vma->vm_page_prot);

	if (err)
		return err;
	vma->vm_ops = &backer_ops;
	return backer.fail_with;
}

KTEST(mmap, vma_pins_its_file_and_tells_its_driver)
{
	static struct scratch_file sf;
	struct file *file = scratch_file(&sf, backer_mmap);
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm);
	memset(&backer, 0, sizeof(backer));
	KT_EXPECT_EQ(scratch_mmap(mm, file, SCRATCH, 4 * PAGE_SIZE, RW, MAP_SHARED, 0),
		     SCRATCH);
	KT_EXPECT_EQ(atomic_long_read(&file->f_count), 2);
	KT_EXPECT_EQ(scratch_munmap(mm, SCRATCH + PAGE_SIZE, PAGE_SIZE), 0);
	KT_EXPECT_EQ(atomic_long_read(&file->f_count), 3);
	KT_EXPECT_EQ(backer.opened, 2);
	KT_EXPECT_EQ(backer.closed, 1);
	mmput(mm);
	KT_EXPECT_EQ(backer.closed, 3);
	KT_EXPECT_EQ(atomic_long_read(&file->f_count), 1);
}

KTEST(mmap, failed_driver_leaves_nothing)
{
	static struct scratch_file sf;
	struct file *file = scratch_file(&sf, backer_mmap);
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm);
	memset(&backer, 0, sizeof(backer));
	backer.fail_with = -ENXIO;
	KT_EXPECT_EQ(scratch_mmap(mm, file, SCRATCH, 4 * PAGE_SIZE, RW, MAP_SHARED, 0),
		     -ENXIO);
	KT_EXPECT_EQ(atomic_long_read(&file->f_count), 1);
	KT_EXPECT_EQ(mm->map_count, 0);
	KT_EXPECT_EQ(mm->total_vm, 0);
	KT_EXPECT_EQ(atomic_long_read(&mm->pgtables_bytes), 0);
	mmput(mm);
}

KTEST(mmap, file_mode_decides)
{
	static struct scratch_file sf;
	struct file *file = scratch_file(&sf, backer_mmap);
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm);
	memset(&backer, 0, sizeof(backer));
#define MAPPED(prot, flags) scratch_mmap(mm, file, SCRATCH, PAGE_SIZE, prot, flags, 0)
	file->f_mode = FMODE_READ;
	KT_EXPECT_EQ(MAPPED(RW, MAP_SHARED), -EACCES);
	KT_EXPECT_EQ(MAPPED(PROT_READ, MAP_SHARED | MAP_FIXED), SCRATCH);
	KT_EXPECT_EQ(mm_mprotect(mm, SCRATCH, PAGE_SIZE, RW), -EACCES);
	KT_EXPECT_EQ(MAPPED(RW, MAP_PRIVATE | MAP_FIXED), SCRATCH);
	file->f_mode = FMODE_WRITE;
	KT_EXPECT_EQ(MAPPED(PROT_WRITE, MAP_SHARED | MAP_FIXED), -EACCES);
	file->f_mode = FMODE_READ | FMODE_WRITE;
	KT_EXPECT_EQ(MAPPED(RW, MAP_SHARED_VALIDATE | MAP_SYNC), -EOPNOTSUPP);
	KT_EXPECT_EQ(MAPPED(RW, MAP_FIXED), -EINVAL);
	sf.fop.mmap = NULL;
	KT_EXPECT_EQ(MAPPED(RW, MAP_SHARED | MAP_FIXED), -ENODEV);
#undef MAPPED
	mmput(mm);
}

KTEST(mmap, too_many_vmas)
{
	struct mm_struct *mm = mm_alloc();
	int limit = sysctl_max_map_count;

	KT_ASSERT(mm);
	sysctl_max_map_count = 8;
	/* every second page, so that nothing merges: one more than the limit fits */
	for (int i = 0; i < 9; i++)
		KT_EXPECT(
			!IS_ERR_VALUE(scratch_mmap(mm, NULL, SCRATCH + 4 * i * PAGE_SIZE,
						   3 * PAGE_SIZE, RW, ANON, 0)));
	KT_EXPECT_EQ(scratch_mmap(mm, NULL, 0, PAGE_SIZE, RW, ANON, 0), -ENOMEM);
	KT_EXPECT_EQ(scratch_munmap(mm, SCRATCH + PAGE_SIZE, PAGE_SIZE), -ENOMEM);
	KT_EXPECT_EQ(mm_mprotect(mm, SCRATCH, PAGE_SIZE, PROT_READ), -ENOMEM);
	KT_EXPECT_EQ(scratch_munmap(mm, SCRATCH, PAGE_SIZE), 0);
	KT_EXPECT_EQ(mm->map_count, 9);
	sysctl_max_map_count = limit;
	mmput(mm);
}
