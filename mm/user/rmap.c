/*
 * mm/user/rmap.c - which page-table entries map a page, how many, and of which kind
 *
 * page->_mapcount counts them (from -1); each also holds a reference. The first entry
 * makes a fresh page anonymous, the last one to go unmakes it: a page that nobody maps
 * may go back to the buddy allocator with nothing left to clear.
 *
 *	page->mapping -> a tree of VMAs (vma_rmap.c) -> those that have page->index
 *	              -> the address that belongs to it -> the entry: does it map the page?
 *
 * Locking: page_table_lock of the mm whose entry comes or goes. _mapcount is atomic, as
 * other mms map the same page under locks of their own. rmap_walk() takes i_mmap_rwsem
 * or the anon_vma's, inside the page lock. families.lock is a leaf.
 */
#include <linux/fs.h>
#include <linux/page-flags.h>
#include <linux/rmap.h>
#include <linux/slab.h>
#include "internal.h"
#include "vma.h"

/* --- families --------------------------------------------------------------------- */

/*
 * A page does not count its anon_vma, so who comes from a page may find it about to be
 * freed. It ends only after a passage through this lock, under which page->mapping is
 * read: by then the last of its pages had been unmapped, and its mapping cleared.
 */
static struct {
	spinlock_t lock;
	struct list_head lazyfree; /* [lock] those that have used MADV_FREE */
	struct list_head due; /* [lock] ... that the reclaim under way will look at */
} families = { __SPIN_LOCK_UNLOCKED(families.lock), LIST_HEAD_INIT(families.lazyfree),
	       LIST_HEAD_INIT(families.due) };

struct anon_vma *anon_vma_alloc(void)
{
	struct anon_vma *anon_vma = kmalloc(sizeof(*anon_vma), GFP_KERNEL);

	if (anon_vma) {
		atomic_set(&anon_vma->refcount, 1);
		init_rwsem(&anon_vma->rwsem);
		anon_vma->vmas = RB_ROOT;
		INIT_LIST_HEAD(&anon_vma->lazyfree);
	}
	return anon_vma;
}

void anon_vma_put(struct anon_vma *anon_vma)
{
	if (!anon_vma || !atomic_dec_and_test(&anon_vma->refcount))
		return;
	spin_lock(&families.lock);
	list_del(&anon_vma->lazyfree);
	spin_unlock(&families.lock);
	kfree(anon_vma);
}

void anon_vma_add_lazyfree(struct anon_vma *anon_vma)
{
	spin_lock(&families.lock);
	if (list_empty(&anon_vma->lazyfree))
		list_add_tail(&anon_vma->lazyfree, &families.lazyfree);
	spin_unlock(&families.lock);
}

void anon_vma_begin_lazyfree(void)
{
	spin_lock(&families.lock);
	list_splice_tail_init(&families.lazyfree, &families.due);
	spin_unlock(&families.lock);
}

struct anon_vma *anon_vma_take_lazyfree(void)
{
	struct anon_vma *anon_vma, *taken = NULL;

	spin_lock(&families.lock);
	list_for_each_entry (anon_vma, &families.due, lazyfree) {
		if (!atomic_add_unless(&anon_vma->refcount, 1, 0))
			continue; /* it is about to go by itself */
		list_del_init(&anon_vma->lazyfree);
		taken = anon_vma;
		break;
	}
	spin_unlock(&families.lock);
	return taken;
}

/* The anon_vma of an anonymous page, with a reference; NULL: it is mapped no more. */
static struct anon_vma *page_get_anon_vma(struct page *page)
{
	struct anon_vma *anon_vma;
	unsigned long mapping;

	spin_lock(&families.lock);
	mapping = (unsigned long)READ_ONCE(page->mapping);
	anon_vma = (struct anon_vma *)(mapping & ~PAGE_MAPPING_ANON);
	if (!(mapping & PAGE_MAPPING_ANON) ||
	    !atomic_add_unless(&anon_vma->refcount, 1, 0))
		anon_vma = NULL;
	spin_unlock(&families.lock);
	return anon_vma;
}

/* --- walking ---------------------------------------------------------------------- */

/* The address of the page at index in vma, which has it. */
static unsigned long vma_address(const struct vm_area_struct *vma, pgoff_t index)
{
	return vma->vm_start + ((index - vma->vm_pgoff) << PAGE_SHIFT);
}

/* Does vma's entry at addr map page? */
static bool maps_page(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	pmd_t *pmd = mm_find_pmd(vma->vm_mm, addr);
	bool maps = false;
	spinlock_t *ptl;
	pte_t *pte;

	if (pmd) {
		pte = pte_offset_map_lock(vma->vm_mm, pmd, addr, &ptl);
		maps = pte_present(*pte) && vm_normal_page(vma, addr, *pte) == page;
		pte_unmap_unlock(pte, ptl);
	}
	return maps;
}

/* The VMA of a node of a file's tree, or of an anon_vma's. */
static struct vm_area_struct *vma_of(struct interval_tree_node *node, bool anon)
{
	return anon ? container_of(node, struct vm_area_struct, anon)
		    : container_of(node, struct vm_area_struct, shared);
}

static void walk_tree(struct page *page, struct rb_root *vmas, bool anon,
		      const struct rmap_walk_control *rwc)
{
	struct interval_tree_node *node;
	pgoff_t index = page->index;

	for (node = interval_tree_iter_first(vmas, index, index); node;
	     node = interval_tree_iter_next(node, index, index)) {
		struct vm_area_struct *vma = vma_of(node, anon);
		unsigned long addr = vma_address(vma, index);

		if (maps_page(vma, addr, page) &&
		    !rwc->rmap_one(page, vma, addr, rwc->arg))
			return;
	}
}

void rmap_walk(struct page *page, const struct rmap_walk_control *rwc)
{
	struct address_space *mapping = page->mapping;
	struct anon_vma *anon_vma;

	BUG_ON(!PageLocked(page));
	if (PageAnon(page)) {
		anon_vma = page_get_anon_vma(page);
		if (!anon_vma)
			return;
		down_read(&anon_vma->rwsem);
		walk_tree(page, &anon_vma->vmas, true, rwc);
		up_read(&anon_vma->rwsem);
		anon_vma_put(anon_vma);
	} else if (mapping) {
		down_read(&mapping->i_mmap_rwsem);
		walk_tree(page, &mapping->i_mmap, false, rwc);
		up_read(&mapping->i_mmap_rwsem);
	}
}

/* --- counting --------------------------------------------------------------------- */

void page_add_new_anon_rmap(struct page *page, struct vm_area_struct *vma,
			    unsigned long addr)
{
	inc_node_page_state(page, NR_ANON_MAPPED);
	__SetPageSwapBacked(page);
	page->index = linear_page_index(vma, addr);
	WRITE_ONCE(page->mapping, (struct address_space *)((unsigned long)vma->anon_vma +
							   PAGE_MAPPING_ANON));
	atomic_set(&page->_mapcount, 0);
}

void page_add_file_rmap(struct page *page)
{
	if (atomic_inc_return(&page->_mapcount) == 0)
		inc_node_page_state(page, NR_FILE_MAPPED);
}

void page_remove_rmap(struct page *page)
{
	if (atomic_dec_return(&page->_mapcount) >= 0)
		return;
	if (!PageAnon(page)) {
		dec_node_page_state(page, NR_FILE_MAPPED);
		return;
	}
	dec_node_page_state(page, NR_ANON_MAPPED);
	WRITE_ONCE(page->mapping, NULL);
}

void add_mm_counters(struct mm_struct *mm, const long rss[NR_MM_COUNTERS])
{
	for (int kind = 0; kind < NR_MM_COUNTERS; kind++)
		if (rss[kind])
			add_mm_counter(mm, kind, rss[kind]);
}
