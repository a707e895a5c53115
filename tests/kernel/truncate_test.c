/*
 * tests/kernel/truncate_test.c - mm/user/unmap_mapping.c, fault_around.c, truncate.c
 */
#include <linux/file.h>
#include <linux/highmem.h>
#include <linux/namei.h>
#include <linux/pagemap.h>
#include <linux/string.h>
#include "ktest.h"
#include "mm_scratch.h"
#include "vfs_tree.h"

#define PAGES 32UL

/* A file of 32 pages, each filled with its number, all in memory. */
static struct file *open_file(void)
{
	struct file *file = make_tree() ? filp_open("/kt/f", O_RDWR, 0) : NULL;

	if (IS_ERR_OR_NULL(file))
		return NULL;
	truncate_setsize(file_inode(file), PAGES * PAGE_SIZE);
	for (pgoff_t i = 0; i < PAGES; i++) {
		struct page *page = read_cache_page(file->f_mapping, i, file);
		char *addr;

		if (IS_ERR(page))
			continue;
		addr = kmap_local_page(page);
		memset(addr, i, PAGE_SIZE);
		kunmap_local(addr);
		put_page(page);
	}
	return file;
}

static void close_file(struct file *file)
{
	fput(file);
	remove_tree();
}

/* Entries of [first, first + 16) of the mapping at SCRATCH. */
static int entries(struct mm_struct *mm, int first)
{
	int count = 0;

	for (int i = first; i < first + 16; i++)
		count += !pte_none(scratch_pte(mm, SCRATCH + i * PAGE_SIZE));
	return count;
}

KTEST(fault_around, a_read_maps_what_is_in_memory)
{
	struct file *file = open_file();
	struct mm_struct *mm = mm_alloc();
	struct page *page;

	KT_ASSERT(file && mm);
	page = find_get_page(file->f_mapping, 5);
	KT_ASSERT(page);
	scratch_mmap(mm, file, SCRATCH, PAGES * PAGE_SIZE, RW, MAP_PRIVATE | MAP_FIXED,
		     0);
	lock_page(page); /* busy: passed by */
	KT_EXPECT_EQ(scratch_touch(mm, SCRATCH + 3 * PAGE_SIZE, 0), VM_FAULT_NOPAGE);
	KT_EXPECT_EQ(entries(mm, 0), 15);
	KT_EXPECT_EQ(entries(mm, 16), 0);
	KT_EXPECT_EQ(get_mm_rss(mm), 15);
	unlock_page(page);
	put_page(page);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + 5 * PAGE_SIZE), 5);
	KT_EXPECT_EQ(entries(mm, 0), 16);
	KT_EXPECT(!pte_write(scratch_pte(mm, SCRATCH)));
	mmput(mm);
	close_file(file);
}

KTEST(fault_around, not_beyond_the_vma_or_the_file)
{
	struct file *file = open_file();
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(file && mm);
	truncate_setsize(file_inode(file), 20 * PAGE_SIZE + 1);
	scratch_mmap(mm, file, SCRATCH + 2 * PAGE_SIZE, 8 * PAGE_SIZE, PROT_READ,
		     MAP_SHARED | MAP_FIXED, 2);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + 2 * PAGE_SIZE), 2);
	KT_EXPECT_EQ(entries(mm, 0), 8);
	scratch_mmap(mm, file, SCRATCH + 16 * PAGE_SIZE, 16 * PAGE_SIZE, PROT_READ,
		     MAP_SHARED | MAP_FIXED, 16);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + 20 * PAGE_SIZE), 20);
	KT_EXPECT_EQ(entries(mm, 16), 5);
	mmput(mm);
	close_file(file);
}

/* Truncation reaches every mm; what was mapped is freed, not only forgotten. */
KTEST(truncate, pages_leave_all_page_tables)
{
	struct file *file = open_file();
	struct mm_struct *mm = mm_alloc(), *child;
	struct page *page;

	KT_ASSERT(file && mm);
	scratch_mmap(mm, file, SCRATCH, PAGES * PAGE_SIZE, RW, MAP_PRIVATE | MAP_FIXED,
		     0);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH), 0);
	KT_EXPECT(scratch_poke(mm, SCRATCH + 9 * PAGE_SIZE, 'p'));
	child = dup_mm(mm);
	page = find_get_page(file->f_mapping, 8);
	KT_ASSERT(child && page);
	KT_EXPECT_EQ(page_mapcount(page), 2);
	truncate_setsize(file_inode(file), 8 * PAGE_SIZE + 7);
	KT_EXPECT_EQ(page_mapcount(page), 2);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + 8 * PAGE_SIZE + 6), 8);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + 8 * PAGE_SIZE + 7), 0);
	KT_EXPECT_EQ(entries(mm, 0), 9);
	KT_EXPECT_EQ(entries(child, 0), 9);
	KT_EXPECT_EQ(scratch_touch(mm, SCRATCH + 9 * PAGE_SIZE, 0), VM_FAULT_SIGBUS);
	truncate_setsize(file_inode(file), 0);
	KT_EXPECT_EQ(page_mapcount(page), 0);
	KT_EXPECT_EQ(page_count(page), 1);
	KT_EXPECT_EQ(get_mm_rss(mm), 0);
	KT_EXPECT_EQ(get_mm_rss(child), 0);
	put_page(page);
	mmput(mm);
	mmput(child);
	close_file(file);
}

KTEST(truncate, a_hole_keeps_private_copies)
{
	struct file *file = open_file();
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(file && mm);
	scratch_mmap(mm, file, SCRATCH, PAGES * PAGE_SIZE, RW, MAP_PRIVATE | MAP_FIXED,
		     0);
	KT_EXPECT(scratch_poke(mm, SCRATCH + 4 * PAGE_SIZE, 'p'));
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + 5 * PAGE_SIZE), 5);
	truncate_pagecache_range(file_inode(file), 2 * PAGE_SIZE + 10,
				 6 * PAGE_SIZE + 20);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + 4 * PAGE_SIZE), 'p');
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + 5 * PAGE_SIZE), 0);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + 2 * PAGE_SIZE + 9), 2);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + 2 * PAGE_SIZE + 10), 0);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + 6 * PAGE_SIZE + 19), 0);
	KT_EXPECT_EQ(scratch_peek(mm, SCRATCH + 6 * PAGE_SIZE + 20), 6);
	mmput(mm);
	close_file(file);
}
