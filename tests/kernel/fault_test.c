/*
 * tests/kernel/fault_test.c - mm/user/fault*.c: zero page, COW, files, on a scratch mm
 *
 * Locking: none; the mm is the test's own.
 */
#include <linux/errno.h>
#include <linux/highmem.h>
#include <linux/pagemap.h>
#include <linux/string.h>
#include "ktest.h"
#include "mm_scratch.h"

KTEST(fault, read_of_untouched_memory_is_the_zero_page)
{
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, 2 * PAGE_SIZE, RW, ANON, 0);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + 100), 0);
	KT_EXPECT_EQ(pte_pfn(scratch_pte(mm, SCRATCH)), page_to_pfn(zero_page));
	KT_EXPECT(!pte_write(scratch_pte(mm, SCRATCH)));
	KT_EXPECT_EQ(get_mm_rss(mm), 0);

	KT_EXPECT(scratch_poke(mm, SCRATCH + 100, 9));
	KT_EXPECT(pte_pfn(scratch_pte(mm, SCRATCH)) != page_to_pfn(zero_page));
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + 100), 9);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + 101), 0);
	KT_EXPECT_EQ(get_mm_rss(mm), 1);
	mmput(mm);
	KT_EXPECT_EQ(page_count(zero_page), 1);
}

KTEST(fault, write_first_takes_a_counted_page)
{
	struct mm_struct *mm = mm_alloc();
	struct page *page;
	pte_t pte;

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, PAGE_SIZE, RW, ANON, 0);
	KT_EXPECT_EQ(scratch_touch(mm, SCRATCH, FAULT_FLAG_WRITE), 0);
	pte = scratch_pte(mm, SCRATCH);
	KT_EXPECT(pte_write(pte) && pte_dirty(pte) && pte_young(pte) && pte_user(pte));
	KT_EXPECT(!pte_exec(pte));
	page = pte_page(pte);
	KT_EXPECT_EQ(page_count(page), 1);
	KT_EXPECT_EQ(page_mapcount(page), 1);
	KT_EXPECT(PageAnon(page));
	/* a second fault on it finds it done */
	KT_EXPECT_EQ(scratch_touch(mm, SCRATCH, FAULT_FLAG_WRITE), 0);
	KT_EXPECT(pte_page(scratch_pte(mm, SCRATCH)) == page);
	get_page(page);
	mmput(mm);
	KT_EXPECT_EQ(page_count(page), 1);
	KT_EXPECT_EQ(page_mapcount(page), 0);
	put_page(page);
}

KTEST(fault, dummy_backer_is_sigbus)
{
	static struct scratch_file sf;
	struct mm_struct *mm = mm_alloc();
	struct vm_area_struct *vma;

	KT_ASSERT(mm);
	scratch_file(&sf, NULL);
	vma = vm_area_alloc(mm);
	KT_ASSERT(vma);
	vma->vm_start = SCRATCH;
	vma->vm_end = SCRATCH + PAGE_SIZE;
	vma->vm_flags = VM_READ;
	mmap_write_lock(mm);
	KT_EXPECT_EQ(insert_vm_struct(mm, vma), 0);
	mmap_write_unlock(mm);
	KT_EXPECT_EQ(scratch_touch(mm, SCRATCH, 0), VM_FAULT_SIGBUS);
	mmput(mm);
}

/* --- a backer with one page ------------------------------------------------------- */

static struct {
	struct page *page;
	bool locked;                /* return it locked */
	int mkwrites;               /* calls of page_mkwrite */
	vm_fault_t result, refusal; /* of fault, of page_mkwrite; 0: it goes well */
} source;

static vm_fault_t source_fault(struct vm_fault *vmf)
{
	if (source.result)
		return source.result;
	get_page(source.page);
	vmf->page = source.page;
	if (!source.locked)
		return 0;
	lock_page(source.page);
	return VM_FAULT_LOCKED;
}

static vm_fault_t source_mkwrite(struct vm_fault *vmf)
{
	source.mkwrites++;
	KT_EXPECT(vmf->flags & FAULT_FLAG_MKWRITE);
	if (source.refusal)
		return source.refusal;
	lock_page(vmf->page);
	return VM_FAULT_LOCKED;
}

static const struct vm_operations_struct source_ops = { .fault = source_fault };
static const struct vm_operations_struct source_mkwrite_ops = {
	.fault = source_fault,
	.page_mkwrite = source_mkwrite,
};

static int source_mmap(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_ops = source.mkwrites < 0 ? &source_ops : &source_mkwrite_ops;
	return 0;
}

/* A mapping of source.page in a new mm; NULL: no memory. */
static struct mm_struct *map_source(unsigned long flags, bool locked, bool mkwrite)
{
	static struct scratch_file sf;
	struct mm_struct *mm = mm_alloc();

	memset(&source, 0, sizeof(source));
	source.page = alloc_page(GFP_HIGHUSER | __GFP_ZERO);
	source.locked = locked;
	source.mkwrites = mkwrite ? 0 : -1;
	if (mm && source.page &&
	    scratch_mmap(mm, scratch_file(&sf, source_mmap), SCRATCH, PAGE_SIZE, RW,
			 flags, 0) == SCRATCH)
		return mm;
	return NULL;
}

/* Unmap; then nobody but us has the page, and it is not locked. */
static void unmap_source(struct mm_struct *mm)
{
	mmput(mm);
	KT_EXPECT_EQ(page_count(source.page), 1);
	KT_EXPECT_EQ(page_mapcount(source.page), 0);
	KT_EXPECT(!PageLocked(source.page));
	put_page(source.page);
}

KTEST(fault, shared_file_page_is_mapped_itself)
{
	struct mm_struct *mm = map_source(MAP_SHARED, true, false);

	KT_ASSERT(mm);
	KT_EXPECT(scratch_poke(mm, SCRATCH, 3));
	KT_EXPECT(pte_page(scratch_pte(mm, SCRATCH)) == source.page);
	KT_EXPECT_EQ(page_count(source.page), 2);
	KT_EXPECT_EQ(page_mapcount(source.page), 1);
	KT_EXPECT_EQ(atomic_long_read(&mm->rss_file), 1);
	KT_EXPECT(PageDirty(source.page));
	unmap_source(mm);
}

KTEST(fault, private_write_copies_the_file_page)
{
	struct mm_struct *mm = map_source(MAP_PRIVATE, false, false);

	KT_ASSERT(mm);
	memcpy_to_page(source.page, 0, "A", 1);
	KT_EXPECT(scratch_poke(mm, SCRATCH + 1, 3));
	KT_EXPECT(pte_page(scratch_pte(mm, SCRATCH)) != source.page);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH), 'A');
	KT_EXPECT_EQ(page_count(source.page), 1);
	KT_EXPECT_EQ(atomic_long_read(&mm->rss_file), 0);
	KT_EXPECT_EQ(atomic_long_read(&mm->rss_anon), 1);
	unmap_source(mm);
}

KTEST(fault, private_read_then_write_copies)
{
	struct mm_struct *mm = map_source(MAP_PRIVATE, true, false);

	KT_ASSERT(mm);
	memcpy_to_page(source.page, 0, "A", 1);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH), 'A');
	KT_EXPECT_EQ(page_mapcount(source.page), 1);
	KT_EXPECT(scratch_poke(mm, SCRATCH, 'B'));
	KT_EXPECT_EQ(page_mapcount(source.page), 0);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH), 'B');
	KT_EXPECT_EQ(atomic_long_read(&mm->rss_file), 0);
	KT_EXPECT_EQ(atomic_long_read(&mm->rss_anon), 1);
	unmap_source(mm);
}

KTEST(fault, page_mkwrite_is_asked_once)
{
	struct mm_struct *mm = map_source(MAP_SHARED, true, true);

	KT_ASSERT(mm);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH), 0);
	KT_EXPECT(!pte_write(scratch_pte(mm, SCRATCH)));
	KT_EXPECT_EQ(source.mkwrites, 0);
	KT_EXPECT(scratch_poke(mm, SCRATCH, 1));
	KT_EXPECT_EQ(source.mkwrites, 1);
	KT_EXPECT(pte_write(scratch_pte(mm, SCRATCH)));
	KT_EXPECT(scratch_poke(mm, SCRATCH, 2));
	KT_EXPECT_EQ(source.mkwrites, 1);
	unmap_source(mm);
}

KTEST(fault, page_mkwrite_may_refuse)
{
	struct mm_struct *mm = map_source(MAP_SHARED, true, true);

	KT_ASSERT(mm);
	for (int mapped = 0; mapped < 2; mapped++) { /* the first touch, then a second */
		source.refusal = VM_FAULT_SIGBUS;    /* no room on the disk */
		KT_EXPECT_EQ(scratch_touch(mm, SCRATCH, FAULT_FLAG_WRITE),
			     VM_FAULT_SIGBUS);
		source.refusal = VM_FAULT_NOPAGE; /* try again */
		KT_EXPECT_EQ(scratch_touch(mm, SCRATCH, FAULT_FLAG_WRITE),
			     VM_FAULT_NOPAGE);
		KT_EXPECT_EQ(page_count(source.page), 1 + mapped);
		KT_EXPECT(!pte_write(scratch_pte(mm, SCRATCH)));
		KT_EXPECT_EQ(scratch_peek(mm, SCRATCH), 0);
	}
	KT_EXPECT_EQ(source.mkwrites, 4);
	source.refusal = 0;
	KT_EXPECT(scratch_poke(mm, SCRATCH, 1));
	unmap_source(mm);
}

KTEST(fault, page_mkwrite_is_not_for_private_memory)
{
	struct mm_struct *mm = map_source(MAP_PRIVATE, true, true);

	KT_ASSERT(mm);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH), 0);
	KT_EXPECT(scratch_poke(mm, SCRATCH, 1));
	KT_EXPECT_EQ(source.mkwrites, 0);
	unmap_source(mm);
}

KTEST(fault, error_of_the_backer_is_passed_on)
{
	struct mm_struct *mm = map_source(MAP_PRIVATE, true, false);

	KT_ASSERT(mm);
	source.result = VM_FAULT_SIGBUS;
	KT_EXPECT_EQ(scratch_touch(mm, SCRATCH, 0), VM_FAULT_SIGBUS);
	KT_EXPECT_EQ(scratch_touch(mm, SCRATCH, FAULT_FLAG_WRITE), VM_FAULT_SIGBUS);
	KT_EXPECT_EQ(get_mm_rss(mm), 0);
	unmap_source(mm);
}
