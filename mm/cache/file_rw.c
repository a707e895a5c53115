/*
 * mm/cache/file_rw.c - read(2) and write(2) of what is in the page cache
 *
 * Bytes move page by page between the cache and the caller's memory. A page is reached
 * through kmap_local_page(), under which the program's memory may be brought in. That it
 * is user memory has been checked for the whole transfer (fs/vfs/read_write.c).
 *
 * Locking: write holds the inode's i_rwsem for writing, which also keeps truncation away;
 * read holds nothing, and may see a write that is half done. No page lock is held while
 * user memory is touched: the fault might need that very page.
 */
#include <linux/highmem.h>
#include <linux/pagemap.h>
#include <linux/sched.h>
#include <linux/uaccess.h>

/* Moves n bytes at offset of page (NULL: of a hole) to buf. Returns the bytes moved. */
typedef size_t (*read_actor)(struct page *page, size_t offset, size_t n, void *buf);

static __always_inline size_t read_to_user(struct page *page, size_t offset, size_t n,
					   void *buf)
{
	char *addr;

	if (!page)
		return n - clear_user((void __user *)buf, n);
	addr = kmap_local_page(page);
	n -= __copy_to_user((void __user *)buf, addr + offset, n);
	kunmap_local(addr);
	return n;
}

static __always_inline size_t read_to_kernel(struct page *page, size_t offset, size_t n,
					     void *buf)
{
	if (page)
		memcpy_from_page(buf, page, offset, n);
	else
		memset(buf, 0, n);
	return n;
}

/* The page at index, or NULL for a hole in a file that has only memory; or ERR_PTR. */
static inline struct page *page_to_read(struct address_space *mapping, pgoff_t index,
					struct file *file)
{
	if (mapping->a_ops && mapping->a_ops->readpage)
		return read_cache_page(mapping, index, file);
	return find_get_page(mapping, index);
}

/* One for each actor: what moves the bytes is a part of the loop. */
static __always_inline ssize_t do_file_read(struct file *file, char *buf, size_t count,
					    loff_t *pos, read_actor actor)
{
	struct address_space *mapping = file->f_mapping;
	loff_t at = *pos, done;
	ssize_t err = 0;

	while (count) {
		loff_t size = i_size_read(mapping->host);
		size_t offset = at & ~PAGE_MASK, n, moved;
		struct page *page;

		if (at >= size)
			break;
		n = min3(count, PAGE_SIZE - offset, (size_t)(size - at));
		page = page_to_read(mapping, at >> PAGE_SHIFT, file);
		if (IS_ERR(page)) {
			err = PTR_ERR(page);
			break;
		}
		moved = actor(page, offset, n, buf);
		if (page)
			put_single_page(page);
		at += moved;
		if (moved < n) {
			err = -EFAULT;
			break;
		}
		buf += moved;
		count -= moved;
		if (count)
			cond_resched();
	}
	file_accessed(file);
	done = at - *pos;
	*pos = at;
	return done ? done : err;
}

/*
 * Read up to count bytes at *pos, which moves on. Returns their number, 0 at the end of
 * the file, -EFAULT, or ->readpage()'s error, if nothing was read. *pos is not negative.
 */
ssize_t generic_file_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	return do_file_read(file, (char __force *)buf, count, pos, read_to_user);
}

ssize_t page_cache_read(struct file *file, void *buf, size_t count, loff_t *pos)
{
	return do_file_read(file, buf, count, pos, read_to_kernel);
}

typedef size_t (*write_actor)(struct page *page, size_t offset, size_t n,
			      const void *buf);

static __always_inline size_t write_from_user(struct page *page, size_t offset, size_t n,
					      const void *buf)
{
	char *addr = kmap_local_page(page);

	n -= __copy_from_user(addr + offset, (const void __user *)buf, n);
	kunmap_local(addr);
	return n;
}

static __always_inline size_t write_from_kernel(struct page *page, size_t offset,
						size_t n, const void *buf)
{
	memcpy_to_page(page, offset, buf, n);
	return n;
}

/* i_rwsem held for writing; the range is within the largest file. */
static __always_inline ssize_t write_pages(struct file *file, const char *buf,
					   size_t count, loff_t *pos, write_actor actor)
{
	struct address_space *mapping = file->f_mapping;
	struct inode *inode = mapping->host;
	ssize_t done = 0, err = 0;

	for (;;) {
		size_t offset = *pos & ~PAGE_MASK;
		size_t n = min(count, PAGE_SIZE - offset), moved;
		struct page *page = read_cache_page(mapping, *pos >> PAGE_SHIFT, file);

		if (IS_ERR(page)) {
			err = PTR_ERR(page);
			break;
		}
		moved = actor(page, offset, n, buf);
		SetPageDirty(page);
		put_single_page(page);
		done += moved;
		*pos += moved;
		if (*pos > inode->i_size)
			i_size_write(inode, *pos);
		if (moved < n)
			err = -EFAULT;
		if (moved < n || moved == count)
			break;
		buf += moved;
		count -= moved;
		cond_resched();
	}
	return done ? done : err;
}

static __always_inline ssize_t do_file_write(struct file *file, const char *buf,
					     size_t count, loff_t *pos, write_actor actor)
{
	struct inode *inode = file->f_mapping->host;
	loff_t allowed = count;
	ssize_t ret;

	if (!count)
		return 0;
	inode_lock(inode);
	if (file->f_flags & O_APPEND)
		*pos = inode->i_size;
	ret = generic_write_check_limits(file, *pos, &allowed);
	if (!ret)
		ret = inode->i_seals ? seals_allow_write(inode, *pos, allowed) : allowed;
	if (ret > 0) {
		inode->i_mtime = inode->i_ctime = (ktime_t)ktime_get_real_ns();
		ret = write_pages(file, buf, ret, pos, actor);
	}
	inode_unlock(inode);
	return ret;
}

/*
 * Write count bytes at *pos (the end, with O_APPEND), which moves on; the file grows as
 * needed. Returns the bytes written, or, if none were, -EFAULT, -ENOMEM, -EFBIG.
 */
ssize_t generic_file_write(struct file *file, const char __user *buf, size_t count,
			   loff_t *pos)
{
	return do_file_write(file, (const char __force *)buf, count, pos,
			     write_from_user);
}

ssize_t page_cache_write(struct file *file, const void *buf, size_t count, loff_t *pos)
{
	return do_file_write(file, buf, count, pos, write_from_kernel);
}
