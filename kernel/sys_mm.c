/*
 * kernel/sys_mm.c - the system calls on the caller's address space
 *
 * Sources: the Linux man pages of section 2. What can be wrong with a range or a
 * permission is known, and said, by mm/user.
 *
 * Locking: mm/user takes mmap_lock.
 */
#include <linux/errno.h>
#include <linux/file.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <asm/page.h>

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

SYSCALL_DEFINE1(brk, unsigned long, brk)
{
	return mm_brk(current->mm, brk);
}

SYSCALL_DEFINE5(mremap, unsigned long, addr, unsigned long, old_len, unsigned long,
		new_len, unsigned long, flags, unsigned long, new_addr)
{
	return do_mremap(addr, old_len, new_len, flags, new_addr);
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
