/*
 * fs/vfs/d_path.c - from a place in the tree back to its path name
 *
 * The name is built from its end to its beginning, going up by d_parent and from the root
 * of each mount to the directory that it covers.
 *
 * Locking: dcache_lock, then mount_lock, so that the whole name is one moment's.
 */
#include <stdarg.h>
#include <linux/dcache.h>
#include <linux/fs_struct.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <atlas/file_calls.h>
#include "mount.h"

/* Text that grows downward from the end of a buffer. */
struct prepend {
	char *start; /* first byte of the text */
	int room;    /* bytes before it; negative: it did not fit */
};

static void prepend(struct prepend *p, const char *text, int len)
{
	p->room -= len;
	if (p->room < 0)
		return;
	p->start -= len;
	memcpy(p->start, text, len);
}

/*
 * The components from path up to root, or to the top where path is not below root: false.
 * dcache_lock and mount_lock held.
 */
static bool prepend_path(struct prepend *p, const struct path *path,
			 const struct path *root)
{
	struct dentry *dentry = path->dentry;
	struct mount *mnt = real_mount(path->mnt);
	char *end = p->start;
	bool below = true;

	while (dentry != root->dentry || &mnt->mnt != root->mnt) {
		if (dentry == mnt->mnt.mnt_root || IS_ROOT(dentry)) {
			below = mnt->parent;
			if (!below)
				break;
			dentry = mnt->mountpoint;
			mnt = mnt->parent;
			continue;
		}
		prepend(p, dentry->d_name.name, dentry->d_name.len);
		prepend(p, "/", 1);
		dentry = dentry->d_parent;
	}
	if (p->start == end)
		prepend(p, "/", 1);
	return below;
}

/* d_path(), with unreachable before a name that does not begin at the process's root. */
static char *path_name(const struct path *path, char *buf, int buflen,
		       const char *unreachable)
{
	struct dentry *dentry = path->dentry;
	struct prepend p = { buf + buflen, buflen };
	struct path root;

	if (dentry->d_op && dentry->d_op->d_dname)
		return dentry->d_op->d_dname(dentry, buf, buflen);
	get_fs_root(current_fs(), &root);
	spin_lock(&dcache_lock);
	spin_lock(&mount_lock);
	prepend(&p, "", 1);
	if (d_unhashed(dentry) && !IS_ROOT(dentry))
		prepend(&p, " (deleted)", 10);
	if (!prepend_path(&p, path, &root))
		prepend(&p, unreachable, strlen(unreachable));
	spin_unlock(&mount_lock);
	spin_unlock(&dcache_lock);
	path_put(&root);
	return p.room < 0 ? ERR_PTR(-ENAMETOOLONG) : p.start;
}

char *d_path(const struct path *path, char *buf, int buflen)
{
	return path_name(path, buf, buflen, "");
}

char *dentry_path(struct dentry *dentry, char *buf, int buflen)
{
	struct prepend p = { buf + buflen, buflen };

	prepend(&p, "", 1);
	spin_lock(&dcache_lock);
	if (IS_ROOT(dentry))
		prepend(&p, "/", 1);
	for (; !IS_ROOT(dentry); dentry = dentry->d_parent) {
		prepend(&p, dentry->d_name.name, dentry->d_name.len);
		prepend(&p, "/", 1);
	}
	spin_unlock(&dcache_lock);
	return p.room < 0 ? ERR_PTR(-ENAMETOOLONG) : p.start;
}

char *dynamic_dname(char *buf, int buflen, const char *fmt, ...)
{
	char text[64];
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(text, sizeof(text), fmt, args) + 1;
	va_end(args);
	if (len > (int)sizeof(text) || len > buflen)
		return ERR_PTR(-ENAMETOOLONG);
	return memcpy(buf + buflen - len, text, len);
}

/* getcwd(2): the length with the NUL, -ENOENT (removed), -ERANGE, -EFAULT. */
long ksys_getcwd(char __user *buf, unsigned long size)
{
	struct path pwd;
	char *page, *name;
	long len;

	page = kmalloc(PATH_MAX, GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	get_fs_pwd(current_fs(), &pwd);
	name = path_name(&pwd, page, PATH_MAX, "(unreachable)");
	if (d_unhashed(pwd.dentry) && !IS_ROOT(pwd.dentry))
		name = ERR_PTR(-ENOENT);
	path_put(&pwd);
	len = PTR_ERR(name);
	if (!IS_ERR(name)) {
		len = strlen(name) + 1;
		if ((unsigned long)len > size)
			len = -ERANGE;
		else if (copy_to_user(buf, name, len))
			len = -EFAULT;
	}
	kfree(page);
	return len;
}
