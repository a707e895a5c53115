/*
 * kernel/shm.c - System V shared memory: segments, and who has them attached
 *
 *	shmget -> shm_segment -> a file of tmpfs without a name
 *	shmat  -> a VMA on another open of that file, to read or to read and write
 *
 * A segment lives until it is removed and nobody has it attached: each VMA counts, those
 * that fork copies and those that munmap(2) cuts off, too (vm_ops->open, close).
 *
 * Sources: the Linux man pages shmget(2), shmop(2), shmctl(2), sysvipc(7).
 *
 * Locking: shm_lock; mmap_lock outside it. A file is put when shm_lock is released.
 *
 * Atlas: an id is never used again until all 2^31 have been.
 */
#include <linux/capability.h>
#include <linux/file.h>
#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/pagemap.h>
#include <linux/ramfs.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include "shm.h"

DEFINE_MUTEX(shm_lock);
LIST_HEAD(shm_segments);
unsigned int shm_count;
unsigned long shm_pages;
unsigned long shm_ctlmax = SHMMAX, shm_ctlall = SHMALL;
int shm_ctlmni = SHMMNI;
static int next_id; /* [shm_lock] */

static long seconds(void)
{
	return ktime_get_real_ns() / NSEC_PER_SEC;
}

/* --- the table -------------------------------------------------------------------- */

struct shm_segment *shm_find(int id)
{
	struct shm_segment *seg;

	list_for_each_entry (seg, &shm_segments, list)
		if (seg->id == id)
			return seg;
	return NULL;
}

bool ipc_owner(const struct ipc64_perm *perm)
{
	return current_euid() == perm->uid || current_euid() == perm->cuid;
}

int ipcperms(const struct ipc64_perm *perm, int flags)
{
	int wanted = (flags >> 6 | flags >> 3 | flags) & S_IRWXO, granted = perm->mode;

	if (ipc_owner(perm))
		granted >>= 6;
	else if (in_group_p(perm->gid) || in_group_p(perm->cgid))
		granted >>= 3;
	return !(wanted & ~granted) || capable(CAP_IPC_OWNER) ? 0 : -EACCES;
}

struct shm_segment *shm_find_key(int key)
{
	struct shm_segment *seg;

	list_for_each_entry (seg, &shm_segments, list)
		if (seg->ds.shm_perm.key == key)
			return seg;
	return NULL;
}

/* Atlas: no huge pages for programs; those who could have them are told so. */
static int huge_error(int flags)
{
	if (!has_huge_size(flags))
		return -EINVAL;
	return capable(CAP_IPC_LOCK) || in_group_p(0) ? -ENOMEM : -EPERM;
}

/* Its inode's number is its id, as /proc/PID/maps shows. */
static struct file *make_file(int key, size_t size, int flags, int id)
{
	vm_flags_t vm_flags = flags & SHM_NORESERVE ? VM_NORESERVE : 0;
	struct file *file;
	char name[16];

	if (flags & SHM_HUGETLB)
		return ERR_PTR(huge_error(flags));
	if (sysctl_overcommit_memory == OVERCOMMIT_NEVER)
		vm_flags = 0;
	snprintf(name, sizeof(name), "SYSV%08x", key);
	file = shmem_file_setup(name, size, vm_flags);
	if (!IS_ERR(file))
		file_inode(file)->i_ino = id;
	return file;
}

struct shm_segment *shm_create(int key, size_t size, int flags)
{
	unsigned long pages = PAGE_ALIGN(size) >> PAGE_SHIFT;
	struct shm_segment *seg;

	if (size < SHMMIN || size > READ_ONCE(shm_ctlmax))
		return ERR_PTR(-EINVAL);
	if (shm_count >= (unsigned int)READ_ONCE(shm_ctlmni) || !pages ||
	    shm_pages + pages < pages || shm_pages + pages > READ_ONCE(shm_ctlall))
		return ERR_PTR(-ENOSPC);
	seg = kzalloc(sizeof(*seg), GFP_KERNEL);
	if (!seg)
		return ERR_PTR(-ENOMEM);
	while (shm_find(next_id))
		next_id = (next_id + 1) & INT_MAX;
	seg->file = make_file(key, size, flags, next_id);
	if (IS_ERR(seg->file)) {
		int err = PTR_ERR(seg->file);

		kfree(seg);
		return ERR_PTR(err);
	}
	seg->id = next_id;
	next_id = (next_id + 1) & INT_MAX;
	seg->ds.shm_perm.key = key;
	seg->ds.shm_perm.mode = flags & S_IRWXUGO;
	seg->ds.shm_perm.uid = seg->ds.shm_perm.cuid = current_euid();
	seg->ds.shm_perm.gid = seg->ds.shm_perm.cgid = current_cred()->egid;
	seg->ds.shm_segsz = size;
	seg->ds.shm_ctime = seconds();
	seg->ds.shm_cpid = task_tgid_nr(current);
	list_add_tail(&seg->list, &shm_segments);
	shm_count++;
	shm_pages += pages;
	return seg;
}

/* The segment's file, if nothing keeps the segment any more; else NULL. */
static struct file *destroy_unused(struct shm_segment *seg)
{
	struct file *file = seg->file;

	if (seg->ds.shm_nattch || seg->pins || !(seg->ds.shm_perm.mode & SHM_DEST))
		return NULL;
	list_del(&seg->list);
	shm_count--;
	shm_pages -= PAGE_ALIGN(seg->ds.shm_segsz) >> PAGE_SHIFT;
	kfree(seg);
	return file;
}

struct file *shm_remove(struct shm_segment *seg)
{
	seg->ds.shm_perm.key = IPC_PRIVATE;
	seg->ds.shm_perm.mode |= SHM_DEST;
	return destroy_unused(seg);
}

static void put_file(struct file *file)
{
	if (file)
		fput(file);
}

/* --- a VMA comes and goes --------------------------------------------------------- */

static void shm_vma_open(struct vm_area_struct *vma)
{
	struct shm_segment *seg = vma->vm_private_data;

	mutex_lock(&shm_lock);
	seg->ds.shm_nattch++;
	seg->ds.shm_atime = seconds();
	seg->ds.shm_lpid = task_tgid_nr(current);
	mutex_unlock(&shm_lock);
}

static void shm_vma_close(struct vm_area_struct *vma)
{
	struct shm_segment *seg = vma->vm_private_data;
	struct file *unused;

	mutex_lock(&shm_lock);
	seg->ds.shm_nattch--;
	seg->ds.shm_dtime = seconds();
	seg->ds.shm_lpid = task_tgid_nr(current);
	unused = destroy_unused(seg);
	mutex_unlock(&shm_lock);
	put_file(unused);
}

static const struct vm_operations_struct shm_vm_ops = {
	.open = shm_vma_open,
	.close = shm_vma_close,
	.fault = filemap_fault,
	.map_pages = filemap_map_pages,
};

static int shm_mmap(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_ops = &shm_vm_ops;
	vma->vm_private_data = file->private_data;
	shm_vma_open(vma);
	return 0;
}

static long shm_fallocate(struct file *file, int mode, loff_t offset, loff_t len)
{
	return file_inode(file)->i_fop->fallocate(file, mode, offset, len);
}

/* Of the file that an attachment has open: only mapped memory and madvise(2) see it. */
static const struct file_operations shm_file_operations = {
	.mmap = shm_mmap,
	.fsync = noop_fsync,
	.fallocate = shm_fallocate,
};

/* --- attaching -------------------------------------------------------------------- */

static unsigned long map_segment(struct file *file, unsigned long addr, unsigned long len,
				 unsigned long prot, unsigned long flags, bool replace)
{
	struct mm_struct *mm = current->mm;
	unsigned long populate = 0, result = -EINVAL;

	if (mmap_write_lock_killable(mm))
		return -EINTR;
	if (!addr || replace ||
	    (addr + len >= addr && !find_vma_intersection(mm, addr, addr + len)))
		result = do_mmap(file, addr, len, prot, flags, 0, &populate);
	mmap_write_unlock(mm);
	if (populate)
		mm_populate(mm, result, populate);
	return result;
}

unsigned long shm_attach(int id, unsigned long addr, unsigned long prot,
			 unsigned long flags, bool replace)
{
	const int access = S_IRUGO | (prot & PROT_WRITE ? S_IWUGO : 0) |
			   (prot & PROT_EXEC ? S_IXUGO : 0);
	struct file *file, *unused;
	struct shm_segment *seg;
	unsigned long result;
	int err;

	mutex_lock(&shm_lock);
	seg = shm_find(id);
	err = seg ? ipcperms(&seg->ds.shm_perm, access) : -EINVAL;
	if (!err)
		seg->pins++;
	mutex_unlock(&shm_lock);
	if (err)
		return err;

	file = alloc_file_clone(seg->file, prot & PROT_WRITE ? O_RDWR : O_RDONLY,
				&shm_file_operations);
	if (IS_ERR(file)) {
		result = PTR_ERR(file);
	} else {
		file->private_data = seg;
		result = map_segment(file, addr, seg->ds.shm_segsz, prot, flags, replace);
		fput(file);
	}

	mutex_lock(&shm_lock);
	seg->pins--;
	unused = destroy_unused(seg);
	mutex_unlock(&shm_lock);
	put_file(unused);
	return result;
}

/* Does vma show its part of a segment that was attached at addr? */
static bool attached_at(const struct vm_area_struct *vma, unsigned long addr)
{
	return vma->vm_ops == &shm_vm_ops &&
	       (vma->vm_start - addr) >> PAGE_SHIFT == vma->vm_pgoff;
}

/* What is left of the attachment goes, as parts of it may have gone or moved before. */
int shm_detach(unsigned long addr)
{
	struct mm_struct *mm = current->mm;
	struct vm_area_struct *vma, *next;
	const struct file *file = NULL;
	int err = -EINVAL;

	if (mmap_write_lock_killable(mm))
		return -EINTR;
	for (vma = find_vma(mm, addr); vma; vma = next) {
		next = vma->vm_next;
		if (!attached_at(vma, addr) || (file && vma->vm_file != file))
			continue;
		file = vma->vm_file;
		err = do_munmap(mm, vma->vm_start, vma->vm_end - vma->vm_start);
		if (err)
			break;
	}
	mmap_write_unlock(mm);
	return err;
}
