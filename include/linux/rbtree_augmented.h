/*
 * include/linux/rbtree_augmented.h - trees whose nodes know something of their subtree
 *
 * Example: the largest gap below a node, so that a search for a hole skips what has none.
 * The tree calls back whenever it changes who is below whom:
 *
 *	propagate(node, stop)  recompute node and its ancestors, up to stop (not included);
 *	                       may end early at a node whose value did not change
 *	copy(old, new)         new takes old's place: copy the value
 *	rotate(old, new)       new is now above old, with the subtree old had: new gets old's
 *	                       value, and old is recomputed
 *
 * To insert: update the ancestors on the way down (or call propagate after rb_link_node),
 * then rb_insert_augmented().
 */
#ifndef LINUX_RBTREE_AUGMENTED_H
#define LINUX_RBTREE_AUGMENTED_H

#include <linux/rbtree.h>

struct rb_augment_callbacks {
	void (*propagate)(struct rb_node *node, struct rb_node *stop);
	void (*copy)(struct rb_node *old, struct rb_node *new);
	void (*rotate)(struct rb_node *old, struct rb_node *new);
};

void rb_insert_augmented(struct rb_node *node, struct rb_root *root,
			 const struct rb_augment_callbacks *augment);
void rb_erase_augmented(struct rb_node *node, struct rb_root *root,
			const struct rb_augment_callbacks *augment);

/*
 * Define the callbacks `name` of a struct `rbstruct` whose rb_node is `rbfield` and whose
 * subtree value is `rbaugmented`. compute(entry, exit) sets the value from entry's own
 * and its children's, and returns true if exit and the value stayed the same.
 */
#define RB_DECLARE_CALLBACKS(rbstatic, name, rbstruct, rbfield, rbaugmented, compute) \
	static void name##_propagate(struct rb_node *rb, struct rb_node *stop)        \
	{                                                                             \
		while (rb != stop) {                                                  \
			rbstruct *node = rb_entry(rb, rbstruct, rbfield);             \
                                                                                      \
			if (compute(node, true))                                      \
				break;                                                \
			rb = rb_parent(&node->rbfield);                               \
		}                                                                     \
	}                                                                             \
	static void name##_copy(struct rb_node *rb_old, struct rb_node *rb_new)       \
	{                                                                             \
		rbstruct *old = rb_entry(rb_old, rbstruct, rbfield);                  \
		rbstruct *new = rb_entry(rb_new, rbstruct, rbfield);                  \
                                                                                      \
		new->rbaugmented = old->rbaugmented;                                  \
	}                                                                             \
	static void name##_rotate(struct rb_node *rb_old, struct rb_node *rb_new)     \
	{                                                                             \
		rbstruct *old = rb_entry(rb_old, rbstruct, rbfield);                  \
		rbstruct *new = rb_entry(rb_new, rbstruct, rbfield);                  \
                                                                                      \
		new->rbaugmented = old->rbaugmented;                                  \
		compute(old, false);                                                  \
	}                                                                             \
	rbstatic const struct rb_augment_callbacks name = {                           \
		.propagate = name##_propagate,                                        \
		.copy = name##_copy,                                                  \
		.rotate = name##_rotate,                                              \
	};

/* As RB_DECLARE_CALLBACKS for a subtree maximum of type rbtype of value(entry). */
#define RB_DECLARE_CALLBACKS_MAX(rbstatic, name, rbstruct, rbfield, rbtype, rbaugmented, \
				 value)                                                  \
	static bool name##_compute_max(rbstruct *node, bool exit)                        \
	{                                                                                \
		rbtype most = value(node);                                               \
                                                                                         \
		if (node->rbfield.rb_left) {                                             \
			rbstruct *left =                                                 \
				rb_entry(node->rbfield.rb_left, rbstruct, rbfield);      \
                                                                                         \
			if (left->rbaugmented > most)                                    \
				most = left->rbaugmented;                                \
		}                                                                        \
		if (node->rbfield.rb_right) {                                            \
			rbstruct *right =                                                \
				rb_entry(node->rbfield.rb_right, rbstruct, rbfield);     \
                                                                                         \
			if (right->rbaugmented > most)                                   \
				most = right->rbaugmented;                               \
		}                                                                        \
		if (exit && node->rbaugmented == most)                                   \
			return true;                                                     \
		node->rbaugmented = most;                                                \
		return false;                                                            \
	}                                                                                \
	RB_DECLARE_CALLBACKS(rbstatic, name, rbstruct, rbfield, rbaugmented,             \
			     name##_compute_max)

#endif
