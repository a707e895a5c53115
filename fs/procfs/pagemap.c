/*
 * fs/procfs/pagemap.c - /proc/PID/pagemap: for each page of a process, its frame; clear_refs
 *
 * 64 bits a page, at offset 8 * (address / 4096); Linux's
 * Documentation/admin-guide/mm/pagemap.rst says what they mean. Frame numbers are 0 for
 * who lacks CAP_SYS_ADMIN. What is written to clear_refs says which traces to wipe out:
 *
 *	1 referenced, all pages    2 anonymous ones only    3 files' pages only
 *	4 soft-dirty               5 the peak of resident pages (VmHWM)
 *
 * Locking: mmap_lock for reading while entries are collected; it is dropped before they
 * are copied to the program, which may fault.
 */
#include <linux/capability.h>
#include <linux/err.h>
#include <linux/kstrtox.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "internal.h"

#define ENTRIES_AT_ONCE 64

static int pagemap_open(struct inode *inode, struct file *file)
{
	struct mm_struct *mm = proc_mm_open(inode);

	if (IS_ERR(mm))
		return PTR_ERR(mm);
	file->private_data = mm;
	return 0;
}

static int pagemap_release(struct inode *inode, struct file *file)
{
	if (file->private_data)
		mmdrop(file->private_data);
	return 0;
}

/* The entries of nr pages from addr on. 0 or -errno. */
static int collect(struct mm_struct *mm, unsigned long addr, unsigned int nr,
		   u64 *entries)
{
	u64 shown = capable(CAP_SYS_ADMIN) ? ~0UL : ~PM_PFRAME_MASK;
	int err = 0;

	mmap_read_lock(mm);
	for (unsigned int i = 0; i < nr && !err; i++) {
		err = mm_pagemap_entry(mm, addr + i * PAGE_SIZE, &entries[i]);
		entries[i] &= shown;
	}
	mmap_read_unlock(mm);
	return err;
}

/* Whole entries from *pos on. Bytes or -errno. */
static ssize_t read_entries(struct mm_struct *mm, char __user *buf, size_t count,
			    loff_t *pos)
{
	u64 entries[ENTRIES_AT_ONCE];
	ssize_t done = 0;

	while (count) {
		u64 index = *pos / sizeof(u64), end = mm->task_size >> PAGE_SHIFT;
		unsigned int nr = min_t(size_t, count / sizeof(u64), ENTRIES_AT_ONCE);
		int err;

		if (index >= end)
			break;
		nr = min_t(u64, nr, end - index);
		err = collect(mm, index << PAGE_SHIFT, nr, entries);
		if (!err && copy_to_user(buf + done, entries, nr * sizeof(u64)))
			err = -EFAULT;
		if (err)
			return done ? done : err;
		done += nr * sizeof(u64);
		*pos += nr * sizeof(u64);
		count -= nr * sizeof(u64);
		cond_resched();
	}
	return done;
}

static ssize_t pagemap_read(struct file *file, char __user *buf, size_t count,
			    loff_t *pos)
{
	struct mm_struct *mm = file->private_data;
	ssize_t ret;

	if (!mm || !mmget_not_zero(mm))
		return 0;
	if (*pos % sizeof(u64) || count % sizeof(u64))
		ret = -EINVAL;
	else
		ret = read_entries(mm, buf, count, pos);
	mmput(mm);
	return ret;
}

/* The size is not in the inode: only the position counts. */
static loff_t pagemap_llseek(struct file *file, loff_t offset, int whence)
{
	if (whence == SEEK_END)
		return -EINVAL;
	return generic_file_llseek_size(file, offset, whence, MAX_LFS_FILESIZE, 0);
}

const struct file_operations proc_pid_pagemap_fops = {
	.open = pagemap_open,
	.read = pagemap_read,
	.llseek = pagemap_llseek,
	.release = pagemap_release,
};

/* --- clear_refs ---------------------------------------------------------------------------------- */

enum { CLEAR_ALL = 1, CLEAR_ANON, CLEAR_FILES, CLEAR_SOFT_DIRTY, CLEAR_HIWATER };

static int clear_refs(struct mm_struct *mm, int what)
{
	switch (what) {
	case CLEAR_SOFT_DIRTY:
		return mm_clear_soft_dirty(mm);
	case CLEAR_HIWATER:
		WRITE_ONCE(mm->hiwater_rss, get_mm_rss(mm));
		return 0;
	default:
		mm_clear_referenced(mm, what != CLEAR_FILES, what != CLEAR_ANON);
		return 0;
	}
}

static ssize_t clear_refs_write(struct file *file, const char __user *buf, size_t count,
				loff_t *pos)
{
	struct mm_struct *mm;
	char text[13] = "";
	int what, err;

	if (copy_from_user(text, buf, min(count, sizeof(text) - 1)))
		return -EFAULT;
	err = kstrtoint(strstrip(text), 10, &what);
	if (err)
		return err;
	if (what < CLEAR_ALL || what > CLEAR_HIWATER)
		return -EINVAL;
	mm = proc_mm_open(file_inode(file));
	if (IS_ERR(mm))
		return PTR_ERR(mm);
	if (mm && mmget_not_zero(mm)) {
		err = clear_refs(mm, what);
		mmput(mm);
	}
	if (mm)
		mmdrop(mm);
	return err ? err : (ssize_t)count;
}

const struct file_operations proc_pid_clear_refs_fops = {
	.write = clear_refs_write,
	.llseek = noop_llseek,
};
