/*
 * fs/vfs/fifo.c - how a pipe comes about: by pipe2(2), or by opening a FIFO by its name
 *
 * pipe2() makes an inode of a file system of its own, which nobody can mount, with a file
 * at each end. A FIFO is a name in any file system; its pipe exists while somebody has it
 * open, and open(2) of one end waits for the other.
 *
 * Locking: the inode's i_rwsem for i_pipe and pipe->files; inside it pipe->mutex.
 */
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/init.h>
#include <linux/libfs.h>
#include <linux/magic.h>
#include <linux/module.h>
#include <linux/mount.h>
#include <linux/panic.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/uaccess.h>
#include <atlas/file_calls.h>
#include "pipe.h"

static struct vfsmount *pipe_mnt; /* [I after boot] */

void put_pipe_info(struct inode *inode, struct pipe_inode_info *pipe)
{
	bool last;

	inode_lock(inode);
	last = --pipe->files == 0;
	if (last)
		inode->i_pipe = NULL;
	inode_unlock(inode);
	if (last)
		free_pipe_info(pipe);
}

/* --- pipe2(2) ------------------------------------------------------------------------------ */

static char *pipefs_dname(struct dentry *dentry, char *buf, int buflen)
{
	return dynamic_dname(buf, buflen, "pipe:[%lu]", d_inode(dentry)->i_ino);
}

static const struct dentry_operations pipefs_dentry_operations = {
	.d_dname = pipefs_dname,
};

static struct inode *make_pipe_inode(void)
{
	struct inode *inode;

	inode = simple_make_inode(pipe_mnt->mnt_sb, d_inode(pipe_mnt->mnt_root),
				  S_IFIFO | S_IRUSR | S_IWUSR, 0);
	if (!inode)
		return NULL;
	inode->i_pipe = alloc_pipe_info();
	if (!inode->i_pipe) {
		iput(inode);
		return NULL;
	}
	inode->i_pipe->readers = inode->i_pipe->writers = 1;
	inode->i_pipe->files = 2;
	return inode;
}

int create_pipe_files(struct file **res, int flags)
{
	struct inode *inode = make_pipe_inode();
	struct pipe_inode_info *pipe;

	if (!inode)
		return -ENFILE;
	pipe = inode->i_pipe;
	res[1] = alloc_file_pseudo(inode, pipe_mnt, "",
				   O_WRONLY | (flags & (O_NONBLOCK | O_DIRECT)),
				   &pipefs_dentry_operations, &pipefifo_fops);
	if (IS_ERR(res[1])) {
		free_pipe_info(pipe);
		iput(inode);
		return PTR_ERR(res[1]);
	}
	res[1]->private_data = pipe;
	res[0] = alloc_file_clone(res[1], flags & O_NONBLOCK, &pipefifo_fops);
	if (IS_ERR(res[0])) {
		put_pipe_info(inode, pipe); /* the read end's part */
		fput(res[1]);
		return PTR_ERR(res[0]);
	}
	res[0]->private_data = pipe;
	return 0;
}

/* Two descriptors for the files; the program learns them before they are there. */
static int install_pipe(int __user *user, struct file **files, int flags)
{
	int fd[2], err;

	fd[0] = get_unused_fd_flags(flags);
	if (fd[0] < 0)
		return fd[0];
	fd[1] = get_unused_fd_flags(flags);
	err = fd[1] < 0 ? fd[1] : 0;
	if (!err && copy_to_user(user, fd, sizeof(fd))) {
		put_unused_fd(fd[1]);
		err = -EFAULT;
	}
	if (err) {
		put_unused_fd(fd[0]);
		return err;
	}
	fd_install(fd[0], files[0]);
	fd_install(fd[1], files[1]);
	return 0;
}

long do_pipe2(int __user *fildes, int flags)
{
	struct file *files[2] = { NULL, NULL };
	int err;

	if (flags & ~(O_CLOEXEC | O_NONBLOCK | O_DIRECT))
		return -EINVAL;
	err = create_pipe_files(files, flags);
	if (err)
		return err;
	err = install_pipe(fildes, files, flags);
	if (err) {
		fput(files[0]);
		fput(files[1]);
	}
	return err;
}

/* --- FIFOs --------------------------------------------------------------------------------- */

/* The inode's pipe, made if this is the first open, with this file counted. */
static struct pipe_inode_info *get_pipe_info(struct inode *inode)
{
	struct pipe_inode_info *pipe;

	inode_lock(inode);
	pipe = inode->i_pipe;
	if (!pipe)
		pipe = inode->i_pipe = alloc_pipe_info();
	if (pipe)
		pipe->files++;
	inode_unlock(inode);
	return pipe;
}

/* Wait until somebody opens the other end, as its counter shows. [mutex, dropped] */
static int wait_partner(struct pipe_inode_info *pipe, unsigned int *counter,
			struct wait_queue_head *queue)
{
	unsigned int before = *counter;
	int err;

	mutex_unlock(&pipe->mutex);
	err = wait_event_interruptible(*queue, READ_ONCE(*counter) != before);
	mutex_lock(&pipe->mutex);
	return err;
}

/*
 * Count the file among the ends and wait as POSIX says. What pipe2(2) made has had both
 * ends, and waits for none when it is opened again through /proc/PID/fd. [mutex]
 */
static int join_ends(struct pipe_inode_info *pipe, struct file *file)
{
	bool nonblock = file->f_flags & O_NONBLOCK;
	bool is_pipe = file_inode(file)->i_sb == pipe_mnt->mnt_sb;
	int err = 0;

	if (file->f_mode & FMODE_WRITE && !(file->f_mode & FMODE_READ) && nonblock &&
	    !is_pipe && !pipe->readers)
		return -ENXIO;
	if (file->f_mode & FMODE_READ) {
		pipe->readers++;
		pipe->r_counter++;
		wake_up_interruptible(&pipe->wr_wait);
	}
	if (file->f_mode & FMODE_WRITE) {
		pipe->writers++;
		pipe->w_counter++;
		wake_up_interruptible(&pipe->rd_wait);
	}
	if (is_pipe)
		return 0;
	if (!pipe->writers && !nonblock)
		err = wait_partner(pipe, &pipe->w_counter, &pipe->rd_wait);
	else if (!pipe->readers)
		err = wait_partner(pipe, &pipe->r_counter, &pipe->wr_wait);
	if (!err)
		return 0;
	if (file->f_mode & FMODE_READ)
		pipe->readers--;
	if (file->f_mode & FMODE_WRITE)
		pipe->writers--;
	wake_up_interruptible(&pipe->rd_wait);
	wake_up_interruptible(&pipe->wr_wait);
	return err;
}

int fifo_open(struct inode *inode, struct file *file)
{
	struct pipe_inode_info *pipe = get_pipe_info(inode);
	int err;

	if (!pipe)
		return -ENOMEM;
	stream_open(inode, file);
	file->private_data = pipe;
	mutex_lock(&pipe->mutex);
	err = join_ends(pipe, file);
	mutex_unlock(&pipe->mutex);
	if (err)
		put_pipe_info(inode, pipe);
	return err;
}

/* --- the file system that pipes are in ------------------------------------------------------ */

static int pipefs_fill_super(struct super_block *sb, void *data)
{
	sb->s_magic = PIPEFS_MAGIC;
	sb->s_root = d_make_root(simple_make_inode(sb, NULL, S_IFDIR, 0));
	return sb->s_root ? 0 : -ENOMEM;
}

static struct super_block *pipefs_mount(struct file_system_type *type, int flags,
					const char *dev_name, void *data)
{
	return mount_nodev(type, flags, data, pipefs_fill_super);
}

static struct file_system_type pipefs_type = {
	.name = "pipefs",
	.mount = pipefs_mount,
	.kill_sb = kill_anon_super,
};

static int __init pipe_init(void)
{
	int err = register_filesystem(&pipefs_type);

	if (err)
		return err;
	pipe_mnt = kern_mount(&pipefs_type);
	return PTR_ERR_OR_ZERO(pipe_mnt);
}
module_init(pipe_init);
