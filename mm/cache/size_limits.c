/*
 * mm/cache/size_limits.c - how large a file may become
 *
 * Two bounds: the largest file of the file system (s_maxbytes), and what the process may
 * write (RLIMIT_FSIZE, getrlimit(2)). Beyond either it is -EFBIG; beyond its own limit the
 * process gets SIGXFSZ as well. What a file already has beyond the limit stays.
 *
 * Locking: the caller holds i_rwsem for writing where the size must not change meanwhile.
 */
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/resource.h>
#include <linux/signal.h>

/* Past the calling process's own limit. */
static int over_rlimit(void)
{
	send_sig(SIGXFSZ, current, 0);
	return -EFBIG;
}

int generic_write_check_limits(const struct file *file, loff_t pos, loff_t *count)
{
	u64 own = rlimit(RLIMIT_FSIZE), largest = file_inode(file)->i_sb->s_maxbytes;

	if (unlikely((u64)pos >= own))
		return over_rlimit();
	if (unlikely((u64)pos >= largest))
		return -EFBIG;
	*count = min_t(u64, *count, min(own, largest) - pos);
	return 0;
}

int inode_newsize_ok(const struct inode *inode, loff_t size)
{
	if (size <= inode->i_size)
		return 0;
	if (unlikely((u64)size > rlimit(RLIMIT_FSIZE)))
		return over_rlimit();
	return size > inode->i_sb->s_maxbytes ? -EFBIG : 0;
}
