/*
 * tests/host/rmap_test.c - which entries map a page: rmap_walk() against all page tables
 *
 * Four processes, each with one page table, map, touch, share, move, fork, exit and exec at
 * random, as mm/user does. After each step a page is asked who maps it; what answers must be
 * what a look through all tables finds, each entry once, and _mapcount must have counted it.
 *
 * Frame numbers are places in frames[], and a table's physical address is its address.
 */
#include <linux/mm.h>
#include <linux/rmap.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "host_locks.h"
#include "host_test.h"
#include "mm/user/internal.h"
#include "mm/user/vma.h"

#define MMS 4
#define NR_PAGES 128 /* addresses of a process */
#define FILE_PAGES 32
#define MAX_LEN 12
#define FRAMES (FILE_PAGES * 2 + MMS * NR_PAGES)
#define STEPS 1000000
#define CHECK_ALL_EVERY 4096

static struct page frames[FRAMES]; /* the files' first */
struct page *host_mem_map = frames;
static struct inode inodes[2];
static struct file files[2];
static long live; /* VMAs and anon_vmas */

static struct process {
	struct mm_struct mm; /* alive while it has an anon_vma */
	pmd_t pmd;
	pte_t table[PTRS_PER_PTE] __aligned(PAGE_SIZE);
} processes[MMS];

/* --- what mm/user/rmap.c and the algebra ask of the kernel -------------------------- */

DEFINE_PER_CPU(struct vm_counts, vm_counts);
struct kmem_cache *kmalloc_caches[NR_KMALLOC_TYPES][KMALLOC_SHIFT_HIGH + 1];

void *kmem_cache_alloc(struct kmem_cache *s, gfp_t gfp)
{
	live++;
	return host_malloc(sizeof(struct anon_vma));
}

void kfree(const void *object)
{
	live--;
	host_free((void *)object);
}

void __bug(const char *file, int line, const char *func)
{
	__builtin_trap();
}

pmd_t *mm_find_pmd(struct mm_struct *mm, unsigned long addr)
{
	return &container_of(mm, struct process, mm)->pmd;
}

struct page *vm_normal_page(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	return pte_special(pte) ? NULL : pte_page(pte);
}

/* --- what mm/user has around them --------------------------------------------------- */

static pte_t *entry_of(struct vm_area_struct *vma, unsigned long addr)
{
	return &container_of(vma->vm_mm, struct process, mm)->table[pte_index(addr)];
}

static struct page *fresh_page(void)
{
	struct page *page = frames + FILE_PAGES * 2;

	while (atomic_read(&page->_mapcount) >= 0)
		page++;
	return page;
}

static void set_entry(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	*entry_of(vma, addr) =
		pfn_pte(page_to_pfn(page), __pgprot(_PAGE_PRESENT | _PAGE_USER));
}

static void zap(struct vm_area_struct *vma)
{
	for (unsigned long addr = vma->vm_start; addr < vma->vm_end; addr += PAGE_SIZE) {
		pte_t *pte = entry_of(vma, addr);

		if (pte_present(*pte))
			page_remove_rmap(pte_page(*pte));
		*pte = __pte(0);
	}
}

static struct vm_area_struct *dup_vma(const struct vm_area_struct *orig)
{
	struct vm_area_struct *vma = host_malloc(sizeof(*vma));

	*vma = *orig;
	live++;
	return vma;
}

static void free_vmas(struct vm_area_struct *vma)
{
	while (vma) {
		struct vm_area_struct *next = vma->vm_next;

		host_free(vma);
		live--;
		vma = next;
	}
}

static void cut_at(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *vma = vma_lookup(mm, addr);

	if (vma && vma->vm_start < addr)
		vma_cut(vma, addr, dup_vma(vma));
}

static void unmap(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	struct vm_area_struct *vma;

	cut_at(mm, start);
	cut_at(mm, end);
	while ((vma = find_vma_intersection(mm, start, end))) {
		vma_unlink(mm, vma);
		zap(vma);
		vma->vm_next = NULL;
		free_vmas(vma);
	}
}

/* A VMA for the range, which is free: a neighbour that grows, or a new one. */
static struct vm_area_struct *map(struct mm_struct *mm, const struct vma_range *range)
{
	struct vm_area_struct *prev, *vma, *gone;

	find_vma_prev(mm, range->start, &prev);
	vma = vma_merge(mm, prev, range, &gone);
	free_vmas(gone);
	if (vma)
		return vma;
	vma = dup_vma(&(struct vm_area_struct){ .vm_mm = mm,
						.vm_start = range->start,
						.vm_end = range->end,
						.vm_flags = range->flags,
						.vm_file = range->file,
						.vm_pgoff = range->pgoff });
	vma_link(mm, prev, vma);
	return vma;
}

/* --- random steps: each is one system call or one fault ------------------------------ */

static unsigned long random_addr(unsigned int pages)
{
	return (unsigned long)host_random_below(pages) << PAGE_SHIFT;
}

static void step_map(struct mm_struct *mm)
{
	unsigned long start = random_addr(NR_PAGES - MAX_LEN);
	unsigned long pages = 1 + host_random_below(MAX_LEN);
	struct vma_range range = {
		.start = start,
		.end = start + (pages << PAGE_SHIFT),
		.flags = VM_READ | VM_WRITE | VM_MAYWRITE,
		.pgoff = start >> PAGE_SHIFT,
	};

	unmap(mm, range.start, range.end);
	if (host_random_below(2)) {
		range.file = &files[host_random_below(2)];
		range.pgoff = host_random_below(FILE_PAGES - pages);
		range.flags |= host_random_below(2) ? VM_SHARED : 0;
	}
	map(mm, &range);
}

/* A touch: a file's page comes in, or a write to a private mapping makes its own. */
static void step_fault(struct mm_struct *mm)
{
	unsigned long addr = random_addr(NR_PAGES);
	struct vm_area_struct *vma = vma_lookup(mm, addr);
	struct page *page;
	pte_t *pte;

	if (!vma)
		return;
	pte = entry_of(vma, addr);
	if (vma->vm_file && (vma->vm_flags & VM_SHARED || host_random_below(2))) {
		if (pte_present(*pte))
			return;
		page = &frames[(vma->vm_file - files) * FILE_PAGES +
			       linear_page_index(vma, addr)];
		page_add_file_rmap(page);
	} else {
		anon_vma_prepare(vma);
		page = fresh_page();
		if (pte_present(*pte))
			page_remove_rmap(pte_page(*pte));
		page_add_new_anon_rmap(page, vma, addr);
	}
	set_entry(vma, addr, page);
}

/* mremap(2) of what one VMA has at addr, to a place where nothing of it is. */
static void step_move(struct mm_struct *mm)
{
	unsigned long from = random_addr(NR_PAGES), to = random_addr(NR_PAGES - MAX_LEN);
	struct vm_area_struct *vma = vma_lookup(mm, from), *new;
	unsigned long len = (1 + host_random_below(MAX_LEN)) << PAGE_SHIFT;
	bool anon;

	if (!vma)
		return;
	len = min(len, vma->vm_end - from);
	if (from < to + len && to < from + len)
		return;
	unmap(mm, to, to + len);
	vma = vma_lookup(mm, from);
	anon = vma->anon_vma;
	new = map(mm, &(struct vma_range){ .start = to,
					   .end = to + len,
					   .flags = vma->vm_flags,
					   .file = vma->vm_file,
					   .pgoff = linear_page_index(vma, from) });
	if (anon)
		anon_vma_prepare(new);
	for (unsigned long done = 0; done < len; done += PAGE_SIZE) {
		*entry_of(new, to + done) = *entry_of(new, from + done);
		*entry_of(new, from + done) = __pte(0);
	}
	unmap(mm, from, from + len);
}

static void step_protect(struct mm_struct *mm)
{
	unsigned long start = random_addr(NR_PAGES);
	struct vm_area_struct *vma = vma_lookup(mm, start), *gone;
	struct vma_range range;

	if (!vma)
		return;
	range = (struct vma_range){
		.start = start,
		.end = min(vma->vm_end, start + (MAX_LEN / 2 << PAGE_SHIFT)),
		.flags = vma->vm_flags ^ VM_WRITE,
		.file = vma->vm_file,
		.pgoff = linear_page_index(vma, start),
	};
	if (vma_merge(mm, start > vma->vm_start ? vma : vma->vm_prev, &range, &gone)) {
		free_vmas(gone);
		return;
	}
	cut_at(mm, range.start);
	cut_at(mm, range.end);
	vma_lookup(mm, start)->vm_flags = range.flags;
}

/* exit(2), and the new mm of exec(2), or that of fork(2) from another process. */
static void step_replace(struct process *p, struct process *parent)
{
	struct mm_struct *mm = &p->mm;
	struct vm_area_struct *prev = NULL;

	unmap(mm, 0, NR_PAGES << PAGE_SHIFT);
	anon_vma_put(mm->anon_vma);
	*mm = (struct mm_struct){ .anon_vma = parent ? parent->mm.anon_vma
						     : anon_vma_alloc() };
	if (!parent)
		return;
	atomic_inc(&mm->anon_vma->refcount);
	for (struct vm_area_struct *orig = parent->mm.mmap; orig; orig = orig->vm_next) {
		struct vm_area_struct *vma = dup_vma(orig);

		vma->vm_mm = mm;
		vma_link(mm, prev, vma);
		prev = vma;
		for (unsigned long a = vma->vm_start; a < vma->vm_end; a += PAGE_SIZE) {
			pte_t pte = *entry_of(orig, a);

			*entry_of(vma, a) = pte;
			if (pte_present(pte))
				page_dup_rmap(pte_page(pte));
		}
	}
}

static void random_step(void)
{
	struct process *p = &processes[host_random_below(MMS)];
	struct process *other = &processes[host_random_below(MMS)];
	unsigned long start;

	switch (host_random_below(64)) {
	case 0:
		step_replace(p, p == other ? NULL : other);
		break;
	case 1 ... 6:
		start = random_addr(NR_PAGES - MAX_LEN);
		unmap(&p->mm, start, start + random_addr(MAX_LEN) + PAGE_SIZE);
		break;
	case 7 ... 12:
		step_map(&p->mm);
		break;
	case 13 ... 18:
		step_move(&p->mm);
		break;
	case 19 ... 24:
		step_protect(&p->mm);
		break;
	default:
		step_fault(&p->mm);
	}
}

/* --- checks --------------------------------------------------------------------------- */

static unsigned char met[MMS][NR_PAGES]; /* how often rmap_walk() came to each entry */

static bool meet(struct page *page, struct vm_area_struct *vma, unsigned long addr,
		 void *arg)
{
	EXPECT(addr >= vma->vm_start && addr < vma->vm_end);
	met[container_of(vma->vm_mm, struct process, mm) - processes]
	   [addr >> PAGE_SHIFT]++;
	return true;
}

static void check_page(struct page *page)
{
	const struct rmap_walk_control rwc = { .rmap_one = meet };
	int entries = 0;

	memset(met, 0, sizeof(met));
	SetPageLocked(page);
	rmap_walk(page, &rwc);
	ClearPageLocked(page);
	for (int p = 0; p < MMS; p++)
		for (int i = 0; i < NR_PAGES; i++) {
			pte_t pte = processes[p].table[i];
			bool maps = pte_present(pte) && pte_page(pte) == page;

			EXPECT_EQ(met[p][i], maps);
			entries += maps;
		}
	EXPECT_EQ(atomic_read(&page->_mapcount) + 1, entries);
	EXPECT_EQ(locks_held, 0);
}

static void set_up(void)
{
	for (int i = 0; i < FRAMES; i++)
		atomic_set(&frames[i]._mapcount, -1);
	for (int i = 0; i < FILE_PAGES * 2; i++) {
		frames[i].mapping = &inodes[i / FILE_PAGES].i_data;
		frames[i].index = i % FILE_PAGES;
	}
	for (int i = 0; i < 2; i++)
		files[i].f_mapping = &inodes[i].i_data;
	for (int p = 0; p < MMS; p++) {
		processes[p].pmd = __pmd((unsigned long)processes[p].table | _PAGE_TABLE);
		step_replace(&processes[p], NULL);
	}
}

static void random_operations(void)
{
	set_up();
	for (int step = 0; step < STEPS && !host_failed(); step++) {
		host_step(step);
		random_step();
		if (step % 16 == 0)
			check_page(&frames[host_random_below(FRAMES)]);
		for (int i = 0; step % CHECK_ALL_EVERY == 0 && i < FRAMES; i++)
			check_page(&frames[i]);
	}
	for (int p = 0; p < MMS; p++) {
		unmap(&processes[p].mm, 0, NR_PAGES << PAGE_SHIFT);
		anon_vma_put(processes[p].mm.anon_vma);
	}
	EXPECT_EQ(live, 0);
}

HOST_TESTS(HOST_TEST(random_operations));
