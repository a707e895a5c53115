/*
 * include/linux/vm_fault.h - a page fault, and what answers it
 *
 * Include <linux/mm.h>. A fault finds its VMA, whose operations bring in the page.
 * Locking: mm->mmap_lock is held for reading unless it is said otherwise.
 */
#ifndef LINUX_VM_FAULT_H
#define LINUX_VM_FAULT_H

#include <linux/mm_types.h>
#include <linux/pgtable.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct file;
struct pt_regs;

/* What a fault handler returns: bits of a vm_fault_t. */
#define VM_FAULT_OOM ((vm_fault_t)0x0001)    /* no memory */
#define VM_FAULT_SIGBUS ((vm_fault_t)0x0002) /* nothing there: past the end of a file */
#define VM_FAULT_MAJOR ((vm_fault_t)0x0004)  /* had to wait for a device */
#define VM_FAULT_HWPOISON ((vm_fault_t)0x0010)
#define VM_FAULT_SIGSEGV ((vm_fault_t)0x0040)
#define VM_FAULT_NOPAGE ((vm_fault_t)0x0100) /* the handler set the entry itself */
#define VM_FAULT_LOCKED ((vm_fault_t)0x0200) /* vmf->page is returned locked */
#define VM_FAULT_RETRY ((vm_fault_t)0x0400)  /* mmap_lock was dropped: start again */
#define VM_FAULT_FALLBACK ((vm_fault_t)0x0800)
#define VM_FAULT_DONE_COW ((vm_fault_t)0x1000)
#define VM_FAULT_NEEDDSYNC ((vm_fault_t)0x2000)
#define VM_FAULT_ERROR                                                           \
	(VM_FAULT_OOM | VM_FAULT_SIGBUS | VM_FAULT_SIGSEGV | VM_FAULT_HWPOISON | \
	 VM_FAULT_FALLBACK)

/* What kind of access it was. */
#define FAULT_FLAG_WRITE 0x01u
#define FAULT_FLAG_MKWRITE 0x02u
#define FAULT_FLAG_ALLOW_RETRY 0x04u
#define FAULT_FLAG_RETRY_NOWAIT 0x08u
#define FAULT_FLAG_KILLABLE 0x10u
#define FAULT_FLAG_TRIED 0x20u
#define FAULT_FLAG_USER 0x40u
#define FAULT_FLAG_REMOTE 0x80u /* not by the mm's own task: ptrace, /proc/PID/mem */
#define FAULT_FLAG_INSTRUCTION 0x100u
#define FAULT_FLAG_INTERRUPTIBLE 0x200u

/* One fault on its way through mm/user/fault*.c and a vm_ops->fault. */
struct vm_fault {
	struct vm_area_struct *vma; /* mmap_lock held for reading */
	gfp_t gfp_mask;
	pgoff_t pgoff;              /* address, as an offset in vm_file, in pages */
	unsigned long address;      /* the page that was touched */
	unsigned long real_address; /* the very byte */
	unsigned int flags;         /* FAULT_FLAG_* */
	pmd_t *pmd;
	pte_t orig_pte; /* the entry when the fault began */

	struct page *cow_page; /* where a private write will copy vmf->page to */
	struct page *page; /* out, ->fault: the page, with a reference for the entry */

	pte_t *pte;      /* the entry, under ptl */
	spinlock_t *ptl; /* held where pte is valid */
};

/* What the backer of a VMA wants to know of it. Any may be NULL. */
struct vm_operations_struct {
	/* It is one VMA more (fork, split), one less (unmap). mmap_lock held to write. */
	void (*open)(struct vm_area_struct *vma);
	void (*close)(struct vm_area_struct *vma);
	/* May it be cut at addr? 0 or -errno. */
	int (*may_split)(struct vm_area_struct *vma, unsigned long addr);
	int (*mremap)(struct vm_area_struct *vma);
	int (*mprotect)(struct vm_area_struct *vma, unsigned long start,
			unsigned long end, unsigned long newflags);
	/* Bring in vmf->page; VM_FAULT_*. May sleep. */
	vm_fault_t (*fault)(struct vm_fault *vmf);
	/* Map what is in memory already of the pages around. May not sleep. */
	vm_fault_t (*map_pages)(struct vm_fault *vmf, pgoff_t start, pgoff_t end);
	/* The shared page vmf->page is about to be written; 0, LOCKED or an error. */
	vm_fault_t (*page_mkwrite)(struct vm_fault *vmf);
	/* The same for a frame without struct page. */
	vm_fault_t (*pfn_mkwrite)(struct vm_fault *vmf);
	/* Read or write what lies behind a VM_IO mapping, for /proc/PID/mem. */
	int (*access)(struct vm_area_struct *vma, unsigned long addr, void *buf, int len,
		      int write);
	const char *(*name)(struct vm_area_struct *vma); /* for /proc/PID/maps */
};

/* The files' half of mmap, registered by fs before the first program runs. */
struct mm_file_ops {
	void (*fput)(struct file *file); /* drop a reference; may sleep */
	/* Give a MAP_SHARED|MAP_ANONYMOUS vma a fresh unnamed file of its length. */
	int (*shmem_zero_setup)(struct vm_area_struct *vma);
};
void mm_set_file_ops(const struct mm_file_ops *ops);

/*
 * The fault on address in vma, whose permissions allow the access: make the page-table
 * entry right, or say why not. flags: FAULT_FLAG_*; regs may be NULL (a fault made by the
 * kernel). mmap_lock held for reading. May sleep. Returns VM_FAULT_* bits.
 */
vm_fault_t handle_mm_fault(struct vm_area_struct *vma, unsigned long address,
			   unsigned int flags, struct pt_regs *regs);

#endif
