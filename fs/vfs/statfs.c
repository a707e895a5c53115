/*
 * fs/vfs/statfs.c - statfs(2): what a file system is and how full
 *
 * Locking: none.
 */
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/statfs.h>
#include <linux/uaccess.h>
#include <atlas/file_calls.h>

/* statfs.f_flags: the rest of the field is valid; those that mount(2) has elsewhere. */
#define ST_VALID 0x0020
#define ST_RDONLY 0x0001
#define ST_RELATIME 0x1000
#define ST_NOSYMFOLLOW 0x2000
#define ST_AS_MNT (MNT_NOSUID | MNT_NODEV | MNT_NOEXEC | MNT_NOATIME | MNT_NODIRATIME)

static long flags_of(const struct vfsmount *mnt)
{
	return ST_VALID | (mnt->mnt_flags & ST_AS_MNT) |
	       (__mnt_is_readonly(mnt) ? ST_RDONLY : 0) |
	       (mnt->mnt_flags & MNT_RELATIME ? ST_RELATIME : 0) |
	       (mnt->mnt_flags & MNT_NOSYMFOLLOW ? ST_NOSYMFOLLOW : 0);
}

static int statfs_path(const struct path *path, struct statfs __user *user)
{
	struct super_block *sb = path->dentry->d_sb;
	struct kstatfs k = { 0 };
	struct statfs s = { 0 };
	int err;

	if (!sb->s_op->statfs)
		return -ENOSYS;
	err = sb->s_op->statfs(path->dentry, &k);
	if (err)
		return err;
	s.f_type = k.f_type;
	s.f_bsize = k.f_bsize;
	s.f_frsize = k.f_frsize ? k.f_frsize : k.f_bsize;
	s.f_blocks = k.f_blocks;
	s.f_bfree = k.f_bfree;
	s.f_bavail = k.f_bavail;
	s.f_files = k.f_files;
	s.f_ffree = k.f_ffree;
	s.f_fsid.val[0] = new_encode_dev(sb->s_dev);
	s.f_namelen = k.f_namelen;
	s.f_flags = flags_of(path->mnt);
	return copy_to_user(user, &s, sizeof(s)) ? -EFAULT : 0;
}

long ksys_statfs(const char __user *pathname, struct statfs __user *buf)
{
	struct path path;
	int err = user_path_at(AT_FDCWD, pathname, LOOKUP_FOLLOW, &path);

	if (err)
		return err;
	err = statfs_path(&path, buf);
	path_put(&path);
	return err;
}

long ksys_fstatfs(unsigned int fd, struct statfs __user *buf)
{
	struct fd f = fdget_raw(fd);
	int err;

	if (!f.file)
		return -EBADF;
	err = statfs_path(&f.file->f_path, buf);
	fdput(f);
	return err;
}
