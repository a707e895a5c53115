/*
 * include/linux/mm_types.h - the structures of memory: page, mm_struct, vm_area_struct
 *
 *	task_struct --> mm_struct --> vm_area_struct --> vm_area_struct ...   virtual
 *	                    |  pgd
 *	                    v
 *	               page tables --> page frame number --> struct page     physical
 *
 * Locking: every field names its guard. [I] set at creation, [a] atomic,
 * [mmap_lock] mm->mmap_lock (read to look, write to change), [ptl] page_table_lock,
 * [zone] the zone's lock while the page is free, [owner] whoever holds the page.
 */
#ifndef LINUX_MM_TYPES_H
#define LINUX_MM_TYPES_H

#include <linux/types.h>
#include <linux/atomic.h>
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/interval_tree.h>
#include <linux/list.h>
#include <linux/mempolicy.h>
#include <linux/rbtree.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>
#include <linux/threads.h>
#include <asm/page.h>
#include <asm/pgtable_types.h>

struct address_space;
struct file;
struct kmem_cache;
struct mm_struct;
struct vm_area_struct;

typedef unsigned long vm_flags_t;
typedef unsigned int vm_fault_t;

/*
 * One page frame. 64 bytes, so that page_to_pfn() is a shift. The unions follow the
 * frame's life: on a free list, in a slab, in a compound page, or in somebody's hands.
 */
struct page {
	unsigned long
		flags; /* [a] PG_* bits, then zone and node numbers (page-flags.h) */
	union {
		atomic_t _refcount; /* [a] references; at 0 the frame is free */
		atomic_t count;     /* the same word under the name older texts use */
	};
	union {
		atomic_t _mapcount; /* [a] user page-table entries that map it, minus 1 */
		unsigned int page_type;
	};
	union {
		struct address_space *mapping; /* [owner] the page cache or anon_vma */
		struct kmem_cache *slab_cache; /* [I while PG_slab] */
	};
	union {
		pgoff_t index;  /* [owner] offset within mapping, in pages */
		void *freelist; /* [slab list_lock] PG_slab: first free object */
	};
	union {
		struct list_head lru; /* [zone] free list; [owner] LRU or slab list */
		struct {
			unsigned long compound_head;  /* [owner] a tail page: head + 1 */
			unsigned long compound_order; /* [owner] the first tail page */
		};
	};
	union {
		unsigned long private; /* [zone] PageBuddy: its order; else [owner] */
		struct {
			unsigned int inuse;   /* [slab list_lock] objects handed out */
			unsigned int objects; /* [I while PG_slab] objects it holds */
		};
	};
	void *virtual; /* [I] lowmem; [kmap lock] highmem: its kernel address, or NULL */
};

static_assert(sizeof(struct page) == 64,
	      "struct page is 64 bytes: page_to_pfn is a shift");

/*
 * Where anonymous pages find the VMAs that map them: page->mapping is its address plus
 * PAGE_MAPPING_ANON. Atlas: one for an mm and all that are forked from it, up to exec.
 */
struct anon_vma {
	atomic_t refcount; /* [a] mms that have it, and who walks it */
	struct rw_semaphore rwsem;
	struct rb_root vmas;       /* [rwsem] vm_area_struct.anon, by vm_pgoff */
	struct list_head lazyfree; /* [families.lock] it has used MADV_FREE */
};

/* One contiguous range of user addresses with one set of permissions and one backer. */
struct vm_area_struct {
	unsigned long vm_start; /* [mmap_lock] first byte */
	unsigned long vm_end;   /* [mmap_lock] first byte after it */

	struct vm_area_struct *vm_next, *vm_prev; /* [mmap_lock] by address */
	struct rb_node vm_rb;                     /* [mmap_lock] mm->mm_rb */
	unsigned long
		rb_subtree_gap; /* [mmap_lock] largest gap before any VMA below here */

	struct mm_struct *vm_mm; /* [I] */
	pgprot_t vm_page_prot;   /* [mmap_lock] what its page-table entries carry */
	vm_flags_t vm_flags;     /* [mmap_lock] VM_* */
	unsigned long vm_pgoff;  /* [mmap_lock] offset in vm_file, in pages */
	struct file *vm_file;    /* [I] a counted reference, or NULL: anonymous */
	const struct vm_operations_struct *vm_ops; /* [I after ->mmap] NULL: anonymous */
	void *vm_private_data;                     /* the driver's own */
	struct mempolicy vm_policy; /* [mmap_lock] MPOL_DEFAULT: the task's */

	struct interval_tree_node shared; /* [i_mmap_rwsem] if it has a file */
	struct interval_tree_node anon;   /* [anon_vma rwsem] in anon_vma->vmas */
	struct anon_vma *anon_vma; /* [its rwsem] NULL: it never had anonymous pages */
};

/* One user address space. */
struct mm_struct {
	struct vm_area_struct *mmap; /* [mmap_lock] the list's head, lowest address */
	struct rb_root mm_rb;        /* [mmap_lock] the same VMAs as a tree */
	struct vm_area_struct *mmap_cache; /* [a] a hint: the last VMA found, or NULL */
	pgd_t *pgd;                        /* [I] */

	atomic_t mm_users; /* [a] tasks that run in it; at 0 the mappings go */
	atomic_t mm_count; /* [a] references to the structure; mm_users counts as one */
	int map_count;     /* [mmap_lock] number of VMAs */

	spinlock_t page_table_lock;    /* the page tables' pages and their entries */
	struct rw_semaphore mmap_lock; /* the list, the tree and every VMA in them */

	unsigned long mmap_base; /* [I] top of the area where mmap() places things */
	unsigned long task_size; /* [I] first address past user space */

	unsigned long total_vm;  /* [mmap_lock] pages mapped */
	unsigned long locked_vm; /* [mmap_lock] pages with VM_LOCKED */
	unsigned long data_vm;   /* [mmap_lock] private writable, not stack */
	unsigned long exec_vm;   /* [mmap_lock] executable, not writable */
	unsigned long stack_vm;  /* [mmap_lock] stack */
	unsigned long hiwater_vm, hiwater_rss;
	atomic_long_t rss_anon, rss_file, rss_shmem; /* [a] resident pages by kind */
	atomic_long_t pgtables_bytes;                /* [a] */
	unsigned long def_flags; /* [mmap_lock] mlockall(MCL_FUTURE) */

	unsigned long start_code, end_code, start_data, end_data; /* [mmap_lock] */
	unsigned long start_brk, brk, start_stack;                /* [mmap_lock] */
	unsigned long arg_start, arg_end, env_start, env_end;     /* [mmap_lock] */
	unsigned long saved_auxv[48]; /* [I after exec] for /proc/PID/auxv */

	struct anon_vma *anon_vma; /* [I] counted */
	bool dumpable;     /* [a] others of the same user may look into it: prctl(2) */
	bool thp_disabled; /* [a] by prctl(2), inherited; nobody has huge pages anyhow */
	struct file *exe_file; /* [mmap_lock] counted; /proc/PID/exe */
	unsigned long cpu_bitmap[BITS_TO_LONGS(NR_CPUS)]; /* [a] see mm_cpumask() */
};

/* The CPUs whose TLBs may hold entries of mm, as a struct cpumask. */
#define mm_cpumask(mm) ((struct cpumask *)(mm)->cpu_bitmap)

#endif
