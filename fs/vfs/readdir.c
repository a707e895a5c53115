/*
 * fs/vfs/readdir.c - getdents64(2)
 *
 * The file system's iterate_shared() hands over one name after the other; each becomes a
 * record in the program's buffer until the next one does not fit. A record's d_off is
 * where its successor is, so it is written when that one comes, or at the end.
 *
 * Locking: the directory's i_rwsem for reading, so names neither come nor go meanwhile;
 * f_pos_lock by fdget_pos().
 */
#include <linux/align.h>
#include <linux/dirent.h>
#include <linux/file.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <atlas/file_calls.h>

/* One pass over an open directory, from ctx->pos on. 0, -ENOTDIR, -ENOENT (removed). */
int iterate_dir(struct file *file, struct dir_context *ctx)
{
	struct inode *inode = file_inode(file);
	int err = -ENOENT;

	if (!file->f_op->iterate_shared)
		return -ENOTDIR;
	inode_lock_shared(inode);
	if (!IS_DEADDIR(inode)) {
		ctx->pos = file->f_pos;
		err = file->f_op->iterate_shared(file, ctx);
		file->f_pos = ctx->pos;
		file_accessed(file);
	}
	inode_unlock_shared(inode);
	return err;
}

struct getdents {
	struct dir_context ctx;
	char __user *next;                  /* where the next record goes */
	struct linux_dirent64 __user *last; /* the one before it, or NULL */
	unsigned int room;                  /* bytes from next on */
	int error;                          /* why a record was not taken */
};

static bool fill_dirent(struct dir_context *ctx, const char *name, int len, loff_t pos,
			u64 ino, unsigned int type)
{
	struct getdents *g = container_of(ctx, struct getdents, ctx);
	unsigned int size = ALIGN(offsetof(struct linux_dirent64, d_name) + len + 1, 8);
	struct linux_dirent64 __user *user = (void __user *)g->next;
	struct linux_dirent64 d = { .d_ino = ino, .d_reclen = size, .d_type = type };

	g->error = -EINVAL; /* unless something fitted: the buffer is too small for any */
	if (size > g->room)
		return false;
	g->error = -EINTR;
	if (g->last && signal_pending(current))
		return false;
	g->error = -EFAULT;
	if (g->last && put_user(pos, &g->last->d_off))
		return false;
	if (copy_to_user(user, &d, sizeof(d)) || copy_to_user(user->d_name, name, len) ||
	    put_user((char)0, &user->d_name[len]))
		return false;
	g->error = 0;
	g->last = user;
	g->next += size;
	g->room -= size;
	return true;
}

long ksys_getdents64(unsigned int fd, struct linux_dirent64 __user *dirent,
		     unsigned int count)
{
	struct getdents g = {
		.ctx.actor = fill_dirent,
		.next = (char __user *)dirent,
		.room = count,
	};
	struct fd f = fdget_pos(fd);
	long ret;

	if (!f.file)
		return -EBADF;
	ret = iterate_dir(f.file, &g.ctx);
	if (!ret)
		ret = g.error;
	if (g.last) {
		ret = count - g.room;
		if (put_user((s64)g.ctx.pos, &g.last->d_off))
			ret = -EFAULT;
	}
	fdput_pos(f);
	return ret;
}
