/*
 * fs/vfs/namespace.c - the tree of mounts
 *
 *	mount "/"  (ramfs)    mountpoint: none
 *	  mount "/dev" (devfs)  parent: "/", mountpoint: the dentry "dev" of ramfs
 *
 * A walk that comes to a dentry with DCACHE_MOUNTED asks lookup_mnt() what covers it.
 *
 * Locking: mount_lock for the tree. A mount is freed with its last reference; being in
 * the tree is one, so one that can be found has at least that. None leaves the tree but
 * under namespace_sem (writer): who goes through all mounts needs no references, which
 * would make one look busy to umount(2).
 */
#include <linux/dcache.h>
#include <linux/fs_struct.h>
#include <linux/init.h>
#include <linux/namei.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "mount.h"

DEFINE_SPINLOCK(mount_lock);
static DECLARE_RWSEM(namespace_sem);

static LIST_HEAD(mounts); /* [mount_lock] in the order in which they were mounted */
static int last_id;       /* [mount_lock] */
static int nr_mortal;     /* [mount_lock] that cover what may go by itself: is_mortal() */

struct vfsmount *mntget(struct vfsmount *mnt)
{
	if (mnt)
		atomic_inc(&real_mount(mnt)->count);
	return mnt;
}

/* The super block goes with its only mount; that of /proc has several, and stays. */
static noinline void free_mount(struct vfsmount *mnt)
{
	struct super_block *sb = mnt->mnt_sb;

	dput(mnt->mnt_root);
	sb->s_type->kill_sb(sb);
	kfree(real_mount(mnt)->devname);
	kfree(real_mount(mnt));
}

void mntput(struct vfsmount *mnt)
{
	if (mnt && atomic_dec_and_test(&real_mount(mnt)->count))
		free_mount(mnt);
}

struct vfsmount *vfs_kern_mount(struct file_system_type *type, int flags,
				const char *name, void *data)
{
	struct mount *mount = kzalloc(sizeof(*mount), GFP_KERNEL);
	struct super_block *sb;

	if (!mount)
		return ERR_PTR(-ENOMEM);
	mount->devname = kstrdup(name, GFP_KERNEL);
	sb = ERR_PTR(-ENOMEM);
	if (mount->devname)
		sb = type->mount(type, flags & MS_RDONLY ? SB_RDONLY : 0, name, data);
	if (IS_ERR(sb)) {
		kfree(mount->devname);
		kfree(mount);
		return ERR_CAST(sb);
	}
	mount->mnt.mnt_sb = sb;
	mount->mnt.mnt_flags = flags >> 1 & MNT_USER_SETTABLE_MASK;
	mount->mnt.mnt_root = dget(sb->s_root);
	atomic_set(&mount->count, 1);
	INIT_LIST_HEAD(&mount->list);
	return &mount->mnt;
}

struct vfsmount *kern_mount(struct file_system_type *type)
{
	return vfs_kern_mount(type, 0, type->name, NULL);
}

/* --- the tree ---------------------------------------------------------------------------- */

/* May the dentry go while it is in use? The directory of a process does, with the process. */
static bool is_mortal(const struct dentry *dentry)
{
	return dentry->d_op && dentry->d_op->d_revalidate;
}

/* mount_lock held. */
static struct mount *find_mount(const struct path *path)
{
	struct mount *mount;

	list_for_each_entry (mount, &mounts, list) {
		if (mount->mountpoint == path->dentry && mount->parent &&
		    &mount->parent->mnt == path->mnt)
			return mount;
	}
	return NULL;
}

struct vfsmount *lookup_mnt(const struct path *path)
{
	struct mount *mount;

	spin_lock(&mount_lock);
	mount = find_mount(path);
	if (mount) {
		mount->walks++;
		mntget(&mount->mnt);
	}
	spin_unlock(&mount_lock);
	return mount ? &mount->mnt : NULL;
}

bool follow_up(struct path *path)
{
	struct mount *mount = real_mount(path->mnt);
	struct path up;

	spin_lock(&mount_lock);
	if (!mount->parent) {
		spin_unlock(&mount_lock);
		return false;
	}
	up.mnt = &mount->parent->mnt;
	up.dentry = mount->mountpoint;
	path_get(&up);
	spin_unlock(&mount_lock);
	path_put(path);
	*path = up;
	return true;
}

int attach_mount(struct vfsmount *mnt, const struct path *path)
{
	struct inode *inode = d_inode(path->dentry);
	struct mount *mount = real_mount(mnt);
	int err = 0;

	if (!d_is_dir(path->dentry) || !d_is_dir(mnt->mnt_root))
		return -ENOTDIR;
	inode_lock(inode); /* against rmdir of the place */
	spin_lock(&dcache_lock);
	spin_lock(&mount_lock);
	if (IS_DEADDIR(inode)) {
		err = -ENOENT;
	} else if (list_empty(&real_mount(path->mnt)->list)) {
		err = -EINVAL; /* it has left the tree */
	} else if (find_mount(path)) {
		err = -EBUSY;
	} else {
		path_get(path);
		mount->parent = real_mount(path->mnt);
		mount->mountpoint = path->dentry;
		path->dentry->d_flags |= DCACHE_MOUNTED;
		list_add_tail(&mount->list, &mounts);
		mount->id = ++last_id;
		nr_mortal += is_mortal(path->dentry);
	}
	spin_unlock(&mount_lock);
	spin_unlock(&dcache_lock);
	inode_unlock(inode);
	return err;
}

int kernel_mount(const char *dev_name, const char *dir_name, const char *type_name,
		 int flags, void *data)
{
	struct file_system_type *type = get_fs_type(type_name);
	struct vfsmount *mnt;
	struct path path;
	int err;

	if (!type)
		return -ENODEV;
	err = kern_path(dir_name, LOOKUP_FOLLOW | LOOKUP_DIRECTORY, &path);
	if (err)
		return err;
	mnt = vfs_kern_mount(type, flags, dev_name, data);
	err = PTR_ERR_OR_ZERO(mnt);
	if (!err) {
		err = attach_mount(mnt, &path);
		if (err)
			mntput(mnt);
	}
	path_put(&path);
	return err;
}

int __init mount_root(struct file_system_type *type)
{
	struct vfsmount *mnt = vfs_kern_mount(type, 0, "rootfs", NULL);
	struct path root;

	if (IS_ERR(mnt))
		return PTR_ERR(mnt);
	spin_lock(&mount_lock);
	list_add_tail(&real_mount(mnt)->list, &mounts);
	real_mount(mnt)->id = ++last_id;
	spin_unlock(&mount_lock);
	root.mnt = mnt;
	root.dentry = mnt->mnt_root;
	set_fs_root(&init_fs, &root);
	set_fs_pwd(&init_fs, &root);
	if (current_fs() != &init_fs) {
		set_fs_root(current_fs(), &root);
		set_fs_pwd(current_fs(), &root);
	}
	return 0;
}

/*
 * Take mount out of the tree: => the place that it covered. The tree's references to both
 * become the caller's. dcache_lock and mount_lock held.
 */
static struct path unhang(struct mount *mount)
{
	struct path place = { &mount->parent->mnt, mount->mountpoint };
	unsigned int covers = DCACHE_MOUNTED;
	struct mount *other;

	list_for_each_entry (other, &mounts, list) {
		if (other != mount && other->mountpoint == place.dentry)
			covers = 0; /* of another mount of the same tree */
	}
	list_del_init(&mount->list);
	mount->parent = NULL;
	place.dentry->d_flags &= ~covers;
	nr_mortal -= is_mortal(place.dentry);
	return place;
}

/* dcache_lock and mount_lock held. */
static bool is_idle(struct mount *mount)
{
	struct mount *other;

	list_for_each_entry (other, &mounts, list) {
		if (other->parent == mount)
			return false;
	}
	return atomic_read(&mount->count) == 2; /* the tree's and the caller's */
}

/* unhang() if flags let it. 0, or as detach_mount(). */
static int unhang_if(struct mount *mount, int flags, struct path *place)
{
	int err = 0;

	spin_lock(&dcache_lock);
	spin_lock(&mount_lock);
	if (!mount->parent) {
		err = -EINVAL;
	} else if (!(flags & MNT_DETACH) && !is_idle(mount)) {
		err = -EBUSY;
	} else if (flags & MNT_EXPIRE && mount->expires != mount->walks) {
		mount->expires = mount->walks + 1; /* the next try's own walk */
		err = -EAGAIN;
	} else {
		*place = unhang(mount);
	}
	spin_unlock(&mount_lock);
	spin_unlock(&dcache_lock);
	return err;
}

/* --- one after the other ------------------------------------------------------------------- */

/* The mount that joined the tree next after the one with that id, or NULL. namespace_sem held. */
static struct mount *next_mount(int id)
{
	struct mount *mount, *found = NULL;

	spin_lock(&mount_lock);
	list_for_each_entry (mount, &mounts, list) {
		if (mount->id > id) {
			found = mount;
			break;
		}
	}
	spin_unlock(&mount_lock);
	return found;
}

/* Is mount on a directory that is no more, or on a mount that has left the tree? */
static bool is_orphan(struct mount *mount)
{
	struct dentry *dentry = NULL;
	bool orphan = false;

	spin_lock(&mount_lock);
	if (mount->parent && list_empty(&mount->parent->list))
		orphan = true;
	else if (mount->parent && is_mortal(mount->mountpoint))
		dentry = dget(mount->mountpoint);
	spin_unlock(&mount_lock);
	if (!dentry)
		return orphan;
	orphan = !dentry->d_op->d_revalidate(dentry, 0);
	dput(dentry);
	return orphan;
}

static void detach_orphan(struct mount *mount)
{
	struct path place;

	spin_lock(&dcache_lock);
	spin_lock(&mount_lock);
	place = unhang(mount);
	spin_unlock(&mount_lock);
	spin_unlock(&dcache_lock);
	mntput(&mount->mnt);
	path_put(&place);
}

/* Children come after their parents. namespace_sem held for writing. */
static void detach_orphans(void)
{
	struct mount *mount;
	int id = 0;

	while ((mount = next_mount(id)) != NULL) {
		id = mount->id;
		if (is_orphan(mount))
			detach_orphan(mount);
	}
}

void detach_dead_mounts(void)
{
	if (!READ_ONCE(nr_mortal))
		return;
	down_write(&namespace_sem);
	detach_orphans();
	up_write(&namespace_sem);
}

int detach_mount(const char *dir_name, int flags)
{
	unsigned int follow = flags & UMOUNT_NOFOLLOW ? 0 : LOOKUP_FOLLOW;
	struct path path, place;
	int err = kern_path(dir_name, follow, &path);

	if (err)
		return err;
	down_write(&namespace_sem);
	err = -EINVAL;
	if (path.dentry == path.mnt->mnt_root)
		err = unhang_if(real_mount(path.mnt), flags, &place);
	if (!err)
		detach_orphans();
	up_write(&namespace_sem);
	path_put(&path);
	if (!err) {
		mntput(path.mnt); /* the tree's reference */
		path_put(&place);
	}
	return err;
}

static void show_flags(struct seq_file *m, int flags)
{
	static const char *const names[] = { ",nosuid", ",nodev", ",noexec" };

	for (unsigned int i = 0; i < ARRAY_SIZE(names); i++)
		if (flags >> i & 1)
			seq_puts(m, names[i]);
}

void mounts_show(struct seq_file *m)
{
	struct mount *mount;
	int id = 0;

	down_read(&namespace_sem);
	while ((mount = next_mount(id)) != NULL) {
		struct path root = { &mount->mnt, mount->mnt.mnt_root };

		id = mount->id;
		seq_escape(m, mount->devname, " \t\n\\#");
		seq_putc(m, ' ');
		seq_path(m, &root, " \t\n\\");
		seq_printf(m, " %s %s", mount->mnt.mnt_sb->s_type->name,
			   mount->mnt.mnt_sb->s_flags & SB_RDONLY ? "ro" : "rw");
		show_flags(m, mount->mnt.mnt_flags);
		seq_puts(m, " 0 0\n");
	}
	up_read(&namespace_sem);
}
