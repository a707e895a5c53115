/*
 * tests/kernel/mm_scratch.c - an address space that no program runs in
 *
 * Locking: see mm_scratch.h.
 */
#include "mm_scratch.h"

unsigned long scratch_mmap(struct mm_struct *mm, struct file *file, unsigned long addr,
			   unsigned long len, unsigned long prot, unsigned long flags,
			   unsigned long pgoff)
{
	unsigned long populate;

	mmap_write_lock(mm);
	addr = mm_mmap(mm, file, addr, len, prot, flags, pgoff, &populate);
	mmap_write_unlock(mm);
	if (populate)
		mm_populate(mm, addr, populate);
	return addr;
}

int scratch_munmap(struct mm_struct *mm, unsigned long addr, unsigned long len)
{
	int err;

	mmap_write_lock(mm);
	err = do_munmap(mm, addr, len);
	mmap_write_unlock(mm);
	return err;
}

int scratch_peek(struct mm_struct *mm, unsigned long addr)
{
	unsigned char value;

	return access_remote_vm(mm, addr, &value, 1, 0) == 1 ? value : -1;
}

bool scratch_poke(struct mm_struct *mm, unsigned long addr, unsigned char value)
{
	return access_remote_vm(mm, addr, &value, 1, FOLL_WRITE) == 1;
}

vm_fault_t scratch_touch(struct mm_struct *mm, unsigned long addr, unsigned int flags)
{
	struct vm_area_struct *vma = lock_mm_and_find_vma(mm, addr);
	vm_fault_t result;

	if (!vma)
		return VM_FAULT_SIGSEGV;
	result = handle_mm_fault(vma, addr, flags, NULL);
	mmap_read_unlock(mm);
	return result;
}

pte_t scratch_pte(struct mm_struct *mm, unsigned long addr)
{
	enum pgtable_level level;
	pte_t *pte = lookup_address_in_pgd(mm->pgd, addr, &level);

	return pte && level == PG_LEVEL_4K ? *pte : __pte(0);
}

vm_flags_t scratch_flags(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *vma;
	vm_flags_t flags;

	mmap_read_lock(mm);
	vma = vma_lookup(mm, addr);
	flags = vma ? vma->vm_flags & ~(VM_SOFTDIRTY | VM_ACCOUNT) : 0;
	mmap_read_unlock(mm);
	return flags;
}

struct file *scratch_file(struct scratch_file *sf,
			  int (*mmap)(struct file *file, struct vm_area_struct *vma))
{
	if (!sf->file.f_inode) {
		sf->inode.i_mode = S_IFCHR | 0600;
		sf->file.f_inode = &sf->inode;
		sf->file.f_op = &sf->fop;
		sf->file.f_mode = FMODE_READ | FMODE_WRITE;
		atomic_long_set(&sf->file.f_count, 1);
	}
	sf->fop.mmap = mmap;
	return &sf->file;
}
