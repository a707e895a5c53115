/*
 * fs/procfs/mem.c - /proc/PID/mem: the memory of a process as a file, address by address
 *
 * What the program itself may not do is possible here as for a debugger (FOLL_FORCE): its
 * unreadable memory is read, and a write to private read-only memory changes a copy that
 * only this process sees.
 *
 * Locking: access_remote_vm() takes mmap_lock; none of it while the reader's memory, which
 * may fault, is copied. The open file holds the mm_struct, not its mappings.
 */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include "internal.h"

static int mem_open(struct inode *inode, struct file *file)
{
	struct mm_struct *mm = proc_mm_open(inode);

	if (IS_ERR(mm))
		return PTR_ERR(mm);
	file->private_data = mm;
	return 0;
}

static int mem_release(struct inode *inode, struct file *file)
{
	if (file->private_data)
		mmdrop(file->private_data);
	return 0;
}

/* Move up to len bytes by way of page. Bytes, -EIO: nothing there, or -EFAULT. */
static int move_piece(struct mm_struct *mm, unsigned long addr, char __user *buf, int len,
		      void *page, bool write)
{
	int n;

	if (write && copy_from_user(page, buf, len))
		return -EFAULT;
	n = access_remote_vm(mm, addr, page, len, FOLL_FORCE | (write ? FOLL_WRITE : 0));
	if (!n)
		return -EIO;
	return !write && copy_to_user(buf, page, n) ? -EFAULT : n;
}

/* Bytes moved, as far as there is memory; an error only where it is the first. */
static ssize_t mem_rw(struct file *file, char __user *buf, size_t count, loff_t *pos,
		      bool write)
{
	struct mm_struct *mm = file->private_data;
	ssize_t done = 0;
	void *page;
	int n = 0;

	if (!mm)
		return 0;
	page = (void *)__get_free_page(GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	if (!mmget_not_zero(mm))
		goto out;
	while (count > (size_t)done) {
		n = move_piece(mm, *pos + done, buf + done, min(count - done, PAGE_SIZE),
			       page, write);
		if (n < 0)
			break;
		done += n;
		cond_resched();
	}
	*pos += done;
	mmput(mm);
out:
	free_page((unsigned long)page);
	return done ? done : n;
}

static ssize_t mem_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	return mem_rw(file, buf, count, pos, false);
}

static ssize_t mem_write(struct file *file, const char __user *buf, size_t count,
			 loff_t *pos)
{
	return mem_rw(file, (char __user *)buf, count, pos, true);
}

/* Any address, as memory has no end to count from. */
static loff_t mem_llseek(struct file *file, loff_t offset, int whence)
{
	if (whence != SEEK_SET && whence != SEEK_CUR)
		return -EINVAL;
	return generic_file_llseek_size(file, offset, whence, MAX_LFS_FILESIZE, 0);
}

const struct file_operations proc_pid_mem_fops = {
	.open = mem_open,
	.read = mem_read,
	.write = mem_write,
	.llseek = mem_llseek,
	.release = mem_release,
};
