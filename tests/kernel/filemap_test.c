/*
 * tests/kernel/filemap_test.c - mm/cache/filemap.c, truncate.c, file_rw.c: the page cache
 */
#include <linux/err.h>
#include <linux/file.h>
#include <linux/highmem.h>
#include <linux/mman.h>
#include <linux/namei.h>
#include <linux/pagemap.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "ktest.h"
#include "mm_scratch.h"
#include "user_buf.h"
#include "vfs_tree.h"

static struct file *open_f(void)
{
	struct file *file = make_tree() ? filp_open("/kt/f", O_RDWR, 0) : NULL;

	return IS_ERR(file) ? NULL : file;
}

static void close_f(struct file *file)
{
	fput(file);
	remove_tree();
}

/* Write n bytes of value c at pos. */
static ssize_t fill_at(struct file *file, loff_t pos, size_t n, char c)
{
	char *buf = kmalloc(n, GFP_KERNEL);
	ssize_t ret = -ENOMEM;

	if (buf) {
		memset(buf, c, n);
		ret = kernel_write(file, buf, n, &pos);
		kfree(buf);
	}
	return ret;
}

/* The byte at pos, or -1: the end. */
static int byte_at(struct file *file, loff_t pos)
{
	unsigned char c;

	return kernel_read(file, &c, 1, &pos) == 1 ? c : -1;
}

KTEST(filemap, pages_are_found_again)
{
	struct file *file = open_f();
	struct address_space *mapping;
	struct page *page, *again;

	KT_ASSERT(file);
	mapping = file->f_mapping;
	KT_EXPECT(!find_get_page(mapping, 0));
	page = read_cache_page(mapping, 3, file);
	KT_ASSERT(!IS_ERR(page));
	KT_EXPECT(PageUptodate(page) && !PageLocked(page));
	KT_EXPECT_EQ(page_count(page), 2);
	KT_EXPECT(page->mapping == mapping && page->index == 3);
	again = find_lock_page(mapping, 3);
	KT_EXPECT(again == page && PageLocked(page));
	delete_from_page_cache(page);
	unlock_page(page);
	KT_EXPECT(!page->mapping);
	KT_EXPECT_EQ(page_count(page), 2); /* ours: the cache's is gone */
	KT_EXPECT(!find_lock_page(mapping, 3));
	KT_EXPECT_EQ(mapping->nrpages, 0);
	put_page(page);
	put_page(page);
	close_f(file);
}

KTEST(filemap, one_page_an_index)
{
	struct file *file = open_f();
	struct page *page, *other;

	KT_ASSERT(file);
	page = read_cache_page(file->f_mapping, 1, file);
	other = alloc_page(GFP_HIGHUSER);
	KT_ASSERT(!IS_ERR(page) && other);
	lock_page(other);
	KT_EXPECT_EQ(add_to_page_cache_locked(other, file->f_mapping, 1), -EEXIST);
	KT_EXPECT_EQ(page_count(other), 1);
	unlock_page(other);
	put_page(other);
	put_page(page);
	close_f(file);
}

/* --- a file system that reads its pages from somewhere -------------------------------------- */

static int reads;

static int test_readpage(struct file *file, struct page *page)
{
	reads++;
	if (page->index == 5) {
		unlock_page(page);
		return -EIO;
	}
	zero_user(page, 0, PAGE_SIZE);
	SetPageUptodate(page);
	unlock_page(page);
	return 0;
}

static const struct address_space_operations test_aops = { .readpage = test_readpage };

KTEST(filemap, readpage_is_called_once)
{
	struct file *file = open_f();
	struct page *page;

	KT_ASSERT(file);
	reads = 0;
	file->f_mapping->a_ops = &test_aops;
	i_size_write(file_inode(file), 10 * PAGE_SIZE);
	KT_EXPECT_EQ(byte_at(file, 2 * PAGE_SIZE), 0);
	KT_EXPECT_EQ(byte_at(file, 2 * PAGE_SIZE + 9), 0);
	KT_EXPECT_EQ(reads, 1);
	page = read_cache_page(file->f_mapping, 5, file);
	KT_EXPECT(page == ERR_PTR(-EIO));
	page = read_cache_page(file->f_mapping, 5, file);
	KT_EXPECT(page == ERR_PTR(-EIO));
	KT_EXPECT_EQ(reads, 3);
	file->f_mapping->a_ops = NULL;
	close_f(file);
}

/* --- reading and writing ---------------------------------------------------------------------- */

KTEST(file_rw, holes_are_zeros_and_cost_nothing)
{
	struct file *file = open_f();

	KT_ASSERT(file);
	KT_EXPECT_EQ(fill_at(file, 10 * PAGE_SIZE + 5, 10, 'x'), 10);
	KT_EXPECT_EQ(i_size_read(file_inode(file)), 10 * PAGE_SIZE + 15);
	KT_EXPECT_EQ(file->f_mapping->nrpages, 1);
	KT_EXPECT_EQ(byte_at(file, 100), 0);
	KT_EXPECT_EQ(byte_at(file, 10 * PAGE_SIZE + 4), 0);
	KT_EXPECT_EQ(byte_at(file, 10 * PAGE_SIZE + 14), 'x');
	KT_EXPECT_EQ(byte_at(file, 10 * PAGE_SIZE + 15), -1);
	KT_EXPECT_EQ(file->f_mapping->nrpages, 1);
	KT_EXPECT_EQ(fill_at(file, PAGE_SIZE - 5, 10, 'y'), 10); /* across a border */
	KT_EXPECT_EQ(byte_at(file, PAGE_SIZE - 6), 0);
	KT_EXPECT_EQ(byte_at(file, PAGE_SIZE - 1), 'y');
	KT_EXPECT_EQ(byte_at(file, PAGE_SIZE + 4), 'y');
	KT_EXPECT_EQ(byte_at(file, PAGE_SIZE + 5), 0);
	close_f(file);
}

KTEST(file_rw, largest_file)
{
	struct file *file = open_f();

	KT_ASSERT(file);
	KT_EXPECT_EQ(fill_at(file, MAX_LFS_FILESIZE - 1, 1, 'z'), 1);
	KT_EXPECT_EQ(byte_at(file, MAX_LFS_FILESIZE - 1), 'z');
	KT_EXPECT_EQ(fill_at(file, MAX_LFS_FILESIZE, 1, 'z'), -EINVAL);
	KT_EXPECT_EQ(fill_at(file, -1, 1, 'z'), -EINVAL);
	close_f(file);
}

KTEST(file_rw, user_memory_that_ends)
{
	char __user *buf = user_buf_begin(1);
	struct file *file = open_f();
	loff_t pos = PAGE_SIZE - 4;

	KT_ASSERT(buf && file);
	user_buf_puts(buf + PAGE_SIZE - 8, "abcdefg");
	KT_EXPECT_EQ(vfs_write(file, buf + PAGE_SIZE - 8, 100, &pos), 8);
	KT_EXPECT_EQ(pos, PAGE_SIZE + 4);
	KT_EXPECT_EQ(i_size_read(file_inode(file)), PAGE_SIZE + 4);
	KT_EXPECT_EQ(vfs_write(file, buf + PAGE_SIZE, 100, &pos), -EFAULT);
	KT_EXPECT_EQ(i_size_read(file_inode(file)), PAGE_SIZE + 4);
	pos = PAGE_SIZE - 4;
	KT_EXPECT_EQ(vfs_read(file, buf + PAGE_SIZE - 6, 8, &pos), 6);
	KT_EXPECT(user_buf_is(buf + PAGE_SIZE - 6, "abcdef", 6));
	pos = 0; /* a hole, too */
	KT_EXPECT_EQ(vfs_read(file, buf + PAGE_SIZE - 6, 8, &pos), 6);
	KT_EXPECT(user_buf_is(buf + PAGE_SIZE - 6, "\0\0\0\0\0", 6));
	KT_EXPECT_EQ(vfs_read(file, buf + PAGE_SIZE, 8, &pos), -EFAULT);
	close_f(file);
	user_buf_end();
}

/* Pages of the buffer that are not there yet: the copy goes the way that may sleep. */
KTEST(file_rw, untouched_user_pages)
{
	char __user *buf = user_buf_begin(16);
	struct file *file = open_f();
	loff_t pos = 0;

	KT_ASSERT(buf && file);
	KT_EXPECT_EQ(fill_at(file, 0, 8 * PAGE_SIZE, 'q'), 8 * PAGE_SIZE);
	KT_EXPECT_EQ(vfs_read(file, buf + 100, 8 * PAGE_SIZE, &pos), 8 * PAGE_SIZE);
	KT_EXPECT(user_buf_is(buf + 100, "qqq", 3));
	KT_EXPECT(user_buf_is(buf + 100 + 8 * PAGE_SIZE - 2, "qq", 3));
	KT_EXPECT_EQ(vfs_write(file, buf + 10 * PAGE_SIZE, 5 * PAGE_SIZE, &pos),
		     5 * PAGE_SIZE);
	KT_EXPECT_EQ(byte_at(file, 9 * PAGE_SIZE), 0);
	close_f(file);
	user_buf_end();
}

/* write(2) of a file's own mapping to that file. */
KTEST(file_rw, from_its_own_mapping)
{
	char __user *buf = user_buf_begin(1);
	struct file *file = open_f();
	unsigned long map;
	loff_t pos = PAGE_SIZE;

	KT_ASSERT(buf && file);
	KT_EXPECT_EQ(fill_at(file, 0, PAGE_SIZE, 'm'), PAGE_SIZE);
	KT_EXPECT_EQ(fill_at(file, 2 * PAGE_SIZE, 1, 'e'), 1);
	map = vm_mmap(file, 0, 2 * PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, 0);
	KT_ASSERT(!IS_ERR_VALUE(map));
	KT_EXPECT_EQ(vfs_write(file, (char __user *)map, PAGE_SIZE, &pos), PAGE_SIZE);
	KT_EXPECT(user_buf_is((char __user *)map + PAGE_SIZE, "mm", 2));
	pos = 0; /* reading a page into itself */
	KT_EXPECT_EQ(vfs_read(file, (char __user *)map, PAGE_SIZE, &pos), PAGE_SIZE);
	user_buf_end();
	close_f(file);
}

/* --- truncation ------------------------------------------------------------------------------- */

KTEST(truncate, pages_go_and_the_tail_is_zeroed)
{
	struct file *file = open_f();
	struct path *path = file ? &file->f_path : NULL;

	KT_ASSERT(file);
	KT_EXPECT_EQ(fill_at(file, 0, 5 * PAGE_SIZE, 'a'), 5 * PAGE_SIZE);
	KT_EXPECT_EQ(vfs_truncate(path, PAGE_SIZE + 10), 0);
	KT_EXPECT_EQ(file->f_mapping->nrpages, 2);
	KT_EXPECT_EQ(byte_at(file, PAGE_SIZE + 9), 'a');
	KT_EXPECT_EQ(byte_at(file, PAGE_SIZE + 10), -1);
	KT_EXPECT_EQ(vfs_truncate(path, 3 * PAGE_SIZE), 0); /* longer again */
	KT_EXPECT_EQ(byte_at(file, PAGE_SIZE + 9), 'a');
	KT_EXPECT_EQ(byte_at(file, PAGE_SIZE + 10), 0);
	KT_EXPECT_EQ(byte_at(file, 3 * PAGE_SIZE - 1), 0);
	KT_EXPECT_EQ(vfs_truncate(path, -1), -EINVAL);
	KT_EXPECT_EQ(vfs_truncate(path, 0), 0);
	KT_EXPECT_EQ(file->f_mapping->nrpages, 0);
	close_f(file);
}

/* --- mmap of a file ---------------------------------------------------------------------------- */

KTEST(filemap, a_mapping_is_the_file)
{
	struct mm_struct *mm = mm_alloc();
	struct file *file = open_f();
	unsigned long shared, private;

	KT_ASSERT(mm && file);
	KT_EXPECT_EQ(fill_at(file, 0, PAGE_SIZE + 10, 'f'), PAGE_SIZE + 10);
	shared = scratch_mmap(mm, file, SCRATCH, 3 * PAGE_SIZE, RW, MAP_SHARED, 0);
	private = scratch_mmap(mm, file, SCRATCH + 0x100000, 3 * PAGE_SIZE, RW,
			       MAP_PRIVATE, 0);
	KT_ASSERT(!IS_ERR_VALUE(shared) && !IS_ERR_VALUE(private));
	KT_EXPECT_EQ(scratch_peek(mm, shared), 'f');
	KT_EXPECT_EQ(scratch_peek(mm, shared + PAGE_SIZE + 10), 0);
	KT_EXPECT_EQ(scratch_peek(mm, shared + 2 * PAGE_SIZE), -1); /* SIGBUS */
	KT_EXPECT(scratch_poke(mm, shared + 1, 's'));
	KT_EXPECT_EQ(byte_at(file, 1), 's');
	KT_EXPECT_EQ(scratch_peek(mm, private + 1), 's');
	KT_EXPECT(scratch_poke(mm, private + 1, 'p'));
	KT_EXPECT_EQ(byte_at(file, 1), 's');
	KT_EXPECT_EQ(fill_at(file, 2, 1, 'w'), 1);
	KT_EXPECT_EQ(scratch_peek(mm, shared + 2), 'w');
	KT_EXPECT(scratch_peek(mm, private + 2) != 'w');
	mmput(mm);
	close_f(file);
}
