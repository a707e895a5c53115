/*
 * tests/kernel/vfs_tree.c - a small tree of files for tests of the file layer
 *
 * Locking: see vfs_tree.h.
 */
#include <linux/err.h>
#include <linux/file.h>
#include <linux/namei.h>
#include "ktest.h"
#include "vfs_tree.h"

int make_file(const char *name)
{
	struct file *file = filp_open(name, O_RDWR | O_CREAT | O_EXCL, 0644);

	if (IS_ERR(file))
		return PTR_ERR(file);
	fput(file);
	return 0;
}

bool make_tree(void)
{
	return !init_mkdir("/kt", 0755) && !init_mkdir("/kt/d", 0755) &&
	       !make_file("/kt/d/f") && !make_file("/kt/f");
}

void remove_tree(void)
{
	KT_EXPECT_EQ(init_unlink("/kt/f"), 0);
	KT_EXPECT_EQ(init_unlink("/kt/d/f"), 0);
	KT_EXPECT_EQ(init_rmdir("/kt/d"), 0);
	KT_EXPECT_EQ(init_rmdir("/kt"), 0);
}
