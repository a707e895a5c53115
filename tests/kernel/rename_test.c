/*
 * tests/kernel/rename_test.c - fs/vfs/rename.c: renameat2(2)
 */
#include <linux/dcache.h>
#include <linux/fcntl.h>
#include <linux/namei.h>
#include <atlas/file_calls.h>
#include "ktest.h"
#include "vfs_tree.h"

static long rename_flags(const char *from, const char *to, unsigned int flags)
{
	return do_renameat2(AT_FDCWD, getname_kernel(from), AT_FDCWD, getname_kernel(to),
			    flags);
}

static long do_rename(const char *from, const char *to)
{
	return rename_flags(from, to, 0);
}

static unsigned long ino_of(const char *name)
{
	struct kstat stat;

	return init_stat(name, &stat, AT_SYMLINK_NOFOLLOW) ? 0 : stat.ino;
}

static unsigned int links_of(const char *name)
{
	struct kstat stat;

	return init_stat(name, &stat, AT_SYMLINK_NOFOLLOW) ? 0 : stat.nlink;
}

KTEST(rename, files_move_and_replace)
{
	unsigned long ino;

	KT_ASSERT(make_tree());
	ino = ino_of("/kt/f");
	KT_EXPECT_EQ(do_rename("/kt/f", "/kt/d/g"), 0);
	KT_EXPECT_EQ(ino_of("/kt/d/g"), ino);
	KT_EXPECT_EQ(ino_of("/kt/f"), 0);
	KT_EXPECT_EQ(do_rename("/kt/d/g", "/kt/d/f"), 0); /* the old f is gone */
	KT_EXPECT_EQ(ino_of("/kt/d/f"), ino);
	KT_EXPECT_EQ(do_rename("/kt/d/f", "/kt/d/f"), 0);
	KT_EXPECT_EQ(init_link("/kt/d/f", "/kt/f"), 0);
	KT_EXPECT_EQ(do_rename("/kt/d/f", "/kt/f"), 0); /* two links to one: nothing */
	KT_EXPECT_EQ(links_of("/kt/f"), 2);
	remove_tree();
}

KTEST(rename, directories_count_their_links)
{
	KT_ASSERT(make_tree());
	KT_EXPECT_EQ(init_mkdir("/kt/e", 0755), 0);
	KT_EXPECT_EQ(links_of("/kt"), 4);
	KT_EXPECT_EQ(do_rename("/kt/e", "/kt/d/e"), 0);
	KT_EXPECT_EQ(links_of("/kt"), 3);
	KT_EXPECT_EQ(links_of("/kt/d"), 3);
	KT_EXPECT_EQ(init_mkdir("/kt/g", 0755), 0);
	KT_EXPECT_EQ(do_rename("/kt/g", "/kt/d/e"), 0); /* an empty one is replaced */
	KT_EXPECT_EQ(links_of("/kt"), 3);
	KT_EXPECT_EQ(links_of("/kt/d"), 3);
	KT_EXPECT_EQ(init_rmdir("/kt/d/e"), 0);
	KT_EXPECT_EQ(links_of("/kt/d"), 2);
	remove_tree();
}

KTEST(rename, refuses)
{
	KT_ASSERT(make_tree());
	KT_EXPECT_EQ(init_mkdir("/kt/e", 0755), 0);
	KT_EXPECT_EQ(do_rename("/kt/x", "/kt/y"), -ENOENT);
	KT_EXPECT_EQ(do_rename("/kt/f", "/kt/e"), -EISDIR);
	KT_EXPECT_EQ(do_rename("/kt/e", "/kt/f"), -ENOTDIR);
	KT_EXPECT_EQ(do_rename("/kt/e", "/kt/d"), -ENOTEMPTY);
	KT_EXPECT_EQ(do_rename("/kt/d", "/kt/d/x"), -EINVAL);
	KT_EXPECT_EQ(do_rename("/kt/d/f", "/kt/d/f/x"), -ENOTDIR);
	KT_EXPECT_EQ(do_rename("/kt/d/f", "/kt/d"), -ENOTEMPTY);
	KT_EXPECT_EQ(do_rename("/kt/f", "/proc/f"), -EXDEV);
	KT_EXPECT_EQ(do_rename("/kt/.", "/kt/y"), -EBUSY);
	KT_EXPECT_EQ(do_rename("/kt/f", "/kt/y/"), -ENOTDIR);
	KT_EXPECT_EQ(do_rename("/kt/f/", "/kt/y"), -ENOTDIR);
	KT_EXPECT_EQ(rename_flags("/kt/f", "/kt/e", RENAME_NOREPLACE), -EEXIST);
	KT_EXPECT_EQ(rename_flags("/kt/f", "/kt/e", 8), -EINVAL);
	KT_EXPECT_EQ(init_rmdir("/kt/e"), 0);
	remove_tree();
}

KTEST(rename, exchange)
{
	unsigned long d, f;

	KT_ASSERT(make_tree());
	d = ino_of("/kt/d");
	f = ino_of("/kt/f");
	KT_EXPECT_EQ(rename_flags("/kt/f", "/kt/x", RENAME_EXCHANGE), -ENOENT);
	KT_EXPECT_EQ(rename_flags("/kt/d", "/kt/f", RENAME_EXCHANGE), 0);
	KT_EXPECT_EQ(ino_of("/kt/d"), f);
	KT_EXPECT_EQ(ino_of("/kt/f"), d);
	KT_EXPECT(ino_of("/kt/f/f") != 0);
	KT_EXPECT_EQ(rename_flags("/kt/f", "/kt/d", RENAME_EXCHANGE), 0);
	remove_tree();
}
