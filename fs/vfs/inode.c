/*
 * fs/vfs/inode.c - inodes: files without their names
 *
 * An inode lives while anybody holds it: each dentry with that inode holds one reference,
 * and so an open file does through its dentry. When the last one goes, the file system's
 * evict_inode() runs, the cached pages are dropped, and the memory is freed.
 *
 * Locking: i_count is atomic; an inode whose count is zero is in nobody's hands. The rest
 * is as linux/fs.h says.
 *
 * Atlas: no cache of unused inodes: the file systems so far have them all in memory.
 */
#include <linux/cdev.h>
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/pagemap.h>
#include <linux/pipe_fs_i.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "internal.h"

static struct kmem_cache *inode_cache; /* [I after boot] */
static atomic_t last_ino;              /* [a] */

void __init inode_cache_init(void)
{
	inode_cache = KMEM_CACHE(inode, SLAB_PANIC);
}

/* An inode number that no other inode of a file system in memory has. Never 0. */
static unsigned int get_next_ino(void)
{
	unsigned int ino;

	do {
		ino = atomic_inc_return(&last_ino);
	} while (!ino);
	return ino;
}

static int no_open(struct inode *inode, struct file *file)
{
	return -ENXIO;
}

static const struct file_operations no_open_fops = { .open = no_open };
static const struct inode_operations empty_iops;

static void inode_init(struct inode *inode, struct super_block *sb)
{
	memset(inode, 0, sizeof(*inode));
	inode->i_sb = sb;
	inode->i_ino = get_next_ino();
	inode->i_op = &empty_iops;
	inode->i_fop = &no_open_fops;
	inode->i_nlink = 1;
	inode->i_mapping = &inode->i_data;
	atomic_set(&inode->i_count, 1);
	init_rwsem(&inode->i_rwsem);
	address_space_init(&inode->i_data, inode);
	inode->i_atime = inode->i_mtime = inode->i_ctime = current_time(inode);
}

/*
 * A fresh inode of sb with one reference, one link, a number of its own and the time of
 * now; type and operations are the caller's to set. NULL: no memory. May sleep.
 */
struct inode *new_inode(struct super_block *sb)
{
	struct inode *inode;

	if (sb->s_op->alloc_inode)
		inode = sb->s_op->alloc_inode(sb);
	else
		inode = kmem_cache_alloc(inode_cache, GFP_KERNEL);
	if (inode)
		inode_init(inode, sb);
	return inode;
}

/* Owner and mode of an inode that is made in dir (NULL: for a root). */
void inode_init_owner(struct inode *inode, const struct inode *dir, umode_t mode)
{
	if (dir && dir->i_mode & S_ISGID) {
		inode->i_gid = dir->i_gid;
		if (S_ISDIR(mode))
			mode |= S_ISGID;
	}
	inode->i_mode = mode;
}

/* Make it a device node, a FIFO or a socket. */
void init_special_inode(struct inode *inode, umode_t mode, dev_t rdev)
{
	inode->i_mode = mode;
	inode->i_rdev = rdev;
	if (S_ISCHR(mode))
		inode->i_fop = &def_chr_fops;
	else if (S_ISFIFO(mode))
		inode->i_fop = &pipefifo_fops;
}

/* For evict_inode(): nothing of the file stays in memory. */
void clear_inode(struct inode *inode)
{
	truncate_inode_pages(&inode->i_data, 0);
	BUG_ON(inode->i_data.nrpages);
}

static void evict(struct inode *inode)
{
	const struct super_operations *op = inode->i_sb->s_op;

	if (op->evict_inode)
		op->evict_inode(inode);
	else
		clear_inode(inode);
	if (op->free_inode)
		op->free_inode(inode);
	else
		kmem_cache_free(inode_cache, inode);
}

void iput(struct inode *inode)
{
	if (inode && atomic_dec_and_test(&inode->i_count))
		evict(inode);
}

/* --- links: i_rwsem held ------------------------------------------------------------- */

void inc_nlink(struct inode *inode)
{
	inode->i_nlink++;
}

void drop_nlink(struct inode *inode)
{
	BUG_ON(!inode->i_nlink);
	inode->i_nlink--;
}

void clear_nlink(struct inode *inode)
{
	inode->i_nlink = 0;
}

ktime_t current_time(struct inode *inode)
{
	return (ktime_t)ktime_get_real_ns();
}

/* --- attributes ---------------------------------------------------------------------- */

/*
 * May the caller do this? mask: MAY_*. 0, -EACCES or -EROFS.
 * Atlas: the caller is root, who may do all but execute a file that nobody may execute.
 */
int inode_permission(struct inode *inode, int mask)
{
	umode_t mode = inode->i_mode;

	if (mask & MAY_WRITE && inode->i_sb->s_flags & SB_RDONLY &&
	    (S_ISREG(mode) || S_ISDIR(mode) || S_ISLNK(mode)))
		return -EROFS;
	if (mask & MAY_EXEC && !S_ISDIR(mode) && !(mode & S_IXUGO))
		return -EACCES;
	return 0;
}

/* Can the change be made at all? 0, -EINVAL, -EFBIG. */
int setattr_prepare(struct dentry *dentry, struct iattr *attr)
{
	struct inode *inode = d_inode(dentry);

	if (!(attr->ia_valid & ATTR_SIZE))
		return 0;
	if (attr->ia_size < 0)
		return -EINVAL;
	return attr->ia_size > inode->i_sb->s_maxbytes ? -EFBIG : 0;
}

/* Write all but the size into the inode. */
void setattr_copy(struct inode *inode, const struct iattr *attr)
{
	if (attr->ia_valid & ATTR_UID)
		inode->i_uid = attr->ia_uid;
	if (attr->ia_valid & ATTR_GID)
		inode->i_gid = attr->ia_gid;
	if (attr->ia_valid & ATTR_ATIME)
		inode->i_atime = attr->ia_atime;
	if (attr->ia_valid & ATTR_MTIME)
		inode->i_mtime = attr->ia_mtime;
	if (attr->ia_valid & ATTR_CTIME)
		inode->i_ctime = attr->ia_ctime;
	if (attr->ia_valid & ATTR_MODE)
		inode->i_mode = (inode->i_mode & S_IFMT) | (attr->ia_mode & S_IALLUGO);
}

/*
 * Change attributes of a file; i_ctime comes by itself. i_rwsem held for writing.
 * 0, -EROFS, or what the file system says.
 */
int notify_change(struct dentry *dentry, struct iattr *attr)
{
	struct inode *inode = d_inode(dentry);

	if (inode->i_sb->s_flags & SB_RDONLY)
		return -EROFS;
	attr->ia_valid |= ATTR_CTIME;
	attr->ia_ctime = current_time(inode);
	if (inode->i_op->setattr)
		return inode->i_op->setattr(dentry, attr);
	return simple_setattr(dentry, attr);
}

/* --- writers and programs: i_writecount ---------------------------------------------- */

int get_write_access(struct inode *inode)
{
	int count = atomic_read(&inode->i_writecount);

	do {
		if (count < 0)
			return -ETXTBSY;
	} while (!atomic_try_cmpxchg(&inode->i_writecount, &count, count + 1));
	return 0;
}

void put_write_access(struct inode *inode)
{
	atomic_dec(&inode->i_writecount);
}

/* A program begins to run from file, which is open for reading; 0 or -ETXTBSY. */
int deny_write_access(struct file *file)
{
	struct inode *inode = file_inode(file);
	int count = atomic_read(&inode->i_writecount);

	do {
		if (count > 0)
			return -ETXTBSY;
	} while (!atomic_try_cmpxchg(&inode->i_writecount, &count, count - 1));
	return 0;
}

void allow_write_access(struct file *file)
{
	if (file)
		atomic_inc(&file_inode(file)->i_writecount);
}
