/*
 * fs/sysfs/sysfs.c - /sys: read-only files, each behind a function of its owner
 *
 * Locking: a file's functions are called with no lock of ours held (->read) or with its
 * seq_file's (->show). The tree is that of fs/vfs/libfs_tree.c.
 */
#include <linux/dcache.h>
#include <linux/init.h>
#include <linux/libfs.h>
#include <linux/magic.h>
#include <linux/minmax.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
#include <linux/uaccess.h>
#include <asm/page.h>

static struct super_block *sysfs_sb; /* [I after boot] */

static int sysfs_open(struct inode *inode, struct file *file)
{
	const struct sysfs_file *sf = inode->i_private;

	return sf->show ? single_open(file, sf->show, sf->data) : 0;
}

static int sysfs_release(struct inode *inode, struct file *file)
{
	const struct sysfs_file *sf = inode->i_private;

	return sf->show ? single_release(inode, file) : 0;
}

/* At most a page at a time goes through a kernel buffer. */
static ssize_t read_binary(const struct sysfs_file *sf, char __user *buf, size_t count,
			   loff_t *pos)
{
	char *page = kmalloc(PAGE_SIZE, GFP_KERNEL);
	ssize_t n;

	if (!page)
		return -ENOMEM;
	n = sf->read(sf->data, page, *pos, min(count, PAGE_SIZE));
	if (n > 0) {
		n -= copy_to_user(buf, page, n);
		*pos += n;
		n = n ? n : -EFAULT;
	}
	kfree(page);
	return n;
}

static ssize_t sysfs_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	const struct sysfs_file *sf = file_inode(file)->i_private;
	ssize_t done = 0, n;

	if (sf->show)
		return seq_read(file, buf, count, pos);
	while ((size_t)done < count) {
		n = read_binary(sf, buf + done, count - done, pos);
		if (n <= 0)
			return done ? done : n;
		done += n;
	}
	return done;
}

static loff_t sysfs_llseek(struct file *file, loff_t offset, int whence)
{
	const struct sysfs_file *sf = file_inode(file)->i_private;

	return sf->show ? seq_lseek(file, offset, whence)
			: generic_file_llseek(file, offset, whence);
}

static const struct file_operations sysfs_file_operations = {
	.open = sysfs_open,
	.release = sysfs_release,
	.read = sysfs_read,
	.llseek = sysfs_llseek,
};

/* The size is the owner's: truncation succeeds and does nothing. */
static int sysfs_setattr(struct dentry *dentry, struct iattr *attr)
{
	int err = setattr_prepare(dentry, attr);

	if (!err)
		setattr_copy(d_inode(dentry), attr);
	return err;
}

static const struct inode_operations sysfs_file_inode_operations = {
	.setattr = sysfs_setattr,
};

/* --- the tree --------------------------------------------------------------------------------- */

static struct inode *sysfs_mkdir(struct super_block *sb)
{
	return simple_make_inode(sb, NULL, S_IFDIR | 0755, 0);
}

static struct inode *make_file_inode(const struct sysfs_file *file)
{
	struct sysfs_file *sf = kmalloc(sizeof(*sf), GFP_KERNEL);
	struct inode *inode;

	if (!sf)
		return NULL;
	*sf = *file;
	inode = simple_make_inode(sysfs_sb, NULL, S_IFREG | file->mode, 0);
	if (!inode) {
		kfree(sf);
		return NULL;
	}
	inode->i_op = &sysfs_file_inode_operations;
	inode->i_fop = &sysfs_file_operations;
	inode->i_private = sf;
	i_size_write(inode, file->size);
	return inode;
}

int sysfs_create_path(const char *path, const struct sysfs_file *file)
{
	struct dentry *dentry;

	dentry = simple_tree_add(sysfs_sb->s_root, path, make_file_inode(file),
				 sysfs_mkdir);
	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	dput(dentry); /* the tree holds it */
	return 0;
}

static void sysfs_evict_inode(struct inode *inode)
{
	clear_inode(inode);
	kfree(inode->i_private);
}

static const struct super_operations sysfs_super_operations = {
	.evict_inode = sysfs_evict_inode,
	.statfs = simple_statfs,
};

static int sysfs_fill_super(struct super_block *sb, void *data)
{
	sb->s_magic = SYSFS_MAGIC;
	sb->s_op = &sysfs_super_operations;
	sb->s_root = d_make_root(simple_make_inode(sb, NULL, S_IFDIR | 0555, 0));
	sysfs_sb = sb;
	return sb->s_root ? 0 : -ENOMEM;
}

static struct super_block *sysfs_mount(struct file_system_type *type, int flags,
				       const char *dev_name, void *data)
{
	return mount_single(type, flags, data, sysfs_fill_super);
}

static struct file_system_type sysfs_type = {
	.name = "sysfs",
	.mount = sysfs_mount,
	.kill_sb = kill_litter_super,
};

int __init sysfs_init(void)
{
	int err = register_filesystem(&sysfs_type);

	if (!err)
		err = init_mkdir("/sys", 0555);
	return err ? err : kernel_mount("sysfs", "/sys", "sysfs", 0, NULL);
}
