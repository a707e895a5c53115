/*
 * fs/vfs/namespace.c - the tree of mounts
 *
 *	mount "/"  (ramfs)    mountpoint: none
 *	  mount "/dev" (devfs)  parent: "/", mountpoint: the dentry "dev" of ramfs
 *
 * A walk that comes to a dentry with DCACHE_MOUNTED asks lookup_mnt() what covers it.
 *
 * Locking: mount_lock for the tree. None leaves it but under namespace_sem (writer): who
 * goes through all mounts needs no references, which would make one look busy to umount(2).
 */
#include <linux/dcache.h>
#include <linux/fs_struct.h>
#include <linux/init.h>
#include <linux/namei.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include "mount.h"

DEFINE_SPINLOCK(mount_lock);
DECLARE_RWSEM(namespace_sem);

static LIST_HEAD(mounts); /* [mount_lock] in the order in which they were mounted */
static int last_id;       /* [mount_lock] */
static int nr_mortal;     /* [mount_lock] that cover what may go by itself: is_mortal() */

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

/* As the last of the tree. mount_lock held. */
static void enlist(struct mount *mount)
{
	list_move_tail(&mount->list, &mounts);
	mount->id = ++last_id;
}

/* Put mount, which is not in the tree, on path. dcache_lock and mount_lock held. */
static void hang(struct mount *mount, const struct path *path)
{
	path_get(path);
	mount->parent = real_mount(path->mnt);
	mount->mountpoint = path->dentry;
	path->dentry->d_flags |= DCACHE_MOUNTED;
	nr_mortal += is_mortal(path->dentry);
	enlist(mount);
}

/* Can something be mounted there? inode_lock against its removal, and mount_lock held. */
static int may_cover(const struct path *path)
{
	if (!d_inode(path->dentry)->i_nlink)
		return -ENOENT;
	if (!is_in_tree(path->mnt))
		return -EINVAL;
	return find_mount(path) ? -EBUSY : 0;
}

int attach_mount(struct vfsmount *mnt, const struct path *path)
{
	struct inode *inode = d_inode(path->dentry);
	int err;

	if (d_is_dir(path->dentry) != d_is_dir(mnt->mnt_root))
		return -ENOTDIR;
	inode_lock(inode);
	spin_lock(&dcache_lock);
	spin_lock(&mount_lock);
	err = may_cover(path);
	if (!err)
		hang(real_mount(mnt), path);
	spin_unlock(&mount_lock);
	spin_unlock(&dcache_lock);
	inode_unlock(inode);
	return err;
}

int __init mount_root(struct file_system_type *type)
{
	struct vfsmount *mnt = vfs_kern_mount(type, 0, "rootfs", NULL);
	struct path root;

	if (IS_ERR(mnt))
		return PTR_ERR(mnt);
	spin_lock(&mount_lock);
	enlist(real_mount(mnt));
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

/* Is mount, or what it is mounted in, the other one? mount_lock held. */
static bool is_within(const struct mount *mount, const struct mount *other)
{
	while (mount && mount != other)
		mount = mount->parent;
	return mount;
}

/* Whatever came into the tree before its parent comes behind it. mount_lock held. */
static void sort_mounts(void)
{
	struct mount *mount, *next;

	list_for_each_entry_safe (mount, next, &mounts, list)
		if (mount->parent && mount->parent->id > mount->id)
			enlist(mount);
}

int move_mount(struct vfsmount *mnt, const struct path *path)
{
	struct inode *inode = d_inode(path->dentry);
	struct mount *mount = real_mount(mnt);
	struct path place;
	int err;

	inode_lock(inode);
	spin_lock(&dcache_lock);
	spin_lock(&mount_lock);
	err = may_cover(path);
	if (!mount->parent || d_is_dir(path->dentry) != d_is_dir(mnt->mnt_root))
		err = -EINVAL;
	else if (is_within(real_mount(path->mnt), mount))
		err = -ELOOP;
	if (!err) {
		place = unhang(mount);
		hang(mount, path);
		sort_mounts();
	}
	spin_unlock(&mount_lock);
	spin_unlock(&dcache_lock);
	inode_unlock(inode);
	if (!err)
		path_put(&place);
	return err;
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

struct mount *next_mount(int id)
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
	if (mount->parent && !is_in_tree(&mount->parent->mnt))
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
