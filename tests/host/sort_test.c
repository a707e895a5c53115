/*
 * tests/host/sort_test.c - lib/sort.c, lib/bsearch.c
 */
#include <linux/bsearch.h>
#include <linux/sort.h>
#include "tests/host/host_test.h"

#define MAX_ELEMENTS 200

/* An odd size, so that a swap of words would be caught; the tail follows its key. */
struct element {
	int key;
	char tail[5];
} __packed;

static int compare(const void *a, const void *b)
{
	const struct element *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

static int compare_key(const void *key, const void *elt)
{
	int k = *(const int *)key;
	const struct element *e = elt;

	return (k > e->key) - (k < e->key);
}

static unsigned int swaps;

static void counting_swap(void *a, void *b, int size)
{
	struct element tmp = *(struct element *)a;

	EXPECT_EQ(size, sizeof(tmp));
	*(struct element *)a = *(struct element *)b;
	*(struct element *)b = tmp;
	swaps++;
}

static char tail_of(int key, int i)
{
	return (char)(key * 7 + i);
}

static void fill(struct element *e, unsigned int n, unsigned int range)
{
	for (unsigned int i = 0; i < n; i++) {
		e[i].key = (int)host_random_below(range) - (int)range / 2;
		for (int k = 0; k < 5; k++)
			e[i].tail[k] = tail_of(e[i].key, k);
	}
}

static void sorts_and_finds(void)
{
	for (int round = 0; round < 2000 && !host_failed(); round++) {
		unsigned int n = host_random_below(MAX_ELEMENTS);
		unsigned int range = 1 + host_random_below(300);
		struct element *e = host_malloc(n * sizeof(*e) + !n);
		int count[300] = { 0 };

		fill(e, n, range);
		for (unsigned int i = 0; i < n; i++)
			count[e[i].key + (int)range / 2]++;
		sort(e, n, sizeof(*e), compare, round & 1 ? counting_swap : NULL);
		for (unsigned int i = 0; i < n; i++) {
			count[e[i].key + (int)range / 2]--;
			EXPECT(i == 0 || e[i - 1].key <= e[i].key);
			for (int k = 0; k < 5; k++)
				EXPECT_EQ(e[i].tail[k], tail_of(e[i].key, k));
		}
		for (int key = 0; key < 300; key++)
			EXPECT_EQ(count[key], 0); /* the same keys as before */
		for (int key = -(int)range / 2 - 1; key <= (int)range / 2 + 1; key++) {
			struct element *found =
				bsearch(&key, e, n, sizeof(*e), compare_key);
			bool there = false;

			for (unsigned int i = 0; i < n; i++)
				there |= e[i].key == key;
			EXPECT_EQ(found != NULL, there);
			EXPECT(!found || found->key == key);
		}
		host_free(e);
	}
	EXPECT(swaps > 0);
}

static void ordered_input_is_no_trap(void)
{
	struct element e[MAX_ELEMENTS];

	for (int up = 0; up < 2; up++) {
		for (int i = 0; i < MAX_ELEMENTS; i++)
			e[i].key = up ? i : MAX_ELEMENTS - i;
		swaps = 0;
		sort(e, MAX_ELEMENTS, sizeof(e[0]), compare, counting_swap);
		for (int i = 1; i < MAX_ELEMENTS; i++)
			EXPECT(e[i - 1].key < e[i].key);
		EXPECT(swaps < MAX_ELEMENTS * 10);
	}
}

HOST_TESTS(HOST_TEST(sorts_and_finds), HOST_TEST(ordered_input_is_no_trap));
