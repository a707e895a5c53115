/*
 * mm/frames/memblock.c - memory before there is an allocator: two lists of ranges
 *
 *	memory    |######|   |##################|      |######|
 *	reserved    |##|        |####|      |###|
 *	free      |#|  |#|   |##|    |######|          |######|
 *
 * A list is an array of ranges, sorted by address, apart from each other; neighbours of
 * the same node are merged. Allocating means finding the highest free place and reserving
 * it: low addresses are the scarce ones (DMA), so they go last.
 *
 * Locking: none. Only the boot CPU, before memblock_free_all(); read-only afterwards.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/string.h>

struct memblock memblock = {
	.current_limit = MEMBLOCK_ALLOC_ANYWHERE,
	.memory.name = "memory",
	.reserved.name = "reserved",
};

static phys_addr_t region_end(const struct memblock_region *r)
{
	return r->base + r->size;
}

/* The end of [base, base + size), cut where the address space ends. */
static phys_addr_t range_end(phys_addr_t base, phys_addr_t size)
{
	return size > ~(phys_addr_t)0 - base ? ~(phys_addr_t)0 : base + size;
}

static int insert_region(struct memblock_type *type, unsigned int idx, phys_addr_t base,
			 phys_addr_t end, int nid)
{
	struct memblock_region *r = &type->regions[idx];

	if (type->cnt == INIT_MEMBLOCK_REGIONS)
		return -ENOSPC;
	memmove(r + 1, r, (type->cnt - idx) * sizeof(*r));
	*r = (struct memblock_region){ base, end - base, nid };
	type->cnt++;
	return 0;
}

static void delete_regions(struct memblock_type *type, unsigned int idx, unsigned int nr)
{
	struct memblock_region *r = &type->regions[idx];

	memmove(r, r + nr, (type->cnt - idx - nr) * sizeof(*r));
	type->cnt -= nr;
}

static void merge_regions(struct memblock_type *type)
{
	unsigned int i = 0;

	while (i + 1 < type->cnt) {
		struct memblock_region *r = &type->regions[i];

		if (region_end(r) == r[1].base && r->nid == r[1].nid) {
			r->size += r[1].size;
			delete_regions(type, i + 1, 1);
		} else {
			i++;
		}
	}
}

/* Cut the region that contains the address in two there, if one does. */
static int split_at(struct memblock_type *type, phys_addr_t addr)
{
	unsigned int i;

	for (i = 0; i < type->cnt; i++) {
		struct memblock_region *r = &type->regions[i];
		phys_addr_t end = region_end(r);

		if (r->base < addr && addr < end) {
			int err = insert_region(type, i + 1, addr, end, r->nid);

			if (!err)
				r->size = addr - r->base;
			return err;
		}
	}
	return 0;
}

int memblock_add_range(struct memblock_type *type, phys_addr_t base, phys_addr_t size,
		       int nid)
{
	phys_addr_t end = range_end(base, size);
	unsigned int i = 0;
	int err = 0;

	/* Fill the gaps between what is there; what overlaps keeps its node. */
	while (base < end && !err) {
		phys_addr_t stop = end;

		while (i < type->cnt && region_end(&type->regions[i]) <= base)
			i++;
		if (i < type->cnt && type->regions[i].base < end)
			stop = type->regions[i].base;
		if (base < stop)
			err = insert_region(type, i++, base, stop, nid);
		base = i < type->cnt && stop != end ? region_end(&type->regions[i])
						    : stop;
	}
	merge_regions(type);
	return err;
}

int memblock_remove_range(struct memblock_type *type, phys_addr_t base, phys_addr_t size)
{
	phys_addr_t end = range_end(base, size);
	unsigned int first = 0, last;
	int err = split_at(type, base);

	if (!err)
		err = split_at(type, end);
	if (err)
		return err;
	while (first < type->cnt && type->regions[first].base < base)
		first++;
	for (last = first; last < type->cnt && type->regions[last].base < end; last++)
		;
	delete_regions(type, first, last - first);
	return 0;
}

int memblock_set_node(phys_addr_t base, phys_addr_t size, int nid)
{
	struct memblock_type *type = &memblock.memory;
	phys_addr_t end = range_end(base, size);
	unsigned int i;
	int err = split_at(type, base);

	if (!err)
		err = split_at(type, end);
	for (i = 0; i < type->cnt; i++) {
		if (type->regions[i].base >= base && type->regions[i].base < end)
			type->regions[i].nid = nid;
	}
	merge_regions(type);
	return err;
}

bool memblock_overlaps_region(const struct memblock_type *type, phys_addr_t base,
			      phys_addr_t size)
{
	phys_addr_t end = range_end(base, size);
	unsigned int i;

	for (i = 0; i < type->cnt; i++) {
		if (type->regions[i].base < end && region_end(&type->regions[i]) > base)
			return true;
	}
	return false;
}

int memblock_add(phys_addr_t base, phys_addr_t size)
{
	return memblock_add_range(&memblock.memory, base, size, 0);
}

int memblock_add_node(phys_addr_t base, phys_addr_t size, int nid)
{
	return memblock_add_range(&memblock.memory, base, size, nid);
}

int memblock_remove(phys_addr_t base, phys_addr_t size)
{
	return memblock_remove_range(&memblock.memory, base, size);
}

int memblock_reserve(phys_addr_t base, phys_addr_t size)
{
	return memblock_add_range(&memblock.reserved, base, size, 0);
}

int memblock_phys_free(phys_addr_t base, phys_addr_t size)
{
	return memblock_remove_range(&memblock.reserved, base, size);
}

bool memblock_is_region_memory(phys_addr_t base, phys_addr_t size)
{
	phys_addr_t end = range_end(base, size);
	unsigned int i;

	/* Regions of different nodes may touch, so one region need not hold it all. */
	for (i = 0; i < memblock.memory.cnt && base < end; i++) {
		const struct memblock_region *r = &memblock.memory.regions[i];

		if (r->base <= base && base < region_end(r))
			base = region_end(r);
	}
	return base >= end;
}

bool memblock_is_memory(phys_addr_t addr)
{
	return memblock_overlaps_region(&memblock.memory, addr, 1);
}

bool memblock_is_reserved(phys_addr_t addr)
{
	return memblock_overlaps_region(&memblock.reserved, addr, 1);
}

bool memblock_is_region_reserved(phys_addr_t base, phys_addr_t size)
{
	return memblock_overlaps_region(&memblock.reserved, base, size);
}

phys_addr_t memblock_phys_mem_size(void)
{
	phys_addr_t sum = 0;
	unsigned int i;

	for (i = 0; i < memblock.memory.cnt; i++)
		sum += memblock.memory.regions[i].size;
	return sum;
}

phys_addr_t memblock_reserved_size(void)
{
	phys_addr_t cursor = 0, start, end, free = 0;

	while (memblock_next_free(&cursor, NUMA_NO_NODE, &start, &end, NULL))
		free += end - start;
	return memblock_phys_mem_size() - free;
}

phys_addr_t memblock_end_of_DRAM(void)
{
	unsigned int cnt = memblock.memory.cnt;

	return cnt ? region_end(&memblock.memory.regions[cnt - 1]) : 0;
}

/* Cut [*start, *end) down to its first part that is not reserved; false: there is none. */
static bool skip_reserved(phys_addr_t *start, phys_addr_t *end)
{
	unsigned int i;

	for (i = 0; i < memblock.reserved.cnt && *start < *end; i++) {
		const struct memblock_region *r = &memblock.reserved.regions[i];

		if (region_end(r) <= *start)
			continue;
		if (r->base > *start) {
			*end = min(*end, r->base);
			break;
		}
		*start = region_end(r);
	}
	return *start < *end;
}

bool memblock_next_free(phys_addr_t *cursor, int nid, phys_addr_t *start,
			phys_addr_t *end, int *out_nid)
{
	unsigned int i;

	for (i = 0; i < memblock.memory.cnt; i++) {
		const struct memblock_region *r = &memblock.memory.regions[i];

		if (nid != NUMA_NO_NODE && r->nid != nid)
			continue;
		*start = max(r->base, *cursor);
		*end = region_end(r);
		if (*start >= *end || !skip_reserved(start, end))
			continue;
		*cursor = *end;
		if (out_nid)
			*out_nid = r->nid;
		return true;
	}
	return false;
}

phys_addr_t memblock_find_in_range(phys_addr_t size, phys_addr_t align, phys_addr_t start,
				   phys_addr_t end, int nid)
{
	phys_addr_t cursor = start, lo, hi, found = 0;

	if (end == MEMBLOCK_ALLOC_ACCESSIBLE)
		end = memblock.current_limit;
	while (memblock_next_free(&cursor, nid, &lo, &hi, NULL)) {
		hi = min(hi, end);
		if (hi >= size && round_down(hi - size, align) >= max(lo, start))
			found = round_down(hi - size, align);
	}
	return found;
}

phys_addr_t memblock_phys_alloc_range(phys_addr_t size, phys_addr_t align,
				      phys_addr_t start, phys_addr_t end, int nid)
{
	phys_addr_t found = memblock_find_in_range(size, align, start, end, nid);

	if (!found || memblock_reserve(found, size))
		return 0;
	return found;
}

phys_addr_t memblock_phys_alloc(phys_addr_t size, phys_addr_t align)
{
	return memblock_phys_alloc_range(size, align, 0, MEMBLOCK_ALLOC_ACCESSIBLE,
					 NUMA_NO_NODE);
}
