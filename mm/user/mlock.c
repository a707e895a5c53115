/*
 * mm/user/mlock.c - mlock(2) and its relatives: memory that stays resident
 *
 * A VMA with VM_LOCKED has its pages brought in at once, and nothing takes them out;
 * with VM_LOCKONFAULT as well, each page from its first touch on. mm->locked_vm counts
 * such VMAs in pages, against RLIMIT_MEMLOCK.
 *
 * Locking: takes mmap_lock for writing; pages come in after it is dropped.
 */
#include <linux/mman.h>
#include "internal.h"

#define VM_LOCKS (VM_LOCKED | VM_LOCKONFAULT)

static vm_flags_t lock_flags(bool on_fault)
{
	return on_fault ? VM_LOCKS : VM_LOCKED;
}

/* Give [start, end) of *pvma these VM_LOCKS; *pvma becomes the VMA that has the range. */
static int lock_vma(struct vm_area_struct **pvma, unsigned long start, unsigned long end,
		    vm_flags_t locks)
{
	struct vm_area_struct *vma = *pvma;
	vm_flags_t old = vma->vm_flags, new = (old & ~VM_LOCKS) | locks;
	long pages = (end - start) >> PAGE_SHIFT;

	/* what a driver has mapped is always there */
	if (new == old || (old & VM_SPECIAL))
		return 0;
	vma = vma_modify_flags(vma, start, end, new);
	if (IS_ERR(vma))
		return PTR_ERR(vma);
	*pvma = vma;
	if ((old ^ new) & VM_LOCKED)
		vma->vm_mm->locked_vm += new &VM_LOCKED ? pages : -pages;
	return 0;
}

/* The same for all VMAs of [start, end), up to the first hole: -ENOMEM. */
static int lock_range(struct mm_struct *mm, unsigned long start, unsigned long end,
		      vm_flags_t locks)
{
	struct vm_area_struct *vma = find_vma(mm, start);

	while (start < end) {
		unsigned long to;
		int err;

		if (!vma || vma->vm_start > start)
			return -ENOMEM;
		to = min(vma->vm_end, end);
		err = lock_vma(&vma, start, to, locks);
		if (err)
			return err;
		start = to;
		if (vma->vm_end <= start)
			vma = vma->vm_next;
	}
	return 0;
}

/* Pages of [start, end) that are locked already. */
static unsigned long count_locked(struct mm_struct *mm, unsigned long start,
				  unsigned long end)
{
	struct vm_area_struct *vma = find_vma_intersection(mm, start, end);
	unsigned long bytes = 0;

	for (; vma && vma->vm_start < end; vma = vma->vm_next)
		if (vma->vm_flags & VM_LOCKED)
			bytes += min(vma->vm_end, end) - max(vma->vm_start, start);
	return bytes >> PAGE_SHIFT;
}

/* To whole pages; a length that wraps by that is none. -EINVAL: the range wraps. */
static int round_range(unsigned long *start, unsigned long len, unsigned long *end)
{
	len = PAGE_ALIGN(len + offset_in_page(*start));
	*start &= PAGE_MASK;
	*end = *start + len;
	return *end < *start ? -EINVAL : 0;
}

int do_mlock(struct mm_struct *mm, unsigned long start, unsigned long len, int flags)
{
	unsigned long end, pages;
	int err;

	if (flags & ~MLOCK_ONFAULT)
		return -EINVAL;
	if (!can_do_mlock())
		return -EPERM;
	err = round_range(&start, len, &end);
	if (err)
		return err;
	if (mmap_write_lock_killable(mm))
		return -EINTR;
	pages = mm->locked_vm + ((end - start) >> PAGE_SHIFT);
	err = -ENOMEM;
	if (may_lock(pages) || may_lock(pages - count_locked(mm, start, end)))
		err = lock_range(mm, start, end, lock_flags(flags & MLOCK_ONFAULT));
	mmap_write_unlock(mm);
	if (err)
		return err;
	/* POSIX's names: ENOMEM, there is no such memory; EAGAIN, it could not be locked */
	err = __mm_populate(mm, start, end - start, false);
	return err == -EFAULT ? -ENOMEM : err == -ENOMEM ? -EAGAIN : err;
}

int do_munlock(struct mm_struct *mm, unsigned long start, unsigned long len)
{
	unsigned long end;
	int err = round_range(&start, len, &end);

	if (err)
		return err;
	if (mmap_write_lock_killable(mm))
		return -EINTR;
	err = lock_range(mm, start, end, 0);
	mmap_write_unlock(mm);
	return err;
}

/* Every VMA, as far as it goes: what cannot be locked stays as it is. */
static void lock_all(struct mm_struct *mm, vm_flags_t locks)
{
	struct vm_area_struct *vma;

	for (vma = mm->mmap; vma; vma = vma->vm_next)
		lock_vma(&vma, vma->vm_start, vma->vm_end, locks);
}

int do_mlockall(struct mm_struct *mm, int flags)
{
	vm_flags_t locks = lock_flags(flags & MCL_ONFAULT);
	bool now = flags & MCL_CURRENT;
	int err = 0;

	if (!flags || (flags & ~(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT)) ||
	    flags == MCL_ONFAULT)
		return -EINVAL;
	if (!can_do_mlock())
		return -EPERM;
	if (mmap_write_lock_killable(mm))
		return -EINTR;
	if (now && !may_lock(mm->total_vm)) {
		err = -ENOMEM;
	} else {
		mm->def_flags &= ~VM_LOCKS;
		if (flags & MCL_FUTURE)
			mm->def_flags |= locks;
		if (now)
			lock_all(mm, locks);
	}
	mmap_write_unlock(mm);
	if (now && !err)
		mm_populate(mm, 0, TASK_SIZE);
	return err;
}

int do_munlockall(struct mm_struct *mm)
{
	if (mmap_write_lock_killable(mm))
		return -EINTR;
	mm->def_flags &= ~VM_LOCKS;
	lock_all(mm, 0);
	mmap_write_unlock(mm);
	return 0;
}
