/*
 * fs/vfs/open.c - opening and closing by name or descriptor
 *
 * Locking: none of its own.
 */
#include <linux/capability.h>
#include <linux/fdtable.h>
#include <linux/file.h>
#include <linux/fs_struct.h>
#include <linux/namei.h>
#include <atlas/file_calls.h>
#include <uapi/linux/fadvise.h>
#include "internal.h"

/* O_PATH keeps of the other flags only these. */
#define O_PATH_FLAGS (O_DIRECTORY | O_NOFOLLOW | O_PATH)

/* By O_ACCMODE: the last one can do neither, but asks for both. */
static const int access_of[] = { MAY_READ, MAY_WRITE, MAY_READ | MAY_WRITE,
				 MAY_READ | MAY_WRITE };

/* What the flags of open(2) ask for. 0, or -EINVAL: O_TMPFILE where it makes no sense. */
static int build_open_flags(int flags, umode_t mode, struct open_flags *op)
{
	int acc = flags & O_ACCMODE;

	flags &= VALID_OPEN_FLAGS & ~O_CLOEXEC; /* that is the descriptor's */
	if (flags & O_PATH)
		flags &= O_PATH_FLAGS;
	if (flags & __O_TMPFILE &&
	    ((flags & (O_TMPFILE | O_CREAT)) != O_TMPFILE || acc == O_RDONLY))
		return -EINVAL;
	if (flags & O_CREAT && flags & O_DIRECTORY)
		return -EINVAL;
	op->acc_mode = flags & O_PATH ? 0 : access_of[acc];
	if (flags & O_TRUNC)
		op->acc_mode |= MAY_WRITE;
	op->mode = flags & (O_CREAT | __O_TMPFILE) ? (mode & S_IALLUGO) | S_IFREG : 0;
	op->intent = flags & O_PATH ? 0 : LOOKUP_OPEN;
	if (flags & O_CREAT) {
		op->intent |= LOOKUP_CREATE;
		if (flags & O_EXCL) {
			op->intent |= LOOKUP_EXCL;
			flags |= O_NOFOLLOW;
		}
	}
	op->lookup_flags = flags & O_DIRECTORY ? LOOKUP_DIRECTORY : 0;
	if (!(flags & O_NOFOLLOW))
		op->lookup_flags |= LOOKUP_FOLLOW;
	op->open_flag = flags;
	return 0;
}

/* open(2) without a descriptor: the file or ERR_PTR. Puts name. */
static struct file *file_open_name(int dfd, struct filename *name, int flags,
				   umode_t mode)
{
	struct open_flags op;
	struct file *file;
	int err;

	if (IS_ERR(name))
		return ERR_CAST(name);
	err = build_open_flags(flags, mode, &op);
	file = err ? ERR_PTR(err) : do_filp_open(dfd, name, &op);
	putname(name);
	return file;
}

/*
 * Open a file by kernel string, relative to the caller's working directory; the mode is
 * for O_CREAT. The caller ends with filp_close() or fput(). ERR_PTR as open(2)'s errno.
 */
struct file *filp_open(const char *name, int flags, umode_t mode)
{
	return file_open_name(AT_FDCWD, getname_kernel(name), flags, mode);
}

struct file *do_open_execat(int dfd, struct filename *name, int flags)
{
	const struct open_flags op = {
		.open_flag = O_RDONLY | O_LARGEFILE,
		.acc_mode = MAY_EXEC,
		.intent = LOOKUP_OPEN,
		.lookup_flags = (flags & AT_SYMLINK_NOFOLLOW ? 0 : LOOKUP_FOLLOW) |
				(flags & AT_EMPTY_PATH ? LOOKUP_EMPTY : 0),
	};
	struct file *file = do_filp_open(dfd, name, &op);
	int err = 0;

	if (IS_ERR(file))
		return file;
	if (!S_ISREG(file_inode(file)->i_mode))
		err = -EACCES;
	if (!err)
		err = deny_write_access(file);
	if (!err)
		return file;
	fput(file);
	return ERR_PTR(err);
}

long do_sys_open(int dfd, const char __user *filename, int flags, umode_t mode)
{
	struct filename *name = getname(filename);
	struct file *file;
	int fd;

	if (IS_ERR(name))
		return PTR_ERR(name);
	fd = get_unused_fd_flags(flags);
	if (fd < 0) {
		putname(name);
		return fd;
	}
	file = file_open_name(dfd, name, flags | O_LARGEFILE, mode);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		return PTR_ERR(file);
	}
	fd_install(fd, file);
	return fd;
}

/* One descriptor of id's less. 0, or what flush() says; the reference is dropped anyway. */
int filp_close(struct file *file, fl_owner_t id)
{
	int err = 0;

	if (!(file->f_mode & FMODE_PATH) && file->f_op->flush)
		err = file->f_op->flush(file, id);
	if (!(file->f_mode & FMODE_PATH))
		locks_remove_posix(file, id);
	fput(file);
	return err;
}

long ksys_fsync(unsigned int fd)
{
	struct fd f = fdget(fd);
	int err = -EINVAL;

	if (!f.file)
		return -EBADF;
	if (f.file->f_op->fsync)
		err = f.file->f_op->fsync(f.file, 0, MAX_LFS_FILESIZE, 0);
	fdput(f);
	return err;
}

/* Atlas: all files are in memory, so that no advice changes anything. */
long ksys_fadvise64(int fd, loff_t offset, loff_t len, int advice)
{
	struct fd f = fdget(fd);
	long err = 0;

	if (!f.file)
		return -EBADF;
	if (S_ISFIFO(file_inode(f.file)->i_mode))
		err = -ESPIPE;
	else if (len < 0 || advice < POSIX_FADV_NORMAL || advice > POSIX_FADV_NOREUSE)
		err = -EINVAL;
	fdput(f);
	return err;
}

/* --- where the caller stands ------------------------------------------------------------ */

long ksys_chdir(const char __user *filename)
{
	struct path path;
	int err =
		user_path_at(AT_FDCWD, filename, LOOKUP_FOLLOW | LOOKUP_DIRECTORY, &path);

	if (err)
		return err;
	err = inode_permission(d_inode(path.dentry), MAY_EXEC);
	if (!err)
		set_fs_pwd(current_fs(), &path);
	path_put(&path);
	return err;
}

long ksys_fchdir(unsigned int fd)
{
	struct fd f = fdget_raw(fd);
	int err = -ENOTDIR;

	if (!f.file)
		return -EBADF;
	if (S_ISDIR(file_inode(f.file)->i_mode))
		err = inode_permission(file_inode(f.file), MAY_EXEC);
	if (!err)
		set_fs_pwd(current_fs(), &f.file->f_path);
	fdput(f);
	return err;
}

long ksys_chroot(const char __user *filename)
{
	struct path path;
	int err =
		user_path_at(AT_FDCWD, filename, LOOKUP_FOLLOW | LOOKUP_DIRECTORY, &path);

	if (err)
		return err;
	err = inode_permission(d_inode(path.dentry), MAY_EXEC);
	if (!err && !capable(CAP_SYS_CHROOT))
		err = -EPERM;
	if (!err)
		set_fs_root(current_fs(), &path);
	path_put(&path);
	return err;
}

long ksys_umask(int mask)
{
	struct fs_struct *fs = current_fs();
	int old;

	spin_lock(&fs->lock);
	old = fs->umask;
	fs->umask = mask & S_IRWXUGO;
	spin_unlock(&fs->lock);
	return old;
}
