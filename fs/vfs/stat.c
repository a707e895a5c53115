/*
 * fs/vfs/stat.c - what a file is: stat(2), statx(2), readlink(2)
 *
 *	inode --generic_fillattr() or i_op->getattr()--> struct kstat --> the ABI's layout
 *
 * Locking: none: fields are read one by one, and a concurrent change may fall between.
 */
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/limits.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <atlas/file_calls.h>
#include "mount.h"

void generic_fillattr(struct inode *inode, struct kstat *stat)
{
	stat->result_mask |= STATX_BASIC_STATS;
	stat->dev = inode->i_sb->s_dev;
	stat->ino = inode->i_ino;
	stat->mode = inode->i_mode;
	stat->nlink = inode->i_nlink;
	stat->uid = inode->i_uid;
	stat->gid = inode->i_gid;
	stat->rdev = inode->i_rdev;
	stat->size = i_size_read(inode);
	stat->atime = inode->i_atime;
	stat->mtime = inode->i_mtime;
	stat->ctime = inode->i_ctime;
	stat->blksize = inode->i_sb->s_blocksize;
	stat->blocks = READ_ONCE(inode->i_mapping->nrpages) << (PAGE_SHIFT - 9);
}

/* All that is known of the file at path; 0 or the file system's -errno. */
int vfs_getattr(const struct path *path, struct kstat *stat, u32 request_mask,
		unsigned int query_flags)
{
	struct inode *inode = d_inode(path->dentry);

	memset(stat, 0, sizeof(*stat));
	stat->mnt_id = real_mount(path->mnt)->id;
	stat->result_mask = STATX_MNT_ID;
	stat->attributes_mask = STATX_ATTR_MOUNT_ROOT;
	if (path->mnt->mnt_root == path->dentry)
		stat->attributes = STATX_ATTR_MOUNT_ROOT;
	if (inode->i_op->getattr)
		return inode->i_op->getattr(path, stat, request_mask, query_flags);
	generic_fillattr(inode, stat);
	return 0;
}

int vfs_fstat(int fd, struct kstat *stat)
{
	struct fd f = fdget_raw(fd);
	int err;

	if (!f.file)
		return -EBADF;
	err = vfs_getattr(&f.file->f_path, stat, STATX_BASIC_STATS, 0);
	fdput(f);
	return err;
}

static unsigned int lookup_flags_of(int at_flags)
{
	unsigned int flags = at_flags & AT_SYMLINK_NOFOLLOW ? 0 : LOOKUP_FOLLOW;

	return at_flags & AT_EMPTY_PATH ? flags | LOOKUP_EMPTY : flags;
}

int vfs_fstatat(int dfd, const char __user *filename, struct kstat *stat, int flags)
{
	struct path path;
	char first = 0;
	int err;

	if (flags &
	    ~(AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH | AT_STATX_SYNC_TYPE))
		return -EINVAL;
	/* How the C library spells fstat(): no path to copy, no walk to make. */
	if (flags & AT_EMPTY_PATH && dfd >= 0 && !get_user(first, filename) && !first)
		return vfs_fstat(dfd, stat);
	err = user_path_at(dfd, filename, lookup_flags_of(flags), &path);
	if (err)
		return err;
	err = vfs_getattr(&path, stat, STATX_BASIC_STATS, 0);
	path_put(&path);
	return err;
}

/* --- the ABI's layouts -------------------------------------------------------------------- */

/* ns since 1970 as seconds and the rest, which is never negative. */
static s64 split_time(ktime_t ns, u64 *rest)
{
	s64 seconds = ns / NSEC_PER_SEC, left = ns % NSEC_PER_SEC;

	if (left < 0) {
		seconds--;
		left += NSEC_PER_SEC;
	}
	*rest = left;
	return seconds;
}

static long copy_stat(const struct kstat *stat, struct stat __user *user)
{
	struct stat s = {
		.st_dev = new_encode_dev(stat->dev),
		.st_ino = stat->ino,
		.st_nlink = stat->nlink,
		.st_mode = stat->mode,
		.st_uid = stat->uid,
		.st_gid = stat->gid,
		.st_rdev = new_encode_dev(stat->rdev),
		.st_size = stat->size,
		.st_blksize = stat->blksize,
		.st_blocks = stat->blocks,
	};
	u64 nsec;

	s.st_atime = split_time(stat->atime, &nsec);
	s.st_atime_nsec = nsec;
	s.st_mtime = split_time(stat->mtime, &nsec);
	s.st_mtime_nsec = nsec;
	s.st_ctime = split_time(stat->ctime, &nsec);
	s.st_ctime_nsec = nsec;
	return copy_to_user(user, &s, sizeof(s)) ? -EFAULT : 0;
}

long ksys_newfstat(unsigned int fd, struct stat __user *statbuf)
{
	struct kstat stat;
	int err = vfs_fstat(fd, &stat);

	return err ? err : copy_stat(&stat, statbuf);
}

long ksys_newfstatat(int dfd, const char __user *filename, struct stat __user *statbuf,
		     int flags)
{
	struct kstat stat;
	int err = vfs_fstatat(dfd, filename, &stat, flags);

	return err ? err : copy_stat(&stat, statbuf);
}

long ksys_newstat(const char __user *filename, struct stat __user *statbuf)
{
	return ksys_newfstatat(AT_FDCWD, filename, statbuf, 0);
}

long ksys_newlstat(const char __user *filename, struct stat __user *statbuf)
{
	return ksys_newfstatat(AT_FDCWD, filename, statbuf, AT_SYMLINK_NOFOLLOW);
}

static struct statx_timestamp statx_time(ktime_t ns)
{
	u64 nsec;
	struct statx_timestamp t = { .tv_sec = split_time(ns, &nsec) };

	t.tv_nsec = nsec;
	return t;
}

long do_statx(int dfd, const char __user *filename, unsigned int flags, unsigned int mask,
	      struct statx __user *buffer)
{
	struct kstat stat;
	struct statx s = { 0 };
	int err;

	if (mask & STATX__RESERVED || (flags & AT_STATX_SYNC_TYPE) == AT_STATX_SYNC_TYPE)
		return -EINVAL;
	err = vfs_fstatat(dfd, filename, &stat, flags);
	if (err)
		return err;
	s.stx_mask = stat.result_mask;
	s.stx_blksize = stat.blksize;
	s.stx_attributes = stat.attributes;
	s.stx_attributes_mask = stat.attributes_mask;
	s.stx_nlink = stat.nlink;
	s.stx_uid = stat.uid;
	s.stx_gid = stat.gid;
	s.stx_mode = stat.mode;
	s.stx_ino = stat.ino;
	s.stx_size = stat.size;
	s.stx_blocks = stat.blocks;
	s.stx_atime = statx_time(stat.atime);
	s.stx_mtime = statx_time(stat.mtime);
	s.stx_ctime = statx_time(stat.ctime);
	s.stx_rdev_major = MAJOR(stat.rdev);
	s.stx_rdev_minor = MINOR(stat.rdev);
	s.stx_dev_major = MAJOR(stat.dev);
	s.stx_dev_minor = MINOR(stat.dev);
	s.stx_mnt_id = stat.mnt_id;
	return copy_to_user(buffer, &s, sizeof(s)) ? -EFAULT : 0;
}

/* --- readlink(2) --------------------------------------------------------------------------- */

static int copy_link(const char *text, char __user *buf, int bufsiz)
{
	int len = strlen(text);

	len = min(len, bufsiz);
	return copy_to_user(buf, text, len) ? -EFAULT : len;
}

/* A magic link reads as the path of the place it leads to. */
static int read_magic_link(struct dentry *dentry, char __user *buf, int bufsiz)
{
	char *page, *name;
	struct path to;
	int ret = d_inode(dentry)->i_op->get_path(dentry, &to);

	if (ret)
		return ret;
	page = kmalloc(PATH_MAX, GFP_KERNEL);
	name = page ? d_path(&to, page, PATH_MAX) : ERR_PTR(-ENOMEM);
	ret = IS_ERR(name) ? PTR_ERR(name) : copy_link(name, buf, bufsiz);
	kfree(page);
	path_put(&to);
	return ret;
}

static int read_link(struct dentry *dentry, char __user *buf, int bufsiz)
{
	struct inode *inode = d_inode(dentry);
	struct delayed_call done = { NULL, NULL };
	const char *text = inode->i_link;
	int ret;

	if (inode->i_op->get_path)
		return read_magic_link(dentry, buf, bufsiz);
	if (!text)
		text = inode->i_op->get_link(dentry, inode, &done);
	if (IS_ERR(text))
		return PTR_ERR(text);
	ret = copy_link(text, buf, bufsiz);
	do_delayed_call(&done);
	return ret;
}

/*
 * Bytes of the target put into buf, without a NUL. What is not a link is -EINVAL, by an
 * empty name (of dfd itself) -ENOENT.
 */
long do_readlinkat(int dfd, const char __user *pathname, char __user *buf, int bufsiz)
{
	struct filename *name;
	struct path path;
	int err, wrong;

	if (bufsiz <= 0)
		return -EINVAL;
	name = getname_flags(pathname, LOOKUP_EMPTY);
	wrong = IS_ERR(name) || name->name[0] ? -EINVAL : -ENOENT;
	err = filename_lookup(dfd, name, LOOKUP_EMPTY, &path);
	if (err)
		return err;
	err = wrong;
	if (d_is_symlink(path.dentry))
		err = read_link(path.dentry, buf, bufsiz);
	path_put(&path);
	return err;
}
