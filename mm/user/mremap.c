/*
 * mm/user/mremap.c - mremap(2): a mapping becomes shorter, longer, or moves
 *
 *	shorter     munmap of the tail
 *	longer      the VMA grows in place if there is room behind it, else it moves
 *	moves       a second VMA for the same pages of the same backer; the entries of the
 *	            page tables are carried over, the pages stay where they are; munmap of
 *	            the first (with MREMAP_DONTUNMAP it stays, empty)
 *
 * A move that fails leaves all as it was, but for what MREMAP_FIXED has cleared for it.
 *
 * Source: the Linux man page mremap(2).
 *
 * Locking: takes mmap_lock for writing; the VMA's rmap_lock() and page_table_lock while
 * entries move.
 */
#include <linux/file.h>
#include <linux/mman.h>
#include <asm/tlbflush.h>
#include "internal.h"
#include "vma.h"

/* What is asked for; lengths are whole pages. */
struct mremap {
	unsigned long addr, old_len, new_len, flags, new_addr;
};

/* VMAs that a move may need on its way, besides the new one. */
#define SPARE_VMAS 3

/* --- entries ---------------------------------------------------------------------- */

/* Carry len bytes' entries from one table to another, or within one. */
static void move_ptes(struct vm_area_struct *vma, unsigned long old_addr, pmd_t *old_pmd,
		      unsigned long new_addr, pmd_t *new_pmd, unsigned long len)
{
	struct mm_struct *mm = vma->vm_mm;
	unsigned long end = old_addr + len;
	spinlock_t *ptl;
	pte_t *from = pte_offset_map_lock(mm, old_pmd, old_addr, &ptl);
	pte_t *to = pte_offset_map(new_pmd, new_addr);
	bool moved = false;

	for (; old_addr < end; from++, to++, old_addr += PAGE_SIZE) {
		if (pte_none(ptep_get(from)))
			continue;
		set_pte_at(mm, new_addr, to,
			   pte_mksoft_dirty(ptep_get_and_clear(mm, old_addr, from)));
		moved = true;
	}
	/* under the lock: nobody may find the entry at its new place, and make it
	 * stricter there, while a CPU still writes through the old one */
	if (moved)
		flush_tlb_range(vma, end - len, end);
	pte_unmap_unlock(from, ptl);
}

/* Move the entries of len bytes of vma. Returns how many bytes, less if memory ends. */
static unsigned long move_page_tables(struct vm_area_struct *vma, unsigned long old_addr,
				      unsigned long new_addr, unsigned long len)
{
	struct mm_struct *mm = vma->vm_mm;
	unsigned long done = 0, step;

	for (; done < len; done += step) {
		unsigned long from = old_addr + done, to = new_addr + done;
		pmd_t *old_pmd = mm_find_pmd(mm, from), *new_pmd;

		step = min3(len - done, PMD_SIZE - (from & ~PMD_MASK),
			    PMD_SIZE - (to & ~PMD_MASK));
		if (!old_pmd)
			continue;
		new_pmd = mm_alloc_pmd(mm, to);
		if (!new_pmd || mm_alloc_pte(mm, new_pmd))
			break;
		/* nobody walks the VMAs while an entry is at neither place */
		rmap_lock(vma);
		move_ptes(vma, from, old_pmd, to, new_pmd, step);
		rmap_unlock(vma);
		cond_resched();
	}
	return done;
}

/* --- moving ----------------------------------------------------------------------- */

/* Promise what the move adds; what is unmapped in the end is counted twice meanwhile. */
static bool account(const struct vm_area_struct *vma, const struct mremap *m)
{
	unsigned long twice = m->flags & MREMAP_DONTUNMAP ? 0 : m->old_len;

	if (!(vma->vm_flags & VM_ACCOUNT))
		return true;
	if (!vm_enough_memory(vma->vm_mm, (m->new_len - twice) >> PAGE_SHIFT))
		return false;
	vm_acct_memory(twice >> PAGE_SHIFT);
	return true;
}

/*
 * A VMA at the new place for what vma maps from m->addr on. It joins no neighbour yet, so
 * that it can go as it has come. NULL: no memory.
 */
static struct vm_area_struct *copy_vma(struct vm_area_struct *vma, const struct mremap *m)
{
	struct mm_struct *mm = vma->vm_mm;
	unsigned long pages = m->new_len >> PAGE_SHIFT;
	struct vm_area_struct *new, *prev;

	if (!account(vma, m))
		return NULL;
	new = vm_area_dup(vma);
	if (!new) {
		if (vma->vm_flags & VM_ACCOUNT)
			vm_unacct_memory(pages);
		return NULL;
	}
	new->vm_start = m->new_addr;
	new->vm_end = m->new_addr + m->new_len;
	new->vm_pgoff = linear_page_index(vma, m->addr);
	if (new->vm_file)
		get_file(new->vm_file);
	if (new->vm_ops &&new->vm_ops->open)
		new->vm_ops->open(new);
	find_vma_prev(mm, m->new_addr, &prev);
	vma_link(mm, prev, new);
	vm_stat_account(mm, new->vm_flags, pages);
	if (new->vm_flags & VM_LOCKED)
		mm->locked_vm += pages;
	return new;
}

/* Entries and the driver's agreement; on failure the entries are where they were. */
static int move_contents(struct vm_area_struct *new, const struct mremap *m)
{
	unsigned long moved = move_page_tables(new, m->addr, m->new_addr, m->old_len);
	int err = 0;

	if (moved < m->old_len)
		err = -ENOMEM;
	else if (new->vm_ops &&new->vm_ops->mremap)
		err = new->vm_ops->mremap(new);
	if (err)
		move_page_tables(new, m->new_addr, m->addr, moved);
	return err;
}

/* The pages have left old, which is the range and no more. Cannot fail. */
static void leave_old(struct vm_area_struct *old, const struct mremap *m)
{
	struct mm_struct *mm = old->vm_mm;

	if (!(m->flags & MREMAP_DONTUNMAP)) {
		do_munmap(mm, m->addr, m->old_len);
		return;
	}
	/* it is empty: nothing there is locked any more */
	mm->locked_vm -= vma_pages(old);
	vma_modify_flags(old, old->vm_start, old->vm_end,
			 old->vm_flags & ~(VM_LOCKED | VM_LOCKONFAULT));
}

/*
 * vma has the range, m->new_addr is free. Returns m->new_addr or -errno. What may fail comes
 * first, the cutting too, and is undone: then nothing has changed.
 */
static unsigned long move_vma(struct vm_area_struct *vma, const struct mremap *m)
{
	struct mm_struct *mm = vma->vm_mm;
	unsigned long start = vma->vm_start, end = vma->vm_end;
	bool leaves = m->old_len &&
		      (!(m->flags & MREMAP_DONTUNMAP) || (vma->vm_flags & VM_LOCKED));
	struct vm_area_struct *new;
	int err = -ENOMEM;

	if (mm->map_count >= sysctl_max_map_count - SPARE_VMAS)
		return -ENOMEM;
	if (leaves)
		vma = isolate_vma(vma, m->addr, m->addr + m->old_len);
	if (IS_ERR(vma))
		return PTR_ERR(vma);
	new = copy_vma(vma, m);
	if (!new)
		goto out_rejoin;
	err = move_contents(new, m);
	if (err)
		goto out_unmap;
	if (leaves)
		leave_old(vma, m);
	/* now it joins the neighbours that it fits */
	vma_modify_flags(new, new->vm_start, new->vm_end, new->vm_flags);
	return m->new_addr;

out_unmap:
	do_munmap(mm, m->new_addr, m->new_len);
out_rejoin:
	if (vma->vm_end != end)
		rejoin_vma(vma);
	if (vma->vm_start != start)
		rejoin_vma(vma->vm_prev);
	return err;
}

/* --- checking --------------------------------------------------------------------- */

/* The VMA of the range if it may become new_len long; or ERR_PTR. */
static struct vm_area_struct *vma_to_resize(struct mm_struct *mm, const struct mremap *m)
{
	struct vm_area_struct *vma = vma_lookup(mm, m->addr);
	unsigned long more = (m->new_len - m->old_len) >> PAGE_SHIFT;
	pgoff_t pgoff;

	if (!vma)
		return ERR_PTR(-EFAULT);
	/* old_len 0 makes a second mapping of the same pages: private ones have none */
	if (!m->old_len && !(vma->vm_flags & VM_MAYSHARE))
		return ERR_PTR(-EINVAL);
	if ((m->flags & MREMAP_DONTUNMAP) &&
	    (vma->vm_flags & (VM_DONTEXPAND | VM_PFNMAP)))
		return ERR_PTR(-EINVAL);
	if (m->old_len > vma->vm_end - m->addr)
		return ERR_PTR(-EFAULT);
	if (m->new_len == m->old_len)
		return vma;
	pgoff = linear_page_index(vma, m->addr);
	if (pgoff + (m->new_len >> PAGE_SHIFT) < pgoff)
		return ERR_PTR(-EINVAL);
	if (vma->vm_flags & (VM_DONTEXPAND | VM_PFNMAP))
		return ERR_PTR(-EFAULT);
	if (!mlock_future_ok(mm, vma->vm_flags, more))
		return ERR_PTR(-EAGAIN);
	if (!may_expand_vm(mm, vma->vm_flags, more))
		return ERR_PTR(-ENOMEM);
	return vma;
}

/* A free place for the mapping: where m says, or anywhere. Address or -errno. */
static unsigned long find_place(struct vm_area_struct *vma, const struct mremap *m,
				unsigned long hint)
{
	unsigned long flags = m->flags & MREMAP_FIXED ? MAP_FIXED : 0;

	if (vma->vm_flags & VM_MAYSHARE)
		flags |= MAP_SHARED;
	return mm_get_unmapped_area(vma->vm_mm, vma->vm_file, hint, m->new_len,
				    linear_page_index(vma, m->addr), flags);
}

/* --- the three ways --------------------------------------------------------------- */

/* MREMAP_FIXED or MREMAP_DONTUNMAP. */
static unsigned long remap_to(struct mm_struct *mm, struct mremap *m)
{
	struct vm_area_struct *vma;
	unsigned long place;
	int err;

	if (offset_in_page(m->new_addr) || m->new_len > TASK_SIZE ||
	    m->new_addr > TASK_SIZE - m->new_len)
		return -EINVAL;
	if (m->addr + m->old_len > m->new_addr && m->new_addr + m->new_len > m->addr)
		return -EINVAL;
	if (mm->map_count + 2 >= sysctl_max_map_count - SPARE_VMAS)
		return -ENOMEM;
	if (m->flags & MREMAP_FIXED) {
		err = do_munmap(mm, m->new_addr, m->new_len);
		if (err)
			return err;
	}
	if (m->old_len > m->new_len) {
		err = do_munmap(mm, m->addr + m->new_len, m->old_len - m->new_len);
		if (err)
			return err;
		m->old_len = m->new_len;
	}
	vma = vma_to_resize(mm, m);
	if (IS_ERR(vma))
		return PTR_ERR(vma);
	if ((m->flags & MREMAP_DONTUNMAP) &&
	    !may_expand_vm(mm, vma->vm_flags, m->old_len >> PAGE_SHIFT))
		return -ENOMEM;
	place = find_place(vma, m, m->new_addr);
	if (IS_ERR_VALUE(place))
		return place;
	m->new_addr = place;
	return move_vma(vma, m);
}

/* The VMA ends with the range: let it grow. -EAGAIN: no room behind it. */
static unsigned long grow_in_place(struct vm_area_struct *vma, const struct mremap *m)
{
	struct mm_struct *mm = vma->vm_mm;
	unsigned long pages = (m->new_len - m->old_len) >> PAGE_SHIFT;
	struct vma_range range = {
		.start = vma->vm_end,
		.end = m->addr + m->new_len,
		.flags = vma->vm_flags,
		.file = vma->vm_file,
		.pgoff = vma->vm_pgoff + vma_pages(vma),
		.policy = vma->vm_policy,
	};
	struct vm_area_struct *gone;

	if (range.end < range.start || range.end > TASK_SIZE ||
	    find_vma_intersection(mm, range.start, range.end))
		return -EAGAIN;
	if ((range.flags & VM_ACCOUNT) && !vm_enough_memory(mm, pages))
		return -ENOMEM;
	if (!vma_merge(mm, vma, &range, &gone))
		vma_set_range(vma, vma->vm_start, range.end, vma->vm_pgoff);
	vma_free_merged(gone);
	vm_stat_account(mm, range.flags, pages);
	if (range.flags & VM_LOCKED)
		mm->locked_vm += pages;
	return m->addr;
}

static unsigned long grow(struct mm_struct *mm, struct mremap *m)
{
	struct vm_area_struct *vma = vma_to_resize(mm, m);
	unsigned long result = -EAGAIN;

	if (IS_ERR(vma))
		return PTR_ERR(vma);
	if (m->old_len == vma->vm_end - m->addr)
		result = grow_in_place(vma, m);
	if (result != (unsigned long)-EAGAIN)
		return result;
	if (!(m->flags & MREMAP_MAYMOVE))
		return -ENOMEM;
	m->new_addr = find_place(vma, m, 0);
	return IS_ERR_VALUE(m->new_addr) ? m->new_addr : move_vma(vma, m);
}

/* mmap_lock held for writing. */
static unsigned long remap(struct mm_struct *mm, struct mremap *m)
{
	int err;

	if (!vma_lookup(mm, m->addr))
		return -EFAULT;
	if (m->flags & (MREMAP_FIXED | MREMAP_DONTUNMAP))
		return remap_to(mm, m);
	if (m->old_len < m->new_len)
		return grow(mm, m);
	if (m->old_len == m->new_len)
		return m->addr;
	err = do_munmap(mm, m->addr + m->new_len, m->old_len - m->new_len);
	return err ? (unsigned long)err : m->addr;
}

unsigned long do_mremap(unsigned long addr, unsigned long old_len, unsigned long new_len,
			unsigned long flags, unsigned long new_addr)
{
	struct mremap m = { addr, PAGE_ALIGN(old_len), PAGE_ALIGN(new_len), flags,
			    new_addr };
	unsigned long more = m.new_len > m.old_len ? m.new_len - m.old_len : 0, result;
	struct mm_struct *mm = current->mm;
	bool locked = false;

	if (flags & ~(MREMAP_MAYMOVE | MREMAP_FIXED | MREMAP_DONTUNMAP))
		return -EINVAL;
	if ((flags & (MREMAP_FIXED | MREMAP_DONTUNMAP)) && !(flags & MREMAP_MAYMOVE))
		return -EINVAL;
	if ((flags & MREMAP_DONTUNMAP) && m.old_len != m.new_len)
		return -EINVAL;
	if (offset_in_page(addr) || !m.new_len)
		return -EINVAL;
	if (mmap_write_lock_killable(mm))
		return -EINTR;
	result = remap(mm, &m);
	if (!IS_ERR_VALUE(result))
		locked = vma_lookup(mm, result)->vm_flags & VM_LOCKED;
	mmap_write_unlock(mm);
	if (locked && more)
		mm_populate(mm, result + m.old_len, more);
	return result;
}
