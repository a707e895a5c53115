/*
 * fs/vfs/attr.c - changing what is written in the inode: size, mode, owner, times
 *
 * Each call finds the inode by name or descriptor, then one notify_change().
 *
 * Locking: i_rwsem for writing around notify_change().
 */
#include <linux/capability.h>
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/uaccess.h>
#include <atlas/file_calls.h>
#include <uapi/linux/falloc.h>
#include <uapi/linux/securebits.h>
#include <uapi/linux/time.h>
#include "internal.h"

static int change_locked(const struct path *path, struct iattr *attr)
{
	struct inode *inode = d_inode(path->dentry);
	int err = 0;

	/* Whoever may write may also say that the file was touched now. */
	if ((attr->ia_valid & (ATTR_ATIME | ATTR_TIMES_SET)) == ATTR_ATIME &&
	    !inode_owner_or_capable(inode))
		err = inode_permission(inode, MAY_WRITE);
	if (err)
		return err;
	inode_lock(inode);
	err = notify_change(path->dentry, attr);
	inode_unlock(inode);
	return err;
}

int change_attr(const struct path *path, struct iattr *attr)
{
	int err = mnt_want_write(path->mnt);

	if (err)
		return err;
	err = change_locked(path, attr);
	mnt_drop_write(path->mnt);
	return err;
}

/* Change the attributes of the file that fd is open on. -EBADF. */
static int change_fd(unsigned int fd, struct iattr *attr)
{
	struct fd f = fdget(fd);
	int err;

	if (!f.file)
		return -EBADF;
	err = change_attr(&f.file->f_path, attr);
	fdput(f);
	return err;
}

/* ... and of the one that filename leads to; flags: AT_SYMLINK_NOFOLLOW, AT_EMPTY_PATH. */
static int change_user_path(int dfd, const char __user *filename, int flags,
			    struct iattr *attr)
{
	unsigned int lookup = flags & AT_SYMLINK_NOFOLLOW ? 0 : LOOKUP_FOLLOW;
	struct path path;
	int err;

	if (flags & ~(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH))
		return -EINVAL;
	if (flags & AT_EMPTY_PATH)
		lookup |= LOOKUP_EMPTY;
	err = user_path_at(dfd, filename, lookup, &path);
	if (err)
		return err;
	err = change_attr(&path, attr);
	path_put(&path);
	return err;
}

/* --- size ------------------------------------------------------------------------------- */

void file_remove_privs(struct file *file)
{
	struct iattr attr = { .ia_valid = ATTR_KILL_SUID };

	if (!capable(CAP_FSETID))
		change_attr(&file->f_path, &attr);
}

/* Set the length of the file behind dentry, which is regular. file: for fs that ask. */
int do_truncate(struct dentry *dentry, loff_t length, struct file *file)
{
	struct path path = { NULL, dentry };
	struct iattr attr = {
		.ia_valid = ATTR_SIZE | ATTR_MTIME,
		.ia_size = length,
		.ia_mtime = current_time(d_inode(dentry)),
		.ia_file = file,
	};

	if (!capable(CAP_FSETID))
		attr.ia_valid |= ATTR_KILL_SUID;
	return length < 0 ? -EINVAL : change_locked(&path, &attr);
}

/* truncate(2) of a kernel path: 0, -EISDIR, -EINVAL, -ETXTBSY, -EROFS, -EFBIG. */
int vfs_truncate(const struct path *path, loff_t length)
{
	struct inode *inode = d_inode(path->dentry);
	int err;

	if (S_ISDIR(inode->i_mode))
		return -EISDIR;
	if (!S_ISREG(inode->i_mode))
		return -EINVAL;
	err = inode_permission(inode, MAY_WRITE);
	if (!err)
		err = get_writer(path);
	if (err)
		return err;
	err = do_truncate(path->dentry, length, NULL);
	put_writer(path);
	return err;
}

long do_sys_truncate(const char __user *pathname, loff_t length)
{
	struct path path;
	int err;

	if (length < 0)
		return -EINVAL;
	err = user_path_at(AT_FDCWD, pathname, LOOKUP_FOLLOW, &path);
	if (err)
		return err;
	err = vfs_truncate(&path, length);
	path_put(&path);
	return err;
}

long do_sys_ftruncate(unsigned int fd, loff_t length)
{
	struct fd f;
	int err = -EINVAL;

	if (length < 0)
		return -EINVAL;
	f = fdget(fd);
	if (!f.file)
		return -EBADF;
	if (S_ISREG(file_inode(f.file)->i_mode) && f.file->f_mode & FMODE_WRITE)
		err = do_truncate(f.file->f_path.dentry, length, f.file);
	fdput(f);
	return err;
}

static long vfs_fallocate(struct file *file, int mode, loff_t offset, loff_t len)
{
	struct inode *inode = file_inode(file);

	if (offset < 0 || len <= 0)
		return -EINVAL;
	if ((mode & ~(FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE)) ||
	    mode == FALLOC_FL_PUNCH_HOLE)
		return -EOPNOTSUPP;
	if (!(file->f_mode & FMODE_WRITE))
		return -EBADF;
	if (S_ISFIFO(inode->i_mode))
		return -ESPIPE;
	if (S_ISDIR(inode->i_mode))
		return -EISDIR;
	if (!S_ISREG(inode->i_mode))
		return -ENODEV;
	if (len > inode->i_sb->s_maxbytes - offset)
		return -EFBIG;
	return file->f_op->fallocate ? file->f_op->fallocate(file, mode, offset, len)
				     : -EOPNOTSUPP;
}

long ksys_fallocate(unsigned int fd, int mode, loff_t offset, loff_t len)
{
	struct fd f = fdget(fd);
	long err = f.file ? vfs_fallocate(f.file, mode, offset, len) : -EBADF;

	fdput(f);
	return err;
}

/* --- mode and owner ---------------------------------------------------------------------- */

long do_fchmodat(int dfd, const char __user *filename, umode_t mode)
{
	struct iattr attr = { .ia_valid = ATTR_MODE, .ia_mode = mode };

	return change_user_path(dfd, filename, 0, &attr);
}

long ksys_fchmod(unsigned int fd, umode_t mode)
{
	struct iattr attr = { .ia_valid = ATTR_MODE, .ia_mode = mode };

	return change_fd(fd, &attr);
}

struct iattr owner_attr(uid_t uid, gid_t gid)
{
	struct iattr attr = { .ia_valid = ATTR_KILL_SUID, .ia_uid = uid, .ia_gid = gid };

	if (uid != (uid_t)-1)
		attr.ia_valid |= ATTR_UID;
	if (gid != (gid_t)-1)
		attr.ia_valid |= ATTR_GID;
	return attr;
}

long do_fchownat(int dfd, const char __user *filename, uid_t uid, gid_t gid, int flags)
{
	struct iattr attr = owner_attr(uid, gid);

	return change_user_path(dfd, filename, flags, &attr);
}

long ksys_fchown(unsigned int fd, uid_t uid, gid_t gid)
{
	struct iattr attr = owner_attr(uid, gid);

	return change_fd(fd, &attr);
}

/* --- times ------------------------------------------------------------------------------- */

/* One of utimensat(2)'s two: field gets it unless it is to stay. 0 or -EINVAL. */
static int take_time(struct iattr *attr, const struct timespec *ts, unsigned int valid,
		     ktime_t *field)
{
	const s64 limit = S64_MAX / NSEC_PER_SEC - 1;

	if (ts->tv_nsec == UTIME_OMIT)
		return 0;
	attr->ia_valid |= valid;
	if (ts->tv_nsec == UTIME_NOW)
		return 0;
	if (ts->tv_nsec < 0 || ts->tv_nsec >= NSEC_PER_SEC)
		return -EINVAL;
	*field = clamp_t(s64, ts->tv_sec, -limit, limit) * NSEC_PER_SEC + ts->tv_nsec;
	return 0;
}

long do_utimensat(int dfd, const char __user *filename,
		  const struct timespec __user *times, int flags)
{
	struct timespec ts[2] = { { .tv_nsec = UTIME_NOW }, { .tv_nsec = UTIME_NOW } };
	ktime_t now = (ktime_t)ktime_get_real_ns();
	struct iattr attr = { .ia_atime = now, .ia_mtime = now };
	int err;

	if (times && copy_from_user(ts, times, sizeof(ts)))
		return -EFAULT;
	if (ts[0].tv_nsec == UTIME_OMIT && ts[1].tv_nsec == UTIME_OMIT)
		return 0;
	if (ts[0].tv_nsec != UTIME_NOW || ts[1].tv_nsec != UTIME_NOW)
		attr.ia_valid |= ATTR_TIMES_SET;
	err = take_time(&attr, &ts[0], ATTR_ATIME, &attr.ia_atime);
	if (!err)
		err = take_time(&attr, &ts[1], ATTR_MTIME, &attr.ia_mtime);
	if (err)
		return err;
	if (filename || dfd == AT_FDCWD)
		return change_user_path(dfd, filename, flags, &attr);
	return flags ? -EINVAL : change_fd(dfd, &attr);
}

/* --- access(2) ---------------------------------------------------------------------------- */

/* The caller as its real user and group: capabilities as these have them. */
static struct cred real_ids(void)
{
	struct cred cred = *current_cred();

	cred.fsuid = cred.uid;
	cred.fsgid = cred.gid;
	if (!issecure(SECBIT_NO_SETUID_FIXUP))
		cred.cap_effective = cred.uid ? 0 : cred.cap_permitted;
	return cred;
}

/* Pipes and devices can be written to where nothing can be changed. */
static int access_path(const struct path *path, int mode)
{
	struct inode *inode = d_inode(path->dentry);
	int err = inode_permission(inode, mode);

	if (!err && mode & MAY_WRITE && __mnt_is_readonly(path->mnt) &&
	    (S_ISREG(inode->i_mode) || S_ISDIR(inode->i_mode)))
		err = -EROFS;
	return err;
}

long do_faccessat(int dfd, const char __user *filename, int mode, int flags)
{
	unsigned int lookup = flags & AT_SYMLINK_NOFOLLOW ? 0 : LOOKUP_FOLLOW;
	const struct cred real = real_ids(), *old;
	struct path path;
	int err;

	if (mode & ~S_IRWXO)
		return -EINVAL;
	if (flags & ~(AT_EACCESS | AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH))
		return -EINVAL;
	if (flags & AT_EMPTY_PATH)
		lookup |= LOOKUP_EMPTY;
	old = override_creds(flags & AT_EACCESS ? current_cred() : &real);
	err = user_path_at(dfd, filename, lookup, &path);
	if (!err) {
		if (mode & MAY_EXEC && path_noexec(&path) &&
		    S_ISREG(d_inode(path.dentry)->i_mode))
			err = -EACCES;
		else
			err = access_path(&path, mode);
		path_put(&path);
	}
	revert_creds(old);
	return err;
}
