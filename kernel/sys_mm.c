/*
 * kernel/sys_mm.c - the system calls on the caller's address space
 *
 * Sources: the Linux man pages of section 2. What can be wrong with a range or a
 * permission is known, and said, by mm/user.
 *
 * Locking: mm/user takes mmap_lock.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/ramfs.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <asm/page.h>
#include <uapi/linux/memfd.h>

SYSCALL_DEFINE6(mmap, unsigned long, addr, unsigned long, len, unsigned long, prot,
		unsigned long, flags, unsigned int, fd, unsigned long, offset)
{
	struct file *file = NULL;
	unsigned long result;

	if (offset & ~PAGE_MASK)
		return -EINVAL;
	if (!(flags & MAP_ANONYMOUS)) {
		file = fget(fd);
		if (!file)
			return -EBADF;
	}
	result = vm_mmap_pgoff(file, addr, len, prot, flags, offset >> PAGE_SHIFT);
	if (file)
		fput(file);
	return result;
}

SYSCALL_DEFINE2(munmap, unsigned long, addr, size_t, len)
{
	return vm_munmap(addr, len);
}

SYSCALL_DEFINE3(mprotect, unsigned long, start, size_t, len, unsigned long, prot)
{
	return mm_mprotect(current->mm, start, len, prot);
}

/* Protection keys as on a CPU that has none: all memory has key 0, which nobody owns. */
SYSCALL_DEFINE2(pkey_alloc, unsigned long, flags, unsigned long, rights)
{
	return flags || (rights & ~PKEY_ACCESS_MASK) ? -EINVAL : -ENOSPC;
}

SYSCALL_DEFINE1(pkey_free, int, pkey)
{
	return -EINVAL;
}

SYSCALL_DEFINE4(pkey_mprotect, unsigned long, start, size_t, len, unsigned long, prot,
		int, pkey)
{
	return pkey == -1 || !len ? mm_mprotect(current->mm, start, len, prot) : -EINVAL;
}

SYSCALL_DEFINE1(brk, unsigned long, brk)
{
	return mm_brk(current->mm, brk);
}

SYSCALL_DEFINE5(mremap, unsigned long, addr, unsigned long, old_len, unsigned long,
		new_len, unsigned long, flags, unsigned long, new_addr)
{
	return do_mremap(addr, old_len, new_len, flags, new_addr);
}

SYSCALL_DEFINE5(remap_file_pages, unsigned long, start, unsigned long, len, unsigned long,
		prot, unsigned long, pgoff, unsigned long, flags)
{
	return do_remap_file_pages(start, len, prot, pgoff, flags);
}

SYSCALL_DEFINE3(msync, unsigned long, start, size_t, len, int, flags)
{
	return do_msync(current->mm, start, len, flags);
}

SYSCALL_DEFINE3(madvise, unsigned long, start, size_t, len, int, advice)
{
	return do_madvise(current->mm, start, len, advice);
}

SYSCALL_DEFINE2(mlock, unsigned long, start, size_t, len)
{
	return do_mlock(current->mm, start, len, 0);
}

SYSCALL_DEFINE3(mlock2, unsigned long, start, size_t, len, int, flags)
{
	return do_mlock(current->mm, start, len, flags);
}

SYSCALL_DEFINE2(munlock, unsigned long, start, size_t, len)
{
	return do_munlock(current->mm, start, len);
}

SYSCALL_DEFINE1(mlockall, int, flags)
{
	return do_mlockall(current->mm, flags);
}

SYSCALL_DEFINE0(munlockall)
{
	return do_munlockall(current->mm);
}

#define MEMFD_NAME_MAX (NAME_MAX - strlen("memfd:") + 1) /* with its end */

/* A file of shared memory without a name; what is given as one is for /proc. */
SYSCALL_DEFINE2(memfd_create, const char __user *, uname, unsigned int, flags)
{
	char name[NAME_MAX + 1] = "memfd:";
	struct file *file;
	long len;
	int fd;

	if (flags & ~(MFD_CLOEXEC | MFD_ALLOW_SEALING)) /* Atlas: no huge pages */
		return -EINVAL;
	len = strncpy_from_user(name + strlen(name), uname, MEMFD_NAME_MAX);
	if (len < 0)
		return -EFAULT;
	if (len == (long)MEMFD_NAME_MAX)
		return -EINVAL;
	fd = get_unused_fd_flags(flags & MFD_CLOEXEC ? O_CLOEXEC : 0);
	if (fd < 0)
		return fd;
	file = shmem_file_setup(name, 0, VM_NORESERVE);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		return PTR_ERR(file);
	}
	file->f_flags |= O_LARGEFILE;
	if (flags & MFD_ALLOW_SEALING)
		file_inode(file)->i_seals &= ~F_SEAL_SEAL;
	fd_install(fd, file);
	return fd;
}

/* mincore() by way of buf, a page: vec must not be written with mmap_lock held. */
static int copy_mincore(unsigned long start, unsigned long pages, unsigned char *buf,
			unsigned char __user *vec)
{
	while (pages) {
		long told = mm_mincore(current->mm, start, min(pages, PAGE_SIZE), buf);

		if (told < 0)
			return told;
		if (copy_to_user(vec, buf, told))
			return -EFAULT;
		start += told << PAGE_SHIFT;
		vec += told;
		pages -= told;
	}
	return 0;
}

SYSCALL_DEFINE3(mincore, unsigned long, start, size_t, len, unsigned char __user *, vec)
{
	unsigned long pages = (len >> PAGE_SHIFT) + !!offset_in_page(len);
	unsigned char *buf;
	int err;

	if (offset_in_page(start))
		return -EINVAL;
	if (!access_ok((void __user *)start, len))
		return -ENOMEM;
	if (!access_ok(vec, pages))
		return -EFAULT;
	buf = kmalloc(PAGE_SIZE, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	err = copy_mincore(start, pages, buf, vec);
	kfree(buf);
	return err;
}
