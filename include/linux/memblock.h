/*
 * include/linux/memblock.h - memory before there is an allocator
 *
 * Two sorted lists of physical ranges: memory (what is RAM) and reserved (what of it is
 * taken). Allocating is adding to reserved. When the buddy allocator starts, it gets
 * what is in the first and not in the second.
 *
 * Locking: none. Only the boot CPU, before memblock_free_all().
 */
#ifndef LINUX_MEMBLOCK_H
#define LINUX_MEMBLOCK_H

#include <linux/nodemask.h>
#include <linux/pfn.h>
#include <linux/types.h>

#define INIT_MEMBLOCK_REGIONS 256

struct memblock_region {
	phys_addr_t base;
	phys_addr_t size;
	int nid;
};

struct memblock_type {
	const char *name;
	unsigned int cnt;
	struct memblock_region regions[INIT_MEMBLOCK_REGIONS]; /* sorted, apart */
};

struct memblock {
	phys_addr_t current_limit; /* allocations end here unless they say otherwise */
	struct memblock_type memory;
	struct memblock_type reserved;
};

extern struct memblock memblock;

#define MEMBLOCK_ALLOC_ACCESSIBLE 0 /* an upper bound: current_limit */
#define MEMBLOCK_ALLOC_ANYWHERE (~(phys_addr_t)0)

/* [I after boot] Frame numbers: one past all of RAM, and one past lowmem. */
extern unsigned long max_pfn, max_low_pfn;
extern unsigned long highstart_pfn, highend_pfn;

/* --- the pure part: lists of ranges (mm/frames/memblock.c) --- */

/* 0, or -ENOSPC when the list is full. Ranges may overlap and touch what is there. */
int memblock_add_range(struct memblock_type *type, phys_addr_t base, phys_addr_t size,
		       int nid);
int memblock_remove_range(struct memblock_type *type, phys_addr_t base, phys_addr_t size);
bool memblock_overlaps_region(const struct memblock_type *type, phys_addr_t base,
			      phys_addr_t size);

int memblock_add(phys_addr_t base, phys_addr_t size);
int memblock_add_node(phys_addr_t base, phys_addr_t size, int nid);
int memblock_remove(phys_addr_t base, phys_addr_t size);
int memblock_reserve(phys_addr_t base, phys_addr_t size);
int memblock_phys_free(phys_addr_t base, phys_addr_t size); /* undo a reserve */
int memblock_set_node(phys_addr_t base, phys_addr_t size, int nid);
bool memblock_is_memory(phys_addr_t addr);
bool memblock_is_region_memory(phys_addr_t base, phys_addr_t size); /* all of it */
bool memblock_is_reserved(phys_addr_t addr);
bool memblock_is_region_reserved(phys_addr_t base, phys_addr_t size); /* any of it */
phys_addr_t memblock_phys_mem_size(void);                             /* sum of memory */
phys_addr_t memblock_reserved_size(void); /* of memory that is reserved */
phys_addr_t memblock_end_of_DRAM(void);

/* The highest free range in [start, end) that fits; 0: none. nid: or NUMA_NO_NODE. */
phys_addr_t memblock_find_in_range(phys_addr_t size, phys_addr_t align, phys_addr_t start,
				   phys_addr_t end, int nid);

/*
 * Walk over free memory, lowest first: while (memblock_next_free(&cursor, nid, &s, &e)).
 * cursor starts at 0. The ranges [s, e) are in memory and not in reserved.
 */
bool memblock_next_free(phys_addr_t *cursor, int nid, phys_addr_t *start,
			phys_addr_t *end, int *out_nid);

/* --- allocating: physical address, or 0; or the kernel address, zeroed, or NULL --- */

phys_addr_t memblock_phys_alloc_range(phys_addr_t size, phys_addr_t align,
				      phys_addr_t start, phys_addr_t end, int nid);
phys_addr_t memblock_phys_alloc(phys_addr_t size, phys_addr_t align);

/* Lowmem, zeroed; panics with what and the size when there is none. */
void *memblock_alloc_or_panic(phys_addr_t size, phys_addr_t align, const char *what);
void *memblock_alloc(phys_addr_t size, phys_addr_t align);

/* The same, of node nid if it has lowmem, else of another. */
void *memblock_alloc_node_or_panic(phys_addr_t size, phys_addr_t align, int nid,
				   const char *what);

/* --- the steps of boot, in the order in which start_kernel() takes them --- */

/*
 * 1. Read boot_info: RAM, what the image and the initrd occupy, and the lowmem boundary
 *    (`lowmem=`, so after parse_early_param()). Prints the firmware's map. Stops with a
 *    message if memory is too small. From here on memblock_alloc() works, below 4 GiB.
 */
void memblock_init(void);

/* 2. Give RAM and this CPU to their nodes; after acpi_init(). */
void numa_init(void);

/* 3. paging_init() (asm/pgtable.h) calls this: which 2 MiB of addresses have RAM. */
void sections_init(void);

/* 4. Nodes and zones, and mem_map with every page reserved. */
void free_area_init(void);

/* 5. All that is free goes to the buddy allocator; alloc_pages() works. */
void mem_init(void);

#endif
