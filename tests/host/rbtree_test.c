/*
 * tests/host/rbtree_test.c - lib/rbtree.c, lib/rbtree_walk.c
 *
 * Random insertions and deletions, with a plain array of flags as the model. The rules of
 * a red-black tree, the order and the augmented values are checked all the time while
 * the tree is small, and now and then when it is large.
 */
#include <linux/array_size.h>
#include <linux/rbtree_augmented.h>
#include "tests/host/host_test.h"

#define NR_KEYS 1024
#define NR_OPERATIONS 100000

struct thing {
	struct rb_node node;
	unsigned int key;
	unsigned int value;   /* what the subtree's maximum is made of */
	unsigned int largest; /* of the subtree's values */
	bool present;
};

static struct thing things[NR_KEYS];

static unsigned int value_of(const struct thing *t)
{
	return t->value;
}

RB_DECLARE_CALLBACKS_MAX(static, callbacks, struct thing, node, unsigned int, largest,
			 value_of)

static struct thing *thing_of(struct rb_node *node)
{
	return rb_entry_safe(node, struct thing, node);
}

static bool is_black(const struct rb_node *node)
{
	return !node || (node->__rb_parent_color & 1);
}

/* Checks the subtree and returns how many black nodes are on each way through it. */
static int check_subtree(struct rb_node *node, unsigned int low, unsigned int high,
			 unsigned int *largest)
{
	struct thing *t = thing_of(node);
	unsigned int below_left = 0, below_right = 0;
	int left, right;

	*largest = 0;
	if (!node)
		return 0;
	EXPECT(t->key >= low && t->key < high);
	EXPECT(is_black(node) || (is_black(node->rb_left) && is_black(node->rb_right)));
	EXPECT(!node->rb_left || rb_parent(node->rb_left) == node);
	EXPECT(!node->rb_right || rb_parent(node->rb_right) == node);
	left = check_subtree(node->rb_left, low, t->key, &below_left);
	right = check_subtree(node->rb_right, t->key + 1, high, &below_right);
	EXPECT_EQ(left, right);
	*largest = t->value;
	if (below_left > *largest)
		*largest = below_left;
	if (below_right > *largest)
		*largest = below_right;
	return left + is_black(node);
}

/* Every node's augmented value, against the one just computed from below. */
static unsigned int check_augmented(struct rb_node *node)
{
	struct thing *t = thing_of(node);
	unsigned int largest, left, right;

	if (!node)
		return 0;
	left = check_augmented(node->rb_left);
	right = check_augmented(node->rb_right);
	largest = t->value;
	if (left > largest)
		largest = left;
	if (right > largest)
		largest = right;
	EXPECT_EQ(t->largest, largest);
	return largest;
}

static void check_order(struct rb_root *root)
{
	struct rb_node *node = rb_first(root);
	struct thing *last = NULL;

	for (unsigned int key = 0; key < NR_KEYS; key++) {
		if (!things[key].present)
			continue;
		EXPECT(node == &things[key].node);
		if (node != &things[key].node)
			return;
		EXPECT(rb_prev(node) == (last ? &last->node : NULL));
		last = &things[key];
		node = rb_next(node);
	}
	EXPECT(node == NULL);
	EXPECT(rb_last(root) == (last ? &last->node : NULL));
}

static void check_tree(struct rb_root *root, bool augmented)
{
	unsigned int largest;

	EXPECT(is_black(root->rb_node));
	EXPECT(!root->rb_node || !rb_parent(root->rb_node));
	check_subtree(root->rb_node, 0, NR_KEYS, &largest);
	check_order(root);
	if (augmented)
		check_augmented(root->rb_node);
}

static void insert(struct rb_root *root, struct thing *t, bool augmented)
{
	struct rb_node **link = &root->rb_node, *parent = NULL;

	t->value = host_random_below(1000000);
	t->largest = t->value;
	while (*link) {
		struct thing *other = thing_of(*link);

		parent = *link;
		if (augmented && other->largest < t->value)
			other->largest = t->value;
		link = t->key < other->key ? &parent->rb_left : &parent->rb_right;
	}
	rb_link_node(&t->node, parent, link);
	if (augmented)
		rb_insert_augmented(&t->node, root, &callbacks);
	else
		rb_insert_color(&t->node, root);
	t->present = true;
}

static void erase(struct rb_root *root, struct thing *t, bool augmented)
{
	if (augmented)
		rb_erase_augmented(&t->node, root, &callbacks);
	else
		rb_erase(&t->node, root);
	t->present = false;
}

static void start_empty(void)
{
	for (unsigned int i = 0; i < NR_KEYS; i++)
		things[i] = (struct thing){ .key = i };
}

/* keys of the things in play; the fewer, the more often each tree shape comes up. */
static void run_operations(unsigned int keys, bool augmented)
{
	struct rb_root root = RB_ROOT;

	start_empty();
	for (int i = 0; i < NR_OPERATIONS && !host_failed(); i++) {
		struct thing *t = &things[host_random_below(keys)];

		if (t->present)
			erase(&root, t, augmented);
		else
			insert(&root, t, augmented);
		if (keys <= 16 || i % 1000 == 0)
			check_tree(&root, augmented);
	}
	check_tree(&root, augmented);
}

static void small_trees_keep_the_rules(void)
{
	run_operations(8, false);
	run_operations(16, false);
}

static void large_trees_keep_the_rules(void)
{
	run_operations(NR_KEYS, false);
}

static void small_augmented_trees_keep_their_values(void)
{
	run_operations(8, true);
	run_operations(16, true);
}

static void large_augmented_trees_keep_their_values(void)
{
	run_operations(NR_KEYS, true);
}

static void ascending_and_descending_keys_stay_balanced(void)
{
	struct rb_root root = RB_ROOT;
	unsigned int largest;

	start_empty();
	for (unsigned int i = 0; i < NR_KEYS; i++)
		insert(&root, &things[i], false);
	check_tree(&root, false);
	/* 1024 nodes: at most 2 * log2(1025) levels, at least half of them black. */
	EXPECT(check_subtree(root.rb_node, 0, NR_KEYS, &largest) <= 10);
	for (unsigned int i = NR_KEYS; i-- > 0;)
		erase(&root, &things[i], false);
	EXPECT(RB_EMPTY_ROOT(&root));
	for (unsigned int i = NR_KEYS; i-- > 0;)
		insert(&root, &things[i], false);
	check_tree(&root, false);
}

static void postorder_has_children_first(void)
{
	struct rb_root root = RB_ROOT;
	struct thing *t, *next;
	unsigned int visited = 0;

	start_empty();
	for (unsigned int i = 0; i < 300; i++)
		insert(&root, &things[(i * 37) % NR_KEYS], false);
	rbtree_postorder_for_each_entry_safe(t, next, &root, node)
	{
		EXPECT(!t->node.rb_left || !thing_of(t->node.rb_left)->present);
		EXPECT(!t->node.rb_right || !thing_of(t->node.rb_right)->present);
		t->present = false;
		visited++;
	}
	EXPECT_EQ(visited, 300);
	root = RB_ROOT;
	EXPECT(rb_first_postorder(&root) == NULL);
}

static void replacing_keeps_the_place(void)
{
	struct rb_root root = RB_ROOT;
	struct thing other = { .key = 5 };

	start_empty();
	for (unsigned int i = 0; i < 11; i++)
		insert(&root, &things[i], false);
	rb_replace_node(&things[5].node, &other.node, &root);
	EXPECT(rb_next(&things[4].node) == &other.node);
	EXPECT(rb_prev(&things[6].node) == &other.node);
	EXPECT(rb_next(&other.node) == &things[6].node);
	rb_replace_node(&other.node, &things[5].node, &root);
	check_tree(&root, false);
}

static void cached_root_knows_the_first(void)
{
	struct rb_root_cached root = RB_ROOT_CACHED;
	struct thing lone[3] = { { .key = 2 }, { .key = 1 }, { .key = 3 } };

	for (size_t i = 0; i < ARRAY_SIZE(lone); i++) {
		struct rb_node **link = &root.rb_root.rb_node, *parent = NULL;
		bool leftmost = true;

		while (*link) {
			parent = *link;
			leftmost &= lone[i].key < thing_of(parent)->key;
			link = lone[i].key < thing_of(parent)->key ? &parent->rb_left
								   : &parent->rb_right;
		}
		rb_link_node(&lone[i].node, parent, link);
		rb_insert_color_cached(&lone[i].node, &root, leftmost);
		EXPECT(rb_first_cached(&root) == rb_first(&root.rb_root));
	}
	rb_erase_cached(&lone[1].node, &root);
	EXPECT(rb_first_cached(&root) == &lone[0].node);
}

static void a_cleared_node_is_in_no_tree(void)
{
	struct thing t;

	RB_CLEAR_NODE(&t.node);
	EXPECT(RB_EMPTY_NODE(&t.node));
	EXPECT(rb_next(&t.node) == NULL && rb_prev(&t.node) == NULL);
}

HOST_TESTS(HOST_TEST(small_trees_keep_the_rules), HOST_TEST(large_trees_keep_the_rules),
	   HOST_TEST(small_augmented_trees_keep_their_values),
	   HOST_TEST(large_augmented_trees_keep_their_values),
	   HOST_TEST(ascending_and_descending_keys_stay_balanced),
	   HOST_TEST(postorder_has_children_first), HOST_TEST(replacing_keeps_the_place),
	   HOST_TEST(cached_root_knows_the_first),
	   HOST_TEST(a_cleared_node_is_in_no_tree));
