/*
 * mm/user/remap.c - a driver puts its own frames into a program's page tables
 *
 *	remap_pfn_range   a range of frames, nobody counts: the driver keeps them alive
 *	vm_insert_pfn     one such frame; vmf_insert_pfn: from ->fault
 *	vm_insert_page    one allocated page, which the entry keeps alive by a reference
 *	remap_vmalloc_range  such pages of a vmalloc_user() area
 *
 * An entry for an uncounted frame is marked special, so that nobody looks for a struct
 * page behind it: see vm_normal_page().
 *
 * Locking: mmap_lock held for writing (->mmap), or for reading with VM_PFNMAP or
 * VM_MIXEDMAP set already (->fault); takes page_table_lock.
 */
#include <linux/mm.h>
#include <linux/page-flags.h>
#include "internal.h"

/* Is [pfn, pfn + pages) something that an entry can name? */
static bool pfns_fit(unsigned long pfn, unsigned long pages)
{
	const unsigned long limit = 1UL << (__PHYSICAL_MASK_SHIFT - PAGE_SHIFT);

	return pfn < limit && pages <= limit - pfn;
}

/* Fill [addr, end) of one table; *done is where it stopped. 0 or -EBUSY. */
static int remap_ptes(struct mm_struct *mm, pmd_t *pmd, unsigned long *done,
		      unsigned long end, unsigned long pfn, pgprot_t prot)
{
	unsigned long addr = *done;
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	int err = 0;

	for (; addr != end; pte++, pfn++, addr += PAGE_SIZE) {
		if (!pte_none(*pte)) {
			err = -EBUSY;
			break;
		}
		set_pte_at(mm, addr, pte, pte_mkspecial(pfn_pte(pfn, prot)));
	}
	pte_unmap_unlock(pte, ptl);
	*done = addr;
	return err;
}

/* Fill [addr, end); on failure what was filled is emptied again. */
static int remap_range(struct vm_area_struct *vma, unsigned long addr, unsigned long end,
		       unsigned long pfn, pgprot_t prot)
{
	struct mm_struct *mm = vma->vm_mm;
	const unsigned long start = addr;
	int err = 0;

	while (addr != end && !err) {
		unsigned long here = pfn + ((addr - start) >> PAGE_SHIFT);
		pmd_t *pmd = mm_alloc_pmd(mm, addr);

		if (!pmd || mm_alloc_pte(mm, pmd))
			err = -ENOMEM;
		else
			err = remap_ptes(mm, pmd, &addr, pmd_addr_end(addr, end), here,
					 prot);
	}
	if (err)
		zap_page_range_single(vma, start, addr - start);
	return err;
}

int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
		    unsigned long size, pgprot_t prot)
{
	unsigned long end = addr + PAGE_ALIGN(size);

	if (offset_in_page(addr) || end <= addr || PAGE_ALIGN(size) < size)
		return -EINVAL;
	if (addr < vma->vm_start || end > vma->vm_end)
		return -EINVAL;
	if (!pfns_fit(pfn, (end - addr) >> PAGE_SHIFT))
		return -EINVAL;
	/*
	 * In a private mapping vm_pgoff tells which frame an entry had before it was
	 * copied, and one number can tell that of the whole VMA only.
	 */
	if (is_cow_mapping(vma->vm_flags)) {
		if (addr != vma->vm_start || end != vma->vm_end)
			return -EINVAL;
		vma->vm_pgoff = pfn;
	}
	vma->vm_flags |= VM_IO | VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP;
	return remap_range(vma, addr, end, pfn, prot);
}

int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start, unsigned long len)
{
	unsigned long vm_len = vma->vm_end - vma->vm_start;
	unsigned long pfn = start >> PAGE_SHIFT, pages;

	if (start + len < start)
		return -EINVAL;
	pages = (len + offset_in_page(start) + PAGE_SIZE - 1) >> PAGE_SHIFT;
	if (pfn + pages < pfn || vma->vm_pgoff > pages)
		return -EINVAL;
	pfn += vma->vm_pgoff;
	pages -= vma->vm_pgoff;
	if (vm_len >> PAGE_SHIFT > pages)
		return -EINVAL;
	return io_remap_pfn_range(vma, vma->vm_start, pfn, vm_len, vma->vm_page_prot);
}

int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	struct mm_struct *mm = vma->vm_mm;
	spinlock_t *ptl;
	pte_t *pte;

	if (addr < vma->vm_start || addr >= vma->vm_end)
		return -EFAULT;
	if (!page_count(page) || PageAnon(page) || PageSlab(page) ||
	    (vma->vm_flags & VM_PFNMAP))
		return -EINVAL;
	addr &= PAGE_MASK;
	pte = get_locked_pte(mm, addr, &ptl);
	if (!pte)
		return -ENOMEM;
	if (!pte_none(*pte)) {
		pte_unmap_unlock(pte, ptl);
		return -EBUSY;
	}
	vma->vm_flags |= VM_MIXEDMAP;
	get_page(page);
	page_add_file_rmap(page);
	add_mm_counter(mm, mm_counter(page), 1);
	set_pte_at(mm, addr, pte, mk_pte(page, vma->vm_page_prot));
	pte_unmap_unlock(pte, ptl);
	return 0;
}

int remap_vmalloc_range(struct vm_area_struct *vma, void *addr, unsigned long pgoff)
{
	unsigned long pages = (vma->vm_end - vma->vm_start) >> PAGE_SHIFT, i;
	struct vm_struct *area = find_vm_area(addr);
	unsigned long first;
	int err = 0;

	if (!PAGE_ALIGNED(addr) || !area || !(area->flags & VM_USERMAP))
		return -EINVAL;
	first = PFN_DOWN(addr - area->addr);
	if (pgoff > area->nr_pages - first || pages > area->nr_pages - first - pgoff)
		return -EINVAL;
	for (i = 0; i < pages && !err; i++)
		err = vm_insert_page(vma, vma->vm_start + i * PAGE_SIZE,
				     area->pages[first + pgoff + i]);
	vma->vm_flags |= VM_DONTEXPAND | VM_DONTDUMP;
	return err;
}

static int insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
		      pgprot_t prot)
{
	struct mm_struct *mm = vma->vm_mm;
	spinlock_t *ptl;
	int err = -EBUSY;
	pte_t *pte;

	if (addr < vma->vm_start || addr >= vma->vm_end)
		return -EFAULT;
	if (!(vma->vm_flags & (VM_PFNMAP | VM_MIXEDMAP)) || !pfns_fit(pfn, 1) ||
	    ((vma->vm_flags & VM_PFNMAP) && is_cow_mapping(vma->vm_flags)))
		return -EINVAL;
	addr &= PAGE_MASK;
	pte = get_locked_pte(mm, addr, &ptl);
	if (!pte)
		return -ENOMEM;
	if (pte_none(*pte)) {
		set_pte_at(mm, addr, pte, pte_mkspecial(pfn_pte(pfn, prot)));
		err = 0;
	}
	pte_unmap_unlock(pte, ptl);
	return err;
}

int vm_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn)
{
	return insert_pfn(vma, addr, pfn, vma->vm_page_prot);
}

vm_fault_t vmf_insert_pfn_prot(struct vm_area_struct *vma, unsigned long addr,
			       unsigned long pfn, pgprot_t prot)
{
	int err = insert_pfn(vma, addr, pfn, prot);

	if (!err || err == -EBUSY)
		return VM_FAULT_NOPAGE;
	return err == -ENOMEM ? VM_FAULT_OOM : VM_FAULT_SIGBUS;
}

vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr,
			  unsigned long pfn)
{
	return vmf_insert_pfn_prot(vma, addr, pfn, vma->vm_page_prot);
}
