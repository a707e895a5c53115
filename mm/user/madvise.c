/*
 * mm/user/madvise.c - madvise(2): what a program says of its memory
 *
 *	flags       DONTFORK, WIPEONFORK, DONTDUMP, RANDOM ...: kept in vm_flags; of
 *	            HUGEPAGE and its opposite nothing else comes
 *	contents    DONTNEED: pages go, zeros or the file come back; REMOVE: the file's, too;
 *	            FREE: pages go once memory is short (lazyfree.c)
 *	bring in    POPULATE_READ, POPULATE_WRITE
 *	hints       WILLNEED, COLD, PAGEOUT: checked, and nothing is to be done
 *
 * Locking: takes mmap_lock, for writing where vm_flags change.
 */
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/mman.h>
#include <uapi/linux/falloc.h>
#include "internal.h"

/* --- flags ------------------------------------------------------------------------ */

/* What vma->vm_flags become by advice; or -EINVAL. */
static long advised_flags(const struct vm_area_struct *vma, int advice)
{
	vm_flags_t flags = vma->vm_flags;

	switch (advice) {
	case MADV_NORMAL:
		return flags & ~(VM_RAND_READ | VM_SEQ_READ);
	case MADV_SEQUENTIAL:
		return (flags & ~VM_RAND_READ) | VM_SEQ_READ;
	case MADV_RANDOM:
		return (flags & ~VM_SEQ_READ) | VM_RAND_READ;
	case MADV_DONTFORK:
		return flags | VM_DONTCOPY;
	case MADV_DOFORK:
		return flags & VM_IO ? -EINVAL : (long)(flags & ~VM_DONTCOPY);
	case MADV_WIPEONFORK:
		return vma->vm_file || (flags & VM_SHARED)
			       ? -EINVAL
			       : (long)(flags | VM_WIPEONFORK);
	case MADV_KEEPONFORK:
		return flags & ~VM_WIPEONFORK;
	case MADV_DONTDUMP:
		return flags | VM_DONTDUMP;
	case MADV_HUGEPAGE:
		return (flags & ~VM_NOHUGEPAGE) | VM_HUGEPAGE;
	case MADV_NOHUGEPAGE:
		return (flags & ~VM_HUGEPAGE) | VM_NOHUGEPAGE;
	default: /* MADV_DODUMP */
		return flags & VM_SPECIAL ? -EINVAL : (long)(flags & ~VM_DONTDUMP);
	}
}

/* *pvma becomes the VMA that has [start, end) then. */
static int advise_flags(struct vm_area_struct **pvma, unsigned long start,
			unsigned long end, int advice)
{
	long flags = advised_flags(*pvma, advice);
	struct vm_area_struct *vma;

	if (flags < 0 || (vm_flags_t)flags == (*pvma)->vm_flags)
		return min(flags, 0L);
	vma = vma_modify_flags(*pvma, start, end, flags);
	if (IS_ERR(vma))
		return vma == ERR_PTR(-ENOMEM) ? -EAGAIN : PTR_ERR(vma);
	*pvma = vma;
	return 0;
}

/* --- contents --------------------------------------------------------------------- */

/* Punch a hole into the file; mmap_lock is dropped and taken again, *pvma looked up. */
static int advise_remove(struct vm_area_struct **pvma, unsigned long start,
			 unsigned long end)
{
	struct vm_area_struct *vma = *pvma;
	struct mm_struct *mm = vma->vm_mm;
	struct file *file = vma->vm_file;
	loff_t offset = (loff_t)linear_page_index(vma, start) << PAGE_SHIFT;
	int err;

	if ((vma->vm_flags & VM_LOCKED) || !file || !file->f_mapping)
		return -EINVAL;
	if ((vma->vm_flags & (VM_SHARED | VM_MAYWRITE)) != (VM_SHARED | VM_MAYWRITE))
		return -EACCES;
	if (!file->f_op->fallocate)
		return S_ISREG(file_inode(file)->i_mode) ? -EOPNOTSUPP : -ENODEV;
	get_file(file);
	mmap_read_unlock(mm);
	err = file->f_op->fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
				    offset, end - start);
	mm_file_ops->fput(file);
	mmap_read_lock(mm);
	*pvma = find_vma(mm, end - 1);
	return err;
}

static int advise_contents(struct vm_area_struct **pvma, unsigned long start,
			   unsigned long end, int advice)
{
	struct vm_area_struct *vma = *pvma;
	vm_flags_t refused = VM_PFNMAP;

	switch (advice) {
	case MADV_WILLNEED:
		return 0;
	case MADV_REMOVE:
		return advise_remove(pvma, start, end);
	case MADV_DONTNEED_LOCKED:
		break;
	default:
		refused |= VM_LOCKED;
	}
	if (vma->vm_flags & refused)
		return -EINVAL;
	if (advice == MADV_DONTNEED || advice == MADV_DONTNEED_LOCKED)
		zap_page_range_single(vma, start, end - start);
	if (advice != MADV_FREE)
		return 0;
	if (!vma_is_anonymous(vma))
		return -EINVAL;
	lazyfree_range(vma, start, end);
	return 0;
}

/* --- bringing in ------------------------------------------------------------------ */

static int advise_populate(struct vm_area_struct *vma, unsigned long start,
			   unsigned long end, int advice)
{
	bool write = advice == MADV_POPULATE_WRITE;

	if ((vma->vm_flags & (VM_IO | VM_PFNMAP)) ||
	    !(vma->vm_flags & (write ? VM_WRITE : VM_READ)))
		return -EINVAL;
	return populate_range(vma, start, end, write);
}

/* --- the call --------------------------------------------------------------------- */

typedef enum { KIND_UNKNOWN, KIND_FLAGS, KIND_CONTENTS, KIND_POPULATE } advice_kind;

static advice_kind kind_of(int advice)
{
	switch (advice) {
	case MADV_NORMAL:
	case MADV_SEQUENTIAL:
	case MADV_RANDOM:
	case MADV_DONTFORK:
	case MADV_DOFORK:
	case MADV_WIPEONFORK:
	case MADV_KEEPONFORK:
	case MADV_DONTDUMP:
	case MADV_DODUMP:
	case MADV_HUGEPAGE:
	case MADV_NOHUGEPAGE:
		return KIND_FLAGS;
	case MADV_WILLNEED:
	case MADV_DONTNEED:
	case MADV_DONTNEED_LOCKED:
	case MADV_FREE:
	case MADV_REMOVE:
	case MADV_COLD:
	case MADV_PAGEOUT:
		return KIND_CONTENTS;
	case MADV_POPULATE_READ:
	case MADV_POPULATE_WRITE:
		return KIND_POPULATE;
	default: /* MADV_COLLAPSE, MADV_MERGEABLE, poison: not built */
		return KIND_UNKNOWN;
	}
}

/* mmap_lock held. A hole is passed by and told of at the end, but ends a populate. */
static int advise_range(struct mm_struct *mm, unsigned long start, unsigned long end,
			int advice, advice_kind kind)
{
	int err = 0, hole = 0;

	for (struct vm_area_struct *vma = find_vma(mm, start); start < end && !err;) {
		unsigned long to;

		if (!vma || vma->vm_start > start)
			hole = -ENOMEM;
		if (!vma || vma->vm_start >= end || (hole && kind == KIND_POPULATE))
			break;
		start = max(start, vma->vm_start);
		to = min(vma->vm_end, end);
		if (kind == KIND_FLAGS)
			err = advise_flags(&vma, start, to, advice);
		else if (kind == KIND_CONTENTS)
			err = advise_contents(&vma, start, to, advice);
		else
			err = advise_populate(vma, start, to, advice);
		start = to;
		if (vma && vma->vm_end <= start)
			vma = vma->vm_next;
	}
	return err ? err : hole;
}

int do_madvise(struct mm_struct *mm, unsigned long start, unsigned long len, int advice)
{
	advice_kind kind = kind_of(advice);
	unsigned long end = start + PAGE_ALIGN(len);
	int err;

	if (kind == KIND_UNKNOWN || offset_in_page(start) || end < start ||
	    (len && !PAGE_ALIGN(len)))
		return -EINVAL;
	if (end == start)
		return 0;
	if (kind != KIND_FLAGS) {
		mmap_read_lock(mm);
		err = advise_range(mm, start, end, advice, kind);
		mmap_read_unlock(mm);
		return err;
	}
	if (mmap_write_lock_killable(mm))
		return -EINTR;
	err = advise_range(mm, start, end, advice, kind);
	mmap_write_unlock(mm);
	return err;
}
