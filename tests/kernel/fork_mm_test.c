/*
 * tests/kernel/fork_mm_test.c - mm/user/fork_mm.c: a copy of a scratch mm
 *
 * Locking: none; both mms are the test's own.
 */
#include <linux/string.h>
#include "ktest.h"
#include "mm_scratch.h"

KTEST(fork_mm, private_pages_are_shared_until_written)
{
	struct mm_struct *parent = mm_alloc(), *child;
	struct page *page;

	KT_ASSERT(parent);
	scratch_mmap(parent, NULL, SCRATCH, 2 * PAGE_SIZE, RW, ANON, 0);
	KT_EXPECT(scratch_poke(parent, SCRATCH, 1));
	page = pte_page(scratch_pte(parent, SCRATCH));
	child = dup_mm(parent);
	KT_ASSERT(child);

	KT_EXPECT(pte_page(scratch_pte(child, SCRATCH)) == page);
	KT_EXPECT_EQ(page_count(page), 2);
	KT_EXPECT_EQ(page_mapcount(page), 2);
	KT_EXPECT(!pte_write(scratch_pte(parent, SCRATCH)));
	KT_EXPECT(!pte_write(scratch_pte(child, SCRATCH)));
	KT_EXPECT_EQ(get_mm_rss(child), 1);
	KT_EXPECT_EQ(child->map_count, 1);
	KT_EXPECT_EQ(child->total_vm, parent->total_vm);

	KT_EXPECT(scratch_poke(child, SCRATCH, 2));
	KT_EXPECT_EQ(scratch_peek(parent, SCRATCH), 1);
	KT_EXPECT_EQ(scratch_peek(child, SCRATCH), 2);
	KT_EXPECT_EQ(page_count(page), 1);
	/* the parent is alone now, and keeps its page */
	KT_EXPECT(scratch_poke(parent, SCRATCH, 3));
	KT_EXPECT(pte_page(scratch_pte(parent, SCRATCH)) == page);
	KT_EXPECT_EQ(scratch_peek(child, SCRATCH), 2);
	KT_EXPECT_EQ(get_mm_rss(parent), 1);
	KT_EXPECT_EQ(get_mm_rss(child), 1);
	mmput(parent);
	mmput(child);
}

static struct {
	int opened, closed;
	struct page *page;
} device;

static void device_open(struct vm_area_struct *vma)
{
	device.opened++;
}

static void device_close(struct vm_area_struct *vma)
{
	device.closed++;
}

static const struct vm_operations_struct device_ops = {
	.open = device_open,
	.close = device_close,
};

static int device_mmap(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_ops = &device_ops;
	return remap_pfn_range(vma, vma->vm_start, page_to_pfn(device.page), PAGE_SIZE,
			       vma->vm_page_prot);
}

KTEST(fork_mm, device_frames_are_copied_as_they_are)
{
	static struct scratch_file sf;
	struct mm_struct *parent = mm_alloc(), *child;
	struct file *file = scratch_file(&sf, device_mmap);

	memset(&device, 0, sizeof(device));
	device.page = alloc_page(GFP_KERNEL);
	KT_ASSERT(parent && device.page);
	KT_EXPECT_EQ(scratch_mmap(parent, file, SCRATCH, PAGE_SIZE, RW, MAP_SHARED, 0),
		     SCRATCH);
	child = dup_mm(parent);
	KT_ASSERT(child);
	KT_EXPECT_EQ(device.opened, 1);
	KT_EXPECT_EQ(atomic_long_read(&file->f_count), 3);
	KT_EXPECT_EQ(pte_pfn(scratch_pte(child, SCRATCH)), page_to_pfn(device.page));
	KT_EXPECT(pte_write(scratch_pte(child, SCRATCH)));
	KT_EXPECT(pte_write(scratch_pte(parent, SCRATCH)));
	KT_EXPECT_EQ(page_count(device.page), 1);
	mmput(parent);
	mmput(child);
	KT_EXPECT_EQ(device.closed, 2);
	KT_EXPECT_EQ(atomic_long_read(&file->f_count), 1);
	KT_EXPECT_EQ(page_count(device.page), 1);
	__free_page(device.page);
}

KTEST(fork_mm, dontcopy_and_wipeonfork)
{
	struct mm_struct *parent = mm_alloc(), *child;

	KT_ASSERT(parent);
	scratch_mmap(parent, NULL, SCRATCH, PAGE_SIZE, RW, ANON, 0);
	scratch_mmap(parent, NULL, SCRATCH + 2 * PAGE_SIZE, PAGE_SIZE, RW, ANON, 0);
	KT_EXPECT(scratch_poke(parent, SCRATCH, 1));
	KT_EXPECT(scratch_poke(parent, SCRATCH + 2 * PAGE_SIZE, 1));
	mmap_write_lock(parent);
	vm_flags_set(find_vma(parent, SCRATCH), VM_DONTCOPY);
	vm_flags_set(find_vma(parent, SCRATCH + PAGE_SIZE), VM_WIPEONFORK);
	mmap_write_unlock(parent);
	child = dup_mm(parent);
	KT_ASSERT(child);
	KT_EXPECT_EQ(child->map_count, 1);
	KT_EXPECT_EQ(child->total_vm, 1);
	KT_EXPECT_EQ(scratch_peek(child, SCRATCH), -1);
	KT_EXPECT_EQ(scratch_peek(child, SCRATCH + 2 * PAGE_SIZE), 0);
	mmput(parent);
	mmput(child);
}

KTEST(fork_mm, many_vmas_stay_in_order)
{
	struct mm_struct *parent = mm_alloc(), *child;
	struct vm_area_struct *a, *b;

	KT_ASSERT(parent);
	for (int i = 0; i < 200; i++)
		scratch_mmap(parent, NULL, SCRATCH + i * PAGE_SIZE, PAGE_SIZE,
			     i & 1 ? RW : PROT_READ, ANON | MAP_FIXED, 0);
	KT_EXPECT_EQ(parent->map_count, 200);
	child = dup_mm(parent);
	KT_ASSERT(child);
	for (a = parent->mmap, b = child->mmap; a && b; a = a->vm_next, b = b->vm_next) {
		KT_EXPECT_EQ(a->vm_start, b->vm_start);
		KT_EXPECT_EQ(a->vm_flags, b->vm_flags);
		KT_EXPECT(find_vma(child, a->vm_start) == b);
	}
	KT_EXPECT(!a && !b);
	mmput(parent);
	mmput(child);
}
