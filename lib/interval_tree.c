/*
 * lib/interval_tree.c - ranges that may overlap, in a tree by start
 *
 *	            [4, 9] 20            each node with the largest last below it:
 *	           /         \           who looks for what meets [15, 16] goes left
 *	     [1, 20] 20    [6, 7] 7      only where something reaches 15
 *
 * Locking: the caller's.
 */
#include <linux/interval_tree.h>
#include <linux/rbtree_augmented.h>

static inline unsigned long node_last(const struct interval_tree_node *node)
{
	return node->last;
}

RB_DECLARE_CALLBACKS_MAX(static, augment, struct interval_tree_node, rb, unsigned long,
			 __subtree_last, node_last);

static struct interval_tree_node *node_of(struct rb_node *rb)
{
	return rb_entry(rb, struct interval_tree_node, rb);
}

void interval_tree_insert(struct interval_tree_node *node, struct rb_root *root)
{
	struct rb_node **link = &root->rb_node, *parent = NULL;

	while (*link) {
		struct interval_tree_node *above = node_of(*link);

		parent = *link;
		if (above->__subtree_last < node->last)
			above->__subtree_last = node->last;
		link = node->start < above->start ? &parent->rb_left : &parent->rb_right;
	}
	node->__subtree_last = node->last;
	rb_link_node(&node->rb, parent, link);
	rb_insert_augmented(&node->rb, root, &augment);
}

void interval_tree_remove(struct interval_tree_node *node, struct rb_root *root)
{
	rb_erase_augmented(&node->rb, root, &augment);
}

/* The first in the subtree that meets the range; something there reaches start. */
static struct interval_tree_node *subtree_first(struct interval_tree_node *node,
						unsigned long start, unsigned long last)
{
	for (;;) {
		struct rb_node *left = node->rb.rb_left, *right = node->rb.rb_right;

		if (left && node_of(left)->__subtree_last >= start) {
			node = node_of(left);
			continue;
		}
		if (node->start > last)
			return NULL;
		if (node->last >= start)
			return node;
		if (!right || node_of(right)->__subtree_last < start)
			return NULL;
		node = node_of(right);
	}
}

struct interval_tree_node *
interval_tree_iter_first(struct rb_root *root, unsigned long start, unsigned long last)
{
	if (!root->rb_node || node_of(root->rb_node)->__subtree_last < start)
		return NULL;
	return subtree_first(node_of(root->rb_node), start, last);
}

struct interval_tree_node *interval_tree_iter_next(struct interval_tree_node *node,
						   unsigned long start,
						   unsigned long last)
{
	struct rb_node *rb = &node->rb, *from;

	for (;;) {
		if (rb->rb_right && node_of(rb->rb_right)->__subtree_last >= start)
			return subtree_first(node_of(rb->rb_right), start, last);
		do { /* up, until we come from the left */
			from = rb;
			rb = rb_parent(rb);
			if (!rb)
				return NULL;
		} while (from == rb->rb_right);
		if (node_of(rb)->start > last)
			return NULL;
		if (node_of(rb)->last >= start)
			return node_of(rb);
	}
}
