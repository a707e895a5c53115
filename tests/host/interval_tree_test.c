/*
 * tests/host/interval_tree_test.c - lib/interval_tree.c against a list of ranges
 */
#include "host_test.h"
#include <linux/array_size.h>
#include <linux/interval_tree.h>
#include <linux/minmax.h>

#define NR_RANGES 300
#define SPACE 1000
#define STEPS 200000

static struct interval_tree_node ranges[NR_RANGES];
static unsigned long
	order[NR_RANGES]; /* when it was inserted; 0: it is not in the tree */
static struct rb_root tree = RB_ROOT;

/* Each range that meets [start, last] is found, once, by start, equal ones in order. */
static void check_query(unsigned long start, unsigned long last)
{
	struct interval_tree_node *node = interval_tree_iter_first(&tree, start, last);
	unsigned long before = 0, before_order = 0;
	int found = 0, expected = 0;

	for (int i = 0; i < NR_RANGES; i++)
		expected += order[i] && ranges[i].start <= last &&
			    ranges[i].last >= start;
	for (; node; node = interval_tree_iter_next(node, start, last)) {
		unsigned long now = order[node - ranges];

		EXPECT(now && node->start <= last && node->last >= start);
		EXPECT(node->start > before ||
		       (node->start == before && now > before_order));
		before = node->start;
		before_order = now;
		if (++found > expected)
			break;
	}
	EXPECT_EQ(found, expected);
}

static void random_operations(void)
{
	for (unsigned long step = 1; step <= STEPS && !host_failed(); step++) {
		unsigned int i = host_random_below(NR_RANGES);
		unsigned long start = host_random_below(SPACE);

		if (order[i]) {
			interval_tree_remove(&ranges[i], &tree);
			order[i] = 0;
		} else {
			ranges[i].start = start;
			ranges[i].last = start + host_random_below(i % 7 ? 20 : SPACE);
			interval_tree_insert(&ranges[i], &tree);
			order[i] = step;
		}
		if (step % 16 == 0) {
			start = host_random_below(SPACE);
			check_query(start, start + host_random_below(30));
		}
	}
}

/* Ranges that end at the last number there is. */
static void no_overflow(void)
{
	struct interval_tree_node all = { .start = 0, .last = ~0UL };
	struct interval_tree_node end = { .start = ~0UL, .last = ~0UL };
	struct rb_root root = RB_ROOT;

	EXPECT(!interval_tree_iter_first(&root, 0, ~0UL));
	interval_tree_insert(&all, &root);
	interval_tree_insert(&end, &root);
	EXPECT(interval_tree_iter_first(&root, ~0UL, ~0UL) == &all);
	EXPECT(interval_tree_iter_next(&all, ~0UL, ~0UL) == &end);
	EXPECT(!interval_tree_iter_next(&all, 5, ~0UL - 1));
}

HOST_TESTS(HOST_TEST(no_overflow), HOST_TEST(random_operations));
