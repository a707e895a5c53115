/*
 * fs/vfs/file_table.c - open files: struct file from its making to its last reference
 *
 * Locking: f_count is atomic. The last fput() runs release() in the context of whoever
 * made it, so it may sleep and is never done under a spinlock.
 */
#include <linux/capability.h>
#include <linux/cdev.h>
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mount.h>
#include <linux/percpu_counter.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "internal.h"

static struct kmem_cache *file_cache; /* [I after boot] */
static DEFINE_PERCPU_COUNTER(nr_files);
unsigned long sysctl_max_files;

/* A file needs about a KiB, with its inode and its dentry: a tenth of memory for them. */
void __init file_cache_init(void)
{
	file_cache = KMEM_CACHE(file, SLAB_PANIC);
	sysctl_max_files = max(totalram_pages() * (PAGE_SIZE / 1024) / 10, 8192UL);
}

long get_nr_files(void)
{
	return percpu_counter_sum_positive(&nr_files);
}

/* What the CPUs have counted by themselves matters only near the limit. */
static bool too_many_files(void)
{
	unsigned long max = READ_ONCE(sysctl_max_files);

	return (unsigned long)percpu_counter_read_positive(&nr_files) >= max &&
	       !capable(CAP_SYS_ADMIN) && (unsigned long)get_nr_files() >= max;
}

struct file *alloc_empty_file(int flags)
{
	struct file *file;

	if (too_many_files())
		return ERR_PTR(-ENFILE);
	file = kmem_cache_zalloc(file_cache, GFP_KERNEL);
	if (!file)
		return ERR_PTR(-ENOMEM);
	atomic_long_set(&file->f_count, 1);
	spin_lock_init(&file->f_lock);
	mutex_init(&file->f_pos_lock);
	file->f_flags = flags;
	file->f_mode = OPEN_FMODE(flags);
	percpu_counter_inc(&nr_files);
	return file;
}

void file_free(struct file *file)
{
	percpu_counter_dec(&nr_files);
	kmem_cache_free(file_cache, file);
}

struct file *alloc_file(const struct path *path, int flags,
			const struct file_operations *fop)
{
	struct file *file = alloc_empty_file(flags);

	if (IS_ERR(file))
		return file;
	file->f_path = *path;
	file->f_inode = d_inode(path->dentry);
	file->f_mapping = file->f_inode->i_mapping;
	file->f_op = fop;
	if (file->f_mode & FMODE_READ && fop->read)
		file->f_mode |= FMODE_CAN_READ;
	if (file->f_mode & FMODE_WRITE && fop->write)
		file->f_mode |= FMODE_CAN_WRITE;
	if (fop->llseek)
		file->f_mode |= FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE;
	file->f_mode |= FMODE_OPENED;
	return file;
}

struct file *alloc_file_pseudo(struct inode *inode, struct vfsmount *mnt,
			       const char *name, int flags,
			       const struct dentry_operations *dops,
			       const struct file_operations *fop)
{
	struct qstr q = QSTR_INIT(name, strlen(name));
	struct path path = { .mnt = mnt };
	struct file *file;

	path.dentry = d_alloc_pseudo(inode->i_sb, &q, dops);
	if (!path.dentry)
		return ERR_PTR(-ENOMEM);
	mntget(mnt);
	ihold(inode);
	d_instantiate(path.dentry, inode);
	file = alloc_file(&path, flags, fop);
	if (IS_ERR(file)) {
		path_put(&path);
		return file;
	}
	iput(inode); /* the dentry has its own by now, and the caller's is taken */
	return file;
}

struct file *alloc_file_clone(struct file *base, int flags,
			      const struct file_operations *fop)
{
	struct file *file = alloc_file(&base->f_path, flags, fop);

	if (!IS_ERR(file))
		path_get(&file->f_path);
	return file;
}

static void __fput(struct file *file)
{
	struct inode *inode = file->f_inode;

	eventpoll_release(file);
	locks_remove_file(file);
	if (file->f_flags & FASYNC && file->f_op->fasync)
		file->f_op->fasync(-1, file, 0);
	if (file->f_mode & FMODE_OPENED && file->f_op->release)
		file->f_op->release(inode, file);
	if (file->f_mode & FMODE_WRITER)
		put_writer(&file->f_path);
	path_put(&file->f_path);
	file_free(file);
}

void fput(struct file *file)
{
	if (atomic_long_dec_and_test(&file->f_count)) {
		might_sleep();
		__fput(file);
	}
}
