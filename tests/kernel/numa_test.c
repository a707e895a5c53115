/*
 * tests/kernel/numa_test.c - RAM and CPUs are of the nodes that ACPI gave them to
 *
 * Locking: none.
 */
#include <linux/acpi.h>
#include <linux/cpumask.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm_inline_page.h>
#include <linux/vmalloc.h>
#include <linux/vmstat.h>
#include <asm/apic.h>
#include <asm/smp.h>
#include "ktest.h"

/* What the SRAT says of the frame; of none, it is the lowest node's. */
static int told_node(unsigned long pfn)
{
	unsigned int i;

	for (i = 0; i < acpi_numa.nr_ranges; i++) {
		const struct acpi_memory_range *r = &acpi_numa.range[i];

		if (pfn >= PFN_UP(r->base) && pfn < PFN_UP(r->end))
			return r->nid;
	}
	return first_online_node;
}

KTEST(numa, every_frame_is_of_the_node_that_was_told)
{
	unsigned int i;

	for (i = 0; i < memblock.memory.cnt; i++) {
		const struct memblock_region *r = &memblock.memory.regions[i];
		unsigned long pfn = PHYS_PFN(r->base), end = PHYS_PFN(r->base + r->size);

		KT_ASSERT(node_online(r->nid));
		for (; pfn < end; pfn += min(end - pfn, 127UL)) {
			KT_ASSERT(page_to_nid(pfn_to_page(pfn)) == r->nid);
			KT_ASSERT(told_node(pfn) == r->nid);
			KT_ASSERT(page_zone(pfn_to_page(pfn))->node == r->nid);
		}
	}
}

KTEST(numa, online_nodes_have_something)
{
	unsigned int cpu;
	int nid;

	for_each_online_node (nid) {
		bool has_cpu = false;

		for (cpu = 0; cpu < acpi_machine.nr_cpus; cpu++)
			has_cpu |= apic_to_node(acpi_machine.cpu_apic_id[cpu]) == nid;
		KT_EXPECT(has_cpu || node_present_pages(nid));
		KT_EXPECT(nid < (int)nr_node_ids);
	}
	for (nid = 0; nid < MAX_NUMNODES; nid++)
		KT_EXPECT_EQ(NODE_DATA(nid) != NULL, node_online(nid));
}

KTEST(numa, this_cpu_is_of_its_node)
{
	ktest_use_one_cpu();
	KT_EXPECT_EQ(numa_node_id(), apic_to_node(apic_id()));
	KT_EXPECT_EQ(numa_node_id(), cpu_to_node(0));
	KT_EXPECT_EQ(apic_to_node(0xfffffff0), first_online_node);
}

KTEST(numa, per_cpu_areas_are_at_home)
{
	unsigned int cpu;

	for_each_possible_cpu (cpu) {
		int nid = per_cpu(numa_node, cpu);

		KT_EXPECT_EQ(nid, apic_to_node(cpu_to_apic_id(cpu)));
		if (node_present_pages(nid))
			KT_EXPECT_EQ(page_to_nid(vmalloc_to_page(
					     per_cpu_ptr(&numa_node, cpu))),
				     nid);
	}
}

KTEST(numa, a_node_is_nearest_to_itself)
{
	int nid, other;

	for_each_online_node (nid) {
		KT_EXPECT_EQ(node_distance(nid, nid), LOCAL_DISTANCE);
		for_each_online_node (other)
			KT_EXPECT(node_distance(nid, other) >= LOCAL_DISTANCE);
	}
}

static unsigned long stat(int nid, enum numa_stat_item item)
{
	return node_numa_stat(NODE_DATA(nid), item);
}

/* Others allocate meanwhile: counts may be higher. */
KTEST(numa, an_allocation_is_a_hit_here_or_there)
{
	int nid;

	ktest_use_one_cpu();
	for_each_online_node (nid) {
		enum numa_stat_item side = nid == numa_node_id() ? NUMA_LOCAL
								 : NUMA_OTHER;
		unsigned long hits = stat(nid, NUMA_HIT), seen = stat(nid, side);
		gfp_t gfp = GFP_HIGHUSER | __GFP_THISNODE | __GFP_NOWARN;
		struct page *page = __alloc_pages(gfp, 0, nid);

		KT_ASSERT(page || !node_present_pages(nid));
		if (!page)
			continue;
		KT_EXPECT(stat(nid, NUMA_HIT) > hits && stat(nid, side) > seen);
		__free_page(page);
	}
}

/* As if its node had no memory left. */
KTEST(numa, a_page_of_another_node_is_a_miss)
{
	int nid = local_memory_node(numa_node_id()), other;
	unsigned long low[MAX_NR_ZONES], misses[MAX_NUMNODES] = { 0 }, foreign;
	struct zone *zones = NODE_DATA(nid)->node_zones;
	struct page *page;

	for_each_online_node (other)
		misses[other] = stat(other, NUMA_MISS);
	foreign = stat(nid, NUMA_FOREIGN);
	for (int i = 0; i < MAX_NR_ZONES; i++) {
		low[i] = zones[i].watermark[WMARK_LOW];
		zones[i].watermark[WMARK_LOW] = LONG_MAX / 2;
	}
	page = __alloc_pages(GFP_HIGHUSER | __GFP_NOWARN, 0, nid);
	for (int i = 0; i < MAX_NR_ZONES; i++)
		zones[i].watermark[WMARK_LOW] = low[i];
	KT_ASSERT(page);
	other = page_to_nid(page);
	__free_page(page);
	if (other == nid)
		KT_SKIP("there is no other node to go to");
	KT_EXPECT(stat(other, NUMA_MISS) > misses[other]);
	KT_EXPECT(stat(nid, NUMA_FOREIGN) > foreign);
}
