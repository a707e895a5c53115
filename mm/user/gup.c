/*
 * mm/user/gup.c - from a program's address to its page, as the kernel needs it
 *
 * Where the CPU would fault, handle_mm_fault() is called as if it had. So the kernel reads
 * and writes the memory of any process, of one that has never run (exec's arguments) or
 * of one that is not running now (/proc/PID/cmdline), through kmap.
 *
 * Locking: mmap_lock held for reading; access_remote_vm() takes it.
 */
#include <linux/highmem.h>
#include <linux/page-flags.h>
#include "internal.h"

/*
 * May FOLL_WRITE use this entry? FOLL_FORCE writes to memory that is read-only for the
 * program (a breakpoint in its text), but only to a private copy that nobody shares.
 */
static bool can_follow_write(pte_t pte, struct page *page, struct vm_area_struct *vma,
			     unsigned int foll_flags)
{
	if (pte_write(pte))
		return true;
	return (foll_flags & FOLL_FORCE) && is_cow_mapping(vma->vm_flags) && page &&
	       PageAnon(page) && page_count(page) == 1;
}

struct page *follow_page(struct vm_area_struct *vma, unsigned long addr,
			 unsigned int foll_flags)
{
	pmd_t *pmd = mm_find_pmd(vma->vm_mm, addr);
	struct page *page = NULL;
	spinlock_t *ptl;
	pte_t *ptep, pte;

	if (!pmd)
		return NULL;
	ptep = pte_offset_map_lock(vma->vm_mm, pmd, addr, &ptl);
	pte = *ptep;
	if (!pte_present(pte))
		goto out;
	page = vm_normal_page(vma, addr, pte);
	if ((foll_flags & FOLL_WRITE) && !can_follow_write(pte, page, vma, foll_flags)) {
		page = NULL;
		goto out;
	}
	/* the zero page is nobody's, yet may be read by whoever asks */
	if (!page && is_zero_pfn(pte_pfn(pte)))
		page = zero_page;
	if (page && (foll_flags & FOLL_GET))
		get_page(page);
out:
	pte_unmap_unlock(ptep, ptl);
	return page;
}

int follow_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long *pfn)
{
	spinlock_t *ptl;
	pmd_t *pmd;
	pte_t pte;

	if (!(vma->vm_flags & (VM_IO | VM_PFNMAP)))
		return -EINVAL;
	pmd = mm_find_pmd(vma->vm_mm, addr);
	if (!pmd)
		return -EINVAL;
	ptl = pte_lockptr(vma->vm_mm, pmd);
	spin_lock(ptl);
	pte = ptep_get(pte_offset_map(pmd, addr));
	spin_unlock(ptl);
	if (!pte_present(pte))
		return -EINVAL;
	*pfn = pte_pfn(pte);
	return 0;
}

/* Does the VMA allow the access, or FOLL_FORCE it? Device memory has no pages. */
static bool gup_allowed(const struct vm_area_struct *vma, unsigned int gup_flags)
{
	vm_flags_t flags = vma->vm_flags;

	if (flags & (VM_IO | VM_PFNMAP))
		return false;
	if (!(gup_flags & FOLL_WRITE))
		return flags & (gup_flags & FOLL_FORCE ? VM_READ | VM_MAYREAD : VM_READ);
	if (flags & VM_WRITE)
		return true;
	return (gup_flags & FOLL_FORCE) && is_cow_mapping(flags);
}

static int fault_error(vm_fault_t result)
{
	return result & VM_FAULT_OOM ? -ENOMEM : -EFAULT;
}

/* One page, with a reference. 0, -EFAULT or -ENOMEM. */
static int get_one_page(struct vm_area_struct *vma, unsigned long addr,
			unsigned int gup_flags, struct page **page)
{
	unsigned int fault_flags = FAULT_FLAG_REMOTE;

	if (gup_flags & FOLL_WRITE)
		fault_flags |= FAULT_FLAG_WRITE;
	while (!(*page = follow_page(vma, addr, gup_flags | FOLL_GET))) {
		vm_fault_t result = handle_mm_fault(vma, addr, fault_flags, NULL);

		if (result & VM_FAULT_ERROR)
			return fault_error(result);
		cond_resched();
	}
	return 0;
}

long get_user_pages_remote(struct mm_struct *mm, unsigned long start, unsigned long nr,
			   unsigned int gup_flags, struct page **pages)
{
	struct vm_area_struct *vma = NULL;
	unsigned long done;
	int err = 0;

	start &= PAGE_MASK;
	for (done = 0; done < nr; done++, start += PAGE_SIZE) {
		if (!vma || start >= vma->vm_end)
			vma = vma_lookup(mm, start);
		if (!vma || !gup_allowed(vma, gup_flags))
			err = -EFAULT;
		else
			err = get_one_page(vma, start, gup_flags, &pages[done]);
		if (err)
			break;
	}
	return done ? (long)done : err;
}

long get_user_pages(unsigned long start, unsigned long nr, unsigned int gup_flags,
		    struct page **pages)
{
	return get_user_pages_remote(current->mm, start, nr, gup_flags, pages);
}

/* --- populate --------------------------------------------------------------------- */

int populate_range(struct vm_area_struct *vma, unsigned long start, unsigned long end,
		   bool write)
{
	unsigned int flags = FAULT_FLAG_REMOTE | (write ? FAULT_FLAG_WRITE : 0);
	vm_fault_t result;

	for (; start < end; start += PAGE_SIZE) {
		if (fatal_signal_pending(current))
			return -EINTR;
		result = handle_mm_fault(vma, start, flags, NULL);
		if (result & VM_FAULT_ERROR)
			return fault_error(result);
		cond_resched();
	}
	return 0;
}

static int populate_vma(struct vm_area_struct *vma, unsigned long start,
			unsigned long end)
{
	/* what comes later, and what its driver has put there already */
	if (vma->vm_flags & (VM_LOCKONFAULT | VM_IO | VM_PFNMAP))
		return 0;
	if (!vma_is_accessible(vma))
		return -EFAULT;
	/* private memory is copied now, a shared page need not become dirty */
	return populate_range(vma, start, end,
			      (vma->vm_flags & (VM_WRITE | VM_SHARED)) == VM_WRITE);
}

int __mm_populate(struct mm_struct *mm, unsigned long addr, unsigned long len,
		  bool ignore_errors)
{
	unsigned long end = addr + PAGE_ALIGN(len);
	struct vm_area_struct *vma;
	int err = 0;

	mmap_read_lock(mm);
	vma = find_vma(mm, addr);
	for (; vma && vma->vm_start < end; vma = vma->vm_next) {
		err = populate_vma(vma, max(addr, vma->vm_start), min(end, vma->vm_end));
		if (err && !ignore_errors)
			break;
	}
	mmap_read_unlock(mm);
	return ignore_errors ? 0 : err;
}

/* --- copying ---------------------------------------------------------------------- */

/* Up to the end of one page, or what a driver offers. Bytes done; 0: not possible. */
static int access_page(struct mm_struct *mm, unsigned long addr, void *buf, int len,
		       unsigned int gup_flags)
{
	unsigned long offset = offset_in_page(addr);
	struct vm_area_struct *vma;
	struct page *page;

	if (get_user_pages_remote(mm, addr, 1, gup_flags, &page) != 1) {
		int done = 0;

		vma = vma_lookup(mm, addr);
		if (vma && vma->vm_ops && vma->vm_ops->access)
			done = vma->vm_ops->access(vma, addr, buf, len,
						   gup_flags & FOLL_WRITE);
		return max(done, 0);
	}
	len = min_t(unsigned long, len, PAGE_SIZE - offset);
	if (gup_flags & FOLL_WRITE) {
		memcpy_to_page(page, offset, buf, len);
		SetPageDirty(page);
	} else {
		memcpy_from_page(buf, page, offset, len);
	}
	put_page(page);
	return len;
}

int access_remote_vm(struct mm_struct *mm, unsigned long addr, void *buf, int len,
		     unsigned int gup_flags)
{
	int done = 0;

	if (!lock_mm_and_find_vma(mm, addr))
		return 0;
	while (done < len) {
		int n = access_page(mm, addr + done, (char *)buf + done, len - done,
				    gup_flags);

		if (!n)
			break;
		done += n;
	}
	mmap_read_unlock(mm);
	return done;
}

int access_process_vm(struct task_struct *tsk, unsigned long addr, void *buf, int len,
		      unsigned int gup_flags)
{
	struct mm_struct *mm = get_task_mm(tsk);
	int done;

	if (!mm)
		return 0;
	done = access_remote_vm(mm, addr, buf, len, gup_flags);
	mmput(mm);
	return done;
}
