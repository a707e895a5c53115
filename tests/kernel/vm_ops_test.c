/*
 * tests/kernel/vm_ops_test.c - what a driver sees of its mappings, to the last VMA
 *
 * A driver counts ->open and ->close. Whatever is done to its VMAs, and whichever allocation
 * fails on the way, the VMAs that name its file, the calls and the references to the file
 * agree, and no entry, table or page is left over.
 *
 * Locking: none; the mm is the test's own.
 */
#include <linux/fault-inject.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <asm/io.h>
#include "ktest.h"
#include "mm_scratch.h"
#include "user_buf.h"

#define NR 4
/* Half of the pages in one page table, half in the next. */
#define SPAN (SCRATCH + PMD_SIZE - NR / 2 * PAGE_SIZE)
#define ELSEWHERE (SPAN + 4 * PMD_SIZE)
#define MAX_NTH 60

static struct {
	int mapped, opened, closed, moved;
	int (*fill)(struct vm_area_struct *vma);
	struct page *pages; /* NR */
	char *area;         /* NR pages of vmalloc_user() */
	struct scratch_file sf;
	struct fault_attr saved[2];
} driver;

static void driver_open(struct vm_area_struct *vma)
{
	driver.opened++;
}

static void driver_close(struct vm_area_struct *vma)
{
	driver.closed++;
}

static int driver_mremap(struct vm_area_struct *vma)
{
	driver.moved++;
	return 0;
}

static const struct vm_operations_struct driver_ops = {
	.open = driver_open,
	.close = driver_close,
	.mremap = driver_mremap,
};

static int driver_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = driver.fill(vma);

	if (err)
		return err;
	vma->vm_ops = &driver_ops;
	driver.mapped++;
	return 0;
}

/* --- four ways to fill ------------------------------------------------------------ */

static int fill_nothing(struct vm_area_struct *vma)
{
	return 0;
}

static int fill_pfn(struct vm_area_struct *vma)
{
	return remap_pfn_range(vma, vma->vm_start, page_to_pfn(driver.pages),
			       vma->vm_end - vma->vm_start, vma->vm_page_prot);
}

static int fill_io(struct vm_area_struct *vma)
{
	return io_remap_pfn_range(vma, vma->vm_start, page_to_pfn(driver.pages),
				  vma->vm_end - vma->vm_start,
				  pgprot_noncached(vma->vm_page_prot));
}

static int fill_pages(struct vm_area_struct *vma)
{
	int err = 0;

	for (unsigned long i = 0; i < vma_pages(vma) && !err; i++)
		err = vm_insert_page(vma, vma->vm_start + i * PAGE_SIZE,
				     driver.pages + i);
	return err;
}

static int fill_vmalloc(struct vm_area_struct *vma)
{
	return remap_vmalloc_range(vma, driver.area, 0);
}

/* --- begin, end, and what must hold in between ------------------------------------ */

static bool begin(int (*fill)(struct vm_area_struct *vma))
{
	char __user *neighbour;

	memset(&driver, 0, sizeof(driver));
	scratch_file(&driver.sf, driver_mmap);
	driver.fill = fill;
	driver.pages = alloc_pages(GFP_KERNEL | __GFP_ZERO, 2);
	driver.area = vmalloc_user(NR * PAGE_SIZE);
	neighbour = user_buf_begin(1);
	if (!driver.pages || !driver.area || !neighbour)
		return false;
	user_buf_puts(neighbour, "has tables");
	split_page(driver.pages, 2);
	driver.saved[0] = failslab;
	driver.saved[1] = fail_page_alloc;
	failslab.ignore_gfp_wait = fail_page_alloc.ignore_gfp_wait = false;
	failslab.verbose = fail_page_alloc.verbose = 0;
	fail_page_alloc.ignore_gfp_highmem = false;
	fail_page_alloc.min_order = 0;
	return true;
}

static int vmas_of_driver(const struct mm_struct *mm)
{
	int count = 0;

	for (const struct vm_area_struct *vma = mm ? mm->mmap : NULL; vma;
	     vma = vma->vm_next)
		count += vma->vm_file == &driver.sf.file;
	return count;
}

/* Calls, references and the VMAs of this mm and of other (or NULL) agree. */
static bool balanced(const struct mm_struct *other)
{
	int vmas = vmas_of_driver(current->mm) + vmas_of_driver(other);

	return vmas == driver.mapped + driver.opened - driver.closed &&
	       vmas == atomic_long_read(&driver.sf.file.f_count) - 1;
}

static void end(void)
{
	user_buf_end();
	failslab = driver.saved[0];
	fail_page_alloc = driver.saved[1];
	KT_EXPECT_EQ(driver.mapped + driver.opened, driver.closed);
	KT_EXPECT_EQ(atomic_long_read(&driver.sf.file.f_count), 1);
	vfree(driver.area);
	for (int i = 0; i < NR; i++) {
		KT_EXPECT_EQ(page_count(driver.pages + i), 1);
		KT_EXPECT_EQ(page_mapcount(driver.pages + i), 0);
		__free_page(driver.pages + i);
	}
}

static unsigned long map(unsigned long addr, unsigned long pages, unsigned long flags)
{
	return vm_mmap(&driver.sf.file, addr, pages * PAGE_SIZE, RW, flags | MAP_FIXED,
		       0);
}

/* ->open and ->close have been called so often since the last time, and all agrees. */
static bool called(int opened, int closed)
{
	static int were_opened, were_closed;
	bool right = driver.opened - were_opened == opened &&
		     driver.closed - were_closed == closed && balanced(NULL);

	were_opened = driver.opened;
	were_closed = driver.closed;
	return right;
}

/* --- the calls -------------------------------------------------------------------- */

KTEST(vm_ops, open_and_close_follow_each_vma)
{
	const unsigned long at = SCRATCH;
	struct mm_struct *child;

	KT_ASSERT(begin(fill_nothing));
	called(0, 0);
	KT_EXPECT_EQ(map(at, 16, MAP_SHARED), at);
	KT_EXPECT(called(0, 0));
	vm_munmap(at + 8 * PAGE_SIZE, PAGE_SIZE); /* |0-7| |9-15| */
	KT_EXPECT(called(2, 1));
	vm_munmap(at, PAGE_SIZE); /* |1-7| |9-15| */
	KT_EXPECT(called(1, 1));
	vm_munmap(at + 15 * PAGE_SIZE, PAGE_SIZE); /* |1-7| |9-14| */
	KT_EXPECT(called(1, 1));
	KT_EXPECT_EQ(mm_mprotect(current->mm, at + 3 * PAGE_SIZE, PAGE_SIZE, PROT_READ),
		     0); /* |12|3|4-7| |9-14| */
	KT_EXPECT(called(2, 0));
	KT_EXPECT_EQ(mm_mprotect(current->mm, at + 3 * PAGE_SIZE, PAGE_SIZE, RW), 0);
	KT_EXPECT(called(0, 0)); /* who hears of ends is not merged */
	KT_EXPECT_EQ(
		do_madvise(current->mm, at + 3 * PAGE_SIZE, PAGE_SIZE, MADV_DONTFORK), 0);
	KT_EXPECT(called(0, 0));
	child = dup_mm(current->mm);
	KT_ASSERT(child);
	KT_EXPECT_EQ(vmas_of_driver(child), 3);
	KT_EXPECT(balanced(child));
	mmput(child);
	KT_EXPECT(called(3, 3));
	KT_EXPECT_EQ(do_mremap(at + 4 * PAGE_SIZE, 4 * PAGE_SIZE, 4 * PAGE_SIZE,
			       MREMAP_MAYMOVE | MREMAP_FIXED, ELSEWHERE),
		     ELSEWHERE);
	KT_EXPECT(called(1, 1));
	KT_EXPECT_EQ(driver.moved, 1);
	KT_EXPECT_EQ(do_mremap(ELSEWHERE, 4 * PAGE_SIZE, PAGE_SIZE, 0, 0), ELSEWHERE);
	KT_EXPECT(called(1, 1));
	KT_EXPECT_EQ(vm_mmap(NULL, ELSEWHERE, PAGE_SIZE, RW, ANON | MAP_FIXED, 0),
		     ELSEWHERE);
	KT_EXPECT(called(0, 1));
	end();
}

KTEST(vm_ops, a_device_mapping_has_its_flags_and_no_pages)
{
	const vm_flags_t device = VM_IO | VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP;
	struct vm_area_struct *vma;
	struct page *page;

	KT_ASSERT(begin(fill_io));
	KT_EXPECT_EQ(map(SPAN, NR, MAP_SHARED), SPAN);
	vma = find_vma(current->mm, SPAN);
	KT_EXPECT_EQ(vma->vm_flags & (device | VM_MIXEDMAP), device);
	for (int i = 0; i < NR; i++) {
		pte_t pte = scratch_pte(current->mm, SPAN + i * PAGE_SIZE);

		KT_EXPECT_EQ(pte_pfn(pte), page_to_pfn(driver.pages + i));
		KT_EXPECT_EQ(pte_val(pte) & _PAGE_CACHE_MASK,
			     pgprot_val(pgprot_noncached(__pgprot(0))));
		KT_EXPECT(!vm_normal_page(vma, SPAN, pte));
		KT_EXPECT_EQ(page_count(driver.pages + i), 1);
	}
	KT_EXPECT_EQ(get_user_pages(SPAN, 1, 0, &page), -EFAULT);
	KT_EXPECT_EQ(do_mremap(SPAN, NR * PAGE_SIZE, 2 * NR * PAGE_SIZE, MREMAP_MAYMOVE,
			       0),
		     -EFAULT);
	KT_EXPECT_EQ(do_mlock(current->mm, SPAN, NR * PAGE_SIZE, 0), 0);
	KT_EXPECT_EQ(current->mm->locked_vm, 0);
	KT_EXPECT_EQ(do_madvise(current->mm, SPAN, PAGE_SIZE, MADV_DONTNEED), -EINVAL);
	KT_EXPECT_EQ(do_madvise(current->mm, SPAN, PAGE_SIZE, MADV_DOFORK), -EINVAL);
	KT_EXPECT_EQ(do_madvise(current->mm, SPAN, PAGE_SIZE, MADV_DODUMP), -EINVAL);
	end();
}

KTEST(vm_ops, an_inserted_page_is_a_normal_one)
{
	struct vm_area_struct *vma;
	struct page *page = NULL;

	KT_ASSERT(begin(fill_pages));
	KT_EXPECT_EQ(map(SPAN, NR, MAP_SHARED), SPAN);
	vma = find_vma(current->mm, SPAN);
	KT_EXPECT(vm_normal_page(vma, SPAN, scratch_pte(current->mm, SPAN)) ==
		  driver.pages);
	KT_EXPECT_EQ(get_user_pages(SPAN, 1, FOLL_WRITE, &page), 1);
	KT_EXPECT(page == driver.pages);
	KT_EXPECT_EQ(page_count(page), 3);
	put_page(page);
	end();
}

static void open_and_zap(struct vm_area_struct *vma)
{
	zap_vma_ptes(vma, vma->vm_start, vma->vm_end - vma->vm_start);
}

static const struct vm_operations_struct keeping_ops = { .open = open_and_zap };

KTEST(vm_ops, a_driver_may_keep_its_frames_from_a_child)
{
	struct mm_struct *child;

	KT_ASSERT(begin(fill_pfn));
	KT_EXPECT_EQ(map(SPAN, NR, MAP_SHARED), SPAN);
	find_vma(current->mm, SPAN)->vm_ops = &keeping_ops;
	child = dup_mm(current->mm);
	KT_ASSERT(child);
	KT_EXPECT(pte_none(scratch_pte(child, SPAN)));
	KT_EXPECT(!pte_none(scratch_pte(current->mm, SPAN)));
	mmput(child);
	find_vma(current->mm, SPAN)->vm_ops = &driver_ops;
	end();
}

/* --- each allocation in turn fails ------------------------------------------------ */

/* Nothing of [SPAN, SPAN + NR pages) is mapped, and no table is left for it. */
static bool nothing_left(unsigned long tables)
{
	for (int i = 0; i < NR; i++)
		if (!pte_none(scratch_pte(current->mm, SPAN + i * PAGE_SIZE)))
			return false;
	return atomic_long_read(&current->mm->pgtables_bytes) == (long)tables &&
	       !vmas_of_driver(current->mm) && balanced(NULL) &&
	       !find_vma_intersection(current->mm, SPAN, SPAN + NR * PAGE_SIZE);
}

static void mmap_that_fails(int (*fill)(struct vm_area_struct *vma))
{
	unsigned long tables, addr = 0;
	unsigned int nth;

	KT_ASSERT(begin(fill));
	tables = atomic_long_read(&current->mm->pgtables_bytes);
	for (nth = 1; nth < MAX_NTH && addr != SPAN; nth++) {
		fault_inject_set_nth(current, nth);
		addr = map(SPAN, NR, MAP_SHARED);
		fault_inject_set_nth(current, 0);
		if (addr == SPAN)
			break;
		KT_EXPECT_EQ(addr, -ENOMEM);
		KT_EXPECT(nothing_left(tables));
	}
	KT_EXPECT(nth > 4 && nth < MAX_NTH); /* a VMA, three tables */
	KT_EXPECT_EQ(vm_munmap(SPAN, NR * PAGE_SIZE), 0);
	KT_EXPECT(nothing_left(tables));
	end();
}

KTEST(vm_ops, mmap_fails_at_each_step)
{
	mmap_that_fails(fill_pfn);
	mmap_that_fails(fill_io);
	mmap_that_fails(fill_pages);
	mmap_that_fails(fill_vmalloc);
}

static bool try_fork(void)
{
	struct mm_struct *child = dup_mm(current->mm);

	if (!child)
		return false;
	KT_EXPECT(balanced(child));
	mmput(child);
	return true;
}

static bool try_punch(void)
{
	return !vm_munmap(SPAN + PAGE_SIZE, PAGE_SIZE);
}

static bool try_protect(void)
{
	return !mm_mprotect(current->mm, SPAN + PAGE_SIZE, PAGE_SIZE, PROT_READ);
}

static bool try_move(void)
{
	return do_mremap(SPAN, NR * PAGE_SIZE, NR * PAGE_SIZE,
			 MREMAP_MAYMOVE | MREMAP_FIXED, ELSEWHERE) == ELSEWHERE;
}

/* After each failure the mapping is whole: every page where it was. */
static void call_that_fails(bool (*call)(void), int (*fill)(struct vm_area_struct *vma))
{
	unsigned int nth;
	bool done;

	KT_ASSERT(begin(fill));
	KT_EXPECT_EQ(map(SPAN, NR, MAP_SHARED), SPAN);
	for (nth = 1; nth < MAX_NTH; nth++) {
		fault_inject_set_nth(current, nth);
		done = call();
		fault_inject_set_nth(current, 0);
		KT_EXPECT(balanced(NULL));
		if (done)
			break;
		for (int i = 0; i < NR; i++)
			KT_EXPECT_EQ(
				pte_pfn(scratch_pte(current->mm, SPAN + i * PAGE_SIZE)),
				page_to_pfn(driver.pages + i));
	}
	KT_EXPECT(nth > 1 && nth < MAX_NTH);
	end();
}

KTEST(vm_ops, calls_fail_at_each_step)
{
	call_that_fails(try_fork, fill_pfn);
	call_that_fails(try_fork, fill_pages);
	call_that_fails(try_punch, fill_pfn);
	call_that_fails(try_punch, fill_pages);
	call_that_fails(try_protect, fill_pages);
	call_that_fails(try_move, fill_pfn);
	call_that_fails(try_move, fill_pages);
}
