/*
 * tests/host/vmap_area_test.c - the tree of vmalloc areas against an array of pages
 *
 * A million times an area is allocated, freed or retired at random in a small space, or the
 * lazy ones are purged. Beside it stands an array that says which pages are taken; it
 * knows where the lowest hole is, and the tree must find the same.
 */
#include <linux/errno.h>
#include <asm/page_types.h>
#include "mm/kernel/vmap_area.h"
#include "host_test.h"

#define NR_PAGES 512
#define BASE 0xffffc90000000000UL
#define STEPS 1000000
#define CHECK_EVERY 1024

static struct vmap_space space = { .start = BASE, .end = BASE + NR_PAGES * PAGE_SIZE };
static struct vmap_area *owner[NR_PAGES]; /* of each page, or NULL */
static struct vmap_area *live[NR_PAGES];
static unsigned int nr_live;
static unsigned int lazy_areas, lazy_pages; /* still in owner[], not in live[] */

/* The first page of the lowest hole of so many pages, or -1. */
static int lowest_hole(unsigned int pages)
{
	unsigned int at, run = 0;

	for (at = 0; at < NR_PAGES; at++) {
		run = owner[at] ? 0 : run + 1;
		if (run == pages)
			return at + 1 - pages;
	}
	return -1;
}

static void fill(struct vmap_area *area, struct vmap_area *with)
{
	unsigned long at;

	for (at = area->start; at < area->end; at += PAGE_SIZE) {
		unsigned int page = (at - BASE) / PAGE_SIZE;

		EXPECT(page < NR_PAGES && !owner[page] != !with);
		owner[page] = with;
	}
}

static void try_alloc(void)
{
	struct vmap_area *area = host_malloc(sizeof(*area));
	unsigned int pages = 1 + host_random_below(host_random_below(8) ? 8 : 64);
	unsigned int align = host_random_below(4) ? 1 : 1U << host_random_below(5);
	int hole = lowest_hole(pages + align - 1);
	int err = vmap_area_alloc(&space, area, pages * PAGE_SIZE, align * PAGE_SIZE);

	EXPECT_EQ(err, hole < 0 ? -ENOMEM : 0);
	if (err) {
		host_free(area);
		return;
	}
	EXPECT_EQ(area->end - area->start, pages * PAGE_SIZE);
	EXPECT_EQ(area->start % (align * PAGE_SIZE), 0);
	EXPECT_EQ((area->start - BASE) / PAGE_SIZE, (hole + align - 1) / align * align);
	fill(area, area);
	live[nr_live++] = area;
}

static struct vmap_area *pick_live(void)
{
	unsigned int i = host_random_below(nr_live);
	struct vmap_area *area = live[i];

	live[i] = live[--nr_live];
	return area;
}

static void free_one(void)
{
	struct vmap_area *area = pick_live();

	fill(area, NULL);
	vmap_area_free(&space, area);
	host_free(area);
}

/* The addresses stay taken, so nothing changes in owner[]. */
static void retire_one(void)
{
	struct vmap_area *area = pick_live();

	lazy_areas++;
	lazy_pages += (area->end - area->start) / PAGE_SIZE;
	vmap_area_retire(&space, area);
}

static void purge(void)
{
	unsigned long start, end, low = ~0UL, high = 0;
	struct vmap_area *area = vmap_area_take_lazy(&space, &start, &end), *next;

	EXPECT_EQ(!area, !lazy_areas);
	for (; area; area = next, lazy_areas--) {
		next = area->next_lazy;
		low = area->start < low ? area->start : low;
		high = area->end > high ? area->end : high;
		lazy_pages -= (area->end - area->start) / PAGE_SIZE;
		fill(area, NULL);
		vmap_area_free(&space, area);
		host_free(area);
	}
	EXPECT(!lazy_areas && !lazy_pages);
	EXPECT(!high || (start == low && end == high));
}

static unsigned long max_gap(struct rb_node *rb)
{
	struct vmap_area *area;
	unsigned long most, left, right;

	if (!rb)
		return 0;
	area = rb_entry(rb, struct vmap_area, node);
	left = max_gap(rb->rb_left);
	right = max_gap(rb->rb_right);
	most = area->gap > left ? area->gap : left;
	most = most > right ? most : right;
	EXPECT_EQ(area->max_gap, most);
	return most;
}

static void check_all(void)
{
	struct vmap_area *area;
	unsigned long end = space.start;
	unsigned int page, seen = 0;

	while ((area = vmap_area_find_from(&space, end)) != NULL) {
		EXPECT_EQ(area->gap, area->start - end);
		end = area->end;
		seen++;
	}
	EXPECT_EQ(seen, nr_live + lazy_areas);
	EXPECT_EQ(space.lazy_size, lazy_pages * PAGE_SIZE);
	max_gap(space.root.rb_node);
	for (page = 0; page < NR_PAGES; page++)
		EXPECT(vmap_area_find(&space, BASE + page * PAGE_SIZE + 5) ==
		       owner[page]);
	EXPECT(!vmap_area_find(&space, BASE - 1));
	EXPECT(!vmap_area_find(&space, space.end));
}

static void agrees_with_an_array(void)
{
	unsigned int step;

	for (step = 0; step < STEPS && !host_failed(); step++) {
		/* lean to one side for a while, then to the other: full, empty, full */
		unsigned int lean = step / 4096 % 2 ? 60 : 40;

		host_step(step);
		if (!nr_live || host_random_below(100) < lean)
			try_alloc();
		else if (host_random_below(2))
			retire_one();
		else
			free_one();
		if (!host_random_below(64))
			purge();
		if (step % CHECK_EVERY == 0)
			check_all();
	}
	while (nr_live)
		free_one();
	purge();
	check_all();
	EXPECT(!space.root.rb_node);
}

static void impossible_sizes_are_refused(void)
{
	struct vmap_area area;

	EXPECT_EQ(vmap_area_alloc(&space, &area, 0, PAGE_SIZE), -ENOMEM);
	EXPECT_EQ(vmap_area_alloc(&space, &area, (NR_PAGES + 1) * PAGE_SIZE, PAGE_SIZE),
		  -ENOMEM);
	EXPECT_EQ(vmap_area_alloc(&space, &area, -PAGE_SIZE, PAGE_SIZE), -ENOMEM);
	EXPECT_EQ(vmap_area_alloc(&space, &area, PAGE_SIZE, 1UL << 63), -ENOMEM);
	EXPECT_EQ(vmap_area_alloc(&space, &area, NR_PAGES * PAGE_SIZE, PAGE_SIZE), 0);
	vmap_area_free(&space, &area);
}

HOST_TESTS(HOST_TEST(agrees_with_an_array), HOST_TEST(impossible_sizes_are_refused));
