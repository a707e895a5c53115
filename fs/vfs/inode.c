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
#include <linux/capability.h>
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

/* May the caller not give a file of this group the set-group-ID bit? */
static bool drops_setgid(gid_t gid)
{
	return !in_group_p(gid) && !capable(CAP_FSETID);
}

/* Owner and mode of an inode that the caller makes in dir (NULL: root's). */
void inode_init_owner(struct inode *inode, const struct inode *dir, umode_t mode)
{
	inode->i_mode = mode;
	if (!dir)
		return;
	inode->i_uid = current_fsuid();
	inode->i_gid = current_fsgid();
	if (!(dir->i_mode & S_ISGID))
		return;
	inode->i_gid = dir->i_gid;
	if (S_ISDIR(mode))
		inode->i_mode |= S_ISGID;
	else if (mode & S_IXGRP && drops_setgid(inode->i_gid))
		inode->i_mode &= ~S_ISGID;
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

/* What of mask (MAY_READ, MAY_WRITE, MAY_EXEC) may be done in spite of the mode? */
static bool capable_of(umode_t mode, int mask)
{
	if (S_ISDIR(mode) ? !(mask & MAY_WRITE) : mask == MAY_READ)
		if (capable(CAP_DAC_READ_SEARCH))
			return true;
	/* Nobody executes a file that nobody may execute. */
	if (mask & MAY_EXEC && !S_ISDIR(mode) && !(mode & S_IXUGO))
		return false;
	return capable(CAP_DAC_OVERRIDE);
}

/*
 * May the caller do this? mask: MAY_*. 0, -EACCES or -EROFS.
 * The first class that fits decides: owner, group, others (path_resolution(7)).
 */
int inode_permission(struct inode *inode, int mask)
{
	umode_t mode = inode->i_mode;

	if (mask & MAY_WRITE && inode->i_sb->s_flags & SB_RDONLY &&
	    (S_ISREG(mode) || S_ISDIR(mode) || S_ISLNK(mode)))
		return -EROFS;
	mask &= MAY_READ | MAY_WRITE | MAY_EXEC;
	if (inode->i_uid == current_fsuid())
		mode >>= 6;
	else if (in_group_p(inode->i_gid))
		mode >>= 3;
	if (!(mask & ~mode) || capable_of(inode->i_mode, mask))
		return 0;
	return inode->i_op->permission ? inode->i_op->permission(inode, mask) : -EACCES;
}

bool inode_owner_or_capable(const struct inode *inode)
{
	return inode->i_uid == current_fsuid() || capable(CAP_FOWNER);
}

/* chown(2): the owner may give the file to a group of its own, root to anybody. */
static bool may_chown(const struct inode *inode, const struct iattr *attr)
{
	bool owner = inode->i_uid == current_fsuid();

	if (capable(CAP_CHOWN))
		return true;
	if (attr->ia_valid & ATTR_UID && !(owner && attr->ia_uid == inode->i_uid))
		return false;
	return !(attr->ia_valid & ATTR_GID) ||
	       (owner && (attr->ia_gid == inode->i_gid || in_group_p(attr->ia_gid)));
}

/* The set-ID bits that go when others than root write to the file, or it is given away. */
static umode_t setid_bits_lost(const struct inode *inode)
{
	umode_t mode = inode->i_mode, bits = S_ISUID;

	if (mode & S_IXGRP || drops_setgid(inode->i_gid))
		bits |= S_ISGID;
	return S_ISREG(mode) ? mode & bits : 0;
}

/*
 * Can the change be made at all, and by the caller? 0, -EINVAL, -EFBIG, -EPERM. A
 * set-group-ID bit that the caller cannot give is dropped from attr.
 */
int setattr_prepare(struct dentry *dentry, struct iattr *attr)
{
	struct inode *inode = d_inode(dentry);
	int err;

	if (attr->ia_valid & ATTR_SIZE) {
		if (attr->ia_size < 0)
			return -EINVAL;
		err = inode_newsize_ok(inode, attr->ia_size);
		if (err)
			return err;
	}
	if (!may_chown(inode, attr))
		return -EPERM;
	if (attr->ia_valid & (ATTR_MODE | ATTR_TIMES_SET) &&
	    !(attr->ia_valid & ATTR_KILL_SUID) && !inode_owner_or_capable(inode))
		return -EPERM;
	if (attr->ia_valid & ATTR_MODE &&
	    drops_setgid(attr->ia_valid & ATTR_GID ? attr->ia_gid : inode->i_gid))
		attr->ia_mode &= ~S_ISGID;
	return 0;
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
 * 0, -EROFS, -EOPNOTSUPP (the mode of a symbolic link), or what the file system says.
 */
int notify_change(struct dentry *dentry, struct iattr *attr)
{
	struct inode *inode = d_inode(dentry);

	if (inode->i_sb->s_flags & SB_RDONLY)
		return -EROFS;
	if (S_ISLNK(inode->i_mode) && attr->ia_valid & ATTR_MODE)
		return -EOPNOTSUPP;
	attr->ia_valid |= ATTR_CTIME;
	attr->ia_ctime = current_time(inode);
	if (attr->ia_valid & ATTR_KILL_SUID && setid_bits_lost(inode)) {
		attr->ia_valid |= ATTR_MODE;
		attr->ia_mode = inode->i_mode & ~setid_bits_lost(inode);
	}
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
