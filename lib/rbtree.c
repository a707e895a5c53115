/*
 * lib/rbtree.c - red-black trees
 *
 * Every node is red or black; the root is black; a red node has black children; every
 * way from the root to a leaf passes as many black nodes. So the longest way is at most
 * twice the shortest. Changing one node breaks at most one of these rules at one place,
 * and repairing moves that place upwards (Cormen, Leiserson, Rivest, Stein: Introduction
 * to Algorithms, chapter 13). All restructuring is one step, rotate_up():
 *
 *	    p               n
 *	   / \             / \
 *	  n   c    -->    a   p
 *	 / \                 / \
 *	a   b               b   c
 *
 * Left and right are handled by the same code: a side is a bool.
 *
 * Locking: the caller's.
 */
#include <linux/rbtree.h>
#include <linux/rbtree_augmented.h>

#define RB_BLACK 1UL

static inline bool is_red(const struct rb_node *node)
{
	return node && !(node->__rb_parent_color & RB_BLACK);
}

static inline void set_red(struct rb_node *node)
{
	node->__rb_parent_color &= ~RB_BLACK;
}

static inline void set_black(struct rb_node *node)
{
	node->__rb_parent_color |= RB_BLACK;
}

static inline void copy_color(struct rb_node *to, const struct rb_node *from)
{
	to->__rb_parent_color = (to->__rb_parent_color & ~RB_BLACK) |
				(from->__rb_parent_color & RB_BLACK);
}

static inline void set_parent(struct rb_node *node, struct rb_node *parent)
{
	node->__rb_parent_color = (unsigned long)parent |
				  (node->__rb_parent_color & RB_BLACK);
}

static inline struct rb_node **child(struct rb_node *node, bool right)
{
	return right ? &node->rb_right : &node->rb_left;
}

/* Where parent (NULL: the root) points to old, let it point to new. */
static inline void replace_child(struct rb_root *root, struct rb_node *parent,
				 struct rb_node *old, struct rb_node *new)
{
	if (!parent)
		root->rb_node = new;
	else
		*child(parent, parent->rb_right == old) = new;
}

/* Exchange the roles of node and its parent, as drawn above. Colours stay. */
static __always_inline void rotate_up(struct rb_node *node, struct rb_root *root,
				      const struct rb_augment_callbacks *augment)
{
	struct rb_node *parent = rb_parent(node);
	struct rb_node *grandparent = rb_parent(parent);
	bool right = parent->rb_right == node;
	struct rb_node *inner = *child(node, !right);

	*child(parent, right) = inner;
	if (inner)
		set_parent(inner, parent);
	*child(node, !right) = parent;
	set_parent(parent, node);
	set_parent(node, grandparent);
	replace_child(root, grandparent, parent, node);
	if (augment)
		augment->rotate(parent, node);
}

/* node is red, its parent may be red too: the only rule that may be broken. */
static __always_inline void repair_insertion(struct rb_node *node, struct rb_root *root,
					     const struct rb_augment_callbacks *augment)
{
	struct rb_node *parent;

	while ((parent = rb_parent(node)) && is_red(parent)) {
		struct rb_node *grandparent = rb_parent(parent);
		bool right = grandparent->rb_right == parent;
		struct rb_node *uncle = *child(grandparent, !right);

		if (is_red(uncle)) {
			set_black(parent);
			set_black(uncle);
			set_red(grandparent);
			node = grandparent;
			continue;
		}
		/* An inner grandchild becomes an outer one first. */
		if ((parent->rb_right == node) != right) {
			rotate_up(node, root, augment);
			parent = node;
		}
		rotate_up(parent, root, augment);
		set_black(parent);
		set_red(grandparent);
		break;
	}
	set_black(root->rb_node);
}

/*
 * The ways through node (which may be NULL), a child of parent, pass one black node less
 * than the others.
 */
static __always_inline void repair_deletion(struct rb_node *node, struct rb_node *parent,
					    struct rb_root *root,
					    const struct rb_augment_callbacks *augment)
{
	while (parent && !is_red(node)) {
		bool right = parent->rb_right == node;
		struct rb_node *sibling = *child(parent, !right);
		struct rb_node *outer;

		if (is_red(sibling)) {
			rotate_up(sibling, root, augment);
			set_black(sibling);
			set_red(parent);
			sibling = *child(parent, !right);
		}
		outer = *child(sibling, !right);
		if (!is_red(outer)) {
			struct rb_node *inner = *child(sibling, right);

			if (!is_red(inner)) {
				/* Take a black from the sibling's side; go on above. */
				set_red(sibling);
				node = parent;
				parent = rb_parent(node);
				continue;
			}
			rotate_up(inner, root, augment);
			set_black(inner);
			set_red(sibling);
			outer = sibling;
			sibling = inner;
		}
		rotate_up(sibling, root, augment);
		copy_color(sibling, parent);
		set_black(parent);
		set_black(outer);
		return;
	}
	if (node)
		set_black(node);
}

/* Take out a node with at most one child. */
static __always_inline void erase_simple(struct rb_node *node, struct rb_root *root,
					 const struct rb_augment_callbacks *augment)
{
	struct rb_node *parent = rb_parent(node);
	struct rb_node *only = node->rb_left ? node->rb_left : node->rb_right;

	replace_child(root, parent, node, only);
	if (only)
		set_parent(only, parent);
	if (augment)
		augment->propagate(parent, NULL);
	if (!is_red(node))
		repair_deletion(only, parent, root, augment);
}

/* Take out a node with two children: its successor comes into its place. */
static __always_inline void erase_inner(struct rb_node *node, struct rb_root *root,
					const struct rb_augment_callbacks *augment)
{
	struct rb_node *next = node->rb_right;
	struct rb_node *orphan, *orphan_parent;
	bool lost_black;

	while (next->rb_left)
		next = next->rb_left;
	orphan = next->rb_right;
	orphan_parent = rb_parent(next);
	lost_black = !is_red(next);

	if (orphan_parent == node) {
		orphan_parent = next;
	} else {
		orphan_parent->rb_left = orphan;
		if (orphan)
			set_parent(orphan, orphan_parent);
		next->rb_right = node->rb_right;
		set_parent(next->rb_right, next);
	}
	next->rb_left = node->rb_left;
	set_parent(next->rb_left, next);
	replace_child(root, rb_parent(node), node, next);
	next->__rb_parent_color = node->__rb_parent_color;

	if (augment) {
		augment->copy(node, next);
		augment->propagate(orphan_parent, next);
		augment->propagate(next, NULL);
	}
	if (lost_black)
		repair_deletion(orphan, orphan_parent, root, augment);
}

static __always_inline void erase(struct rb_node *node, struct rb_root *root,
				  const struct rb_augment_callbacks *augment)
{
	if (node->rb_left && node->rb_right)
		erase_inner(node, root, augment);
	else
		erase_simple(node, root, augment);
}

void rb_insert_color(struct rb_node *node, struct rb_root *root)
{
	repair_insertion(node, root, NULL);
}

void rb_erase(struct rb_node *node, struct rb_root *root)
{
	erase(node, root, NULL);
}

void rb_insert_augmented(struct rb_node *node, struct rb_root *root,
			 const struct rb_augment_callbacks *augment)
{
	repair_insertion(node, root, augment);
}

void rb_erase_augmented(struct rb_node *node, struct rb_root *root,
			const struct rb_augment_callbacks *augment)
{
	erase(node, root, augment);
}

void rb_replace_node(struct rb_node *victim, struct rb_node *new, struct rb_root *root)
{
	*new = *victim;
	replace_child(root, rb_parent(victim), victim, new);
	if (new->rb_left)
		set_parent(new->rb_left, new);
	if (new->rb_right)
		set_parent(new->rb_right, new);
}
