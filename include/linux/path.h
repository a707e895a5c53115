/*
 * include/linux/path.h - a place in the tree of files: a dentry, seen through a mount
 */
#ifndef LINUX_PATH_H
#define LINUX_PATH_H

#include <linux/types.h>

struct dentry;
struct vfsmount;

struct path {
	struct vfsmount *mnt;
	struct dentry *dentry;
};

/* Take, and drop, one reference to each of the two. path_put() may sleep. */
void path_get(const struct path *path);
void path_put(const struct path *path);

static inline bool path_equal(const struct path *a, const struct path *b)
{
	return a->mnt == b->mnt && a->dentry == b->dentry;
}

#endif
