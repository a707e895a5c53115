/*
 * fs/vfs/filename.c - a path name, copied out of the program's memory once
 *
 * It is copied before anything is looked up, so that a program that changes the text
 * meanwhile cannot make two steps of one call see two names.
 *
 * Locking: none; a struct filename belongs to the task that made it.
 */
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/namei.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "internal.h"

static struct kmem_cache *names_cache; /* [I after boot] */

void __init names_cache_init(void)
{
	names_cache = KMEM_CACHE(filename, SLAB_PANIC);
}

static struct filename *alloc_filename(void)
{
	struct filename *name = kmem_cache_alloc(names_cache, GFP_KERNEL);

	return name ? name : ERR_PTR(-ENOMEM);
}

struct filename *getname_flags(const char __user *user, int flags)
{
	struct filename *name = alloc_filename();
	long len;

	if (IS_ERR(name))
		return name;
	len = strncpy_from_user(name->name, user, PATH_MAX);
	if (len == PATH_MAX)
		len = -ENAMETOOLONG;
	else if (len == 0 && !(flags & LOOKUP_EMPTY))
		len = -ENOENT;
	if (len >= 0)
		return name;
	putname(name);
	return ERR_PTR(len);
}

struct filename *getname(const char __user *user)
{
	return getname_flags(user, 0);
}

struct filename *getname_kernel(const char *text)
{
	size_t len = strlen(text);
	struct filename *name;

	if (len >= PATH_MAX)
		return ERR_PTR(-ENAMETOOLONG);
	name = alloc_filename();
	if (!IS_ERR(name))
		memcpy(name->name, text, len + 1);
	return name;
}

void putname(struct filename *name)
{
	if (!IS_ERR_OR_NULL(name))
		kmem_cache_free(names_cache, name);
}
