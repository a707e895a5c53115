/*
 * fs/procfs/generic.c - files that others put under /proc: proc_create() and relatives
 *
 * An entry is its inode's: it is freed with it, when the name is gone and nobody has the
 * file open.
 *
 * Locking: the tree's (fs/vfs/libfs_tree.c). An entry does not change once it is there.
 */
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/libfs.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include "internal.h"

/* --- what is done with such a file -------------------------------------------------------------- */

static struct proc_dir_entry *entry_of(const struct file *file)
{
	return PROC_I(file_inode(file))->pde;
}

static int proc_reg_open(struct inode *inode, struct file *file)
{
	struct proc_dir_entry *pde = PROC_I(inode)->pde;
	int err;

	if (pde->show)
		return single_open(file, pde->show, pde->data);
	if (!pde->seq)
		return pde->ops->proc_open ? pde->ops->proc_open(inode, file) : 0;
	err = seq_open(file, pde->seq);
	if (!err)
		((struct seq_file *)file->private_data)->private = pde->data;
	return err;
}

static int proc_reg_release(struct inode *inode, struct file *file)
{
	struct proc_dir_entry *pde = PROC_I(inode)->pde;

	if (pde->show)
		return single_release(inode, file);
	if (pde->seq)
		return seq_release(inode, file);
	return pde->ops->proc_release ? pde->ops->proc_release(inode, file) : 0;
}

static ssize_t proc_reg_read(struct file *file, char __user *buf, size_t count,
			     loff_t *pos)
{
	struct proc_dir_entry *pde = entry_of(file);

	if (!pde->ops)
		return seq_read(file, buf, count, pos);
	return pde->ops->proc_read ? pde->ops->proc_read(file, buf, count, pos) : -EIO;
}

static ssize_t proc_reg_write(struct file *file, const char __user *buf, size_t count,
			      loff_t *pos)
{
	const struct proc_ops *ops = entry_of(file)->ops;

	return ops && ops->proc_write ? ops->proc_write(file, buf, count, pos) : -EIO;
}

static loff_t proc_reg_llseek(struct file *file, loff_t offset, int whence)
{
	const struct proc_ops *ops = entry_of(file)->ops;

	if (!ops)
		return seq_lseek(file, offset, whence);
	return ops->proc_lseek ? ops->proc_lseek(file, offset, whence)
			       : default_llseek(file, offset, whence);
}

static __poll_t proc_reg_poll(struct file *file, struct poll_table_struct *table)
{
	const struct proc_ops *ops = entry_of(file)->ops;

	return ops && ops->proc_poll ? ops->proc_poll(file, table) : DEFAULT_POLLMASK;
}

static long proc_reg_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	const struct proc_ops *ops = entry_of(file)->ops;

	return ops && ops->proc_ioctl ? ops->proc_ioctl(file, cmd, arg) : -ENOTTY;
}

static int proc_reg_mmap(struct file *file, struct vm_area_struct *vma)
{
	const struct proc_ops *ops = entry_of(file)->ops;

	return ops && ops->proc_mmap ? ops->proc_mmap(file, vma) : -ENODEV;
}

static const struct file_operations proc_reg_fops = {
	.open = proc_reg_open,
	.release = proc_reg_release,
	.read = proc_reg_read,
	.write = proc_reg_write,
	.llseek = proc_reg_llseek,
	.poll = proc_reg_poll,
	.unlocked_ioctl = proc_reg_ioctl,
	.mmap = proc_reg_mmap,
};

struct proc_dir_entry *proc_sys;

/*
 * The size of such a file is not in its inode: truncation succeeds and does nothing. Who
 * may change a setting is not to be changed.
 */
int proc_setattr(struct dentry *dentry, struct iattr *attr)
{
	int err = setattr_prepare(dentry, attr);

	if (attr->ia_valid & (ATTR_MODE | ATTR_UID | ATTR_GID) &&
	    is_subdir(dentry, proc_sys->dentry))
		return -EPERM;
	if (!err)
		setattr_copy(d_inode(dentry), attr);
	return err;
}

static const struct inode_operations proc_file_iops = { .setattr = proc_setattr };
static const struct inode_operations proc_dir_iops = { .lookup = simple_lookup,
						       .setattr = proc_setattr };

/* --- making and removing -------------------------------------------------------------------------- */

struct inode *proc_mkdir_inode(struct super_block *sb)
{
	struct inode *inode = simple_make_inode(sb, NULL, S_IFDIR | 0555, 0);

	if (inode)
		inode->i_op = &proc_dir_iops;
	return inode;
}

/* Put inode (NULL: no memory), which gets pde, into the tree. pde or NULL. */
static struct proc_dir_entry *add_entry(const char *name, struct proc_dir_entry *parent,
					struct inode *inode,
					const struct proc_dir_entry *with)
{
	struct proc_dir_entry *pde = kmalloc(sizeof(*pde), GFP_KERNEL);
	struct dentry *dentry;

	if (!pde || !inode) {
		kfree(pde);
		iput(inode);
		return NULL;
	}
	*pde = *with;
	PROC_I(inode)->pde = pde;
	dentry = simple_tree_add(parent ? parent->dentry : proc_sb->s_root, name, inode,
				 NULL);
	if (IS_ERR(dentry))
		return NULL;
	pde->dentry = dentry;
	dput(dentry); /* the tree holds it */
	return pde;
}

static struct proc_dir_entry *add_file(const char *name, umode_t mode,
				       struct proc_dir_entry *parent,
				       const struct proc_dir_entry *with)
{
	struct inode *inode;

	if (!(mode & S_IALLUGO))
		mode |= S_IRUGO;
	inode = simple_make_inode(proc_sb, NULL, S_IFREG | (mode & S_IALLUGO), 0);
	if (inode) {
		inode->i_op = &proc_file_iops;
		inode->i_fop = &proc_reg_fops;
	}
	return add_entry(name, parent, inode, with);
}

struct proc_dir_entry *proc_mkdir(const char *name, struct proc_dir_entry *parent)
{
	const struct proc_dir_entry with = { 0 };

	return add_entry(name, parent, proc_mkdir_inode(proc_sb), &with);
}

struct proc_dir_entry *proc_symlink(const char *name, struct proc_dir_entry *parent,
				    const char *target)
{
	const struct proc_dir_entry with = { 0 };

	return add_entry(name, parent, simple_make_symlink(proc_sb, NULL, target), &with);
}

struct proc_dir_entry *proc_create_data(const char *name, umode_t mode,
					struct proc_dir_entry *parent,
					const struct proc_ops *ops, void *data)
{
	const struct proc_dir_entry with = { .ops = ops, .data = data };

	return add_file(name, mode, parent, &with);
}

struct proc_dir_entry *proc_create(const char *name, umode_t mode,
				   struct proc_dir_entry *parent,
				   const struct proc_ops *ops)
{
	return proc_create_data(name, mode, parent, ops, NULL);
}

struct proc_dir_entry *proc_create_single_data(const char *name, umode_t mode,
					       struct proc_dir_entry *parent,
					       int (*show)(struct seq_file *m, void *v),
					       void *data)
{
	const struct proc_dir_entry with = { .show = show, .data = data };

	return add_file(name, mode, parent, &with);
}

struct proc_dir_entry *proc_create_seq_data(const char *name, umode_t mode,
					    struct proc_dir_entry *parent,
					    const struct seq_operations *ops, void *data)
{
	const struct proc_dir_entry with = { .seq = ops, .data = data };

	return add_file(name, mode, parent, &with);
}

void proc_remove(struct proc_dir_entry *entry)
{
	struct dentry *dentry;

	if (!entry)
		return;
	dentry = dget(entry->dentry);
	simple_tree_remove(dentry);
	dput(dentry);
}

void remove_proc_entry(const char *name, struct proc_dir_entry *parent)
{
	struct dentry *dentry;

	dentry = simple_tree_find(parent ? parent->dentry : proc_sb->s_root, name);
	if (IS_ERR(dentry))
		return;
	simple_tree_remove(dentry);
	dput(dentry);
}

void *pde_data(const struct inode *inode)
{
	return PROC_I(inode)->pde->data;
}
