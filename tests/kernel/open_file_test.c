/*
 * tests/kernel/open_file_test.c - fs/vfs/open_file.c: open(2) of all kinds of file
 */
#include <linux/err.h>
#include <linux/file.h>
#include <linux/namei.h>
#include "ktest.h"
#include "vfs_tree.h"

static long open_error(const char *name, int flags)
{
	struct file *file = filp_open(name, flags, 0600);

	if (IS_ERR(file))
		return PTR_ERR(file);
	fput(file);
	return 0;
}

KTEST(open_file, creation)
{
	KT_ASSERT(make_tree());
	KT_EXPECT_EQ(open_error("/kt/f", O_RDWR | O_CREAT | O_EXCL), -EEXIST);
	KT_EXPECT_EQ(open_error("/kt/d", O_RDWR | O_CREAT), -EISDIR);
	KT_EXPECT_EQ(open_error("/kt/d/", O_RDWR | O_CREAT), -EISDIR);
	KT_EXPECT_EQ(open_error("/kt/new/", O_RDWR | O_CREAT), -EISDIR);
	KT_EXPECT_EQ(open_error("/kt/d/.", O_RDWR | O_CREAT), -EISDIR);
	KT_EXPECT_EQ(open_error("/kt/new", O_RDWR), -ENOENT);
	KT_EXPECT_EQ(open_error("/kt/x/new", O_RDWR | O_CREAT), -ENOENT);
	KT_EXPECT_EQ(open_error("/kt/f/new", O_RDWR | O_CREAT), -ENOTDIR);
	KT_EXPECT_EQ(open_error("/proc/new", O_RDWR | O_CREAT), -EACCES);
	KT_EXPECT_EQ(init_symlink("new", "/kt/l"), 0);
	KT_EXPECT_EQ(open_error("/kt/l", O_RDWR | O_CREAT | O_EXCL), -EEXIST);
	KT_EXPECT_EQ(open_error("/kt/l", O_RDWR | O_CREAT), 0); /* through the link */
	KT_EXPECT_EQ(init_unlink("/kt/new"), 0);
	KT_EXPECT_EQ(init_unlink("/kt/l"), 0);
	remove_tree();
}

KTEST(open_file, kinds_of_file)
{
	KT_ASSERT(make_tree());
	KT_EXPECT_EQ(init_symlink("f", "/kt/l"), 0);
	KT_EXPECT_EQ(open_error("/kt/l", O_RDONLY | O_NOFOLLOW), -ELOOP);
	KT_EXPECT_EQ(open_error("/kt/l", O_RDONLY | O_NOFOLLOW | O_DIRECTORY), -ENOTDIR);
	KT_EXPECT_EQ(open_error("/kt/l", O_PATH | O_NOFOLLOW), 0);
	KT_EXPECT_EQ(open_error("/kt/f", O_RDONLY | O_DIRECTORY), -ENOTDIR);
	KT_EXPECT_EQ(open_error("/kt/d", O_RDWR), -EISDIR);
	KT_EXPECT_EQ(open_error("/kt/d", O_RDONLY | O_TRUNC), -EISDIR);
	KT_EXPECT_EQ(open_error("/kt/d", O_TMPFILE | O_RDWR), 0);
	KT_EXPECT_EQ(open_error("/proc", O_TMPFILE | O_RDWR), -EOPNOTSUPP);
	KT_EXPECT_EQ(init_mknod("/kt/c", S_IFCHR | 0600, MKDEV(400, 7)), 0);
	KT_EXPECT_EQ(open_error("/kt/c", O_RDWR), -ENXIO);
	KT_EXPECT_EQ(init_mknod("/kt/s", S_IFSOCK | 0600, 0), 0);
	KT_EXPECT_EQ(open_error("/kt/s", O_RDWR), -ENXIO);
	KT_EXPECT_EQ(init_unlink("/kt/s"), 0);
	KT_EXPECT_EQ(init_unlink("/kt/c"), 0);
	KT_EXPECT_EQ(init_unlink("/kt/l"), 0);
	remove_tree();
}

/* A program that runs from a file keeps writers away, and the other way round. */
KTEST(open_file, writers_and_programs_exclude_each_other)
{
	struct file *file;

	KT_ASSERT(make_tree());
	file = filp_open("/kt/f", O_RDONLY, 0);
	KT_ASSERT(!IS_ERR(file));
	KT_EXPECT_EQ(deny_write_access(file), 0);
	KT_EXPECT_EQ(open_error("/kt/f", O_WRONLY), -ETXTBSY);
	KT_EXPECT_EQ(open_error("/kt/f", O_RDONLY), 0);
	allow_write_access(file);
	fput(file);
	file = filp_open("/kt/f", O_RDWR, 0);
	KT_ASSERT(!IS_ERR(file));
	KT_EXPECT_EQ(deny_write_access(file), -ETXTBSY);
	fput(file);
	remove_tree();
}
