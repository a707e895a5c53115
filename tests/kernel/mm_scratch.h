/*
 * tests/kernel/mm_scratch.h - an address space that no program runs in, for tests of mm/user
 *
 * The tests map into it, touch its memory as a program would (through handle_mm_fault())
 * and throw it away with mmput().
 *
 * Locking: as the functions of mm/user that it calls.
 */
#ifndef TESTS_KERNEL_MM_SCRATCH_H
#define TESTS_KERNEL_MM_SCRATCH_H

#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mman.h>

#define ANON (MAP_PRIVATE | MAP_ANONYMOUS)
#define RW (PROT_READ | PROT_WRITE)

/* An address that nothing else has, at the start of a page table. */
#define SCRATCH 0x40000000UL

/* mmap(2), munmap(2) in mm. file may be NULL. */
unsigned long scratch_mmap(struct mm_struct *mm, struct file *file, unsigned long addr,
			   unsigned long len, unsigned long prot, unsigned long flags,
			   unsigned long pgoff);
int scratch_munmap(struct mm_struct *mm, unsigned long addr, unsigned long len);

/* Read or write one byte as the program would. -1, or false: no such memory. */
int scratch_peek(struct mm_struct *mm, unsigned long addr);
bool scratch_poke(struct mm_struct *mm, unsigned long addr, unsigned char value);

/* What a touch of addr would return, with no look at the VMA's permissions. */
vm_fault_t scratch_touch(struct mm_struct *mm, unsigned long addr, unsigned int flags);

/* The entry of addr, 0 if there is none. */
pte_t scratch_pte(struct mm_struct *mm, unsigned long addr);

/* A VMA's flags, all but VM_SOFTDIRTY and VM_ACCOUNT; 0: nothing there. */
vm_flags_t scratch_flags(struct mm_struct *mm, unsigned long addr);

/* A file that is only its operations. It must outlive its mappings, and begin as zeroes. */
struct scratch_file {
	struct inode inode;
	struct file file;
	struct file_operations fop;
};
struct file *scratch_file(struct scratch_file *sf,
			  int (*mmap)(struct file *file, struct vm_area_struct *vma));

#endif
