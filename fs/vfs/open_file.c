/*
 * fs/vfs/open_file.c - open(2) from the end of the path walk on
 *
 *	flags --build_open_flags()--> struct open_flags
 *	path  --walk_parent()--> directory + last name --open_last()--> the file's path
 *	      --may_open(), vfs_open()--> struct file
 *
 * Locking: with O_CREAT the directory's i_rwsem is held from the look-up of the name to
 * its creation, so that of two tasks one makes the file and the other finds it.
 */
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/fs_struct.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include "internal.h"

/* For open(): the file has no position; -ESPIPE for lseek(2), pread(2) and pwrite(2). */
int nonseekable_open(struct inode *inode, struct file *file)
{
	file->f_mode &= ~(FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE);
	return 0;
}

/* The same, and readers and writers do not take turns: a terminal, a pipe. */
int stream_open(struct inode *inode, struct file *file)
{
	file->f_mode &= ~(FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE | FMODE_ATOMIC_POS);
	return 0;
}

int get_writer(const struct path *path)
{
	struct inode *inode = d_inode(path->dentry);
	int err = get_write_access(inode);

	if (err)
		return err;
	err = mnt_want_write(path->mnt);
	if (err)
		put_write_access(inode);
	return err;
}

void put_writer(const struct path *path)
{
	put_write_access(d_inode(path->dentry));
	mnt_drop_write(path->mnt);
}

static const struct file_operations path_only_fops;

static bool leaves_atime(const struct file *file)
{
	int flags = file->f_path.mnt->mnt_flags;

	return flags & MNT_NOATIME ||
	       (flags & MNT_NODIRATIME && S_ISDIR(file->f_inode->i_mode));
}

/* What the file can do, once its f_op is final. */
static void set_fmode(struct file *file)
{
	const struct file_operations *op = file->f_op;

	if (file->f_mode & FMODE_READ && op->read)
		file->f_mode |= FMODE_CAN_READ;
	if (file->f_mode & FMODE_WRITE && op->write)
		file->f_mode |= FMODE_CAN_WRITE;
	if (!op->llseek)
		file->f_mode &= ~FMODE_LSEEK;
	if (path_noexec(&file->f_path))
		file->f_mode |= FMODE_NOEXEC;
	if (leaves_atime(file))
		file->f_mode |= FMODE_NOATIME;
	file->f_mode |= FMODE_OPENED;
	file->f_flags &= ~(O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC);
}

static int call_open(struct file *file, struct inode *inode)
{
	int err = 0;

	if (file->f_mode & FMODE_WRITE && S_ISREG(inode->i_mode)) {
		err = get_writer(&file->f_path);
		if (err)
			return err;
		file->f_mode |= FMODE_WRITER;
	}
	file->f_op = inode->i_fop;
	if (S_ISREG(inode->i_mode) || S_ISDIR(inode->i_mode))
		file->f_mode |= FMODE_ATOMIC_POS;
	file->f_mode |= FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE;
	if (file->f_flags & O_DIRECT)
		err = -EINVAL; /* nothing here can do without the page cache */
	else if (file->f_op->open)
		err = file->f_op->open(inode, file);
	if (err && file->f_mode & FMODE_WRITER)
		put_writer(&file->f_path);
	return err;
}

int vfs_open(const struct path *path, struct file *file)
{
	struct inode *inode = d_inode(path->dentry);
	int err;

	path_get(path);
	file->f_path = *path;
	file->f_inode = inode;
	file->f_mapping = inode->i_mapping;
	if (file->f_flags & O_PATH) {
		file->f_mode = FMODE_PATH | FMODE_OPENED;
		file->f_op = &path_only_fops;
		return 0;
	}
	err = call_open(file, inode);
	if (!err) {
		set_fmode(file);
		return 0;
	}
	path_put(path);
	return err;
}

/* --- the last component ---------------------------------------------------------------- */

static int create_file(struct vfsmount *mnt, struct inode *dir, struct dentry *dentry,
		       const struct open_flags *op)
{
	int err = mnt_want_write(mnt);

	if (err)
		return err;
	err = vfs_create(dir, dentry, op->mode, op->open_flag & O_EXCL);
	mnt_drop_write(mnt);
	/* A directory where nothing can be made, as in /proc. */
	return err == -EPERM ? -EACCES : err;
}

/* With O_CREAT: look nd->last up, make it if it is missing. The dentry, or ERR_PTR. */
static struct dentry *lookup_or_create(struct nameidata *nd, struct file *file,
				       const struct open_flags *op)
{
	struct inode *dir = d_inode(nd->path.dentry);
	struct dentry *dentry;
	int err = 0;

	inode_lock(dir);
	dentry = lookup_locked(nd->path.dentry, &nd->last, nd->flags);
	if (!IS_ERR(dentry) && d_is_negative(dentry)) {
		err = create_file(nd->path.mnt, dir, dentry, op);
		if (!err)
			file->f_mode |= FMODE_CREATED;
	}
	inode_unlock(dir);
	if (err) {
		dput(dentry);
		return ERR_PTR(err);
	}
	return dentry;
}

/* As walk_last(), but for open(2). */
static const char *open_last(struct nameidata *nd, struct file *file,
			     const struct open_flags *op)
{
	struct dentry *dentry;

	if (!(op->open_flag & O_CREAT))
		return walk_last(nd);
	if (nd->last_type != LAST_NORM) {
		const char *text = walk_last(nd);

		if (text)
			return text;
		return ERR_PTR(op->open_flag & O_EXCL ? -EEXIST : -EISDIR);
	}
	if (last_has_slash(nd))
		return ERR_PTR(-EISDIR);
	dentry = lookup_or_create(nd, file, op);
	if (IS_ERR(dentry))
		return ERR_CAST(dentry);
	nd->last_step = true;
	return step_into(nd, dentry, nd->flags & LOOKUP_FOLLOW, "");
}

/* O_TMPFILE: nd stands at a directory, and goes on to a new file in it without a name. */
static int open_tmpfile(struct nameidata *nd, struct file *file,
			const struct open_flags *op)
{
	struct dentry *dentry;
	int err;

	if (!d_is_dir(nd->path.dentry))
		return -ENOTDIR;
	err = mnt_want_write(nd->path.mnt);
	if (err)
		return err;
	dentry = vfs_tmpfile(nd->path.dentry, op->mode, op->open_flag & O_EXCL);
	mnt_drop_write(nd->path.mnt);
	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	dput(nd->path.dentry);
	nd->path.dentry = dentry;
	nd->flags &= ~LOOKUP_DIRECTORY;
	file->f_mode |= FMODE_CREATED;
	return 0;
}

/* --- the file --------------------------------------------------------------------------- */

/* May the file be opened this way? */
static int may_open(const struct path *path, int acc_mode, const struct open_flags *op)
{
	struct inode *inode = d_inode(path->dentry);

	switch (inode->i_mode & S_IFMT) {
	case S_IFLNK:
		return -ELOOP;
	case S_IFDIR:
		if (acc_mode & MAY_WRITE)
			return -EISDIR;
		if (acc_mode & MAY_EXEC)
			return -EACCES;
		break;
	case S_IFREG:
		if (acc_mode & MAY_EXEC && path_noexec(path))
			return -EACCES;
		break;
	case S_IFCHR:
	case S_IFBLK:
		if (path->mnt->mnt_flags & MNT_NODEV)
			return -EACCES;
		fallthrough;
	default:
		if (acc_mode & MAY_EXEC)
			return -EACCES;
	}
	if (op->open_flag & O_NOATIME && !inode_owner_or_capable(inode))
		return -EPERM;
	return inode_permission(inode, MAY_OPEN | acc_mode);
}

/* file may be open for reading only. */
static int truncate_opened(const struct path *path, struct file *file)
{
	int err = get_writer(path);

	if (err)
		return err;
	err = do_truncate(path->dentry, 0, file);
	put_writer(path);
	return err;
}

static int do_open(struct nameidata *nd, struct file *file, const struct open_flags *op)
{
	struct dentry *dentry = nd->path.dentry;
	bool created = file->f_mode & FMODE_CREATED;
	int err;

	if (op->open_flag & O_CREAT) {
		if (op->open_flag & O_EXCL && !created)
			return -EEXIST;
		if (d_is_dir(dentry))
			return -EISDIR;
	}
	if (nd->flags & LOOKUP_DIRECTORY && !d_is_dir(dentry))
		return -ENOTDIR;
	if (!(op->open_flag & O_PATH)) {
		err = may_open(&nd->path, created ? 0 : op->acc_mode, op);
		if (err)
			return err;
	}
	err = vfs_open(&nd->path, file);
	if (!err && op->open_flag & O_TRUNC && !created &&
	    S_ISREG(d_inode(dentry)->i_mode))
		err = truncate_opened(&nd->path, file);
	return err;
}

static int path_openat(int dfd, struct filename *name, const struct open_flags *op,
		       struct file *file)
{
	struct nameidata nd;
	const char *text;
	int err = walk_parent(&nd, dfd, name, op->lookup_flags | op->intent);

	while (!err && (text = open_last(&nd, file, op)) != NULL)
		err = IS_ERR(text) ? PTR_ERR(text) : walk_link(&nd, text);
	if (!err && op->open_flag & __O_TMPFILE)
		err = open_tmpfile(&nd, file, op);
	if (!err)
		err = do_open(&nd, file, op);
	walk_end(&nd);
	return err;
}

struct file *do_filp_open(int dfd, struct filename *name, const struct open_flags *op)
{
	struct file *file = alloc_empty_file(op->open_flag);
	int err;

	if (IS_ERR(file))
		return file;
	err = path_openat(dfd, name, op, file);
	if (!err)
		return file;
	if (file->f_mode & FMODE_OPENED)
		fput(file);
	else
		file_free(file);
	return ERR_PTR(err);
}
