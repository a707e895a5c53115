/*
 * fs/ramfs/tmpfs_file.c - the pages of a tmpfs's files, and how many there may be
 *
 * A page counts from when it enters the page cache, so holes cost nothing, and what does
 * not fit is -ENOSPC for write(2) and SIGBUS for a mapping.
 *
 * Locking: the count of pages is atomic; i_rwsem for the size of a file.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/xarray.h>
#include <uapi/linux/falloc.h>
#include <uapi/linux/fs.h>
#include "internal.h"

/* Pages that were promised with the whole file (shmem.c) are not promised again. */
static int tmpfs_charge(struct address_space *mapping, long pages)
{
	struct tmpfs *fs = mapping->host->i_sb->s_fs_info;
	bool promised = mapping->host->i_private;

	if (pages < 0) {
		atomic_long_sub(-pages, &fs->used);
		if (!promised)
			vm_unacct_memory(-pages);
		return 0;
	}
	if (atomic_long_add_return(pages, &fs->used) > fs->opt.blocks && fs->opt.blocks)
		goto out_full;
	if (!promised && !vm_enough_memory(current->mm, pages))
		goto out_full;
	return 0;
out_full:
	atomic_long_sub(pages, &fs->used);
	return -ENOSPC;
}

static const struct address_space_operations tmpfs_aops = { .charge = tmpfs_charge };

/* Are so many pages of [index, last] there, or to be had, as to have all? */
static bool has_room(struct inode *inode, pgoff_t index, pgoff_t last)
{
	const struct tmpfs *fs = inode->i_sb->s_fs_info;
	long left = fs->opt.blocks - atomic_long_read(&fs->used);

	if (!fs->opt.blocks)
		return true;
	for (; index <= last && left >= 0; index++) {
		struct page *page = find_get_page(inode->i_mapping, index);

		if (page)
			put_page(page);
		else
			left--;
		cond_resched();
	}
	return left >= 0;
}

/*
 * Pages for [offset, offset + len). A file that would be too large stays as it is; what
 * was made before another error stays.
 */
static int make_pages(struct file *file, loff_t offset, loff_t len)
{
	pgoff_t index = offset >> PAGE_SHIFT, last = (offset + len - 1) >> PAGE_SHIFT;

	if (!has_room(file_inode(file), index, last))
		return -ENOSPC;
	for (; index <= last; index++) {
		int err = reserve_cache_page(file->f_mapping, index);

		if (err)
			return err;
		if (fatal_signal_pending(current))
			return -EINTR;
		cond_resched();
	}
	return 0;
}

static long tmpfs_fallocate(struct file *file, int mode, loff_t offset, loff_t len)
{
	struct inode *inode = file_inode(file);
	int err;

	inode_lock(inode);
	if (mode & FALLOC_FL_PUNCH_HOLE) {
		err = min(seals_allow_write(inode, 0, 0), 0L);
		if (!err)
			truncate_pagecache_range(inode, offset, offset + len);
	} else {
		err = inode_newsize_ok(inode, offset + len);
		if (!err)
			err = seals_allow_size(inode, max(offset + len, inode->i_size));
		if (!err)
			err = make_pages(file, offset, len);
		if (!err && !(mode & FALLOC_FL_KEEP_SIZE) && offset + len > inode->i_size)
			i_size_write(inode, offset + len);
	}
	if (!err)
		inode->i_mtime = inode->i_ctime = current_time(inode);
	inode_unlock(inode);
	return err;
}

/*
 * From byte pos of size on, the next that is stored, or that is not; -ENXIO. What was only
 * reserved by fallocate(2) is a hole. i_rwsem held: no page goes.
 */
static loff_t seek_page(struct xarray *pages, loff_t pos, loff_t size, int whence)
{
	unsigned long index = pos >> PAGE_SHIFT, last = (size - 1) >> PAGE_SHIFT;
	bool data = whence == SEEK_DATA;

	for (; data || index <= last; index++) {
		struct page *page = data ? xa_find(pages, &index, last)
					 : xa_load(pages, index);

		if (data && !page)
			return -ENXIO;
		if ((page && PageUptodate(page)) == data)
			break;
		cond_resched();
	}
	return clamp((loff_t)index << PAGE_SHIFT, pos, size);
}

/* Behind the last byte is a hole. */
static loff_t tmpfs_llseek(struct file *file, loff_t offset, int whence)
{
	struct inode *inode = file_inode(file);
	loff_t pos = -ENXIO;

	if (whence != SEEK_DATA && whence != SEEK_HOLE)
		return generic_file_llseek(file, offset, whence);
	inode_lock(inode);
	if (offset >= 0 && offset < inode->i_size)
		pos = seek_page(&file->f_mapping->i_pages, offset, inode->i_size, whence);
	inode_unlock(inode);
	if (pos >= 0)
		file->f_pos = pos;
	return pos;
}

static const struct file_operations tmpfs_file_operations = {
	.llseek = tmpfs_llseek,
	.read = generic_file_read,
	.write = generic_file_write,
	.mmap = generic_file_mmap,
	.fsync = noop_fsync,
	.fallocate = tmpfs_fallocate,
};

void tmpfs_init_file(struct inode *inode)
{
	inode->i_data.a_ops = &tmpfs_aops;
	inode->i_seals = HAS_SEALS | F_SEAL_SEAL;
	inode->i_fop = &tmpfs_file_operations;
}
