/*
 * fs/vfs/libfs_dir.c - listing a directory that is in the dcache
 *
 * A child's d_cookie is its position; it rises along the list, so a listing goes on where
 * it was even when names behind it have come or gone.
 *
 * Locking: the directory's i_rwsem, held for reading by the caller, keeps names in place;
 * dcache_lock while stepping through the list, never while a name is handed out.
 */
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/libfs.h>

/*
 * The first child at or after position pos, with a reference; prev, which is put, is the
 * one before it if known.
 */
static struct dentry *next_child(struct dentry *dir, struct dentry *prev, loff_t pos)
{
	struct list_head *at = prev ? &prev->d_child : &dir->d_subdirs;
	struct dentry *child, *found = NULL;

	spin_lock(&dcache_lock);
	for (at = at->next; at != &dir->d_subdirs; at = at->next) {
		child = list_entry(at, struct dentry, d_child);
		if (child->d_cookie >= pos && d_is_positive(child) &&
		    !d_unhashed(child) && !(child->d_flags & DCACHE_UNLISTED)) {
			found = dget(child);
			break;
		}
	}
	spin_unlock(&dcache_lock);
	dput(prev);
	return found;
}

/* "." and "..". False: the buffer is full. */
bool dir_emit_dots(struct file *file, struct dir_context *ctx)
{
	struct dentry *dentry = file->f_path.dentry, *parent;
	bool ok;

	if (ctx->pos == 0) {
		if (!dir_emit(ctx, ".", 1, d_inode(dentry)->i_ino, DT_DIR))
			return false;
		ctx->pos = 1;
	}
	if (ctx->pos == 1) {
		parent = dget_parent(dentry);
		ok = dir_emit(ctx, "..", 2, d_inode(parent)->i_ino, DT_DIR);
		dput(parent);
		if (!ok)
			return false;
		ctx->pos = 2;
	}
	return true;
}

int dcache_readdir(struct file *file, struct dir_context *ctx)
{
	struct dentry *dir = file->f_path.dentry, *child = NULL;

	if (!dir_emit_dots(file, ctx))
		return 0;
	while ((child = next_child(dir, child, ctx->pos)) != NULL) {
		struct inode *inode = d_inode(child);

		if (!dir_emit(ctx, child->d_name.name, child->d_name.len, inode->i_ino,
			      fs_umode_to_dtype(inode->i_mode)))
			break;
		ctx->pos = child->d_cookie + 1;
	}
	dput(child);
	return 0;
}

/* Has dcache_readdir() come to the end, or did it stop because the buffer was full? */
bool dcache_readdir_done(struct file *file, struct dir_context *ctx)
{
	struct dentry *child;

	if (ctx->pos < 2)
		return false;
	child = next_child(file->f_path.dentry, NULL, ctx->pos);
	dput(child);
	return !child;
}

loff_t dcache_dir_lseek(struct file *file, loff_t offset, int whence)
{
	if (whence != SEEK_SET && whence != SEEK_CUR)
		return -EINVAL;
	return generic_file_llseek_size(file, offset, whence, MAX_LFS_FILESIZE, 0);
}

/* read(2) of a directory. */
ssize_t generic_read_dir(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	return -EISDIR;
}

const struct file_operations simple_dir_operations = {
	.llseek = dcache_dir_lseek,
	.read = generic_read_dir,
	.iterate_shared = dcache_readdir,
	.fsync = noop_fsync,
};
