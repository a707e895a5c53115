/*
 * tests/kernel/util_test.c - copies in kmalloc memory
 *
 * Locking: none.
 */
#include <linux/slab.h>
#include <linux/string.h>
#include "ktest.h"

KTEST(util, copies_are_new_memory)
{
	char *p = kstrdup("atlas", GFP_KERNEL);
	char *q = kstrndup("manchester", 3, GFP_KERNEL);
	char *r = kasprintf(GFP_KERNEL, "%s-%d", "node", 42);
	char *s = kmemdup("abc", 4, GFP_KERNEL);

	KT_ASSERT(p && q && r && s);
	KT_EXPECT_EQ(strcmp(p, "atlas"), 0);
	KT_EXPECT_EQ(strcmp(q, "man"), 0);
	KT_EXPECT_EQ(strcmp(r, "node-42"), 0);
	KT_EXPECT_EQ(strcmp(s, "abc"), 0);
	KT_EXPECT(!kstrdup(NULL, GFP_KERNEL));
	kfree(p);
	kfree(q);
	kfree(r);
	kfree(s);
}
