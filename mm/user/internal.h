/*
 * mm/user/internal.h - what the files of mm/user share and nobody else needs
 *
 * Locking: as each function says.
 */
#ifndef MM_USER_INTERNAL_H
#define MM_USER_INTERNAL_H

#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/resource.h>
#include <linux/vmstat.h>
#include <uapi/linux/personality.h>

struct mmu_gather;

/* A personality may have all that can be read executed, too: PROT_*. */
static inline unsigned long implied_prot(unsigned long prot)
{
	bool exec = (prot & PROT_READ) && (current->personality & READ_IMPLIES_EXEC);

	return exec ? prot | PROT_EXEC : prot;
}

/* --- where pages come from: mempolicy.c -------------------------------------------- */

struct page *__alloc_page_vma(gfp_t gfp, const struct vm_area_struct *vma,
			      unsigned long addr);

/* A page for addr in vma, by the policy of vma or the task. As alloc_page(). */
static inline struct page *alloc_page_vma(gfp_t gfp, const struct vm_area_struct *vma,
					  unsigned long addr)
{
	return unlikely(READ_ONCE(mempolicy_used)) ? __alloc_page_vma(gfp, vma, addr)
						   : alloc_page(gfp);
}

/* --- and where they go: migrate.c --------------------------------------------------- */

/* The page that the entry pte of addr maps, if it is on none of nodes; or NULL. */
struct page *misplaced_page(struct vm_area_struct *vma, unsigned long addr, pte_t pte,
			    unsigned long nodes);
/*
 * Pages of [start, end), in vma and those behind it, that are on none of nodes go where the
 * policies of the VMAs have them, as far as that can be. mmap_lock held for writing.
 */
void migrate_range(struct vm_area_struct *vma, unsigned long start, unsigned long end,
		   unsigned long nodes);

/* --- counted pages and the entries that map them: rmap.c --------------------------- */

/* A new family, with one reference; NULL: no memory. The last anon_vma_put() ends it. */
struct anon_vma *anon_vma_alloc(void);
void anon_vma_put(struct anon_vma *anon_vma); /* NULL: nothing */

/* Pages of the family may be freed lazily, from now on. */
void anon_vma_add_lazyfree(struct anon_vma *anon_vma);
/*
 * A reclaim begins, then takes one such family after the other off the list, each with a
 * reference; NULL: no more. What is added meanwhile waits for the next reclaim. One at a time.
 */
void anon_vma_begin_lazyfree(void);
struct anon_vma *anon_vma_take_lazyfree(void);

/*
 * A fresh page, seen by nobody yet, gets its first entry, at addr of vma, for which
 * anon_vma_prepare() has been called. ptl held.
 */
void page_add_new_anon_rmap(struct page *page, struct vm_area_struct *vma,
			    unsigned long addr);
/* One entry more, or one less. ptl held. */
void page_add_file_rmap(struct page *page);
void page_remove_rmap(struct page *page);

static inline void page_dup_rmap(struct page *page)
{
	atomic_inc(&page->_mapcount);
}

/* Resident pages by kind: an index into a batch of changes. */
enum { MM_FILEPAGES, MM_ANONPAGES, MM_SHMEMPAGES, NR_MM_COUNTERS };

static inline int mm_counter(const struct page *page)
{
	if (PageAnon(page))
		return MM_ANONPAGES;
	return PageSwapBacked(page) ? MM_SHMEMPAGES : MM_FILEPAGES;
}

static inline atomic_long_t *mm_counter_of(struct mm_struct *mm, int kind)
{
	return kind == MM_FILEPAGES   ? &mm->rss_file
	       : kind == MM_ANONPAGES ? &mm->rss_anon
				      : &mm->rss_shmem;
}

static inline void add_mm_counter(struct mm_struct *mm, int kind, long value)
{
	atomic_long_add(value, mm_counter_of(mm, kind));
}

void add_mm_counters(struct mm_struct *mm, const long rss[NR_MM_COUNTERS]);

/* --- page tables of a process: pgtable.c ------------------------------------------ */

/*
 * The entry of addr at the PMD level, with the tables above it; NULL: no memory.
 * mmap_lock held in any way. May sleep.
 */
pmd_t *mm_alloc_pmd(struct mm_struct *mm, unsigned long addr);
/* A table of PTEs below pmd, unless there is one. 0 or -ENOMEM. May sleep. */
int mm_alloc_pte(struct mm_struct *mm, pmd_t *pmd);
/* The entry of addr at the PMD level if there are tables so far down, else NULL. */
pmd_t *mm_find_pmd(struct mm_struct *mm, unsigned long addr);

static inline spinlock_t *pte_lockptr(struct mm_struct *mm, pmd_t *pmd)
{
	return &mm->page_table_lock;
}

static inline pte_t *pte_offset_map_lock(struct mm_struct *mm, pmd_t *pmd,
					 unsigned long addr, spinlock_t **ptlp)
{
	*ptlp = pte_lockptr(mm, pmd);
	spin_lock(*ptlp);
	return pte_offset_map(pmd, addr);
}

static inline void pte_unmap_unlock(pte_t *pte, spinlock_t *ptl)
{
	spin_unlock(ptl);
}

/* The entry of addr, locked, with all tables; NULL: no memory. May sleep before. */
pte_t *get_locked_pte(struct mm_struct *mm, unsigned long addr, spinlock_t **ptlp);

/*
 * Free the tables that served vma and the VMAs behind it, all unmapped, and nothing else:
 * floor and ceiling (0: top) are the end and the start of the nearest other mappings.
 */
void free_pgtables(struct mmu_gather *tlb, struct vm_area_struct *vma,
		   unsigned long floor, unsigned long ceiling);

/* --- taking mappings away: zap.c -------------------------------------------------- */

/* Empty the entries of [start, end) in vma and the VMAs behind it. */
void unmap_vmas(struct mmu_gather *tlb, struct vm_area_struct *vma, unsigned long start,
		unsigned long end);

/* The same within one VMA. */
void zap_range(struct mmu_gather *tlb, struct vm_area_struct *vma, unsigned long addr,
	       unsigned long end);

/* --- MADV_FREE: lazyfree.c --------------------------------------------------------- */

/* Pages of [start, end) in vma, which is anonymous, may go until they are written. */
void lazyfree_range(struct vm_area_struct *vma, unsigned long start, unsigned long end);
/* direct_reclaim_hook: frees such pages where gfp may be served from. How many. */
unsigned long lazyfree_reclaim(gfp_t gfp, unsigned int order, int nid);

/* --- VMAs and their files: vm_area.c ---------------------------------------------- */

extern const struct mm_file_ops *mm_file_ops; /* [I] once fs has registered it */

void vm_area_cache_init(void);

/* vma is in no mm any more: tell its driver, drop its file, free it. May sleep. */
void vma_destroy(struct vm_area_struct *vma);
/* The same for the VMAs that vma_merge() left over. */
void vma_free_merged(struct vm_area_struct *gone);

/* --- mmap's own: mmap.c, munmap.c, split.c ------------------------------------------------- */

/* Add pages (negative: take off) to the totals that /proc/PID/status shows. */
void vm_stat_account(struct mm_struct *mm, vm_flags_t flags, long pages);
/* May mm grow by this many pages of such memory (RLIMIT_AS, RLIMIT_DATA)? */
bool may_expand_vm(struct mm_struct *mm, vm_flags_t flags, unsigned long pages);
/* May the caller lock memory at all; that many pages of it; more pages in flags's way? */
bool can_do_mlock(void);
bool may_lock(unsigned long pages);
bool mlock_future_ok(const struct mm_struct *mm, vm_flags_t flags, unsigned long pages);

/* Do writes to such a mapping take memory that nothing else provides? */
bool accountable_mapping(vm_flags_t flags);

/* What [start, end) would be merged as a fresh anonymous private mapping. */
int mm_map_anonymous(struct mm_struct *mm, unsigned long start, unsigned long end,
		     vm_flags_t flags);

/*
 * Cut vma at addr (strictly inside): vma stays the lower part, the upper part is
 * vma->vm_next. -ENOMEM (also: too many VMAs), or what the driver says.
 */
int split_vma(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long addr);

/* The same regardless of the number of VMAs, which the caller knows to fall again. */
int cut_vma(struct mm_struct *mm, struct vm_area_struct *vma, unsigned long addr);

/* Undo such a cut, whose reason has failed: vma and the one behind it are one again. */
void rejoin_vma(struct vm_area_struct *vma);

/*
 * Cut so that [start, end), which lies within vma, is a VMA. Returns it, or an ERR_PTR
 * as split_vma(), and then nothing has changed.
 */
struct vm_area_struct *isolate_vma(struct vm_area_struct *vma, unsigned long start,
				   unsigned long end);

/*
 * Make [start, end), which lies within vma, a VMA with the given flags: by moving a
 * bound towards a neighbour of that kind, or by cutting. Returns it, or ERR_PTR(-ENOMEM
 * or what the driver says), and then nothing has changed.
 */
struct vm_area_struct *vma_modify_flags(struct vm_area_struct *vma, unsigned long start,
					unsigned long end, vm_flags_t flags);
/* The same with the given policy. */
struct vm_area_struct *vma_modify_policy(struct vm_area_struct *vma, unsigned long start,
					 unsigned long end, struct mempolicy policy);

/* Put the permissions of vm_flags into vm_page_prot. */
void vma_set_page_prot(struct vm_area_struct *vma);
/* Must the first write to a clean page of this shared mapping fault? */
bool vma_wants_writenotify(const struct vm_area_struct *vma);

/* --- touching for somebody: gup.c ------------------------------------------------- */

/*
 * Fault in [start, end) of vma, whose permissions allow it; mmap_lock held for reading.
 * 0, -ENOMEM, -EFAULT, or -EINTR for a fatal signal.
 */
int populate_range(struct vm_area_struct *vma, unsigned long start, unsigned long end,
		   bool write);

/* --- fork: fork_mm.c -------------------------------------------------------------- */

/* Fill mm, which is new, with copies of oldmm's VMAs and pages. 0 or -ENOMEM. */
int dup_mmap(struct mm_struct *mm, struct mm_struct *oldmm);
int copy_page_range(struct vm_area_struct *dst_vma, struct vm_area_struct *src_vma);

/* --- faults by kind: fault_anon.c, fault_file.c, fault_cow.c ----------------------- */

/* vmf->pmd is set and ptl not held. VM_FAULT_* */
vm_fault_t do_anonymous_page(struct vm_fault *vmf);
vm_fault_t do_file_fault(struct vm_fault *vmf);
/* Map what is in memory around a read fault: fault_around.c. NOPAGE: it is served. */
vm_fault_t fault_around(struct vm_fault *vmf);
/* A write to the present read-only entry vmf->orig_pte. ptl held; released. */
vm_fault_t do_wp_page(struct vm_fault *vmf);
/* Ask the backer of a shared mapping for vmf->page, which becomes writable. */
vm_fault_t do_page_mkwrite(struct vm_fault *vmf);

/* A writable entry if the VMA allows writing, for a page that is ours to write. */
static inline pte_t maybe_mkwrite(pte_t pte, const struct vm_area_struct *vma)
{
	return vma->vm_flags & VM_WRITE ? pte_mkwrite(pte) : pte;
}

#endif
