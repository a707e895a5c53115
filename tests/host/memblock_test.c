/*
 * tests/host/memblock_test.c - memblock's lists of ranges against an array of units
 *
 * Memory of a few hundred units is added, removed, reserved, freed, allocated and given
 * to nodes at random. Beside it stands an array that says of each unit what it should be.
 * After each step the lists must agree with it, be sorted, and hold no two neighbours
 * that could be one.
 */
#include <linux/memblock.h>
#include "host_test.h"

#define UNITS 400
#define UNIT 0x1000ULL
#define STEPS 200000
#define NONE (-1)

static struct {
	int nid; /* NONE: no memory */
	bool reserved;
} model[UNITS];

static void check_list(const struct memblock_type *type)
{
	unsigned int i;

	for (i = 0; i + 1 < type->cnt; i++) {
		const struct memblock_region *r = &type->regions[i];
		phys_addr_t end = r->base + r->size;

		EXPECT(r->size > 0);
		EXPECT(end <= r[1].base);
		EXPECT(end < r[1].base || r->nid != r[1].nid);
	}
}

static int listed_nid(const struct memblock_type *type, phys_addr_t addr)
{
	unsigned int i;

	for (i = 0; i < type->cnt; i++) {
		if (addr - type->regions[i].base < type->regions[i].size)
			return type->regions[i].nid;
	}
	return NONE;
}

/* Walking over what is free must visit exactly the model's free units, in order. */
static void check_free_walk(int nid)
{
	phys_addr_t cursor = 0, start, end;
	unsigned int unit = 0;
	int got;

	while (memblock_next_free(&cursor, nid, &start, &end, &got)) {
		for (; unit < start / UNIT; unit++)
			EXPECT(model[unit].nid == NONE || model[unit].reserved ||
			       (nid != NUMA_NO_NODE && model[unit].nid != nid));
		for (; unit < end / UNIT; unit++) {
			EXPECT_EQ(model[unit].nid, got);
			EXPECT(!model[unit].reserved);
		}
	}
	for (; unit < UNITS; unit++)
		EXPECT(model[unit].nid == NONE || model[unit].reserved ||
		       (nid != NUMA_NO_NODE && model[unit].nid != nid));
}

static void check_all(void)
{
	phys_addr_t size = 0, reserved = 0;
	unsigned int unit;

	check_list(&memblock.memory);
	check_list(&memblock.reserved);
	for (unit = 0; unit < UNITS; unit++) {
		EXPECT_EQ(listed_nid(&memblock.memory, unit * UNIT), model[unit].nid);
		EXPECT_EQ(memblock_is_reserved(unit * UNIT), model[unit].reserved);
		size += model[unit].nid != NONE ? UNIT : 0;
		reserved += model[unit].nid != NONE && model[unit].reserved ? UNIT : 0;
	}
	EXPECT_EQ(memblock_phys_mem_size(), size);
	EXPECT_EQ(memblock_reserved_size(), reserved);
	check_free_walk(NUMA_NO_NODE);
	check_free_walk(host_random_below(3));
}

/* The highest fitting place, by looking at every one. */
static phys_addr_t model_find(unsigned int len, unsigned int align, int nid)
{
	int at;
	unsigned int i;

	for (at = UNITS - len; at > 0; at--) {
		if (at % align)
			continue;
		for (i = 0; i < len; i++) {
			if (model[at + i].nid == NONE || model[at + i].reserved ||
			    (nid != NUMA_NO_NODE && model[at + i].nid != nid))
				break;
			/* one region does not cross from node to node */
			if (model[at + i].nid != model[at].nid)
				break;
		}
		if (i == len)
			return at * UNIT;
	}
	return 0;
}

static void try_alloc(void)
{
	unsigned int len = 1 + host_random_below(12), i;
	unsigned int align = 1U << host_random_below(4);
	int nid = (int)host_random_below(4) - 1;
	phys_addr_t want = model_find(len, align, nid);
	phys_addr_t got = memblock_phys_alloc_range(len * UNIT, align * UNIT, 0,
						    MEMBLOCK_ALLOC_ANYWHERE, nid);

	EXPECT_EQ(got, want);
	for (i = 0; got && i < len; i++)
		model[got / UNIT + i].reserved = true;
}

static void change_range(unsigned int what, unsigned int at, unsigned int len, int nid)
{
	unsigned int i;

	switch (what) {
	case 0:
		EXPECT_EQ(memblock_add_node(at * UNIT, len * UNIT, nid), 0);
		break;
	case 1:
		EXPECT_EQ(memblock_remove(at * UNIT, len * UNIT), 0);
		break;
	case 2:
		EXPECT_EQ(memblock_reserve(at * UNIT, len * UNIT), 0);
		break;
	case 3:
		EXPECT_EQ(memblock_phys_free(at * UNIT, len * UNIT), 0);
		break;
	default:
		EXPECT_EQ(memblock_set_node(at * UNIT, len * UNIT, nid), 0);
	}
	for (i = at; i < at + len; i++) {
		if (what == 0 && model[i].nid == NONE)
			model[i].nid = nid;
		else if (what == 1)
			model[i].nid = NONE;
		else if (what == 2 || what == 3)
			model[i].reserved = what == 2;
		else if (what == 4 && model[i].nid != NONE)
			model[i].nid = nid;
	}
}

static void start_empty(void)
{
	unsigned int unit;

	memblock.memory.cnt = memblock.reserved.cnt = 0;
	for (unit = 0; unit < UNITS; unit++) {
		model[unit].nid = NONE;
		model[unit].reserved = false;
	}
}

static void agrees_with_an_array(void)
{
	unsigned int step;

	start_empty();
	for (step = 0; step < STEPS && !host_failed(); step++) {
		unsigned int what = host_random_below(6);
		unsigned int at = host_random_below(UNITS),
			     len = 1 + host_random_below(20);

		if (what == 5)
			try_alloc();
		else
			change_range(what, at, len < UNITS - at ? len : UNITS - at,
				     host_random_below(3));
		if (step % 16 == 0)
			check_all();
	}
	check_all();
}

static void a_full_list_says_so(void)
{
	unsigned int i;

	start_empty();
	for (i = 0; i < INIT_MEMBLOCK_REGIONS; i++)
		EXPECT_EQ(memblock_add(2 * i * UNIT, UNIT), 0);
	EXPECT(memblock_add(2 * i * UNIT, UNIT) < 0);
	EXPECT_EQ(memblock.memory.cnt, INIT_MEMBLOCK_REGIONS);
	/* what joins two regions still fits */
	EXPECT_EQ(memblock_remove(0, UNIT), 0);
	EXPECT_EQ(memblock.memory.cnt, INIT_MEMBLOCK_REGIONS - 1);
}

static void the_end_of_addresses_is_no_trap(void)
{
	start_empty();
	EXPECT_EQ(memblock_add(~0ULL - 10 * UNIT, ~0ULL), 0);
	EXPECT_EQ(memblock.memory.cnt, 1);
	EXPECT(memblock_is_memory(~0ULL - UNIT));
	EXPECT_EQ(memblock_remove(0, ~0ULL), 0);
	EXPECT_EQ(memblock.memory.cnt, 0);
	EXPECT_EQ(memblock_phys_alloc(UNIT, UNIT), 0);
}

HOST_TESTS(HOST_TEST(agrees_with_an_array), HOST_TEST(a_full_list_says_so),
	   HOST_TEST(the_end_of_addresses_is_no_trap));
