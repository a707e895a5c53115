/*
 * mm/user/gap.c - where a new mapping goes
 *
 *	0 ... program, heap -->      <-- mappings, from mmap_base down | gap | <-- stack
 *
 * MAP_FIXED says where; a hint is taken if it is free; otherwise the highest free range
 * below mmap_base, and if there is none, the lowest above a third of the address space.
 *
 * Locking: mmap_lock held.
 */
#include <linux/capability.h>
#include <linux/mman.h>
#include "internal.h"
#include "vma.h"

/* Below a third of user space only what is asked for there. */
#define TASK_UNMAPPED_BASE PAGE_ALIGN(TASK_SIZE / 3)

/* MAP_32BIT: for code whose pointers are 31 bits long. */
#define LOW32_START 0x40000000UL
#define LOW32_END 0x80000000UL

/* Is [addr, addr + len) free and clear of the guard gap above it? */
static bool hint_fits(struct mm_struct *mm, unsigned long addr, unsigned long len)
{
	struct vm_area_struct *vma;

	if (TASK_SIZE - len < addr)
		return false;
	vma = find_vma(mm, addr);
	return !vma || addr + len <= vm_start_gap(vma);
}

static unsigned long search(struct mm_struct *mm, unsigned long addr, unsigned long len,
			    unsigned long flags)
{
	unsigned long found;

	if (flags & MAP_32BIT) {
		if (addr && addr + len <= LOW32_END && hint_fits(mm, addr, len))
			return addr;
		return vma_find_gap_bottom(mm, len, LOW32_START, LOW32_END);
	}
	if (addr && hint_fits(mm, addr, len))
		return addr;
	found = vma_find_gap_top(mm, len, max(PAGE_SIZE, READ_ONCE(mmap_min_addr)),
				 mm->mmap_base);
	if (IS_ERR_VALUE(found))
		found = vma_find_gap_bottom(mm, len, TASK_UNMAPPED_BASE, TASK_SIZE);
	return found;
}

/*
 * The pages below mmap_min_addr are for CAP_SYS_RAWIO: a NULL pointer of the kernel's shall
 * not lead to what a user put there. Atlas: page 0 is for nobody.
 */
static bool may_map_at(unsigned long addr)
{
	return addr && (addr >= READ_ONCE(mmap_min_addr) || capable(CAP_SYS_RAWIO));
}

unsigned long mm_get_unmapped_area(struct mm_struct *mm, struct file *file,
				   unsigned long addr, unsigned long len,
				   unsigned long pgoff, unsigned long flags)
{
	if (len > TASK_SIZE)
		return -ENOMEM;
	if (!(flags & MAP_FIXED))
		addr = search(mm, addr, len, flags);
	if (IS_ERR_VALUE(addr))
		return addr;
	if (addr > TASK_SIZE - len)
		return -ENOMEM;
	if (offset_in_page(addr))
		return -EINVAL;
	return may_map_at(addr) ? addr : (unsigned long)-EPERM;
}
