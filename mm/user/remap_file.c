/*
 * mm/user/remap_file.c - remap_file_pages(2): pages of a file in another order
 *
 * Once a way to spare VMAs; today each piece that is out of order is a mapping of its own,
 * made as mmap(2) would, with the permissions of what was there.
 *
 * Source: the Linux man page remap_file_pages(2).
 *
 * Locking: takes mmap_lock for writing; pages come in after it is dropped.
 */
#include <linux/file.h>
#include <linux/mman.h>
#include "internal.h"

/* What maps all of [start, end), in one piece or in several of a kind; or NULL. */
static struct vm_area_struct *shared_mapping(struct mm_struct *mm, unsigned long start,
					     unsigned long end)
{
	struct vm_area_struct *first = vma_lookup(mm, start), *vma = first;

	if (!first || !(first->vm_flags & VM_SHARED))
		return NULL;
	while (vma->vm_end < end) {
		struct vm_area_struct *next = vma->vm_next;

		if (!next || next->vm_start != vma->vm_end ||
		    next->vm_file != first->vm_file || next->vm_flags != first->vm_flags)
			return NULL;
		vma = next;
	}
	return first;
}

static unsigned long prot_of(vm_flags_t flags)
{
	return (flags & VM_READ ? PROT_READ : 0) | (flags & VM_WRITE ? PROT_WRITE : 0) |
	       (flags & VM_EXEC ? PROT_EXEC : 0);
}

int do_remap_file_pages(unsigned long start, unsigned long len, unsigned long prot,
			pgoff_t pgoff, unsigned long flags)
{
	struct mm_struct *mm = current->mm;
	struct vm_area_struct *vma;
	unsigned long result = -EINVAL, populate = 0;

	start &= PAGE_MASK;
	len &= PAGE_MASK;
	if (prot || start + len <= start || pgoff + (len >> PAGE_SHIFT) < pgoff)
		return -EINVAL;
	if (mmap_write_lock_killable(mm))
		return -EINTR;
	vma = shared_mapping(mm, start, start + len);
	if (vma) {
		struct file *file = get_file(vma->vm_file);

		flags &= MAP_NONBLOCK;
		flags |= MAP_SHARED | MAP_FIXED | MAP_POPULATE;
		flags |= vma->vm_flags & VM_LOCKED ? MAP_LOCKED : 0;
		result = do_mmap(file, start, len, prot_of(vma->vm_flags), flags, pgoff,
				 &populate);
		mm_file_ops->fput(file);
	}
	mmap_write_unlock(mm);
	if (populate)
		mm_populate(mm, result, populate);
	return IS_ERR_VALUE(result) ? (int)result : 0;
}
