/*
 * include/linux/mm.h - address spaces: what a driver, a file system and exec ask of them
 *
 * A process's mm_struct is a set of VMAs (ranges of addresses with one set of permissions
 * and one backer) and the page tables that hold what of them is resident. mmap(2) makes
 * VMAs; page faults fill in page tables; a driver may fill them itself, in its ->mmap,
 * with remap_pfn_range() or vm_insert_page().
 *
 * Locking: mm->mmap_lock for the VMAs (read to look or to fault, write to change), then
 * mm->page_table_lock for the entries. Each function says which one its caller holds.
 */
#ifndef LINUX_MM_H
#define LINUX_MM_H

#include <linux/err.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/mm_inline_page.h>
#include <linux/mm_types.h>
#include <linux/pgtable.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/vmalloc.h>
#include <asm/processor.h>

struct file;
struct pt_regs;

extern struct mm_struct init_mm; /* the kernel's own: no VMAs, pgd is swapper_pg_dir */

/* --- vm_flags: Linux's bits ------------------------------------------------------- */

#define VM_NONE 0x00000000UL
#define VM_READ 0x00000001UL /* what the program may do now ... */
#define VM_WRITE 0x00000002UL
#define VM_EXEC 0x00000004UL
#define VM_SHARED 0x00000008UL  /* writes are seen by others */
#define VM_MAYREAD 0x00000010UL /* ... and what mprotect(2) may allow */
#define VM_MAYWRITE 0x00000020UL
#define VM_MAYEXEC 0x00000040UL
#define VM_MAYSHARE 0x00000080UL
#define VM_GROWSDOWN 0x00000100UL /* a stack: a touch below it extends it */
#define VM_PFNMAP 0x00000400UL    /* frames without reference counting */
#define VM_LOCKED 0x00002000UL
#define VM_IO 0x00004000UL /* device memory: not to be touched for core dumps */
#define VM_SEQ_READ 0x00008000UL
#define VM_RAND_READ 0x00010000UL
#define VM_DONTCOPY 0x00020000UL   /* not inherited by fork */
#define VM_DONTEXPAND 0x00040000UL /* mremap(2) may not make it longer */
#define VM_LOCKONFAULT 0x00080000UL
#define VM_ACCOUNT 0x00100000UL   /* counted against overcommit */
#define VM_NORESERVE 0x00200000UL /* ... exempt from that */
#define VM_HUGETLB 0x00400000UL
#define VM_SYNC 0x00800000UL
#define VM_WIPEONFORK 0x02000000UL
#define VM_DONTDUMP 0x04000000UL
#define VM_SOFTDIRTY 0x08000000UL /* the whole VMA is new: all its pages are dirty */
#define VM_MIXEDMAP 0x10000000UL  /* counted pages and bare frames side by side */
#define VM_HUGEPAGE 0x20000000UL
#define VM_NOHUGEPAGE 0x40000000UL

#define VM_ACCESS_FLAGS (VM_READ | VM_WRITE | VM_EXEC)
#define VM_DATA_DEFAULT_FLAGS (VM_READ | VM_WRITE | VM_MAYREAD | VM_MAYWRITE | VM_MAYEXEC)
#define VM_STACK_FLAGS (VM_DATA_DEFAULT_FLAGS | VM_GROWSDOWN | VM_ACCOUNT)
/* VMAs that are never merged, nor made longer. */
#define VM_SPECIAL (VM_IO | VM_DONTEXPAND | VM_PFNMAP | VM_MIXEDMAP)

/* --- a fault, and what answers it ------------------------------------------------- */

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

/* --- finding VMAs: mm/user/vma.c; mmap_lock held ---------------------------------- */

/* The first VMA that ends after addr (it may begin after it, too), or NULL. */
struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long addr);
/* The same; *pprev is the one before it, or the last of all when there is none. */
struct vm_area_struct *find_vma_prev(struct mm_struct *mm, unsigned long addr,
				     struct vm_area_struct **pprev);
/* The first VMA that has a byte of [start, end), or NULL. */
struct vm_area_struct *find_vma_intersection(struct mm_struct *mm, unsigned long start,
					     unsigned long end);
struct vm_area_struct *find_exact_vma(struct mm_struct *mm, unsigned long start,
				      unsigned long end);

/* The VMA that has the byte addr, or NULL. */
static inline struct vm_area_struct *vma_lookup(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *vma = find_vma(mm, addr);

	return vma && vma->vm_start <= addr ? vma : NULL;
}

#define for_each_vma_of(mm, vma) for (vma = (mm)->mmap; vma; vma = vma->vm_next)

/* Pages kept free below a stack, so that it runs into a fault and not a neighbour. */
extern unsigned long stack_guard_gap; /* bytes, [I after boot] */
extern int sysctl_max_map_count;      /* VMAs in one mm, [a] */
extern unsigned long mmap_min_addr;   /* hints below are moved up, bytes [a] */

/* Where vma begins for a neighbour: a stack's guard gap belongs to it. */
static inline unsigned long vm_start_gap(const struct vm_area_struct *vma)
{
	unsigned long start = vma->vm_start;

	if (!(vma->vm_flags & VM_GROWSDOWN))
		return start;
	return start > stack_guard_gap ? start - stack_guard_gap : 0;
}

static inline unsigned long vm_end_gap(const struct vm_area_struct *vma)
{
	return vma->vm_end;
}

static inline unsigned long vma_pages(const struct vm_area_struct *vma)
{
	return (vma->vm_end - vma->vm_start) >> PAGE_SHIFT;
}

static inline bool vma_is_anonymous(const struct vm_area_struct *vma)
{
	return !vma->vm_ops;
}

/* For a driver's ->mmap that wants zeroed private memory: /dev/zero. */
static inline void vma_set_anonymous(struct vm_area_struct *vma)
{
	vma->vm_ops = NULL;
}

static inline bool vma_is_accessible(const struct vm_area_struct *vma)
{
	return vma->vm_flags & VM_ACCESS_FLAGS;
}

/* The file offset of the page at addr, in pages. */
static inline pgoff_t linear_page_index(const struct vm_area_struct *vma,
					unsigned long addr)
{
	return ((addr - vma->vm_start) >> PAGE_SHIFT) + vma->vm_pgoff;
}

/* Does a write to it copy? Then no entry may be writable while others share its page. */
static inline bool is_cow_mapping(vm_flags_t flags)
{
	return (flags & (VM_SHARED | VM_MAYWRITE)) == VM_MAYWRITE;
}

static inline void vm_flags_set(struct vm_area_struct *vma, vm_flags_t flags)
{
	vma->vm_flags |= flags;
}

static inline void vm_flags_clear(struct vm_area_struct *vma, vm_flags_t flags)
{
	vma->vm_flags &= ~flags;
}

/* --- the lock --------------------------------------------------------------------- */

static inline void mmap_init_lock(struct mm_struct *mm)
{
	init_rwsem(&mm->mmap_lock);
}

static inline void mmap_write_lock(struct mm_struct *mm)
{
	down_write(&mm->mmap_lock);
}

static inline int __must_check mmap_write_lock_killable(struct mm_struct *mm)
{
	return down_write_killable(&mm->mmap_lock);
}

static inline void mmap_write_unlock(struct mm_struct *mm)
{
	up_write(&mm->mmap_lock);
}

static inline void mmap_write_downgrade(struct mm_struct *mm)
{
	downgrade_write(&mm->mmap_lock);
}

static inline void mmap_read_lock(struct mm_struct *mm)
{
	down_read(&mm->mmap_lock);
}

static inline int __must_check mmap_read_lock_killable(struct mm_struct *mm)
{
	return down_read_killable(&mm->mmap_lock);
}

static inline bool mmap_read_trylock(struct mm_struct *mm)
{
	return down_read_trylock(&mm->mmap_lock);
}

static inline void mmap_read_unlock(struct mm_struct *mm)
{
	up_read(&mm->mmap_lock);
}

/* --- mmap, munmap, mprotect, brk: mm/user/{mmap,munmap,mprotect,brk,stack}.c ------ */

/*
 * What mmap(2) does, in the caller's address space, with the lock taken and MAP_POPULATE
 * served. file: NULL for MAP_ANONYMOUS; a reference to it is taken. pgoff in pages.
 * Returns the address or -errno as an unsigned long (IS_ERR_VALUE). May sleep.
 */
unsigned long vm_mmap_pgoff(struct file *file, unsigned long addr, unsigned long len,
			    unsigned long prot, unsigned long flags, unsigned long pgoff);
/* The same with an offset in bytes, which must be page-aligned: for the ELF loader. */
unsigned long vm_mmap(struct file *file, unsigned long addr, unsigned long len,
		      unsigned long prot, unsigned long flags, unsigned long offset);

/*
 * The same in any mm, mmap_lock held for writing; *populate is the number of bytes at the
 * address that the caller is to bring in with mm_populate() once it has dropped the lock.
 */
unsigned long mm_mmap(struct mm_struct *mm, struct file *file, unsigned long addr,
		      unsigned long len, unsigned long prot, unsigned long flags,
		      unsigned long pgoff, unsigned long *populate);

/* mm_mmap() in the caller's mm. */
static inline unsigned long do_mmap(struct file *file, unsigned long addr,
				    unsigned long len, unsigned long prot,
				    unsigned long flags, unsigned long pgoff,
				    unsigned long *populate)
{
	return mm_mmap(current->mm, file, addr, len, prot, flags, pgoff, populate);
}

/* Bring in every page of [addr, addr + len) as a first touch would. Best effort. */
void mm_populate(struct mm_struct *mm, unsigned long addr, unsigned long len);

/*
 * A free range of len bytes for a mapping, near addr if it can be; what mmap(2) returns.
 * mmap_lock held.
 */
unsigned long mm_get_unmapped_area(struct mm_struct *mm, struct file *file,
				   unsigned long addr, unsigned long len,
				   unsigned long pgoff, unsigned long flags);

/* munmap(2): do_munmap() in any mm with mmap_lock held for writing; vm_munmap() in ours. */
int do_munmap(struct mm_struct *mm, unsigned long start, unsigned long len);
int vm_munmap(unsigned long start, unsigned long len);

/* mprotect(2) in any mm; takes the lock. */
int mm_mprotect(struct mm_struct *mm, unsigned long start, unsigned long len,
		unsigned long prot);

/* brk(2) in any mm; takes the lock. Returns the new break, the old one on failure. */
unsigned long mm_brk(struct mm_struct *mm, unsigned long brk);

/* Put a prepared VMA into mm; mmap_lock held for writing. -ENOMEM: overlap, or a limit. */
int insert_vm_struct(struct mm_struct *mm, struct vm_area_struct *vma);

/*
 * Give a new mm its stack: one page ending at top (page-aligned), which grows. exec
 * writes the arguments through access_remote_vm(); the rest comes by faults. 0 or -errno.
 */
int mm_create_stack(struct mm_struct *mm, unsigned long top, vm_flags_t extra_flags);

/*
 * Extend the stack vma down to address, within RLIMIT_STACK and clear of the neighbour
 * below. mmap_lock held for writing. 0, -EPERM, -EFAULT or -ENOMEM.
 */
int expand_stack(struct vm_area_struct *vma, unsigned long address);

/*
 * What a page fault begins with: the VMA that has addr, after growing a stack to it if
 * that is what it takes. Returns it with mmap_lock held for reading; NULL, and the lock
 * not held, when there is none.
 */
struct vm_area_struct *lock_mm_and_find_vma(struct mm_struct *mm, unsigned long addr);

/* --- page-table entries for drivers: mm/user/remap.c ------------------------------ */

/*
 * Map size bytes (rounded up to pages) of physical memory from frame pfn at addr of vma.
 * The entries are not reference-counted: the memory must outlive the mapping. Sets
 * VM_IO | VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP. For use in ->mmap (mmap_lock held to
 * write).
 *
 * Returns 0; -EINVAL: addr is not page-aligned, the range is empty or outside vma, pfn is
 * no physical address, or a private writable vma is not covered as a whole; -EBUSY:
 * something is mapped there; -ENOMEM. After a failure no entry is left in the range.
 */
int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
		    unsigned long size, pgprot_t prot);

/* The same for device registers: the caller gives pgprot_noncached(). */
static inline int io_remap_pfn_range(struct vm_area_struct *vma, unsigned long addr,
				     unsigned long pfn, unsigned long size, pgprot_t prot)
{
	return remap_pfn_range(vma, addr, pfn, size, prot);
}

/* Map physical [start, start + len) into vma as vm_pgoff says; -EINVAL if too short. */
int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start, unsigned long len);

/*
 * Map a driver's own allocated page, with a reference, at addr of vma, which becomes
 * VM_MIXEDMAP. Freed pages and anonymous ones are refused: -EINVAL; -EFAULT: outside vma;
 * -EBUSY; -ENOMEM.
 */
int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page);

/* Map frame pfn at addr from within ->fault of a VM_PFNMAP vma. VM_FAULT_NOPAGE: done. */
vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr,
			  unsigned long pfn);
vm_fault_t vmf_insert_pfn_prot(struct vm_area_struct *vma, unsigned long addr,
			       unsigned long pfn, pgprot_t prot);

/* Empty the page table of [start, start + size), as a driver that takes memory back. */
void zap_vma_ptes(struct vm_area_struct *vma, unsigned long start, unsigned long size);
/* The same for any VMA; mmap_lock held. */
void zap_page_range_single(struct vm_area_struct *vma, unsigned long start,
			   unsigned long size);

/* The bits of a fresh entry in a VMA with these flags. */
pgprot_t vm_get_page_prot(vm_flags_t flags);

/* --- from an address to its page: mm/user/gup.c ----------------------------------- */

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

/* Anonymous: page->mapping has this bit, whatever else it holds. Bit 0 marks tails. */
#define PAGE_MAPPING_ANON 2UL

static inline bool PageAnon(const struct page *page)
{
	return ((unsigned long)READ_ONCE(page->mapping) & 3) == PAGE_MAPPING_ANON;
}

extern struct page
	*zero_page; /* [I after boot] 4096 zeros, what untouched memory reads */
#define ZERO_PAGE(addr) (zero_page)

static inline bool is_zero_pfn(unsigned long pfn)
{
	return pfn == page_to_pfn(zero_page);
}

/* --- what /proc shows ------------------------------------------------------------- */

/* The 64-bit entry of /proc/PID/pagemap: Linux's Documentation/admin-guide/mm/pagemap. */
#define PM_PFRAME_MASK ((1UL << 55) - 1)
#define PM_SOFT_DIRTY (1UL << 55)
#define PM_MMAP_EXCLUSIVE (1UL << 56)
#define PM_FILE (1UL << 61)
#define PM_SWAP (1UL << 62)
#define PM_PRESENT (1UL << 63)

/* The pagemap entry of the page at addr into *entry. mmap_lock held for reading. */
int mm_pagemap_entry(struct mm_struct *mm, unsigned long addr, u64 *entry);

/* Counters by kind; any context. */
static inline unsigned long get_mm_rss(struct mm_struct *mm)
{
	return atomic_long_read(&mm->rss_anon) + atomic_long_read(&mm->rss_file) +
	       atomic_long_read(&mm->rss_shmem);
}

/* --- the life of an mm: mm/user/mm.c ---------------------------------------------- */

/* Before the first process: caches, the zero page, the scheduler's hooks. */
void mm_user_init(void);

/* A new empty mm with one user and one reference; NULL: no memory. May sleep. */
struct mm_struct *mm_alloc(void);

/* For fork: a copy of oldmm, private pages shared until written. NULL: no memory. */
struct mm_struct *dup_mm(struct mm_struct *oldmm);

/* References to the structure. mmdrop() of the last one frees it; any context. */
static inline void mmgrab(struct mm_struct *mm)
{
	atomic_inc(&mm->mm_count);
}
void __mmdrop(struct mm_struct *mm);
static inline void mmdrop(struct mm_struct *mm)
{
	if (atomic_dec_and_test(&mm->mm_count))
		__mmdrop(mm);
}

/* Users of the mappings. mmput() of the last one unmaps everything; it may sleep. */
static inline void mmget(struct mm_struct *mm)
{
	atomic_inc(&mm->mm_users);
}
static inline bool mmget_not_zero(struct mm_struct *mm)
{
	return atomic_add_unless(&mm->mm_users, 1, 0);
}
void mmput(struct mm_struct *mm);

/* A task's mm with a user added, or NULL (kernel thread, or exiting). */
struct mm_struct *get_task_mm(struct task_struct *tsk);

/*
 * For exec: the calling task leaves its mm (if any) and runs in mm, whose user it becomes.
 * For exit: it leaves its mm and has none.
 */
void exec_mmap(struct mm_struct *mm);
void exit_mm(void);

/* The file that exec loaded: a reference is taken for mm; returned with one (or NULL). */
void set_mm_exe_file(struct mm_struct *mm, struct file *file);
struct file *get_mm_exe_file(struct mm_struct *mm);

/* A VMA outside any mm: zeroed, mm and default ops set. NULL: no memory. May sleep. */
struct vm_area_struct *vm_area_alloc(struct mm_struct *mm);
struct vm_area_struct *vm_area_dup(struct vm_area_struct *orig);
void vm_area_free(struct vm_area_struct *vma);

#endif
