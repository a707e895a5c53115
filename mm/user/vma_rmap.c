/*
 * mm/user/vma_rmap.c - the trees by which a page finds the VMAs that may map it
 *
 *	page of a file     mapping->i_mmap     every VMA of the file, by offset
 *	anonymous page     anon_vma->vmas      every VMA that may have such pages, of an mm
 *	                                       and all its relatives by fork, by offset
 *
 * A page knows its tree (page->mapping) and its offset (page->index); the VMAs that have
 * the offset are asked for their entry at the address that belongs to it.
 *
 * One anon_vma for a whole family is simpler than Linux's one a VMA, and just as exact:
 * an offset is an address that some ancestor had, so VMAs of one mm rarely share it, and
 * those of relatives are the ones to ask. fork inserts a copy that has the same offsets;
 * split and merge move bounds; mremap carries vm_pgoff along, so a moved page still finds
 * its VMA; exec begins a new family. Nothing is allocated, so nothing here can fail.
 *
 * A VMA joins its anon_vma with its first anonymous page. What is never written privately
 * costs nothing.
 *
 * Locking: mmap_lock (write: to change VMAs; read: to join) -> i_mmap_rwsem -> the
 * anon_vma's. A change of several VMAs is one step for who walks the trees.
 */
#include <linux/fs.h>
#include "vma.h"

static struct address_space *mapping_of(const struct vm_area_struct *vma)
{
	return vma->vm_file ? vma->vm_file->f_mapping : NULL;
}

void rmap_lock(struct vm_area_struct *vma)
{
	struct address_space *mapping = mapping_of(vma);

	if (mapping)
		down_write(&mapping->i_mmap_rwsem);
	if (vma->anon_vma)
		down_write(&vma->anon_vma->rwsem);
}

void rmap_unlock(struct vm_area_struct *vma)
{
	struct address_space *mapping = mapping_of(vma);

	if (vma->anon_vma)
		up_write(&vma->anon_vma->rwsem);
	if (mapping)
		up_write(&mapping->i_mmap_rwsem);
}

static void tree_insert(struct vm_area_struct *vma, struct interval_tree_node *node,
			struct rb_root *root)
{
	node->start = vma->vm_pgoff;
	node->last = vma->vm_pgoff + vma_pages(vma) - 1;
	interval_tree_insert(node, root);
}

void rmap_insert(struct vm_area_struct *vma)
{
	struct address_space *mapping = mapping_of(vma);

	if (mapping)
		tree_insert(vma, &vma->shared, &mapping->i_mmap);
	if (vma->anon_vma)
		tree_insert(vma, &vma->anon, &vma->anon_vma->vmas);
}

void rmap_remove(struct vm_area_struct *vma)
{
	struct address_space *mapping = mapping_of(vma);

	if (mapping)
		interval_tree_remove(&vma->shared, &mapping->i_mmap);
	if (vma->anon_vma)
		interval_tree_remove(&vma->anon, &vma->anon_vma->vmas);
}

void rmap_link(struct vm_area_struct *vma)
{
	if (!vma->vm_file && !vma->anon_vma)
		return;
	rmap_lock(vma);
	rmap_insert(vma);
	rmap_unlock(vma);
}

void rmap_unlink(struct vm_area_struct *vma)
{
	if (!vma->vm_file && !vma->anon_vma)
		return;
	rmap_lock(vma);
	rmap_remove(vma);
	rmap_unlock(vma);
}

void __anon_vma_prepare(struct vm_area_struct *vma)
{
	struct anon_vma *anon_vma = vma->vm_mm->anon_vma;

	down_write(&anon_vma->rwsem);
	if (!vma->anon_vma) { /* another thread may have been faster */
		tree_insert(vma, &vma->anon, &anon_vma->vmas);
		WRITE_ONCE(vma->anon_vma, anon_vma);
	}
	up_write(&anon_vma->rwsem);
}
