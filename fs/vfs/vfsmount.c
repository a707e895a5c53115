/*
 * fs/vfs/vfsmount.c - one mount: how it begins and ends, and who writes through it
 *
 * A mount does not become read-only (mount.c) as long as somebody is about to write: he
 * counts himself before he looks at the flag, and who sets it does so before he looks at
 * the count.
 *
 * Locking: none: counts are atomic. A mount is freed with its last reference; being in the
 * tree is one, so one that can be found has at least that.
 */
#include <linux/dcache.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "mount.h"

struct vfsmount *mntget(struct vfsmount *mnt)
{
	if (mnt)
		atomic_inc(&real_mount(mnt)->count);
	return mnt;
}

static noinline void free_mount(struct vfsmount *mnt)
{
	dput(mnt->mnt_root);
	deactivate_super(mnt->mnt_sb);
	kfree(real_mount(mnt)->devname);
	kfree(real_mount(mnt));
}

void mntput(struct vfsmount *mnt)
{
	if (mnt && atomic_dec_and_test(&real_mount(mnt)->count))
		free_mount(mnt);
}

/* A mount of root, a dentry of sb; takes the reference to sb. ERR_PTR: no memory. */
static struct vfsmount *alloc_mount(const char *name, struct super_block *sb,
				    struct dentry *root, int flags)
{
	struct mount *mount = kzalloc(sizeof(*mount), GFP_KERNEL);

	if (mount)
		mount->devname = kstrdup(name, GFP_KERNEL);
	if (!mount || !mount->devname) {
		kfree(mount);
		deactivate_super(sb);
		return ERR_PTR(-ENOMEM);
	}
	mount->mnt.mnt_sb = sb;
	mount->mnt.mnt_flags = flags;
	mount->mnt.mnt_root = dget(root);
	atomic_set(&mount->count, 1);
	INIT_LIST_HEAD(&mount->list);
	return &mount->mnt;
}

struct vfsmount *vfs_kern_mount(struct file_system_type *type, int flags,
				const char *name, void *data)
{
	int sb_flags = flags & MNT_READONLY ? SB_RDONLY : 0;
	struct super_block *sb = type->mount(type, sb_flags, name, data);

	return IS_ERR(sb) ? ERR_CAST(sb) : alloc_mount(name, sb, sb->s_root, flags);
}

struct vfsmount *clone_mnt(struct vfsmount *mnt, struct dentry *root)
{
	return alloc_mount(real_mount(mnt)->devname, grab_super(mnt->mnt_sb), root,
			   mnt->mnt_flags);
}

struct vfsmount *kern_mount(struct file_system_type *type)
{
	return vfs_kern_mount(type, 0, type->name, NULL);
}

int mnt_want_write(struct vfsmount *mnt)
{
	atomic_inc(&real_mount(mnt)->writers); /* a full barrier */
	if (!__mnt_is_readonly(mnt))
		return 0;
	mnt_drop_write(mnt);
	return -EROFS;
}

void mnt_drop_write(struct vfsmount *mnt)
{
	atomic_dec(&real_mount(mnt)->writers);
}
