/*
 * fs/vfs/mmap.c - a file in a program's address space: its pages come from the page cache
 *
 * Locking: mmap_lock is held by the page fault, the page lock is taken inside it and
 * returned: until the page-table entry is made, the page cannot leave the file. i_rwsem
 * must not be taken here: write(2) holds it while it touches user memory.
 */
#include <linux/mm.h>
#include <linux/pagemap.h>

/* Is the page beyond the end of the file? */
static bool past_end(const struct inode *inode, pgoff_t index)
{
	return index >= ((u64)i_size_read(inode) + PAGE_SIZE - 1) >> PAGE_SHIFT;
}

vm_fault_t filemap_fault(struct vm_fault *vmf)
{
	struct file *file = vmf->vma->vm_file;
	struct address_space *mapping = file->f_mapping;
	struct page *page;

	for (;;) {
		if (past_end(mapping->host, vmf->pgoff))
			return VM_FAULT_SIGBUS;
		page = read_cache_page(mapping, vmf->pgoff, file);
		if (IS_ERR(page))
			return PTR_ERR(page) == -ENOMEM ? VM_FAULT_OOM : VM_FAULT_SIGBUS;
		lock_page(page);
		if (page->mapping == mapping)
			break;
		unlock_page(page); /* truncated between the two steps */
		put_page(page);
	}
	/* The size is set before pages go, so looking again under the page lock is enough. */
	if (past_end(mapping->host, vmf->pgoff)) {
		unlock_page(page);
		put_page(page);
		return VM_FAULT_SIGBUS;
	}
	vmf->page = page;
	return VM_FAULT_LOCKED;
}

static const struct vm_operations_struct generic_file_vm_ops = {
	.fault = filemap_fault,
	.map_pages = filemap_map_pages,
};

/* For file_operations.mmap of a file whose pages are in the page cache. */
int generic_file_mmap(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_ops = &generic_file_vm_ops;
	file_accessed(file);
	return 0;
}
