/*
 * include/linux/interval_tree.h - ranges that may overlap: which of them meet this one?
 *
 * A search tree by start whose nodes know the largest last of their subtree. Ranges with
 * equal starts stay in the order in which they came. Floor: lib/interval_tree.c.
 *
 * Locking: the caller's.
 */
#ifndef LINUX_INTERVAL_TREE_H
#define LINUX_INTERVAL_TREE_H

#include <linux/rbtree.h>

struct interval_tree_node {
	struct rb_node rb;
	unsigned long start, last;    /* both included; not to be changed in the tree */
	unsigned long __subtree_last; /* the tree's own */
};

void interval_tree_insert(struct interval_tree_node *node, struct rb_root *root);
void interval_tree_remove(struct interval_tree_node *node, struct rb_root *root);

/* The first by start of those that meet [start, last], or NULL; the one after node. */
struct interval_tree_node *
interval_tree_iter_first(struct rb_root *root, unsigned long start, unsigned long last);
struct interval_tree_node *interval_tree_iter_next(struct interval_tree_node *node,
						   unsigned long start,
						   unsigned long last);

#endif
