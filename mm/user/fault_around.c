/*
 * mm/user/fault_around.c - a read fault on a file maps what else of it is in memory
 *
 *	file     |  |##|##|  |##|##|##|  |     ## in the page cache
 *	entries  |  |->|->|  |->|  |->|  |     one fault; the sixth page is locked just now
 *
 * A program that reads one page of a file soon reads its neighbours: to map the 16 pages
 * around costs less than a second fault. Nothing is waited for and nothing read.
 *
 * Locking: mmap_lock held for reading; page_table_lock, and in it i_pages.xa_lock. Page
 * locks are only tried: they keep truncation away until the entry is there.
 */
#include <linux/fs.h>
#include <linux/pagemap.h>
#include <linux/xarray.h>
#include "internal.h"

#define FAULT_AROUND_BYTES (16 * PAGE_SIZE)

vm_fault_t fault_around(struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	unsigned long start, end;
	vm_fault_t result;

	if (!vma->vm_ops->map_pages || (vma->vm_flags & VM_RAND_READ))
		return 0;
	if (mm_alloc_pte(vma->vm_mm, vmf->pmd))
		return VM_FAULT_OOM;
	start = max(vmf->address & ~(FAULT_AROUND_BYTES - 1), vma->vm_start);
	end = min((vmf->address | (FAULT_AROUND_BYTES - 1)) + 1, vma->vm_end);
	vmf->pte = pte_offset_map_lock(vma->vm_mm, vmf->pmd, vmf->address, &vmf->ptl);
	vma->vm_ops->map_pages(vmf, linear_page_index(vma, start),
			       linear_page_index(vma, end - 1));
	result = pte_none(*vmf->pte) ? 0 : VM_FAULT_NOPAGE;
	pte_unmap_unlock(vmf->pte, vmf->ptl);
	return result;
}

/* The next page of mapping from *index to last, locked, with a reference; or NULL. */
static struct page *next_ready_page(struct address_space *mapping, pgoff_t *index,
				    pgoff_t last)
{
	struct page *page;

	xa_lock(&mapping->i_pages);
	while ((page = __xa_find(&mapping->i_pages, index, last)) != NULL) {
		if (PageUptodate(page) && trylock_page(page)) {
			get_page(page);
			break;
		}
		if (*index == last) {
			page = NULL;
			break;
		}
		++*index;
	}
	xa_unlock(&mapping->i_pages);
	return page;
}

vm_fault_t filemap_map_pages(struct vm_fault *vmf, pgoff_t start, pgoff_t end)
{
	struct vm_area_struct *vma = vmf->vma;
	struct address_space *mapping = vma->vm_file->f_mapping;
	loff_t size = i_size_read(mapping->host);
	vm_fault_t result = 0;
	struct page *page;

	if (!size)
		return 0;
	end = min(end, (pgoff_t)(size - 1) >> PAGE_SHIFT);
	for (; start <= end && (page = next_ready_page(mapping, &start, end)); start++) {
		unsigned long addr =
			vma->vm_start + ((start - vma->vm_pgoff) << PAGE_SHIFT);
		pte_t *pte = vmf->pte + (long)(start - vmf->pgoff);

		if (pte_none(*pte)) {
			page_add_file_rmap(page);
			set_pte_at(vma->vm_mm, addr, pte,
				   mk_pte(page, vma->vm_page_prot));
			add_mm_counter(vma->vm_mm, mm_counter(page), 1);
			unlock_page(page);
			result = VM_FAULT_NOPAGE;
		} else {
			unlock_page(page);
			put_page(page);
		}
	}
	return result;
}
