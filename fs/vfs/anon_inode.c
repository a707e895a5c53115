/*
 * fs/vfs/anon_inode.c - open files without a name or content: an epoll, ...
 *
 * What they do is their file_operations; the inode under each is only there because an
 * open file has one. In /proc/PID/fd they read "anon_inode:NAME".
 *
 * Locking: none.
 */
#include <linux/anon_inodes.h>
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/init.h>
#include <linux/libfs.h>
#include <linux/magic.h>
#include <linux/module.h>
#include <linux/mount.h>
#include "internal.h"

static struct vfsmount *anon_inode_mnt; /* [I after boot] */

static char *anon_inodefs_dname(struct dentry *dentry, char *buf, int buflen)
{
	return dynamic_dname(buf, buflen, "anon_inode:%s", dentry->d_name.name);
}

static const struct dentry_operations anon_inodefs_dentry_operations = {
	.d_dname = anon_inodefs_dname,
};

struct file *anon_inode_getfile(const char *name, const struct file_operations *fops,
				void *priv, int flags)
{
	struct inode *inode =
		simple_make_inode(anon_inode_mnt->mnt_sb, NULL, S_IRUSR | S_IWUSR, 0);
	struct file *file;

	if (!inode)
		return ERR_PTR(-ENOMEM);
	file = alloc_file_pseudo(inode, anon_inode_mnt, name,
				 flags & (O_ACCMODE | O_NONBLOCK),
				 &anon_inodefs_dentry_operations, fops);
	if (IS_ERR(file))
		iput(inode);
	else
		file->private_data = priv;
	return file;
}

/* --- the file system that they are in, which nobody can mount --------------------- */

static int anon_inodefs_fill_super(struct super_block *sb, void *data)
{
	sb->s_magic = ANON_INODE_FS_MAGIC;
	sb->s_root = d_make_root(simple_make_inode(sb, NULL, S_IFDIR, 0));
	return sb->s_root ? 0 : -ENOMEM;
}

static struct super_block *anon_inodefs_mount(struct file_system_type *type, int flags,
					      const char *dev_name, void *data)
{
	return mount_nodev(type, flags, data, anon_inodefs_fill_super);
}

static struct file_system_type anon_inodefs_type = {
	.name = "anon_inodefs",
	.mount = anon_inodefs_mount,
	.kill_sb = kill_anon_super,
};

static int __init anon_inode_init(void)
{
	anon_inode_mnt = kern_mount(&anon_inodefs_type);
	return PTR_ERR_OR_ZERO(anon_inode_mnt);
}
module_init(anon_inode_init);
