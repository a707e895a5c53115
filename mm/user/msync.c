/*
 * mm/user/msync.c - msync(2) and mincore(2): a mapping beside what lies behind it
 *
 * A shared mapping and the file are the same pages, so there is nothing to bring into
 * step: MS_SYNC asks the file for its fsync(2).
 *
 * Locking: takes mmap_lock for reading, and drops it around ->fsync.
 */
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/mman.h>
#include <linux/pagemap.h>
#include "internal.h"

/* fsync [start, end) of the file that vma maps; mmap_lock is dropped and taken again. */
static int sync_vma(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long start,
		    unsigned long end)
{
	loff_t from = (loff_t)linear_page_index(vma, start) << PAGE_SHIFT;
	struct file *file = get_file(vma->vm_file);
	int err = -EINVAL;

	mmap_read_unlock(mm);
	if (file->f_op->fsync)
		err = file->f_op->fsync(file, from, from + (end - start) - 1, 1);
	mm_file_ops->fput(file);
	mmap_read_lock(mm);
	return err;
}

/* mmap_lock held for reading. A hole is told of at the end, and is no reason to stop. */
static int sync_range(struct mm_struct *mm, unsigned long start, unsigned long end,
		      int flags)
{
	int err = 0, hole = 0;

	while (start < end && !err) {
		struct vm_area_struct *vma = find_vma(mm, start);
		unsigned long from = start;

		if (!vma || vma->vm_start > start)
			hole = -ENOMEM;
		if (!vma || vma->vm_start >= end)
			break;
		from = max(start, vma->vm_start);
		start = min(vma->vm_end, end);
		if ((flags & MS_INVALIDATE) && (vma->vm_flags & VM_LOCKED))
			err = -EBUSY;
		else if ((flags & MS_SYNC) && vma->vm_file && (vma->vm_flags & VM_SHARED))
			err = sync_vma(mm, vma, from, start);
	}
	return err ? err : hole;
}

int do_msync(struct mm_struct *mm, unsigned long start, unsigned long len, int flags)
{
	unsigned long end = start + PAGE_ALIGN(len);
	int err;

	if ((flags & ~(MS_ASYNC | MS_INVALIDATE | MS_SYNC)) || offset_in_page(start) ||
	    (flags & (MS_ASYNC | MS_SYNC)) == (MS_ASYNC | MS_SYNC))
		return -EINVAL;
	if (end < start)
		return -ENOMEM;
	mmap_read_lock(mm);
	err = sync_range(mm, start, end, flags);
	mmap_read_unlock(mm);
	return err;
}

/* --- mincore ---------------------------------------------------------------------- */

/* Is the page of vma's file that would be at addr in the page cache? */
static bool in_page_cache(const struct vm_area_struct *vma, unsigned long addr)
{
	struct address_space *mapping = vma->vm_file ? vma->vm_file->f_mapping : NULL;
	struct page *page = NULL;
	bool uptodate = false;

	if (mapping)
		page = find_get_page(mapping, linear_page_index(vma, addr));
	if (page) {
		uptodate = PageUptodate(page);
		put_page(page);
	}
	return uptodate;
}

static bool page_resident(struct vm_area_struct *vma, unsigned long addr)
{
	pmd_t *pmd = mm_find_pmd(vma->vm_mm, addr);

	if (pmd && !pte_none(ptep_get(pte_offset_map(pmd, addr))))
		return true;
	return in_page_cache(vma, addr);
}

long mm_mincore(struct mm_struct *mm, unsigned long start, unsigned long pages,
		unsigned char *vec)
{
	struct vm_area_struct *vma;
	long done = -ENOMEM;

	mmap_read_lock(mm);
	vma = vma_lookup(mm, start);
	if (vma) {
		pages = min(pages, (vma->vm_end - start) >> PAGE_SHIFT);
		for (done = 0; done < (long)pages; done++)
			vec[done] = page_resident(vma, start + done * PAGE_SIZE);
	}
	mmap_read_unlock(mm);
	return done;
}
