/*
 * mm/user/brk.c - brk(2): the heap, one anonymous VMA behind the program's data
 *
 * Locking: takes mmap_lock for writing.
 */
#include <linux/mman.h>
#include "internal.h"

/* What the program's data and heap may be together. */
static bool data_limit_ok(const struct mm_struct *mm, unsigned long brk)
{
	unsigned long limit = rlimit(RLIMIT_DATA);

	return limit == RLIM_INFINITY ||
	       brk - mm->start_brk + (mm->end_data - mm->start_data) <= limit;
}

/* mmap_lock held for writing. True: mm->brk may become brk. */
static bool move_brk(struct mm_struct *mm, unsigned long brk)
{
	unsigned long old_end = PAGE_ALIGN(mm->brk), new_end = PAGE_ALIGN(brk);
	struct vm_area_struct *next;

	if (new_end == old_end)
		return true;
	if (brk <= mm->brk)
		return !do_munmap(mm, new_end, old_end - new_end);
	if (new_end < old_end || new_end > TASK_SIZE)
		return false;
	if (!mlock_future_ok(mm, mm->def_flags, (new_end - old_end) >> PAGE_SHIFT))
		return false;
	next = find_vma(mm, old_end);
	if (next && new_end + PAGE_SIZE > vm_start_gap(next))
		return false;
	return !mm_map_anonymous(mm, old_end, new_end,
				 implied_prot(PROT_READ) & PROT_EXEC ? VM_EXEC : 0);
}

unsigned long mm_brk(struct mm_struct *mm, unsigned long brk)
{
	unsigned long from = 0, result;

	if (mmap_write_lock_killable(mm))
		return -EINTR;
	if (brk >= mm->start_brk && data_limit_ok(mm, brk) && move_brk(mm, brk)) {
		if (brk > mm->brk && (mm->def_flags & VM_LOCKED))
			from = PAGE_ALIGN(mm->brk);
		mm->brk = brk;
	}
	result = mm->brk;
	mmap_write_unlock(mm);
	if (from)
		mm_populate(mm, from, PAGE_ALIGN(result) - from);
	return result;
}
