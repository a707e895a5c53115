/*
 * tests/kernel/remap_test.c - mm/user/remap.c: a driver's frames in a scratch mm
 *
 * Locking: none; the mm is the test's own. mmap_lock as ->mmap has it.
 */
#include <linux/errno.h>
#include <linux/highmem.h>
#include <linux/string.h>
#include "ktest.h"
#include "mm_scratch.h"

#define NR 4 /* pages of the driver's buffer, contiguous */

/* What ->mmap does: called with the fresh VMA, its result is mmap(2)'s. */
static int (*on_mmap)(struct vm_area_struct *vma);
static struct page *buffer;

static int driver_mmap(struct file *file, struct vm_area_struct *vma)
{
	return on_mmap(vma);
}

/* mmap(2) of NR pages at SCRATCH through fn. */
static long map_by(struct mm_struct *mm, int (*fn)(struct vm_area_struct *vma),
		   unsigned long flags)
{
	static struct scratch_file sf;

	on_mmap = fn;
	return scratch_mmap(mm, scratch_file(&sf, driver_mmap), SCRATCH, NR * PAGE_SIZE,
			    RW, flags | MAP_FIXED, 0);
}

static int remap_all(struct vm_area_struct *vma)
{
	return remap_pfn_range(vma, vma->vm_start, page_to_pfn(buffer), NR * PAGE_SIZE,
			       vma->vm_page_prot);
}

static bool alloc_buffer(void)
{
	buffer = alloc_pages(GFP_KERNEL | __GFP_ZERO, 2);
	return buffer;
}

KTEST(remap, program_sees_the_frames)
{
	struct mm_struct *mm = mm_alloc();
	unsigned long pfn;

	KT_ASSERT(mm && alloc_buffer());
	KT_EXPECT_EQ(map_by(mm, remap_all, MAP_SHARED), SCRATCH);
	KT_EXPECT_EQ(scratch_flags(mm, SCRATCH) & (VM_IO | VM_PFNMAP | VM_DONTEXPAND |
						   VM_DONTDUMP | VM_MIXEDMAP),
		     VM_IO | VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP);
	for (int i = 0; i < NR; i++) {
		pte_t pte = scratch_pte(mm, SCRATCH + i * PAGE_SIZE);

		KT_EXPECT_EQ(pte_pfn(pte), page_to_pfn(buffer) + i);
		KT_EXPECT(pte_write(pte) && pte_user(pte) && pte_special(pte));
		KT_EXPECT_EQ(page_mapcount(buffer + i), 0);
	}
	KT_EXPECT_EQ(page_count(buffer), 1);
	KT_EXPECT_EQ(get_mm_rss(mm), 0);
	mmap_read_lock(mm);
	KT_EXPECT_EQ(follow_pfn(find_vma(mm, SCRATCH), SCRATCH + PAGE_SIZE, &pfn), 0);
	KT_EXPECT(!follow_page(find_vma(mm, SCRATCH), SCRATCH, 0));
	mmap_read_unlock(mm);
	KT_EXPECT_EQ(pfn, page_to_pfn(buffer) + 1);
	/* nobody may take a reference to what nobody counts */
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH), -1);
	mmput(mm);
	KT_EXPECT_EQ(page_count(buffer), 1);
	__free_pages(buffer, 2);
}

static int refusals(struct vm_area_struct *vma)
{
	unsigned long pfn = page_to_pfn(buffer), start = vma->vm_start;
	pgprot_t prot = vma->vm_page_prot;

	KT_EXPECT_EQ(remap_pfn_range(vma, start + 1, pfn, PAGE_SIZE, prot), -EINVAL);
	KT_EXPECT_EQ(remap_pfn_range(vma, start, pfn, 0, prot), -EINVAL);
	KT_EXPECT_EQ(remap_pfn_range(vma, start, pfn, -PAGE_SIZE, prot), -EINVAL);
	KT_EXPECT_EQ(remap_pfn_range(vma, start, pfn, ~0UL, prot), -EINVAL);
	KT_EXPECT_EQ(remap_pfn_range(vma, start, pfn, (NR + 1) * PAGE_SIZE, prot),
		     -EINVAL);
	KT_EXPECT_EQ(remap_pfn_range(vma, start - PAGE_SIZE, pfn, PAGE_SIZE, prot),
		     -EINVAL);
	KT_EXPECT_EQ(remap_pfn_range(vma, start, ~0UL, PAGE_SIZE, prot), -EINVAL);
	KT_EXPECT_EQ(remap_pfn_range(vma, start, (1UL << 40) - 1, 2 * PAGE_SIZE, prot),
		     -EINVAL);
	return -ENXIO;
}

KTEST(remap, refuses_what_makes_no_sense)
{
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm && alloc_buffer());
	KT_EXPECT_EQ(map_by(mm, refusals, MAP_SHARED), -ENXIO);
	KT_EXPECT_EQ(atomic_long_read(&mm->pgtables_bytes), 0);
	mmput(mm);
	__free_pages(buffer, 2);
}

/* The third page is taken already: the first two must be empty afterwards. */
static int fail_half_way(struct vm_area_struct *vma)
{
	unsigned long third = vma->vm_start + 2 * PAGE_SIZE;

	KT_EXPECT_EQ(remap_pfn_range(vma, third, page_to_pfn(buffer), PAGE_SIZE,
				     vma->vm_page_prot),
		     0);
	KT_EXPECT_EQ(remap_all(vma), -EBUSY);
	KT_EXPECT(pte_none(scratch_pte(vma->vm_mm, vma->vm_start)));
	KT_EXPECT(pte_none(scratch_pte(vma->vm_mm, vma->vm_start + PAGE_SIZE)));
	KT_EXPECT(!pte_none(scratch_pte(vma->vm_mm, third)));
	KT_EXPECT(pte_none(scratch_pte(vma->vm_mm, third + PAGE_SIZE)));
	return -EBUSY;
}

KTEST(remap, failure_half_way_leaves_no_entry)
{
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm && alloc_buffer());
	KT_EXPECT_EQ(map_by(mm, fail_half_way, MAP_SHARED), -EBUSY);
	KT_EXPECT(pte_none(scratch_pte(mm, SCRATCH + 2 * PAGE_SIZE)));
	KT_EXPECT_EQ(atomic_long_read(&mm->pgtables_bytes), 0);
	mmput(mm);
	__free_pages(buffer, 2);
}

static int remap_part(struct vm_area_struct *vma)
{
	return remap_pfn_range(vma, vma->vm_start, page_to_pfn(buffer), PAGE_SIZE,
			       vma->vm_page_prot);
}

KTEST(remap, private_needs_the_whole_vma_and_copies_on_write)
{
	struct mm_struct *mm = mm_alloc();
	pte_t pte;

	KT_ASSERT(mm && alloc_buffer());
	memcpy_to_page(buffer + 1, 0, "A", 1);
	KT_EXPECT_EQ(map_by(mm, remap_part, MAP_PRIVATE), -EINVAL);
	KT_EXPECT_EQ(map_by(mm, remap_part, MAP_SHARED), SCRATCH);
	KT_EXPECT_EQ(map_by(mm, remap_all, MAP_PRIVATE), SCRATCH);

	KT_EXPECT(!pte_write(scratch_pte(mm, SCRATCH + PAGE_SIZE)));
	KT_EXPECT_EQ(scratch_touch(mm, SCRATCH + PAGE_SIZE, FAULT_FLAG_WRITE), 0);
	pte = scratch_pte(mm, SCRATCH + PAGE_SIZE);
	KT_EXPECT(pte_write(pte) && !pte_special(pte));
	KT_EXPECT(pte_pfn(pte) != page_to_pfn(buffer) + 1);
	KT_EXPECT_EQ(atomic_long_read(&mm->rss_anon), 1);
	mmput(mm);
	__free_pages(buffer, 2);
}

static int insert_twice(struct vm_area_struct *vma)
{
	unsigned long addr = vma->vm_start;

	KT_EXPECT_EQ(vm_insert_page(vma, addr, buffer), 0);
	KT_EXPECT_EQ(vm_insert_page(vma, addr, buffer), -EBUSY);
	KT_EXPECT_EQ(vm_insert_page(vma, vma->vm_end, buffer), -EFAULT);
	KT_EXPECT_EQ(vm_insert_page(vma, addr + PAGE_SIZE, zero_page), 0);
	return 0;
}

KTEST(remap, inserted_page_is_counted)
{
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm);
	buffer = alloc_page(GFP_HIGHUSER | __GFP_ZERO);
	KT_ASSERT(buffer);
	KT_EXPECT_EQ(map_by(mm, insert_twice, MAP_SHARED), SCRATCH);
	KT_EXPECT(scratch_flags(mm, SCRATCH) & VM_MIXEDMAP);
	KT_EXPECT_EQ(page_count(buffer), 2);
	KT_EXPECT_EQ(page_mapcount(buffer), 1);
	KT_EXPECT_EQ(get_mm_rss(mm), 2);
	KT_EXPECT(scratch_poke(mm, SCRATCH, 1));
	KT_EXPECT_EQ(scratch_touch(mm, SCRATCH + 2 * PAGE_SIZE, 0), VM_FAULT_SIGBUS);
	mmput(mm);
	KT_EXPECT_EQ(page_count(buffer), 1);
	KT_EXPECT_EQ(page_count(zero_page), 1);
	put_page(buffer);
}

static vm_fault_t pfn_fault(struct vm_fault *vmf)
{
	return vmf_insert_pfn(vmf->vma, vmf->address, page_to_pfn(buffer) + vmf->pgoff);
}

static const struct vm_operations_struct pfn_ops = { .fault = pfn_fault };

static int pfn_mmap(struct vm_area_struct *vma)
{
	vm_flags_set(vma, VM_PFNMAP | VM_IO);
	vma->vm_ops = &pfn_ops;
	return 0;
}

KTEST(remap, frame_comes_by_fault)
{
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm && alloc_buffer());
	KT_EXPECT_EQ(map_by(mm, pfn_mmap, MAP_SHARED), SCRATCH);
	KT_EXPECT(pte_none(scratch_pte(mm, SCRATCH + PAGE_SIZE)));
	KT_EXPECT_EQ(scratch_touch(mm, SCRATCH + PAGE_SIZE, 0), VM_FAULT_NOPAGE);
	KT_EXPECT_EQ(pte_pfn(scratch_pte(mm, SCRATCH + PAGE_SIZE)),
		     page_to_pfn(buffer) + 1);
	mmap_read_lock(mm);
	zap_vma_ptes(find_vma(mm, SCRATCH), SCRATCH, NR * PAGE_SIZE);
	mmap_read_unlock(mm);
	KT_EXPECT(pte_none(scratch_pte(mm, SCRATCH + PAGE_SIZE)));
	mmput(mm);
	__free_pages(buffer, 2);
}

KTEST(remap, frame_by_fault_is_checked)
{
	struct mm_struct *mm = mm_alloc();
	struct vm_area_struct *vma;
	unsigned long pfn;

	KT_ASSERT(mm && alloc_buffer());
	pfn = page_to_pfn(buffer);
	KT_EXPECT_EQ(map_by(mm, pfn_mmap, MAP_SHARED), SCRATCH);
	mmap_read_lock(mm);
	vma = find_vma(mm, SCRATCH);
	KT_EXPECT_EQ(vmf_insert_pfn(vma, vma->vm_end, pfn), VM_FAULT_SIGBUS);
	KT_EXPECT_EQ(vmf_insert_pfn(vma, SCRATCH - 1, pfn), VM_FAULT_SIGBUS);
	KT_EXPECT_EQ(vmf_insert_pfn(vma, SCRATCH, 1UL << 40), VM_FAULT_SIGBUS);
	KT_EXPECT(pte_none(scratch_pte(mm, SCRATCH)));
	KT_EXPECT_EQ(vmf_insert_pfn(vma, SCRATCH, pfn), VM_FAULT_NOPAGE);
	/* two threads fault: who comes second finds it done, and changes nothing */
	KT_EXPECT_EQ(vmf_insert_pfn(vma, SCRATCH, pfn + 1), VM_FAULT_NOPAGE);
	KT_EXPECT_EQ(pte_pfn(scratch_pte(mm, SCRATCH)), pfn);
	KT_EXPECT(!vm_normal_page(vma, SCRATCH, scratch_pte(mm, SCRATCH)));
	KT_EXPECT_EQ(vm_insert_pfn(vma, SCRATCH, pfn + 1), -EBUSY);
	KT_EXPECT_EQ(pte_pfn(scratch_pte(mm, SCRATCH)), pfn);
	KT_EXPECT_EQ(vm_insert_pfn(vma, SCRATCH + PAGE_SIZE + 1, pfn + 1), 0);
	KT_EXPECT_EQ(pte_pfn(scratch_pte(mm, SCRATCH + PAGE_SIZE)), pfn + 1);
	KT_EXPECT_EQ(page_count(buffer), 1);
	KT_EXPECT_EQ(vm_insert_pfn(vma, vma->vm_end, pfn), -EFAULT);
	KT_EXPECT_EQ(vm_insert_pfn(vma, SCRATCH - 1, pfn), -EFAULT);
	KT_EXPECT_EQ(vm_insert_pfn(vma, SCRATCH + 2 * PAGE_SIZE, 1UL << 40), -EINVAL);
	KT_EXPECT(pte_none(scratch_pte(mm, SCRATCH + 2 * PAGE_SIZE)));
	mmap_read_unlock(mm);
	KT_EXPECT_EQ(map_by(mm, pfn_mmap, MAP_PRIVATE), SCRATCH);
	mmap_read_lock(mm);
	vma = find_vma(mm, SCRATCH);
	KT_EXPECT_EQ(vmf_insert_pfn(vma, SCRATCH, pfn), VM_FAULT_SIGBUS);
	KT_EXPECT_EQ(vm_insert_pfn(vma, SCRATCH, pfn), -EINVAL);
	mmap_read_unlock(mm);
	mmput(mm);
	KT_EXPECT_EQ(page_count(buffer), 1);
	__free_pages(buffer, 2);
}

static int iomap(struct vm_area_struct *vma)
{
	phys_addr_t start = page_to_phys(buffer);

	vma->vm_pgoff = 1;
	KT_EXPECT_EQ(vm_iomap_memory(vma, start, NR * PAGE_SIZE), -EINVAL);
	vma->vm_pgoff = 0;
	return vm_iomap_memory(vma, start, NR * PAGE_SIZE);
}

KTEST(remap, iomap_honours_the_offset)
{
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm && alloc_buffer());
	KT_EXPECT_EQ(map_by(mm, iomap, MAP_SHARED), SCRATCH);
	KT_EXPECT_EQ(pte_pfn(scratch_pte(mm, SCRATCH)), page_to_pfn(buffer));
	mmput(mm);
	__free_pages(buffer, 2);
}

static char *area; /* of NR + 1 pages */

static int remap_area(struct vm_area_struct *vma)
{
	KT_EXPECT_EQ(remap_vmalloc_range(vma, area, 2), -EINVAL);
	KT_EXPECT_EQ(remap_vmalloc_range(vma, area, ~0UL), -EINVAL);
	KT_EXPECT_EQ(remap_vmalloc_range(vma, area + PAGE_SIZE, 1), -EINVAL);
	KT_EXPECT_EQ(remap_vmalloc_range(vma, area + (NR + 1) * PAGE_SIZE, 0), -EINVAL);
	KT_EXPECT_EQ(remap_vmalloc_range(vma, area + 8, 0), -EINVAL);
	KT_EXPECT_EQ(remap_vmalloc_range(vma, page_address(buffer), 0), -EINVAL);
	return remap_vmalloc_range(vma, area, 1);
}

KTEST(remap, program_sees_a_vmalloc_area)
{
	struct mm_struct *mm = mm_alloc();

	area = vmalloc((NR + 1) * PAGE_SIZE);
	KT_ASSERT(mm && area && alloc_buffer());
	KT_EXPECT_EQ(map_by(mm, remap_area, MAP_SHARED), -EINVAL); /* not for users */
	vfree(area);
	area = vmalloc_user((NR + 1) * PAGE_SIZE);
	KT_ASSERT(area);
	KT_EXPECT_EQ(map_by(mm, remap_area, MAP_SHARED), SCRATCH);
	KT_EXPECT_EQ(scratch_flags(mm, SCRATCH) &
			     (VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP | VM_MIXEDMAP),
		     VM_MIXEDMAP | VM_DONTEXPAND | VM_DONTDUMP);
	for (int i = 0; i < NR; i++) {
		area[(i + 1) * PAGE_SIZE] = 10 + i;
		KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + i * PAGE_SIZE), 10 + i);
	}
	KT_EXPECT(scratch_poke(mm, SCRATCH, 77));
	KT_EXPECT_EQ(area[PAGE_SIZE], 77);
	vfree(area); /* the program keeps its pages */
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH), 77);
	mmput(mm);
	__free_pages(buffer, 2);
}
