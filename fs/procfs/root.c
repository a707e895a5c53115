/*
 * fs/procfs/root.c - /proc itself: its super block, "self" and "thread-self", its list
 *
 * Locking: that of the dcache; it has no state of its own but what boot makes.
 */
#include <linux/dcache.h>
#include <linux/init.h>
#include <linux/libfs.h>
#include <linux/magic.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include "internal.h"

struct super_block *proc_sb;

static struct kmem_cache *proc_inode_cache; /* [I after boot] */

static struct inode *proc_alloc_inode(struct super_block *sb)
{
	struct proc_inode *pi = kmem_cache_zalloc(proc_inode_cache, GFP_KERNEL);

	return pi ? &pi->vfs_inode : NULL;
}

static void proc_free_inode(struct inode *inode)
{
	kfree(PROC_I(inode)->pde);
	kmem_cache_free(proc_inode_cache, PROC_I(inode));
}

static const struct super_operations proc_sops = {
	.alloc_inode = proc_alloc_inode,
	.free_inode = proc_free_inode,
	.evict_inode = simple_evict_inode,
	.statfs = simple_statfs,
};

/* --- self, thread-self, mounts ----------------------------------------------------------------------- */

/* text is from the slab, or NULL: none could be had. */
static const char *free_after_use(char *text, struct delayed_call *done)
{
	if (!text)
		return ERR_PTR(-ENOMEM);
	set_delayed_call(done, kfree_link, text);
	return text;
}

static const char *proc_self_get_link(struct dentry *dentry, struct inode *inode,
				      struct delayed_call *done)
{
	return free_after_use(kasprintf(GFP_KERNEL, "%d", task_tgid_nr(current)), done);
}

static const char *proc_thread_self_get_link(struct dentry *dentry, struct inode *inode,
					     struct delayed_call *done)
{
	return free_after_use(kasprintf(GFP_KERNEL, "%d/task/%d", task_tgid_nr(current),
					task_pid_nr(current)),
			      done);
}

static const struct inode_operations proc_self_iops = {
	.get_link = proc_self_get_link,
};

static const struct inode_operations proc_thread_self_iops = {
	.get_link = proc_thread_self_get_link,
};

static int make_link(struct super_block *sb, const char *name, struct inode *inode)
{
	struct dentry *dentry = simple_tree_add(sb->s_root, name, inode, NULL);

	if (IS_ERR(dentry))
		return PTR_ERR(dentry);
	dput(dentry);
	return 0;
}

/* A link whose text depends on who reads it. */
static int make_self(struct super_block *sb, const char *name,
		     const struct inode_operations *iops)
{
	struct inode *inode = simple_make_inode(sb, NULL, S_IFLNK | S_IRWXUGO, 0);

	if (inode)
		inode->i_op = iops;
	return make_link(sb, name, inode);
}

static int make_links(struct super_block *sb)
{
	int err = make_self(sb, "self", &proc_self_iops);

	if (!err)
		err = make_self(sb, "thread-self", &proc_thread_self_iops);
	return err ? err
		   : make_link(sb, "mounts",
			       simple_make_symlink(sb, NULL, "self/mounts"));
}

/* --- the directory ---------------------------------------------------------------------------- */

/* Processes begin here; the names that are always there have lower positions. */
#define FIRST_PID_POS ((loff_t)1 << 48)

static int proc_root_readdir(struct file *file, struct dir_context *ctx)
{
	int err = 0;

	if (ctx->pos < FIRST_PID_POS) {
		err = dcache_readdir(file, ctx);
		if (err || !dcache_readdir_done(file, ctx))
			return err;
		ctx->pos = FIRST_PID_POS;
	}
	ctx->pos -= FIRST_PID_POS;
	err = proc_pid_readdir(file, ctx);
	ctx->pos += FIRST_PID_POS;
	return err;
}

static const struct file_operations proc_root_fops = {
	.llseek = dcache_dir_lseek,
	.read = generic_read_dir,
	.iterate_shared = proc_root_readdir,
};

static const struct inode_operations proc_root_dir_iops = {
	.lookup = proc_pid_lookup,
};

static int proc_fill_super(struct super_block *sb, void *data)
{
	struct inode *inode;

	sb->s_magic = PROC_SUPER_MAGIC;
	sb->s_op = &proc_sops;
	inode = proc_mkdir_inode(sb);
	sb->s_root = d_make_root(inode);
	if (!sb->s_root)
		return -ENOMEM;
	inode->i_op = &proc_root_dir_iops;
	inode->i_fop = &proc_root_fops;
	proc_sb = sb;
	return make_links(sb);
}

static struct super_block *proc_mount(struct file_system_type *type, int flags,
				      const char *dev_name, void *data)
{
	return mount_single(type, flags, data, proc_fill_super);
}

static struct file_system_type proc_fs_type = {
	.name = "proc",
	.mount = proc_mount,
	.kill_sb = kill_litter_super,
};

int __init proc_init(void)
{
	int err = register_filesystem(&proc_fs_type);

	proc_inode_cache = KMEM_CACHE(proc_inode, SLAB_PANIC);
	if (!err)
		err = init_mkdir("/proc", 0555);
	if (!err)
		err = kernel_mount("proc", "/proc", "proc", 0, NULL);
	return err ? err : proc_files_init();
}
