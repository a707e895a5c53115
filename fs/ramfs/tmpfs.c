/*
 * fs/ramfs/tmpfs.c - tmpfs: a ramfs that may not take more than so much memory
 *
 *	mount -t tmpfs -o size=64m,nr_inodes=1k,mode=1777 none /tmp
 *
 * size= is in bytes, with k, m or g, or in per cent of memory; nr_blocks= in pages. Half of
 * memory if neither is given, no limit if it is 0. nr_inodes= counts files and their further
 * links. A remount may change these three, mode=, uid= and gid= are the root's.
 *
 * Source: the Linux man page tmpfs(5).
 *
 * Locking: counts are atomic; namespace_sem for the options.
 */
#include <linux/dcache.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/libfs.h>
#include <linux/magic.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/statfs.h>
#include <linux/string.h>
#include "internal.h"

bool tmpfs_take_inode(struct super_block *sb)
{
	struct tmpfs *fs = sb->s_fs_info;

	if (!fs || atomic_long_inc_return(&fs->inodes) <= fs->opt.inodes ||
	    !fs->opt.inodes)
		return true;
	tmpfs_give_inode(sb);
	return false;
}

void tmpfs_give_inode(struct super_block *sb)
{
	struct tmpfs *fs = sb->s_fs_info;

	if (fs)
		atomic_long_dec(&fs->inodes);
}

static void tmpfs_evict_inode(struct inode *inode)
{
	unsigned long promised = 0;

	tmpfs_give_inode(inode->i_sb);
	if (S_ISREG(inode->i_mode))
		promised = (unsigned long)inode->i_private;
	simple_super_operations.evict_inode(inode);
	vm_unacct_memory(promised);
}

static int tmpfs_statfs(struct dentry *dentry, struct kstatfs *buf)
{
	const struct tmpfs *fs = dentry->d_sb->s_fs_info;
	long left = fs->opt.blocks - atomic_long_read(&fs->used);

	simple_statfs(dentry, buf);
	buf->f_blocks = fs->opt.blocks;
	buf->f_bfree = buf->f_bavail = max(left, 0L);
	buf->f_files = fs->opt.inodes;
	left = fs->opt.inodes - atomic_long_read(&fs->inodes);
	buf->f_ffree = max(left, 0L);
	return 0;
}

/* --- options --------------------------------------------------------------------------- */

static struct tmpfs_options default_options(void)
{
	unsigned long half = totalram_pages() / 2;
	unsigned long inodes = min(totalram_pages() - totalhigh_pages(), half);

	return (struct tmpfs_options){
		.blocks = half,
		.inodes = inodes,
		.mode = S_ISVTX | S_IRWXUGO,
	};
}

static void tmpfs_show_options(struct seq_file *m, struct super_block *sb)
{
	const struct tmpfs *fs = sb->s_fs_info;
	const struct tmpfs_options usual = default_options(), *opt = &fs->opt;

	if (opt->blocks != usual.blocks)
		seq_printf(m, ",size=%ldk", opt->blocks << (PAGE_SHIFT - 10));
	if (opt->inodes != usual.inodes)
		seq_printf(m, ",nr_inodes=%ld", opt->inodes);
	if (opt->mode != usual.mode)
		seq_printf(m, ",mode=%03o", opt->mode);
	if (opt->uid)
		seq_printf(m, ",uid=%u", opt->uid);
	if (opt->gid)
		seq_printf(m, ",gid=%u", opt->gid);
	seq_puts(m, ",inode64");
}

/* A number with k, m or g, or, of bytes, per cent of memory; -EINVAL. */
static long parse_number(const char *value, bool bytes)
{
	char *end;
	unsigned long long number = memparse(value, &end);

	if (end == value)
		return -EINVAL;
	if (bytes && *end == '%') {
		number = (totalram_pages() << PAGE_SHIFT) * number / 100;
		end++;
	}
	return *end || number > MAX_LFS_FILESIZE ? -EINVAL : (long)number;
}

static int parse_limit(struct tmpfs_options *opt, const char *name, const char *value)
{
	bool bytes = !strcmp(name, "size");
	long number = parse_number(value, bytes);

	if (bytes)
		opt->blocks = PFN_UP(number);
	else if (!strcmp(name, "nr_blocks"))
		opt->blocks = number;
	else if (!strcmp(name, "nr_inodes"))
		opt->inodes = number;
	else
		return -EINVAL;
	return min(number, 0L);
}

static int parse_option(struct tmpfs_options *opt, char *option)
{
	char *name = strsep(&option, "=");
	unsigned int id;

	if (!option)
		return strcmp(name, "inode64") ? -EINVAL : 0;
	if (!strcmp(name, "mode")) {
		if (kstrtouint(option, 8, &id))
			return -EINVAL;
		opt->mode = id & S_IALLUGO;
	} else if (!strcmp(name, "uid") || !strcmp(name, "gid")) {
		if (kstrtouint(option, 0, &id) || id == (uid_t)-1)
			return -EINVAL;
		*(*name == 'u' ? &opt->uid : &opt->gid) = id;
	} else {
		return parse_limit(opt, name, option);
	}
	return 0;
}

/* options is "name=value,…" or NULL, and is not changed. */
static int parse_options(struct tmpfs_options *opt, const char *options)
{
	char *copy = options ? kstrdup(options, GFP_KERNEL) : NULL, *rest = copy, *option;
	int err = options && !copy ? -ENOMEM : 0;

	while (!err && (option = strsep(&rest, ",")))
		if (*option)
			err = parse_option(opt, option);
	kfree(copy);
	return err;
}

/* Can a limit become that, of which so many are used? What had none gets none. */
static bool may_limit(long old, long limit, long used)
{
	return limit == old || !limit || (old && limit >= used);
}

static int tmpfs_remount(struct super_block *sb, const char *options)
{
	struct tmpfs *fs = sb->s_fs_info;
	struct tmpfs_options opt = fs->opt;
	int err = parse_options(&opt, options);

	if (err)
		return err;
	if (!may_limit(fs->opt.blocks, opt.blocks, atomic_long_read(&fs->used)) ||
	    !may_limit(fs->opt.inodes, opt.inodes, atomic_long_read(&fs->inodes)))
		return -EINVAL;
	fs->opt.blocks = opt.blocks;
	fs->opt.inodes = opt.inodes;
	return 0;
}

static const struct super_operations tmpfs_super_operations = {
	.evict_inode = tmpfs_evict_inode,
	.statfs = tmpfs_statfs,
	.remount_fs = tmpfs_remount,
	.show_options = tmpfs_show_options,
};

/* --- mounting --------------------------------------------------------------------------- */

static int tmpfs_fill_super(struct super_block *sb, void *data)
{
	struct tmpfs *fs = kzalloc(sizeof(*fs), GFP_KERNEL);
	struct inode *root;
	int err;

	if (!fs)
		return -ENOMEM;
	sb->s_fs_info = fs; /* tmpfs_kill_sb() frees it */
	sb->s_op = &tmpfs_super_operations;
	fs->opt = default_options();
	err = parse_options(&fs->opt, data);
	if (!err)
		err = ramfs_fill_super(sb, NULL);
	if (err)
		return err;
	sb->s_magic = TMPFS_MAGIC;
	root = d_inode(sb->s_root);
	root->i_mode = S_IFDIR | fs->opt.mode;
	root->i_uid = fs->opt.uid;
	root->i_gid = fs->opt.gid;
	return 0;
}

static struct super_block *tmpfs_mount(struct file_system_type *type, int flags,
				       const char *dev_name, void *data)
{
	return mount_nodev(type, flags, data, tmpfs_fill_super);
}

static void tmpfs_kill_sb(struct super_block *sb)
{
	struct tmpfs *fs = sb->s_fs_info;

	kill_litter_super(sb);
	kfree(fs);
}

struct file_system_type tmpfs_fs_type = {
	.name = "tmpfs",
	.mount = tmpfs_mount,
	.kill_sb = tmpfs_kill_sb,
};
