/*
 * tests/kernel/dcache_test.c - fs/vfs/dcache.c: the tree of names
 */
#include <linux/dcache.h>
#include <linux/namei.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "ktest.h"
#include "vfs_tree.h"

/* A path's dentry with a reference, or NULL. */
static struct dentry *dentry_of(const char *name)
{
	struct dentry *dentry = NULL;
	struct path path;

	if (!kern_path(name, 0, &path)) {
		dentry = dget(path.dentry);
		path_put(&path);
	}
	return dentry;
}

KTEST(dcache, a_name_is_one_dentry)
{
	struct dentry *a, *b, *dir;

	KT_ASSERT(make_tree());
	a = dentry_of("/kt/f");
	b = dentry_of("/kt/../kt/f");
	dir = dentry_of("/kt");
	KT_EXPECT(a && a == b);
	KT_EXPECT(a && a->d_parent == dir);
	KT_EXPECT(is_subdir(a, dir));
	KT_EXPECT(!is_subdir(dir, a));
	KT_EXPECT(is_subdir(dir, dir));
	dput(a);
	dput(b);
	dput(dir);
	remove_tree();
}

/* A name that is not there leaves nothing behind once nobody asks. */
KTEST(dcache, a_negative_dentry_goes_with_its_holder)
{
	struct dentry *dir, *dentry, *again;
	struct qstr name = QSTR_INIT("nothing", 7);

	KT_ASSERT(make_tree());
	dir = dentry_of("/kt");
	KT_ASSERT(dir);
	inode_lock(d_inode(dir));
	dentry = lookup_one_len("nothing", dir, 7);
	inode_unlock(d_inode(dir));
	KT_ASSERT(!IS_ERR(dentry));
	KT_EXPECT(d_is_negative(dentry));
	again = d_hash_and_lookup(dir, &name);
	KT_EXPECT(again == dentry);
	dput(again);
	dput(dentry);
	KT_EXPECT(!d_hash_and_lookup(dir, &name));
	dput(dir);
	remove_tree();
}

KTEST(dcache, long_names_move)
{
	char *name = kmalloc(256, GFP_KERNEL);
	struct dentry *dir, *a, *b;
	struct qstr longname, shortname = QSTR_INIT("s", 1);

	KT_ASSERT(name && make_tree());
	memset(name, 'n', 255);
	name[255] = '\0';
	longname = (struct qstr)QSTR_INIT(name, 255);
	dir = dentry_of("/kt/d");
	KT_ASSERT(dir);
	a = d_alloc(dir, &longname);
	b = d_alloc(dir, &shortname);
	KT_ASSERT(a && b);
	d_add(a, NULL);
	d_add(b, NULL);
	d_exchange(a, b);
	KT_EXPECT(!strcmp(a->d_name.name, "s"));
	KT_EXPECT(!strcmp(b->d_name.name, name));
	KT_EXPECT(a->d_name.name == a->d_iname);
	d_move(b, a); /* b is "s" now, a is unhashed */
	KT_EXPECT(!strcmp(b->d_name.name, "s"));
	KT_EXPECT(d_unhashed(a) && !d_unhashed(b));
	KT_EXPECT(d_hash_and_lookup(dir, &longname) == NULL);
	dput(a);
	dput(b);
	dput(dir);
	kfree(name);
	remove_tree();
}

KTEST(d_path, names_mounts_and_removed_files)
{
	char *buf = kmalloc(PATH_MAX, GFP_KERNEL);
	struct path path;

	KT_ASSERT(buf && make_tree());
	KT_ASSERT(!kern_path("/kt/d/f", 0, &path));
	KT_EXPECT(!strcmp(d_path(&path, buf, PATH_MAX), "/kt/d/f"));
	KT_EXPECT(d_path(&path, buf, 7) == ERR_PTR(-ENAMETOOLONG));
	KT_EXPECT(!strcmp(d_path(&path, buf, 8), "/kt/d/f"));
	KT_EXPECT_EQ(init_unlink("/kt/d/f"), 0);
	KT_EXPECT(!strcmp(d_path(&path, buf, PATH_MAX), "/kt/d/f (deleted)"));
	path_put(&path);
	KT_ASSERT(!kern_path("/", 0, &path));
	KT_EXPECT(!strcmp(d_path(&path, buf, PATH_MAX), "/"));
	path_put(&path);
	KT_ASSERT(!kern_path("/proc/meminfo", 0, &path));
	KT_EXPECT(!strcmp(d_path(&path, buf, PATH_MAX), "/proc/meminfo"));
	path_put(&path);
	KT_EXPECT_EQ(make_file("/kt/d/f"), 0);
	kfree(buf);
	remove_tree();
}
