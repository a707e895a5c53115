/*
 * tests/kernel/namei_test.c - fs/vfs/namei.c: walking a path name
 */
#include <linux/dcache.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include "ktest.h"
#include "vfs_tree.h"

/* Where a name leads to: the error, or 0 and the path is dropped again. */
static int walk(const char *name, unsigned int flags)
{
	struct path path;
	int err = kern_path(name, flags, &path);

	if (!err)
		path_put(&path);
	return err;
}

/* Do two names lead to one inode? */
static bool same(const char *a, const char *b, unsigned int flags)
{
	struct path pa, pb;
	bool equal = false;

	if (kern_path(a, flags, &pa))
		return false;
	if (!kern_path(b, flags, &pb)) {
		equal = d_inode(pa.dentry) == d_inode(pb.dentry);
		path_put(&pb);
	}
	path_put(&pa);
	return equal;
}

KTEST(namei, dots_and_slashes)
{
	KT_ASSERT(make_tree());
	KT_EXPECT(same("/kt/d/f", "//kt/./d//../d/f", 0));
	KT_EXPECT(same("/", "/../..", 0));
	KT_EXPECT(same("/kt", "/kt/d/..", 0));
	KT_EXPECT(same("/kt/d", "/kt/d///", 0));
	KT_EXPECT_EQ(walk("/kt/f/", 0), -ENOTDIR);
	KT_EXPECT_EQ(walk("/kt/f/.", 0), -ENOTDIR);
	KT_EXPECT_EQ(walk("/kt/f/x", 0), -ENOTDIR);
	KT_EXPECT_EQ(walk("/kt/x/y", 0), -ENOENT);
	KT_EXPECT_EQ(walk("/kt/f", LOOKUP_DIRECTORY), -ENOTDIR);
	KT_EXPECT_EQ(walk("/kt/d", LOOKUP_DIRECTORY), 0);
	remove_tree();
}

KTEST(namei, links_in_all_places)
{
	KT_ASSERT(make_tree());
	KT_EXPECT_EQ(init_symlink("d", "/kt/l"), 0);
	KT_EXPECT_EQ(init_symlink("l/f", "/kt/d/m"), 0); /* relative to d: dangling */
	KT_EXPECT_EQ(init_symlink("../l/f", "/kt/d/n"), 0);
	KT_EXPECT_EQ(init_symlink("/kt/l/n", "/kt/abs"), 0);
	KT_EXPECT_EQ(init_symlink("/", "/kt/top"), 0);
	KT_EXPECT(same("/kt/l/f", "/kt/d/f", 0));
	KT_EXPECT(same("/kt/l/../f", "/kt/f", 0));
	KT_EXPECT(same("/kt/abs", "/kt/d/f", LOOKUP_FOLLOW));
	KT_EXPECT(!same("/kt/abs", "/kt/d/f", 0));
	KT_EXPECT(same("/kt/l", "/kt/d", LOOKUP_FOLLOW));
	KT_EXPECT(!same("/kt/l", "/kt/d", 0));
	KT_EXPECT(same("/kt/l/", "/kt/d", 0)); /* a slash behind it: follow */
	KT_EXPECT(same("/kt/top/kt/f", "/kt/f", 0));
	KT_EXPECT(same("/kt/top/", "/", 0));
	KT_EXPECT_EQ(walk("/kt/d/m", LOOKUP_FOLLOW), -ENOENT);
	KT_EXPECT_EQ(walk("/kt/d/m", 0), 0);
	KT_EXPECT_EQ(init_unlink("/kt/top"), 0);
	KT_EXPECT_EQ(init_unlink("/kt/abs"), 0);
	KT_EXPECT_EQ(init_unlink("/kt/d/n"), 0);
	KT_EXPECT_EQ(init_unlink("/kt/d/m"), 0);
	KT_EXPECT_EQ(init_unlink("/kt/l"), 0);
	remove_tree();
}

/* /kt/0 is a file, /kt/n a link to /kt/n-1: relative or absolute, in turn. */
static int make_chain(int links)
{
	char name[16], target[16];
	int err = make_file("/kt/0");

	for (int i = 1; i <= links && !err; i++) {
		snprintf(name, sizeof(name), "/kt/%d", i);
		snprintf(target, sizeof(target), i % 2 ? "/kt/%d" : "%d", i - 1);
		err = init_symlink(target, name);
	}
	return err;
}

KTEST(namei, forty_links_and_no_more)
{
	char name[16];

	KT_ASSERT(!init_mkdir("/kt", 0755));
	KT_EXPECT_EQ(make_chain(41), 0);
	KT_EXPECT(same("/kt/40", "/kt/0", LOOKUP_FOLLOW));
	KT_EXPECT_EQ(walk("/kt/41", LOOKUP_FOLLOW), -ELOOP);
	KT_EXPECT_EQ(init_symlink("self", "/kt/self"), 0);
	KT_EXPECT_EQ(walk("/kt/self", LOOKUP_FOLLOW), -ELOOP);
	KT_EXPECT_EQ(walk("/kt/self/x", 0), -ELOOP);
	KT_EXPECT_EQ(init_unlink("/kt/self"), 0);
	for (int i = 0; i <= 41; i++) {
		snprintf(name, sizeof(name), "/kt/%d", i);
		KT_EXPECT_EQ(init_unlink(name), 0);
	}
	KT_EXPECT_EQ(init_rmdir("/kt"), 0);
}

/* Links in the middle of links: each name needs what is left of the one outside it. */
KTEST(namei, nested_links)
{
	KT_ASSERT(make_tree());
	KT_EXPECT_EQ(init_symlink("b/./c", "/kt/a"), 0);
	KT_EXPECT_EQ(init_symlink("../kt/d/../", "/kt/b"), 0);
	KT_EXPECT_EQ(init_symlink("e//", "/kt/c"), 0);
	KT_EXPECT_EQ(init_symlink("d", "/kt/e"), 0);
	KT_EXPECT(same("/kt/a/f", "/kt/d/f", 0));
	KT_EXPECT(same("/kt/a/../f", "/kt/f", 0));
	KT_EXPECT(same("/kt/b/a/../a/f", "/kt/d/f", 0));
	KT_EXPECT_EQ(walk("/kt/a/f/x", 0), -ENOTDIR);
	KT_EXPECT_EQ(walk("/kt/a/x", 0), -ENOENT);
	for (const char *name = "abce"; *name; name++) {
		char path[] = "/kt/?";

		path[4] = *name;
		KT_EXPECT_EQ(init_unlink(path), 0);
	}
	remove_tree();
}

KTEST(namei, names_that_are_too_long)
{
	char *name = kmalloc(PATH_MAX + 8, GFP_KERNEL);

	KT_ASSERT(name);
	memset(name, 'x', PATH_MAX + 8);
	name[0] = '/';
	name[256] = '\0'; /* 255 bytes behind the slash */
	KT_EXPECT_EQ(walk(name, 0), -ENOENT);
	KT_EXPECT_EQ(make_file(name), 0);
	KT_EXPECT_EQ(walk(name, 0), 0);
	KT_EXPECT_EQ(init_unlink(name), 0);
	name[256] = 'x';
	name[257] = '\0';
	KT_EXPECT_EQ(walk(name, 0), -ENAMETOOLONG);
	KT_EXPECT_EQ(make_file(name), -ENAMETOOLONG);
	memset(name, '/', PATH_MAX);
	name[PATH_MAX] = '\0';
	KT_EXPECT_EQ(walk(name, 0), -ENAMETOOLONG);
	name[PATH_MAX - 1] = '\0';
	KT_EXPECT(same(name, "/", 0));
	kfree(name);
}

KTEST(namei, crosses_mounts_both_ways)
{
	struct path path;
	struct dentry *covered;

	KT_ASSERT(make_tree());
	KT_ASSERT(!kern_path("/kt/d", 0, &path));
	covered = path.dentry;
	KT_EXPECT_EQ(kernel_mount("none", "/kt/d", "tmpfs", 0, NULL), 0);
	KT_EXPECT_EQ(walk("/kt/d/f", 0), -ENOENT); /* covered */
	KT_EXPECT_EQ(make_file("/kt/d/new"), 0);
	KT_EXPECT_EQ(walk("/kt/d/new", 0), 0);
	KT_EXPECT(same("/kt/d/..", "/kt", 0));
	KT_EXPECT_EQ(init_rmdir("/kt/d"), -EBUSY);
	KT_EXPECT_EQ(kernel_mount("none", "/kt/d", "nosuchfs", 0, NULL), -ENODEV);
	KT_EXPECT(d_mountpoint(covered));
	KT_EXPECT_EQ(detach_mount("/kt/d", 0), 0);
	KT_EXPECT(!d_mountpoint(covered));
	path_put(&path);
	KT_EXPECT_EQ(walk("/kt/d/f", 0), 0);
	remove_tree();
}
