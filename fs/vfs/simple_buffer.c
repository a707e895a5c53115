/*
 * fs/vfs/simple_buffer.c - read(2) and write(2) of a file that is one piece of memory
 *
 * Locking: the caller's.
 */
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/uaccess.h>

/*
 * Copy what there is of [from, from + available) at *ppos to the program; *ppos moves on.
 * Bytes copied, 0 at the end, -EINVAL (negative *ppos), -EFAULT.
 */
ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *ppos,
				const void *from, size_t available)
{
	loff_t pos = *ppos;
	size_t left;

	if (pos < 0)
		return -EINVAL;
	if ((u64)pos >= available || !count)
		return 0;
	count = min(count, available - (size_t)pos);
	left = copy_to_user(to, (const char *)from + pos, count);
	if (left == count)
		return -EFAULT;
	count -= left;
	*ppos = pos + count;
	return count;
}

/* The other direction; what does not fit is not taken. */
ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *ppos,
			       const void __user *from, size_t count)
{
	loff_t pos = *ppos;
	size_t left;

	if (pos < 0)
		return -EINVAL;
	if ((u64)pos >= available || !count)
		return 0;
	count = min(count, available - (size_t)pos);
	left = copy_from_user((char *)to + pos, from, count);
	if (left == count)
		return -EFAULT;
	count -= left;
	*ppos = pos + count;
	return count;
}
