/*
 * fs/ramfs/shmem.c - shared memory: a file without a name behind MAP_SHARED|MAP_ANONYMOUS
 *
 * Its pages are found through the page cache like those of any mapped file, which is what
 * makes them the same pages for parent and child. Unless it is VM_NORESERVE, its whole
 * size is promised at once (mm/user/overcommit.c).
 *
 * Locking: none of its own.
 */
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/mount.h>
#include <linux/ramfs.h>
#include "internal.h"

static struct vfsmount *shm_mnt; /* [I after boot] */

/* As Linux shows it in /proc/PID/maps: "/dev/zero (deleted)". */
static char *shmem_dname(struct dentry *dentry, char *buf, int buflen)
{
	return dynamic_dname(buf, buflen, "/%s (deleted)", dentry->d_name.name);
}

static const struct dentry_operations shmem_dentry_operations = {
	.d_dname = shmem_dname,
};

struct file *shmem_file_setup(const char *name, loff_t size, unsigned long flags)
{
	unsigned long pages = PAGE_ALIGN(size) >> PAGE_SHIFT;
	struct super_block *sb = shm_mnt->mnt_sb;
	struct inode *inode;
	struct file *file;

	if (size < 0 || size > sb->s_maxbytes)
		return ERR_PTR(-EINVAL);
	if (flags & VM_NORESERVE)
		pages = 0;
	if (!vm_enough_memory(current->mm, pages))
		return ERR_PTR(-ENOMEM);
	inode = ramfs_make_inode(sb, d_inode(sb->s_root), S_IFREG | S_IRWXUGO, 0);
	if (IS_ERR(inode)) {
		vm_unacct_memory(pages);
		return ERR_CAST(inode);
	}
	inode->i_private = (void *)pages;
	clear_nlink(inode);
	i_size_write(inode, size);
	file = alloc_file_pseudo(inode, shm_mnt, name, O_RDWR, &shmem_dentry_operations,
				 inode->i_fop);
	if (IS_ERR(file))
		iput(inode);
	return file;
}

static int zero_setup(struct vm_area_struct *vma)
{
	struct file *file =
		shmem_file_setup("dev/zero", vma->vm_end - vma->vm_start, vma->vm_flags);

	if (IS_ERR(file))
		return PTR_ERR(file);
	if (vma->vm_file)
		fput(vma->vm_file);
	vma->vm_file = file;
	return generic_file_mmap(file, vma);
}

static const struct mm_file_ops shmem_mm_file_ops = {
	.fput = fput,
	.shmem_zero_setup = zero_setup,
};

int __init shmem_init(void)
{
	shm_mnt = vfs_kern_mount(&tmpfs_fs_type, 0, "tmpfs", "size=0,nr_inodes=0");
	if (IS_ERR(shm_mnt))
		return PTR_ERR(shm_mnt);
	mm_set_file_ops(&shmem_mm_file_ops);
	return 0;
}
