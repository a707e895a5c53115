/*
 * tests/kernel/vfs_tree.h - a small tree of files for tests of the file layer
 *
 *	/kt  /kt/d  /kt/d/f  /kt/f
 *
 * Locking: none; cases run one after another.
 */
#ifndef TESTS_KERNEL_VFS_TREE_H
#define TESTS_KERNEL_VFS_TREE_H

#include <linux/types.h>

/* An empty regular file: 0 or -errno. */
int make_file(const char *name);
bool make_tree(void);
/* Remove it; whatever the test added is gone already. */
void remove_tree(void);

#endif
