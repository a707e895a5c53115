/*
 * fs/vfs/super.c - kinds of file system, and the super blocks that are instances of one
 *
 * Locking: file_systems.lock for the list of kinds. A super block belongs to its mounts,
 * which s_active counts, and is freed with the last one.
 */
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/list.h>
#include <linux/major.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "internal.h"

static struct {
	struct mutex lock;
	struct list_head list; /* [lock] of struct file_system_type */
} file_systems = {
	.lock = __MUTEX_INITIALIZER(file_systems.lock),
	.list = LIST_HEAD_INIT(file_systems.list),
};

static atomic_t last_minor; /* [a] numbers of super blocks without a device */

static struct file_system_type *find_type(const char *name)
{
	struct file_system_type *type;

	list_for_each_entry (type, &file_systems.list, fs_list) {
		if (!strcmp(type->name, name))
			return type;
	}
	return NULL;
}

int register_filesystem(struct file_system_type *type)
{
	int err = 0;

	mutex_lock(&file_systems.lock);
	if (find_type(type->name))
		err = -EBUSY;
	else
		list_add_tail(&type->fs_list, &file_systems.list);
	mutex_unlock(&file_systems.lock);
	return err;
}

struct file_system_type *get_fs_type(const char *name)
{
	struct file_system_type *type;

	mutex_lock(&file_systems.lock);
	type = find_type(name);
	mutex_unlock(&file_systems.lock);
	return type;
}

void file_systems_show(struct seq_file *m)
{
	struct file_system_type *type;

	mutex_lock(&file_systems.lock);
	list_for_each_entry (type, &file_systems.list, fs_list)
		seq_printf(m, "%s\t%s\n", type->fs_flags & FS_REQUIRES_DEV ? "" : "nodev",
			   type->name);
	mutex_unlock(&file_systems.lock);
}

/* --- super blocks ----------------------------------------------------------------------- */

/* A super block without a root, with a number of its own; NULL: no memory. */
struct super_block *alloc_super(struct file_system_type *type, int flags)
{
	struct super_block *sb = kzalloc(sizeof(*sb), GFP_KERNEL);

	if (!sb)
		return NULL;
	sb->s_type = type;
	sb->s_flags = flags;
	sb->s_dev = MKDEV(UNNAMED_MAJOR, atomic_inc_return(&last_minor));
	sb->s_blocksize = PAGE_SIZE;
	sb->s_maxbytes = MAX_LFS_FILESIZE;
	sb->s_op = &simple_super_operations;
	atomic_set(&sb->s_active, 1);
	mutex_init(&sb->s_vfs_rename_mutex);
	return sb;
}

/*
 * For ->mount() of a file system without a device: a new super block, filled by
 * fill_super(), which sets s_root. ERR_PTR: -ENOMEM, or fill_super()'s error.
 */
struct super_block *mount_nodev(struct file_system_type *type, int flags, void *data,
				int (*fill_super)(struct super_block *sb, void *data))
{
	struct super_block *sb = alloc_super(type, flags);
	int err;

	if (!sb)
		return ERR_PTR(-ENOMEM);
	err = fill_super(sb, data);
	if (!err)
		return sb;
	type->kill_sb(sb);
	return ERR_PTR(err);
}

/*
 * The same for one that there is once, wherever it is mounted: its kind keeps it, also
 * when no mount is left. The first mount is boot's.
 */
struct super_block *mount_single(struct file_system_type *type, int flags, void *data,
				 int (*fill_super)(struct super_block *sb, void *data))
{
	if (!type->fs_single) {
		struct super_block *sb = mount_nodev(type, flags, data, fill_super);

		if (IS_ERR(sb))
			return sb;
		type->fs_single = sb;
	}
	return grab_super(type->fs_single);
}

struct super_block *grab_super(struct super_block *sb)
{
	atomic_inc(&sb->s_active);
	return sb;
}

void deactivate_super(struct super_block *sb)
{
	if (atomic_dec_and_test(&sb->s_active))
		sb->s_type->kill_sb(sb);
}

/* For ->kill_sb(): nobody uses the super block any more. */
void kill_anon_super(struct super_block *sb)
{
	dput(sb->s_root);
	kfree(sb);
}

/*
 * One dentry below root that has no children, with a reference; NULL: root has none.
 * Walking down from the top each time keeps no state between two unpinnings.
 */
static struct dentry *deepest_child(struct dentry *root)
{
	struct dentry *dentry = root;

	spin_lock(&dcache_lock);
	while (!list_empty(&dentry->d_subdirs))
		dentry = list_first_entry(&dentry->d_subdirs, struct dentry, d_child);
	dentry = dentry == root ? NULL : dget(dentry);
	spin_unlock(&dcache_lock);
	return dentry;
}

/* The same for a file system that pins its dentries (libfs.c): each loses its pin first. */
void kill_litter_super(struct super_block *sb)
{
	struct dentry *dentry;

	while (sb->s_root && (dentry = deepest_child(sb->s_root)) != NULL) {
		d_drop(dentry);
		dput(dentry); /* the pin */
		dput(dentry); /* ours */
	}
	kill_anon_super(sb);
}

/* Before anything of the file layer is used, once: its slab caches. Boot, slab is there. */
void __init vfs_init(void)
{
	inode_cache_init();
	dentry_cache_init();
	file_cache_init();
	names_cache_init();
}
