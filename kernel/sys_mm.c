/*
 * kernel/sys_mm.c - the system calls on the caller's address space
 *
 * Sources: the Linux man pages mmap(2), mprotect(2), brk(2). What can be wrong with a
 * range or a permission is known, and said, by mm/user.
 *
 * Locking: mm/user takes mmap_lock.
 */
#include <linux/errno.h>
#include <linux/file.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/sched.h>
#include <linux/syscalls.h>
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
