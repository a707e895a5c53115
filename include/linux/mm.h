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
#include <linux/gup.h>
#include <linux/mm_inline_page.h>
#include <linux/mm_types.h>
#include <linux/mmap_lock.h>
#include <linux/pgtable.h>
#include <linux/sched.h>
#include <linux/sched/mm.h>
#include <linux/vm_fault.h>
#include <linux/vm_flags.h>
#include <linux/vmalloc.h>
#include <asm/processor.h>

struct file;

extern struct mm_struct init_mm; /* the kernel's own: no VMAs, pgd is swapper_pg_dir */

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
extern int randomize_va_space;        /* 0 nothing, 1 all but the heap, 2 all; [a] */
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

/*
 * Bring in every page of [addr, addr + len) as a first touch would; holes are passed by,
 * with ignore_errors also the rest of a VMA where it fails. 0, or why it stopped: -ENOMEM;
 * -EFAULT: no such access; -EINTR: a fatal signal.
 */
int __mm_populate(struct mm_struct *mm, unsigned long addr, unsigned long len,
		  bool ignore_errors);

/* The same as far as it goes. */
static inline void mm_populate(struct mm_struct *mm, unsigned long addr,
			       unsigned long len)
{
	__mm_populate(mm, addr, len, true);
}

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

/* mremap(2) of the caller's. Returns the address, or -errno. */
unsigned long do_mremap(unsigned long addr, unsigned long old_len, unsigned long new_len,
			unsigned long flags, unsigned long new_addr);

/* remap_file_pages(2): 0 or -errno; pgoff in pages. */
int do_remap_file_pages(unsigned long start, unsigned long len, unsigned long prot,
			pgoff_t pgoff, unsigned long flags);

/* madvise(2), msync(2), mlock2(2), munlock(2), mlockall(2): 0 or -errno. */
int do_madvise(struct mm_struct *mm, unsigned long start, unsigned long len, int advice);
/*
 * Give whole pages [start, end) a policy, as mbind(2) with flags MPOL_MF_*. -EFAULT: there
 * is a hole; -EIO: MPOL_MF_STRICT, and a page is on another node; -ENOMEM, -EINTR.
 */
int mm_mbind(struct mm_struct *mm, unsigned long start, unsigned long end,
	     struct mempolicy policy, unsigned long flags);
int do_msync(struct mm_struct *mm, unsigned long start, unsigned long len, int flags);
int do_mlock(struct mm_struct *mm, unsigned long start, unsigned long len, int flags);
int do_munlock(struct mm_struct *mm, unsigned long start, unsigned long len);
int do_mlockall(struct mm_struct *mm, int flags);
int do_munlockall(struct mm_struct *mm);

/*
 * For mincore(2): a byte for each page from start on, 1 if a touch would not have to wait.
 * Returns how many were told, up to pages, as far as one VMA goes; -ENOMEM: nothing there.
 */
long mm_mincore(struct mm_struct *mm, unsigned long start, unsigned long pages,
		unsigned char *vec);

/* A VMA outside any mm: zeroed, mm and default ops set. NULL: no memory. May sleep. */
struct vm_area_struct *vm_area_alloc(struct mm_struct *mm);
struct vm_area_struct *vm_area_dup(struct vm_area_struct *orig);
void vm_area_free(struct vm_area_struct *vma);

/* Put a prepared VMA into mm; mmap_lock held for writing. -ENOMEM: overlap, or a limit. */
int insert_vm_struct(struct mm_struct *mm, struct vm_area_struct *vma);

/*
 * Where the parts of a new program go, at random unless randomize_va_space is 0: the
 * page-aligned end of its stack; a stack pointer at or below sp, a multiple of 16; the
 * highest end of what mmap(2) places, fit for the caller's RLIMIT_STACK; the lowest byte of
 * an ET_DYN program, a multiple of align; and its heap, at or behind end, or apart from a
 * program that is among the mappings (0).
 */
unsigned long mm_stack_top(void);
unsigned long mm_align_stack(unsigned long sp);
unsigned long mm_mmap_base(void);
unsigned long mm_program_base(unsigned long align);
void mm_set_brk(struct mm_struct *mm, unsigned long end);

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
 * vma, new and in ->mmap at most, becomes shared anonymous memory: an unnamed file of its
 * length takes the place of vm_file. 0, -ENOMEM.
 */
int shmem_zero_setup(struct vm_area_struct *vma);

/*
 * Map a driver's own allocated page, with a reference, at addr of vma, which becomes
 * VM_MIXEDMAP. Freed pages and anonymous ones are refused: -EINVAL; -EFAULT: outside vma;
 * -EBUSY; -ENOMEM.
 */
int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page);

/*
 * Map frame pfn at addr of a VM_PFNMAP or VM_MIXEDMAP vma, uncounted. -EFAULT: outside vma;
 * -EINVAL: no such vma or frame; -EBUSY: something is there, and stays; -ENOMEM.
 */
int vm_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn);

/* The same from within ->fault, for which what is there will do. VM_FAULT_NOPAGE: done. */
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

/* --- the page of zeros ------------------------------------------------------------ */

extern struct page
	*zero_page; /* [I after boot] 4096 zeros, what untouched memory reads */
#define ZERO_PAGE(addr) (zero_page)

static inline bool is_zero_pfn(unsigned long pfn)
{
	return pfn == page_to_pfn(zero_page);
}

/* --- overcommit: mm/user/overcommit.c --------------------------------------------- */

extern int sysctl_overcommit_memory;           /* OVERCOMMIT_*, [a] */
extern int sysctl_overcommit_ratio;            /* per cent of memory, [a] */
extern unsigned long sysctl_overcommit_kbytes; /* if not 0: instead of that, [a] */
extern int sysctl_panic_on_oom;                /* rather than end a process, [a] */

unsigned long vm_commit_limit(void); /* pages */
unsigned long vm_memory_committed(void);

/* Count pages as promised to mm, if the settings allow so many. Any context. */
bool __must_check vm_enough_memory(const struct mm_struct *mm, unsigned long pages);
void vm_acct_memory(unsigned long pages); /* without asking */
void vm_unacct_memory(unsigned long pages);

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

/*
 * For clear_refs: no page counts as referenced (of VMAs without a file, with one), or as
 * written since, until it is touched again. Take the lock. -EINTR: killed.
 */
void mm_clear_referenced(struct mm_struct *mm, bool anonymous, bool files);
int mm_clear_soft_dirty(struct mm_struct *mm);

/* Counters by kind; any context. */
static inline unsigned long get_mm_rss(struct mm_struct *mm)
{
	return atomic_long_read(&mm->rss_anon) + atomic_long_read(&mm->rss_file) +
	       atomic_long_read(&mm->rss_shmem);
}

/* Resident pages are about to go: remember how many there have been. */
static inline void update_hiwater_rss(struct mm_struct *mm)
{
	unsigned long rss = get_mm_rss(mm);

	if (mm->hiwater_rss < rss)
		mm->hiwater_rss = rss;
}

#endif
