/*
 * mm/cache/seals.c - what shall never happen to a file of shared memory again: F_ADD_SEALS
 *
 * Who gives such a file (memfd_create) to somebody it does not trust seals it first: then
 * it cannot shrink under a mapping, or change while it is read.
 *
 * F_SEAL_WRITE needs that no shared mapping could ever write the file: such VMAs are in
 * i_mmap, or on their way there, between seals_begin_mmap() and seals_end_mmap(). Once it is
 * there, a shared mapping is one to read, for good.
 *
 * Source: the Linux man page fcntl(2), "File Sealing".
 *
 * Locking: i_rwsem held for writing by who seals, writes, or sets the size; i_mmap_rwsem,
 * inside it, for mappings against F_SEAL_WRITE.
 */
#include <linux/interval_tree.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <uapi/linux/fcntl.h>

#define NO_WRITES (F_SEAL_WRITE | F_SEAL_FUTURE_WRITE)

int seals_allow_size(const struct inode *inode, loff_t size)
{
	unsigned int seals = inode->i_seals;

	if ((size < inode->i_size && (seals & F_SEAL_SHRINK)) ||
	    (size > inode->i_size && (seals & F_SEAL_GROW)))
		return -EPERM;
	return 0;
}

ssize_t seals_allow_write(const struct inode *inode, loff_t pos, size_t count)
{
	loff_t end = inode->i_size &
		     PAGE_MASK; /* a piece is in the file, or is refused */

	if (inode->i_seals & NO_WRITES)
		return -EPERM;
	if (!(inode->i_seals & F_SEAL_GROW) || pos + (loff_t)count <= inode->i_size)
		return count;
	return pos < end ? end - pos : -EPERM;
}

int seals_begin_mmap(struct address_space *mapping, unsigned long *vm_flags)
{
	unsigned int seals;

	down_write(&mapping->i_mmap_rwsem);
	seals = READ_ONCE(mapping->host->i_seals);
	if ((seals & NO_WRITES) && (*vm_flags & VM_WRITE)) {
		up_write(&mapping->i_mmap_rwsem);
		return -EPERM;
	}
	if (seals & NO_WRITES)
		*vm_flags &= ~VM_MAYWRITE;
	mapping->mmaps_begun++;
	up_write(&mapping->i_mmap_rwsem);
	return 0;
}

void seals_end_mmap(struct address_space *mapping)
{
	down_write(&mapping->i_mmap_rwsem);
	mapping->mmaps_begun--;
	up_write(&mapping->i_mmap_rwsem);
}

/* i_mmap_rwsem held. */
static bool may_be_written(struct address_space *mapping)
{
	const unsigned long writer = VM_SHARED | VM_MAYWRITE;
	struct interval_tree_node *node =
		interval_tree_iter_first(&mapping->i_mmap, 0, ULONG_MAX);
	struct vm_area_struct *vma;

	for (; node; node = interval_tree_iter_next(node, 0, ULONG_MAX)) {
		vma = container_of(node, struct vm_area_struct, shared);
		if ((vma->vm_flags & writer) == writer)
			return true;
	}
	return mapping->mmaps_begun;
}

/* i_rwsem held for writing. */
static int add_seals(struct inode *inode, unsigned int seals)
{
	struct address_space *mapping = inode->i_mapping;
	int err = 0;

	if (!inode->i_seals)
		return -EINVAL;
	if (inode->i_seals & F_SEAL_SEAL)
		return -EPERM;
	down_write(&mapping->i_mmap_rwsem);
	if ((seals & ~inode->i_seals & F_SEAL_WRITE) && may_be_written(mapping))
		err = -EBUSY;
	else
		WRITE_ONCE(inode->i_seals, inode->i_seals | seals);
	up_write(&mapping->i_mmap_rwsem);
	return err;
}

long file_add_seals(struct file *file, unsigned long seals)
{
	struct inode *inode = file_inode(file);
	int err;

	if (seals > UINT_MAX)
		return -EINVAL;
	if (!(file->f_mode & FMODE_WRITE))
		return -EPERM;
	if (seals & ~F_ALL_SEALS)
		return -EINVAL;
	inode_lock(inode);
	err = add_seals(inode, seals);
	inode_unlock(inode);
	return err;
}

long file_get_seals(const struct file *file)
{
	unsigned int seals = READ_ONCE(file_inode(file)->i_seals);

	return seals ? (long)(seals & F_ALL_SEALS) : -EINVAL;
}
