/*
 * arch/uaccess.c - the longer routines of linux/uaccess.h
 *
 * Locking: none; as there.
 */
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <asm/memory_layout.h>

/* Bytes from addr to the end of user space. */
static unsigned long room_above(const char __user *addr)
{
	unsigned long start = (unsigned long)addr;

	return start < TASK_SIZE_MAX ? TASK_SIZE_MAX - start : 0;
}

long strncpy_from_user(char *to, const char __user *from, long n)
{
	unsigned long room = room_above(from);
	long limit, len;

	if (n <= 0)
		return 0;
	limit = min_t(unsigned long, n, room);
	if (!limit)
		return -EFAULT;
	len = __strncpy_user(to, from, limit);
	return len == limit && limit < n ? -EFAULT : len;
}

long strnlen_user(const char __user *str, long n)
{
	unsigned long room = room_above(str);
	long limit, len;

	if (n <= 0)
		return 0;
	limit = min_t(unsigned long, n, room);
	if (!limit)
		return 0;
	len = __strnlen_user(str, limit);
	if (len < 0 || (len == limit && limit < n))
		return 0;
	return len + 1;
}

/* Are the n bytes of user memory all zero? 1, 0 or -EFAULT. */
static int user_bytes_zero(const char __user *from, size_t n)
{
	char chunk[64];

	while (n) {
		size_t part = min_t(size_t, n, sizeof(chunk));

		if (copy_from_user(chunk, from, part))
			return -EFAULT;
		if (memchr_inv(chunk, 0, part))
			return 0;
		from += part;
		n -= part;
	}
	return 1;
}

int copy_struct_from_user(void *to, size_t ksize, const void __user *from, size_t usize)
{
	size_t common = min(ksize, usize);

	if (usize > ksize) {
		int zero =
			user_bytes_zero((const char __user *)from + ksize, usize - ksize);

		if (zero <= 0)
			return zero ? zero : -E2BIG;
	}
	if (copy_from_user(to, from, common))
		return -EFAULT;
	memset((char *)to + common, 0, ksize - common);
	return 0;
}

int copy_from_kernel_nofault(void *to, const void *from, size_t n)
{
	unsigned long start = (unsigned long)from;

	if (start < PAGE_OFFSET || start + n < start)
		return -EFAULT;
	return __copy_user(to, from, n) ? -EFAULT : 0;
}
