/*
 * fs/vfs/namei_path.c - from a name to the place it leads to: a walk (namei.c) as one call
 *
 * Locking: none here.
 */
#include <linux/dcache.h>
#include <linux/namei.h>
#include "internal.h"

/* Walk name to its end. *path with references. The name stays the caller's. */
static int path_lookupat(int dfd, struct filename *name, unsigned int flags,
			 struct path *path)
{
	struct nameidata nd;
	const char *text;
	int err = walk_parent(&nd, dfd, name, flags);

	while (!err && (text = walk_last(&nd)) != NULL)
		err = IS_ERR(text) ? PTR_ERR(text) : walk_link(&nd, text);
	if (!err && nd.flags & LOOKUP_DIRECTORY && !d_is_dir(nd.path.dentry))
		err = -ENOTDIR;
	if (!err) {
		*path = nd.path;
		nd.path.mnt = NULL; /* its references are the caller's now */
	}
	walk_end(&nd);
	return err;
}

int filename_lookup(int dfd, struct filename *name, unsigned int flags, struct path *path)
{
	int err;

	if (IS_ERR(name))
		return PTR_ERR(name);
	err = path_lookupat(dfd, name, flags, path);
	putname(name);
	return err;
}

int kern_path(const char *name, unsigned int flags, struct path *path)
{
	return filename_lookup(AT_FDCWD, getname_kernel(name), flags, path);
}

int user_path_at(int dfd, const char __user *name, unsigned int flags, struct path *path)
{
	return filename_lookup(dfd, getname_flags(name, flags), flags, path);
}
