/*
 * fs/vfs/llseek.c - lseek(2), and the usual ways to answer it
 *
 * Locking: f_pos_lock, by fdget_pos(), around the position.
 */
#include <linux/file.h>
#include <atlas/file_calls.h>

/* Where whence and offset lead in a file of size eof; -EINVAL, -ENXIO. */
static loff_t seek_target(struct file *file, loff_t offset, int whence, loff_t eof)
{
	loff_t from = 0;

	switch (whence) {
	case SEEK_SET:
		break;
	case SEEK_CUR:
		from = file->f_pos;
		break;
	case SEEK_END:
		from = eof;
		break;
	case SEEK_DATA: /* all of it is data, up to the end */
		return offset < 0 || offset >= eof ? -ENXIO : offset;
	case SEEK_HOLE:
		return offset < 0 || offset >= eof ? -ENXIO : eof;
	default:
		return -EINVAL;
	}
	if (offset > 0 && from > MAX_LFS_FILESIZE - offset)
		return -EINVAL;
	return from + offset;
}

/* For files whose size is not i_size; positions up to maxsize. */
loff_t generic_file_llseek_size(struct file *file, loff_t offset, int whence,
				loff_t maxsize, loff_t eof)
{
	loff_t pos = seek_target(file, offset, whence, eof);

	if (pos == -ENXIO)
		return pos;
	if (pos < 0 || pos > maxsize)
		return -EINVAL;
	file->f_pos = pos;
	return pos;
}

loff_t generic_file_llseek(struct file *file, loff_t offset, int whence)
{
	struct inode *inode = file->f_mapping->host;

	return generic_file_llseek_size(file, offset, whence, inode->i_sb->s_maxbytes,
					i_size_read(inode));
}

/* For a device of a fixed size: no position beyond its end. */
loff_t fixed_size_llseek(struct file *file, loff_t offset, int whence, loff_t size)
{
	if (whence > SEEK_END)
		return -EINVAL;
	return generic_file_llseek_size(file, offset, whence, size, size);
}

loff_t default_llseek(struct file *file, loff_t offset, int whence)
{
	return generic_file_llseek(file, offset, whence);
}

/* The file has no position. */
loff_t no_llseek(struct file *file, loff_t offset, int whence)
{
	return -ESPIPE;
}

/* Seeking succeeds and changes nothing. */
loff_t noop_llseek(struct file *file, loff_t offset, int whence)
{
	return file->f_pos;
}

/* The new position, or -ESPIPE, -EINVAL, ... The caller owns the position. */
loff_t vfs_llseek(struct file *file, loff_t offset, int whence)
{
	if (!(file->f_mode & FMODE_LSEEK))
		return -ESPIPE;
	return file->f_op->llseek(file, offset, whence);
}

off_t ksys_lseek(unsigned int fd, off_t offset, unsigned int whence)
{
	struct fd f = fdget_pos(fd);
	loff_t ret = -EINVAL;

	if (!f.file)
		return -EBADF;
	if (whence <= SEEK_MAX)
		ret = vfs_llseek(f.file, offset, whence);
	fdput_pos(f);
	return ret;
}
