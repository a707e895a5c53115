/*
 * mm/user/stack.c - a program's stack: made by exec, grown by page faults
 *
 *	 neighbour |    stack_guard_gap     | stack ------------ top |
 *	           ^ never nearer than that ^ grows down to a touch, up to RLIMIT_STACK
 *
 * Locking: mmap_lock held for writing while a VMA's start moves.
 */
#include <linux/mman.h>
#include "internal.h"
#include "vma.h"

/* May the stack begin at address, not too long nor too near to what lies below? */
static int check_growth(struct vm_area_struct *vma, unsigned long address,
			unsigned long pages)
{
	struct vm_area_struct *prev = vma->vm_prev;

	if (prev && !(prev->vm_flags & VM_GROWSDOWN) && vma_is_accessible(prev) &&
	    address - prev->vm_end < stack_guard_gap)
		return -ENOMEM;
	if (prev && address < prev->vm_end)
		return -ENOMEM;
	if (!may_expand_vm(vma->vm_mm, vma->vm_flags, pages))
		return -ENOMEM;
	if (vma->vm_end - address > rlimit(RLIMIT_STACK))
		return -ENOMEM;
	if (!mlock_future_ok(vma->vm_mm, vma->vm_flags, pages))
		return -ENOMEM;
	if ((vma->vm_flags & VM_ACCOUNT) && !vm_enough_memory(vma->vm_mm, pages))
		return -ENOMEM;
	return 0;
}

int expand_stack(struct vm_area_struct *vma, unsigned long address)
{
	struct mm_struct *mm = vma->vm_mm;
	unsigned long pages;
	int err;

	address &= PAGE_MASK;
	if (!(vma->vm_flags & VM_GROWSDOWN))
		return -EFAULT;
	if (address < READ_ONCE(mmap_min_addr))
		return -EPERM;
	if (address >= vma->vm_start)
		return 0;
	pages = (vma->vm_start - address) >> PAGE_SHIFT;
	if (pages > vma->vm_pgoff)
		return -ENOMEM;
	err = check_growth(vma, address, pages);
	if (err)
		return err;
	vma_set_range(vma, address, vma->vm_end, vma->vm_pgoff - pages);
	vm_stat_account(mm, vma->vm_flags, pages);
	if (vma->vm_flags & VM_LOCKED)
		mm->locked_vm += pages;
	return 0;
}

struct vm_area_struct *lock_mm_and_find_vma(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *vma;

	mmap_read_lock(mm);
	vma = find_vma(mm, addr);
	if (likely(vma && vma->vm_start <= addr))
		return vma;
	mmap_read_unlock(mm);
	if (!vma || !(vma->vm_flags & VM_GROWSDOWN))
		return NULL;

	/* Growing it is a change: look again under the lock that allows one. */
	mmap_write_lock(mm);
	vma = find_vma(mm, addr);
	if (vma && (vma->vm_start <= addr || !expand_stack(vma, addr))) {
		mmap_write_downgrade(mm);
		return vma;
	}
	mmap_write_unlock(mm);
	return NULL;
}

int insert_vm_struct(struct mm_struct *mm, struct vm_area_struct *vma)
{
	struct vm_area_struct *prev;

	if (find_vma_intersection(mm, vma->vm_start, vma->vm_end))
		return -ENOMEM;
	if (mm->map_count >= sysctl_max_map_count)
		return -ENOMEM;
	if ((vma->vm_flags & VM_ACCOUNT) && !vm_enough_memory(mm, vma_pages(vma)))
		return -ENOMEM;
	find_vma_prev(mm, vma->vm_start, &prev);
	if (vma_is_anonymous(vma))
		vma->vm_pgoff = vma->vm_start >> PAGE_SHIFT;
	vma_link(mm, prev, vma);
	vm_stat_account(mm, vma->vm_flags, vma_pages(vma));
	return 0;
}

int mm_create_stack(struct mm_struct *mm, unsigned long top, vm_flags_t extra_flags)
{
	struct vm_area_struct *vma = vm_area_alloc(mm);
	int err;

	if (!vma)
		return -ENOMEM;
	vma_set_anonymous(vma);
	vma->vm_end = top;
	vma->vm_start = top - PAGE_SIZE;
	vma->vm_flags = VM_SOFTDIRTY | VM_STACK_FLAGS | extra_flags | mm->def_flags;
	vma->vm_page_prot = vm_get_page_prot(vma->vm_flags);
	mmap_write_lock(mm);
	err = insert_vm_struct(mm, vma);
	mmap_write_unlock(mm);
	if (err)
		vm_area_free(vma);
	return err;
}
