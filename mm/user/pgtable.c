/*
 * mm/user/pgtable.c - the tables of a process grow and go
 *
 *	mm->pgd --> pud table --> pmd table --> pte table --> pages
 *
 * A table is made when the first entry below it is needed, and freed when no mapping is
 * left in the range that it spans.
 *
 * Locking: page_table_lock to link a table. Tables go only under mmap_lock held for
 * writing (or when the mm has no user), so who holds it for reading may follow them.
 */
#include <asm/pgalloc.h>
#include "internal.h"
#include "mmu_gather.h"

/*
 * Link a new table, and count it, unless somebody else has been faster: two threads may
 * fault at once.
 */
static int alloc_pud(struct mm_struct *mm, p4d_t *p4d, unsigned long addr)
{
	pud_t *new = pud_alloc_one(mm, addr);

	if (!new)
		return -ENOMEM;
	spin_lock(&mm->page_table_lock);
	if (!p4d_present(*p4d)) {
		p4d_populate(mm, p4d, new);
		atomic_long_add(PAGE_SIZE, &mm->pgtables_bytes);
		new = NULL;
	}
	spin_unlock(&mm->page_table_lock);
	if (new)
		pud_free(mm, new);
	return 0;
}

static int alloc_pmd(struct mm_struct *mm, pud_t *pud, unsigned long addr)
{
	pmd_t *new = pmd_alloc_one(mm, addr);

	if (!new)
		return -ENOMEM;
	spin_lock(&mm->page_table_lock);
	if (!pud_present(*pud)) {
		pud_populate(mm, pud, new);
		atomic_long_add(PAGE_SIZE, &mm->pgtables_bytes);
		new = NULL;
	}
	spin_unlock(&mm->page_table_lock);
	if (new)
		pmd_free(mm, new);
	return 0;
}

int mm_alloc_pte(struct mm_struct *mm, pmd_t *pmd)
{
	pgtable_t new;

	if (likely(pmd_present(pmdp_get(pmd))))
		return 0;
	new = pte_alloc_one(mm);
	if (!new)
		return -ENOMEM;
	spin_lock(&mm->page_table_lock);
	if (!pmd_present(*pmd)) {
		pmd_populate(mm, pmd, new);
		atomic_long_add(PAGE_SIZE, &mm->pgtables_bytes);
		new = NULL;
	}
	spin_unlock(&mm->page_table_lock);
	if (new)
		pte_free(mm, new);
	return 0;
}

pmd_t *mm_alloc_pmd(struct mm_struct *mm, unsigned long addr)
{
	p4d_t *p4d = p4d_offset(pgd_offset(mm, addr), addr);
	pud_t *pud;

	if (!p4d_present(*p4d) && alloc_pud(mm, p4d, addr))
		return NULL;
	pud = pud_offset(p4d, addr);
	if (!pud_present(pudp_get(pud)) && alloc_pmd(mm, pud, addr))
		return NULL;
	return pmd_offset(pud, addr);
}

pmd_t *mm_find_pmd(struct mm_struct *mm, unsigned long addr)
{
	p4d_t *p4d = p4d_offset(pgd_offset(mm, addr), addr);
	pud_t *pud;
	pmd_t *pmd;

	if (!p4d_present(*p4d))
		return NULL;
	pud = pud_offset(p4d, addr);
	if (!pud_present(pudp_get(pud)))
		return NULL;
	pmd = pmd_offset(pud, addr);
	return pmd_present(pmdp_get(pmd)) ? pmd : NULL;
}

pte_t *get_locked_pte(struct mm_struct *mm, unsigned long addr, spinlock_t **ptlp)
{
	pmd_t *pmd = mm_alloc_pmd(mm, addr);

	if (!pmd || mm_alloc_pte(mm, pmd))
		return NULL;
	return pte_offset_map_lock(mm, pmd, addr, ptlp);
}

/* --- freeing ---------------------------------------------------------------------- */

/* The free room around what was unmapped; ceiling 0 is the top of the address space. */
struct room {
	unsigned long floor, ceiling;
};

/* Does all that the table of the given size around addr spans lie in the room? */
static bool table_in_room(const struct room *room, unsigned long addr, unsigned long size)
{
	unsigned long start = addr & ~(size - 1);

	return start >= room->floor && start + size - 1 <= room->ceiling - 1;
}

static void free_pte_tables(struct mmu_gather *tlb, pud_t *pud, unsigned long addr,
			    unsigned long end, const struct room *room)
{
	unsigned long next;
	pmd_t *pmd = pmd_offset(pud, addr);

	for (; addr != end; pmd++, addr = next) {
		struct page *table;

		next = pmd_addr_end(addr, end);
		if (!pmd_present(*pmd) || !table_in_room(room, addr, PMD_SIZE))
			continue;
		table = pmd_page(*pmd);
		pmd_clear(pmd);
		gather_table(tlb, table, addr, next);
	}
}

static void free_pmd_tables(struct mmu_gather *tlb, p4d_t *p4d, unsigned long addr,
			    unsigned long end, const struct room *room)
{
	unsigned long next;
	pud_t *pud = pud_offset(p4d, addr);

	for (; addr != end; pud++, addr = next) {
		struct page *table;

		next = pud_addr_end(addr, end);
		if (!pud_present(*pud))
			continue;
		free_pte_tables(tlb, pud, addr, next, room);
		if (!table_in_room(room, addr, PUD_SIZE))
			continue;
		table = pud_page(*pud);
		pud_clear(pud);
		gather_table(tlb, table, addr, next);
	}
}

static void free_pud_tables(struct mmu_gather *tlb, unsigned long addr, unsigned long end,
			    const struct room *room)
{
	pgd_t *pgd = pgd_offset(tlb->mm, addr);
	unsigned long next;

	for (; addr != end; pgd++, addr = next) {
		p4d_t *p4d = p4d_offset(pgd, addr);
		struct page *table;

		next = pgd_addr_end(addr, end);
		if (!p4d_present(*p4d))
			continue;
		free_pmd_tables(tlb, p4d, addr, next, room);
		if (!table_in_room(room, addr, PGDIR_SIZE))
			continue;
		table = p4d_page(*p4d);
		p4d_clear(p4d);
		gather_table(tlb, table, addr, next);
	}
}

void free_pgtables(struct mmu_gather *tlb, struct vm_area_struct *vma,
		   unsigned long floor, unsigned long ceiling)
{
	while (vma) {
		unsigned long start = vma->vm_start;
		struct vm_area_struct *next = vma->vm_next;
		struct room room = { .floor = floor };

		/* neighbours that may share a table go in one walk */
		while (next && next->vm_start - vma->vm_end < PMD_SIZE) {
			vma = next;
			next = vma->vm_next;
		}
		room.ceiling = next ? next->vm_start : ceiling;
		free_pud_tables(tlb, start, vma->vm_end, &room);
		vma = next;
	}
}
