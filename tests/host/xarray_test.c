/*
 * tests/host/xarray_test.c - lib/xarray.c
 *
 * Random operations against a plain table of (index, entry) pairs, with indices that lie
 * close together, far apart and at both ends; with an allocator that counts its nodes
 * and can be told to run dry.
 */
#include <linux/xarray_types.h>
#include "tests/host/host_test.h"

#define NR_MODEL 200

static struct {
	int live;       /* nodes given out and not returned */
	int until_fail; /* nodes until alloc() fails; < 0: never */
} nodes;

static void *alloc_node(gfp_t gfp, bool may_sleep)
{
	if (nodes.until_fail == 0)
		return NULL;
	if (nodes.until_fail > 0)
		nodes.until_fail--;
	nodes.live++;
	return host_malloc(sizeof(struct xa_node));
}

static void free_node(void *node)
{
	nodes.live--;
	host_free(node);
}

static struct {
	unsigned long index;
	void *entry;
} model[NR_MODEL];

static void start(struct xarray *xa)
{
	nodes.live = 0;
	nodes.until_fail = -1;
	xa_set_allocator(alloc_node, free_node);
	xa_init(xa);
	for (int i = 0; i < NR_MODEL; i++)
		model[i].entry = NULL;
}

/* Indices that share nodes, that do not, and the largest ones. */
static void choose_indices(void)
{
	for (int i = 0; i < NR_MODEL; i++) {
		unsigned long index = 0;

		switch (i % 4) {
		case 0:
			index = (unsigned long)i;
			break;
		case 1:
			index = 0x12340 + (unsigned long)i * 16;
			break;
		case 2:
			index = (host_random() >> (i % 60)) | 1UL << 40;
			break;
		case 3:
			index = ~0UL - (unsigned long)(i / 4) * 63;
			break;
		}
		model[i].index = index;
		for (int k = 0; k < i; k++)
			EXPECT(model[k].index != index);
	}
}

static void *random_entry(void)
{
	if (host_random_below(2))
		return xa_mk_value(host_random() >> 2);
	return (void *)((host_random() & ~3UL) | 4);
}

/* The model's entry with the lowest index from `from` on; -1: there is none. */
static int model_find(unsigned long from, unsigned long max)
{
	int best = -1;

	for (int i = 0; i < NR_MODEL; i++) {
		if (model[i].entry && model[i].index >= from && model[i].index <= max &&
		    (best < 0 || model[i].index < model[best].index))
			best = i;
	}
	return best;
}

static void check_find(struct xarray *xa, unsigned long from, unsigned long max)
{
	unsigned long index = from;
	void *entry = __xa_find(xa, &index, max);
	int best = model_find(from, max);

	EXPECT(entry == (best < 0 ? NULL : model[best].entry));
	EXPECT(index == (best < 0 ? from : model[best].index));
}

static void check_all(struct xarray *xa)
{
	unsigned long index, last = 0;
	int count = 0, expected = 0;
	void *entry;

	for (int i = 0; i < NR_MODEL; i++) {
		EXPECT(__xa_load(xa, model[i].index) == model[i].entry);
		expected += model[i].entry != NULL;
	}
	__xa_for_each(xa, index, entry)
	{
		EXPECT(count == 0 || index > last);
		last = index;
		count++;
	}
	EXPECT_EQ(count, expected);
	EXPECT_EQ(xa_empty(xa), expected == 0);
}

static void random_operations_match_the_model(void)
{
	struct xarray xa;

	start(&xa);
	choose_indices();
	for (int i = 0; i < 60000 && !host_failed(); i++) {
		/* Phases that fill and phases that empty. */
		bool emptying = (i / 2000) & 1;
		unsigned int k = host_random_below(NR_MODEL);
		void *entry = host_random_below(4) < (emptying ? 3U : 1U)
				      ? NULL
				      : random_entry();

		if (host_random_below(8) == 0 && entry) {
			int ret = __xa_insert(&xa, model[k].index, entry, 0);

			EXPECT_EQ(ret, model[k].entry ? -EBUSY : 0);
			if (ret == 0)
				model[k].entry = entry;
		} else {
			EXPECT(__xa_store(&xa, model[k].index, entry, 0) ==
			       model[k].entry);
			model[k].entry = entry;
		}
		check_find(&xa,
			   model[host_random_below(NR_MODEL)].index +
				   host_random_below(3) - 1,
			   host_random_below(4) ? ~0UL
						: host_random() >> host_random_below(64));
		if (i % 500 == 0)
			check_all(&xa);
	}
	for (int i = 0; i < NR_MODEL; i++) {
		EXPECT(__xa_erase(&xa, model[i].index) == model[i].entry);
		model[i].entry = NULL;
	}
	check_all(&xa);
	EXPECT_EQ(nodes.live, 0);
}

static void index_zero_needs_no_node(void)
{
	struct xarray xa;

	start(&xa);
	EXPECT(__xa_store(&xa, 0, xa_mk_value(7), 0) == NULL);
	EXPECT_EQ(nodes.live, 0);
	EXPECT_EQ(xa_to_value(__xa_load(&xa, 0)), 7);
	EXPECT(__xa_load(&xa, 1) == NULL && __xa_load(&xa, ~0UL) == NULL);
	EXPECT(__xa_store(&xa, 63, xa_mk_value(8), 0) == NULL);
	EXPECT_EQ(nodes.live, 1);
	EXPECT(__xa_store(&xa, 64, xa_mk_value(9), 0) == NULL);
	EXPECT_EQ(nodes.live, 3);
	__xa_erase(&xa, 64);
	EXPECT_EQ(nodes.live, 1);
	__xa_erase(&xa, 63);
	EXPECT_EQ(nodes.live, 0);
	EXPECT_EQ(xa_to_value(__xa_load(&xa, 0)), 7);
}

/* A store that runs out of memory, after any number of nodes, changes nothing. */
static void no_memory_changes_nothing(void)
{
	struct xarray xa;

	start(&xa);
	choose_indices();
	for (int i = 0; i < 20000 && !host_failed(); i++) {
		unsigned int k = host_random_below(NR_MODEL);
		void *entry = host_random_below(3) ? random_entry() : NULL;
		int live = nodes.live;
		void *old;

		nodes.until_fail = (int)host_random_below(12);
		old = __xa_store(&xa, model[k].index, entry, 0);
		if (xa_is_err(old)) {
			EXPECT_EQ(xa_err(old), -ENOMEM);
			EXPECT(entry != NULL);
			EXPECT_EQ(nodes.live, live);
		} else {
			EXPECT(old == model[k].entry);
			model[k].entry = entry;
		}
		if (i % 200 == 0)
			check_all(&xa);
	}
	__xa_destroy(&xa);
	EXPECT(xa_empty(&xa));
	EXPECT_EQ(nodes.live, 0);
}

static void spares_are_enough_for_any_store(void)
{
	struct xarray xa;
	struct xa_node *spares;

	start(&xa);
	EXPECT(__xa_store(&xa, 0, xa_mk_value(1), 0) == NULL);
	spares = xa_alloc_spares(0);
	nodes.until_fail = 0;
	EXPECT(__xa_store_spares(&xa, ~0UL, xa_mk_value(2), 0, &spares) == NULL);
	EXPECT_EQ(xa_to_value(__xa_load(&xa, ~0UL)), 2);
	EXPECT_EQ(xa_to_value(__xa_load(&xa, 0)), 1);
	xa_free_spares(spares);
	nodes.until_fail = 3;
	EXPECT(xa_alloc_spares(0) == NULL);
	__xa_destroy(&xa);
	EXPECT_EQ(nodes.live, 0);
}

static void walks_end_at_the_last_index(void)
{
	struct xarray xa;
	unsigned long index = ~0UL;

	start(&xa);
	__xa_store(&xa, ~0UL, xa_mk_value(1), 0);
	EXPECT(__xa_find(&xa, &index, ~0UL) != NULL);
	EXPECT(__xa_find_after(&xa, &index, ~0UL) == NULL);
	index = 5;
	EXPECT(__xa_find(&xa, &index, ~0UL - 1) == NULL);
	EXPECT_EQ(index, 5);
	EXPECT(__xa_find_after(&xa, &index, ~0UL) != NULL);
	EXPECT_EQ(index, ~0UL);
	__xa_destroy(&xa);
}

static void values_and_errors_are_told_apart(void)
{
	EXPECT(xa_is_value(xa_mk_value(0)) && !xa_is_value((void *)8) &&
	       !xa_is_value(NULL));
	EXPECT_EQ(xa_to_value(xa_mk_value(12345)), 12345);
	EXPECT_EQ(xa_err(NULL), 0);
	EXPECT_EQ(xa_err(xa_mk_value(5)), 0);
	EXPECT_EQ(xa_err((void *)0xffff888000000008UL), 0);
	EXPECT_EQ(xa_err(xa_mk_error(-ENOMEM)), -ENOMEM);
	EXPECT_EQ(xa_err(xa_mk_error(-MAX_ERRNO)), -MAX_ERRNO);
}

HOST_TESTS(HOST_TEST(random_operations_match_the_model),
	   HOST_TEST(index_zero_needs_no_node), HOST_TEST(no_memory_changes_nothing),
	   HOST_TEST(spares_are_enough_for_any_store),
	   HOST_TEST(walks_end_at_the_last_index),
	   HOST_TEST(values_and_errors_are_told_apart));
