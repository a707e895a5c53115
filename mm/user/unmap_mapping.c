/*
 * mm/user/unmap_mapping.c - a part of a file goes, and with it what programs have mapped
 *
 *	1. the size, so that a new fault beyond it is a SIGBUS
 *	2. entries out of all page tables (for speed: most pages are mapped no more in 3)
 *	3. pages out of the page cache; the tail of the last one becomes zeros
 *	4. entries again: a fault that was under way in 2 may have mapped a page until 3
 *	   took it, and a private copy of one may have been made
 *
 * Truncation takes private copies beyond the end along; a hole leaves them.
 *
 * Locking: the inode's i_rwsem held for writing; i_mmap_rwsem keeps the VMAs, and by that
 * their page tables, while they are walked.
 */
#include <linux/fs.h>
#include <linux/limits.h>
#include <linux/pagemap.h>
#include "internal.h"
#include "mmu_gather.h"

static void unmap_vma_pages(struct vm_area_struct *vma, pgoff_t first, pgoff_t last,
			    bool even_cows)
{
	pgoff_t from = max(first, vma->vm_pgoff);
	pgoff_t to = min(last, vma->vm_pgoff + vma_pages(vma) - 1);
	struct mmu_gather tlb;

	gather_init(&tlb, vma->vm_mm, false);
	tlb.keep_cows = !even_cows;
	zap_range(&tlb, vma, vma->vm_start + ((from - vma->vm_pgoff) << PAGE_SHIFT),
		  vma->vm_start + ((to + 1 - vma->vm_pgoff) << PAGE_SHIFT));
	gather_finish(&tlb);
}

void unmap_mapping_pages(struct address_space *mapping, pgoff_t first, pgoff_t last,
			 bool even_cows)
{
	struct interval_tree_node *node;

	down_read(&mapping->i_mmap_rwsem);
	for (node = interval_tree_iter_first(&mapping->i_mmap, first, last); node;
	     node = interval_tree_iter_next(node, first, last))
		unmap_vma_pages(container_of(node, struct vm_area_struct, shared), first,
				last, even_cows);
	up_read(&mapping->i_mmap_rwsem);
}

void truncate_setsize(struct inode *inode, loff_t size)
{
	struct address_space *mapping = inode->i_mapping;
	pgoff_t first = ((u64)size + PAGE_SIZE - 1) >> PAGE_SHIFT;
	loff_t old = inode->i_size;

	i_size_write(inode, size);
	if (size > old) /* the same again frees what fallocate(2) has put behind it */
		return;
	unmap_mapping_pages(mapping, first, ULONG_MAX, true);
	truncate_inode_pages(mapping, size);
	unmap_mapping_pages(mapping, first, ULONG_MAX, true);
}

void truncate_pagecache_range(struct inode *inode, loff_t start, loff_t end)
{
	struct address_space *mapping = inode->i_mapping;
	pgoff_t first = ((u64)start + PAGE_SIZE - 1) >> PAGE_SHIFT;
	pgoff_t behind = (u64)end >> PAGE_SHIFT;

	if (first < behind)
		unmap_mapping_pages(mapping, first, behind - 1, false);
	truncate_inode_pages_range(mapping, start, end);
	if (first < behind)
		unmap_mapping_pages(mapping, first, behind - 1, false);
}
