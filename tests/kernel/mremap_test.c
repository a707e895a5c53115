/*
 * tests/kernel/mremap_test.c - mm/user/mremap.c: a driver that refuses the move
 *
 * Locking: none; the mm is the test's own.
 */
#include <linux/errno.h>
#include <linux/mm_inline_page.h>
#include <linux/sched.h>
#include "ktest.h"
#include "mm_scratch.h"
#include "user_buf.h"

#define NR 6
#define TARGET (SCRATCH + 4 * PMD_SIZE)

static struct {
	int vmas; /* that have been told to it */
	struct page *page;
	struct scratch_file sf;
} driver;

static void driver_open(struct vm_area_struct *vma)
{
	driver.vmas++;
}

static void driver_close(struct vm_area_struct *vma)
{
	driver.vmas--;
}

static int refuse(struct vm_area_struct *vma)
{
	return -EBUSY;
}

static const struct vm_operations_struct driver_ops = {
	.open = driver_open,
	.close = driver_close,
	.mremap = refuse,
};

static int driver_mmap(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_ops = &driver_ops;
	driver.vmas++;
	return remap_pfn_range(vma, vma->vm_start, page_to_pfn(driver.page),
			       vma->vm_end - vma->vm_start, vma->vm_page_prot);
}

/* Its VMAs, which are never merged, are cut for the move, and one again when it fails. */
KTEST(mremap, a_refused_move_leaves_all_as_it_was)
{
	unsigned long tables, size;
	struct mm_struct *mm;

	driver.page = alloc_pages(GFP_KERNEL | __GFP_ZERO, 3);
	KT_ASSERT(driver.page && user_buf_begin(1));
	scratch_file(&driver.sf, driver_mmap);
	KT_EXPECT_EQ(vm_mmap(&driver.sf.file, SCRATCH, NR * PAGE_SIZE, RW,
			     MAP_SHARED | MAP_FIXED, 0),
		     SCRATCH);
	mm = current->mm;
	tables = atomic_long_read(&mm->pgtables_bytes);
	size = mm->total_vm;
	KT_EXPECT_EQ(do_mremap(SCRATCH + 2 * PAGE_SIZE, 2 * PAGE_SIZE, 2 * PAGE_SIZE,
			       MREMAP_MAYMOVE | MREMAP_FIXED, TARGET),
		     -EBUSY);
	KT_EXPECT(find_exact_vma(mm, SCRATCH, SCRATCH + NR * PAGE_SIZE));
	KT_EXPECT(!find_vma_intersection(mm, TARGET, TARGET + 2 * PAGE_SIZE));
	KT_EXPECT_EQ(driver.vmas, 1);
	KT_EXPECT_EQ(mm->total_vm, size);
	KT_EXPECT_EQ(atomic_long_read(&mm->pgtables_bytes), tables);
	for (int i = 0; i < NR; i++)
		KT_EXPECT_EQ(pte_pfn(scratch_pte(mm, SCRATCH + i * PAGE_SIZE)),
			     page_to_pfn(driver.page) + i);
	user_buf_end();
	KT_EXPECT_EQ(driver.vmas, 0);
	KT_EXPECT_EQ(atomic_long_read(&driver.sf.file.f_count), 1);
	__free_pages(driver.page, 3);
}
