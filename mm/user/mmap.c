/*
 * mm/user/mmap.c - mmap(2): from a request to a VMA
 *
 *	mm_mmap        check what is asked for, in Linux's order, so that errno agrees
 *	  mm_get_unmapped_area   find a place (gap.c)
 *	  file_flags, anon_flags what may be done with it, now and by mprotect(2)
 *	  mmap_region            clear the place, then join a neighbour or make a VMA:
 *	    map_file             the driver's or the file system's ->mmap
 *	    shmem_zero_setup     MAP_SHARED | MAP_ANONYMOUS: a file from above
 *	    (nothing)            MAP_PRIVATE | MAP_ANONYMOUS: zeros
 *
 * Pages come later, by faults; MAP_POPULATE and MAP_LOCKED bring them at once.
 *
 * Locking: mmap_lock held for writing.
 */
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/mman.h>
#include "internal.h"
#include "mmu_gather.h"
#include "vma.h"

/* --- checking --------------------------------------------------------------------- */

/* Could a file of this kind have all those bytes? */
static bool file_offset_ok(const struct file *file, unsigned long pgoff,
			   unsigned long len)
{
	u64 max = S_ISREG(file->f_inode->i_mode) ? (u64)MAX_LFS_FILESIZE : ~0ULL;

	return len <= max && pgoff <= (max - len) >> PAGE_SHIFT;
}

/* A mapping of file: add to *vm_flags what its mode allows, or say why not. */
static int file_flags(const struct file *file, unsigned long prot, unsigned long flags,
		      vm_flags_t *vm_flags)
{
	switch (flags & MAP_TYPE) {
	case MAP_SHARED_VALIDATE:
		if (flags & ~(LEGACY_MAP_MASK | MAP_SHARED_VALIDATE))
			return -EOPNOTSUPP;
		fallthrough;
	case MAP_SHARED:
		if ((prot & PROT_WRITE) && !(file->f_mode & FMODE_WRITE))
			return -EACCES;
		*vm_flags |= VM_SHARED | VM_MAYSHARE;
		if (!(file->f_mode & FMODE_WRITE))
			*vm_flags &= ~(VM_MAYWRITE | VM_SHARED);
		break;
	case MAP_PRIVATE:
		break;
	default:
		return -EINVAL;
	}
	if (!(file->f_mode & FMODE_READ))
		return -EACCES;
	if (file->f_mode & FMODE_NOEXEC) {
		if (*vm_flags & VM_EXEC)
			return -EPERM;
		*vm_flags &= ~VM_MAYEXEC;
	}
	if (!file->f_op->mmap)
		return -ENODEV;
	return *vm_flags & VM_GROWSDOWN ? -EINVAL : 0;
}

/* The same for MAP_ANONYMOUS; *pgoff is what lets neighbours merge. */
static int anon_flags(unsigned long flags, unsigned long addr, vm_flags_t *vm_flags,
		      unsigned long *pgoff)
{
	switch (flags & MAP_TYPE) {
	case MAP_SHARED:
		if (*vm_flags & VM_GROWSDOWN)
			return -EINVAL;
		*vm_flags |= VM_SHARED | VM_MAYSHARE;
		*pgoff = 0;
		return 0;
	case MAP_PRIVATE:
		*pgoff = addr >> PAGE_SHIFT;
		return 0;
	default:
		return -EINVAL;
	}
}

/* --- making the VMA --------------------------------------------------------------- */

bool vma_wants_writenotify(const struct vm_area_struct *vma)
{
	if ((vma->vm_flags & (VM_WRITE | VM_SHARED)) != (VM_WRITE | VM_SHARED))
		return false;
	if (!(vma->vm_flags & VM_SOFTDIRTY))
		return true; /* clear_refs wants to know what is written */
	return vma->vm_ops && (vma->vm_ops->page_mkwrite || vma->vm_ops->pfn_mkwrite);
}

/* What the driver put into the caching bits stays. */
void vma_set_page_prot(struct vm_area_struct *vma)
{
	vm_flags_t flags = vma->vm_flags;
	unsigned long keep = pgprot_val(vma->vm_page_prot) & _PAGE_CACHE_MASK;

	if (vma_wants_writenotify(vma))
		flags &= ~VM_SHARED;
	vma->vm_page_prot = __pgprot(pgprot_val(vm_get_page_prot(flags)) | keep);
}

/* Take back what ->mmap has put into the tables of vma, which was never linked. */
static void unmap_failed(struct vm_area_struct *vma, struct vm_area_struct *prev)
{
	struct mm_struct *mm = vma->vm_mm;
	struct vm_area_struct *next = prev ? prev->vm_next : mm->mmap;
	struct mmu_gather tlb;

	gather_init(&tlb, mm, false);
	unmap_vmas(&tlb, vma, vma->vm_start, vma->vm_end);
	free_pgtables(&tlb, vma, prev ? prev->vm_end : 0, next ? next->vm_start : 0);
	gather_finish(&tlb);
}

/* Does range map a file shared that could be sealed against it? */
static bool has_seals(const struct vma_range *range)
{
	return range->file && (range->flags & VM_SHARED) && range->file->f_inode->i_seals;
}

/* Let the backer of range fill in vma. On failure nothing of it is left. */
static int map_backer(struct vm_area_struct *vma, struct vm_area_struct *prev,
		      const struct vma_range *range)
{
	int err = 0;

	if (range->file) {
		if (has_seals(range)) {
			err = seals_begin_mmap(range->file->f_mapping, &vma->vm_flags);
			if (err)
				return err;
		}
		vma->vm_file = get_file(range->file);
		err = range->file->f_op->mmap(range->file, vma);
		if (err) {
			unmap_failed(vma, prev);
			if (has_seals(range))
				seals_end_mmap(range->file->f_mapping);
			mm_file_ops->fput(vma->vm_file);
		}
	} else if (range->flags & VM_SHARED) {
		err = shmem_zero_setup(vma);
	} else {
		vma_set_anonymous(vma);
	}
	return err;
}

/*
 * A mapping of a range that is free: part of a neighbour where that is possible, else a
 * VMA of its own behind prev. 0 or -errno, and then nothing has changed.
 */
static int map_range(struct mm_struct *mm, struct vm_area_struct *prev,
		     const struct vma_range *range)
{
	unsigned long pages = (range->end - range->start) >> PAGE_SHIFT;
	struct vm_area_struct *vma, *gone;
	int err;

	vma = vma_merge(mm, prev, range, &gone);
	vma_free_merged(gone);
	if (!vma) {
		vma = vm_area_alloc(mm);
		if (!vma)
			return -ENOMEM;
		vma->vm_start = range->start;
		vma->vm_end = range->end;
		vma->vm_flags = range->flags;
		vma->vm_page_prot = vm_get_page_prot(range->flags);
		vma->vm_pgoff = range->pgoff;
		err = map_backer(vma, prev, range);
		if (err) {
			vm_area_free(vma);
			return err;
		}
		if (vma->vm_flags & VM_SPECIAL)
			vma->vm_flags &= ~VM_LOCKED;
		vma_link(mm, prev, vma);
		if (has_seals(range))
			seals_end_mmap(range->file->f_mapping);
		vm_flags_set(vma, VM_SOFTDIRTY);
		vma_set_page_prot(vma);
	}
	vm_flags_set(vma, VM_SOFTDIRTY);
	vm_stat_account(mm, vma->vm_flags, pages);
	if (vma->vm_flags & VM_LOCKED)
		mm->locked_vm += pages;
	return 0;
}

/* Pages of [start, end) that are mapped already. */
static unsigned long count_mapped(struct mm_struct *mm, unsigned long start,
				  unsigned long end)
{
	struct vm_area_struct *vma = find_vma_intersection(mm, start, end);
	unsigned long bytes = 0;

	for (; vma && vma->vm_start < end; vma = vma->vm_next)
		bytes += min(vma->vm_end, end) - max(vma->vm_start, start);
	return bytes >> PAGE_SHIFT;
}

/* Map the range in place of whatever is there. 0 or -errno. */
static int mmap_region(struct mm_struct *mm, struct vma_range *range)
{
	unsigned long pages = (range->end - range->start) >> PAGE_SHIFT;
	struct vm_area_struct *prev, *next;
	int err;

	if (!may_expand_vm(mm, range->flags, pages) &&
	    !may_expand_vm(mm, range->flags,
			   pages - count_mapped(mm, range->start, range->end)))
		return -ENOMEM;
	next = find_vma_prev(mm, range->start, &prev);
	if (next && next->vm_start < range->end) {
		err = do_munmap(mm, range->start, range->end - range->start);
		if (err)
			return err;
		find_vma_prev(mm, range->start, &prev);
	}
	if (accountable_mapping(range->flags)) {
		if (!vm_enough_memory(mm, pages))
			return -ENOMEM;
		range->flags |= VM_ACCOUNT;
	}
	err = map_range(mm, prev, range);
	if (err && (range->flags & VM_ACCOUNT))
		vm_unacct_memory(pages);
	return err;
}

int mm_map_anonymous(struct mm_struct *mm, unsigned long start, unsigned long end,
		     vm_flags_t flags)
{
	struct vma_range range = {
		.start = start,
		.end = end,
		.flags = VM_DATA_DEFAULT_FLAGS | mm->def_flags | flags,
		.pgoff = start >> PAGE_SHIFT,
	};

	if (mm->map_count > sysctl_max_map_count)
		return -ENOMEM;
	return mmap_region(mm, &range);
}

/* --- the call --------------------------------------------------------------------- */

/* A hint that is not MAP_FIXED: to a page, and not down where NULL pointers point. */
static unsigned long round_hint_to_min(unsigned long hint)
{
	unsigned long min = READ_ONCE(mmap_min_addr);

	hint &= PAGE_MASK;
	return hint && hint < min ? PAGE_ALIGN(min) : hint;
}

unsigned long mm_mmap(struct mm_struct *mm, struct file *file, unsigned long addr,
		      unsigned long len, unsigned long prot, unsigned long flags,
		      unsigned long pgoff, unsigned long *populate)
{
	struct vma_range range = { .file = file };
	int err;

	*populate = 0;
	if (!len || ((flags & MAP_HUGETLB) && (file || !has_huge_size(flags))))
		return -EINVAL;
	if (flags & MAP_HUGETLB)
		return -ENOMEM; /* Atlas: no huge pages for programs */
	if (flags & MAP_FIXED_NOREPLACE)
		flags |= MAP_FIXED;
	if (!(flags & MAP_FIXED))
		addr = round_hint_to_min(addr);
	len = PAGE_ALIGN(len);
	if (!len)
		return -ENOMEM;
	if (pgoff + (len >> PAGE_SHIFT) < pgoff)
		return -EOVERFLOW;
	if (mm->map_count > sysctl_max_map_count)
		return -ENOMEM;
	addr = mm_get_unmapped_area(mm, file, addr, len, pgoff, flags);
	if (IS_ERR_VALUE(addr))
		return addr;
	if ((flags & MAP_FIXED_NOREPLACE) && find_vma_intersection(mm, addr, addr + len))
		return -EEXIST;

	if ((flags & MAP_LOCKED) && !can_do_mlock())
		return -EPERM;
	if (!file || !(file->f_mode & FMODE_NOEXEC))
		prot = implied_prot(prot);
	range.flags = calc_vm_prot_bits(prot) | calc_vm_flag_bits(flags) | mm->def_flags |
		      VM_MAYREAD | VM_MAYWRITE | VM_MAYEXEC;
	if (!mlock_future_ok(mm, range.flags, len >> PAGE_SHIFT))
		return -EAGAIN;
	if (file && !file_offset_ok(file, pgoff, len))
		return -EOVERFLOW;
	err = file ? file_flags(file, prot, flags, &range.flags)
		   : anon_flags(flags, addr, &range.flags, &pgoff);
	if (err)
		return err;
	if ((flags & MAP_NORESERVE) && sysctl_overcommit_memory != OVERCOMMIT_NEVER)
		range.flags |= VM_NORESERVE;
	range.start = addr;
	range.end = addr + len;
	range.pgoff = pgoff;
	err = mmap_region(mm, &range);
	if (err)
		return err;
	if ((range.flags & VM_LOCKED) ||
	    (flags & (MAP_POPULATE | MAP_NONBLOCK)) == MAP_POPULATE)
		*populate = len;
	return addr;
}

unsigned long vm_mmap_pgoff(struct file *file, unsigned long addr, unsigned long len,
			    unsigned long prot, unsigned long flags, unsigned long pgoff)
{
	struct mm_struct *mm = current->mm;
	unsigned long populate;

	if (mmap_write_lock_killable(mm))
		return -EINTR;
	addr = do_mmap(file, addr, len, prot, flags, pgoff, &populate);
	mmap_write_unlock(mm);
	if (populate)
		mm_populate(mm, addr, populate);
	return addr;
}

unsigned long vm_mmap(struct file *file, unsigned long addr, unsigned long len,
		      unsigned long prot, unsigned long flags, unsigned long offset)
{
	if (offset + PAGE_ALIGN(len) < offset || offset_in_page(offset))
		return -EINVAL;
	return vm_mmap_pgoff(file, addr, len, prot, flags, offset >> PAGE_SHIFT);
}
