/*
 * include/linux/gup.h - from a program's address to its page (mm/user/gup.c)
 *
 * Include <linux/mm.h>. Locking: mm->mmap_lock as each function says.
 */
#ifndef LINUX_GUP_H
#define LINUX_GUP_H

#include <linux/mm_types.h>

struct task_struct;

#define FOLL_WRITE 0x01u /* check for, and make, a writable page */
#define FOLL_GET 0x04u
#define FOLL_FORCE 0x10u /* whatever the VMA's permissions say, if mprotect could */

/*
 * The counted page behind a present entry; NULL for a device frame or the zero page,
 * which nobody counts.
 */
struct page *vm_normal_page(struct vm_area_struct *vma, unsigned long addr, pte_t pte);

/*
 * The resident page at addr, with a reference if FOLL_GET; NULL: not resident, or not
 * with that access. mmap_lock held.
 */
struct page *follow_page(struct vm_area_struct *vma, unsigned long addr,
			 unsigned int foll_flags);
/* The frame at addr of a VM_IO or VM_PFNMAP vma, or -EINVAL. mmap_lock held. */
int follow_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long *pfn);

/*
 * References to nr pages of mm from start, brought in as if the program had touched them.
 * Returns how many (less than nr at the first that cannot be had), or -EFAULT, -ENOMEM.
 * mmap_lock held for reading. Each is given back with put_page().
 */
long get_user_pages_remote(struct mm_struct *mm, unsigned long start, unsigned long nr,
			   unsigned int gup_flags, struct page **pages);
long get_user_pages(unsigned long start, unsigned long nr, unsigned int gup_flags,
		    struct page **pages);

/*
 * Copy len bytes between buf and addr of mm, which need not be the one in use; takes
 * mmap_lock. A stack grows to addr as by a touch of the program's. gup_flags: FOLL_WRITE
 * to write, FOLL_FORCE. Returns the bytes copied.
 */
int access_remote_vm(struct mm_struct *mm, unsigned long addr, void *buf, int len,
		     unsigned int gup_flags);
/* The same for a task, which may be exiting (0 then). */
int access_process_vm(struct task_struct *tsk, unsigned long addr, void *buf, int len,
		      unsigned int gup_flags);

#endif
