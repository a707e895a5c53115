/*
 * tests/kernel/numa_test.c - RAM and CPUs are of the nodes that ACPI gave them to
 *
 * Locking: none.
 */
#include <linux/acpi.h>
#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm_inline_page.h>
#include <linux/vmalloc.h>
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

/* CPU 0's is in the image. */
KTEST(numa, per_cpu_areas_are_at_home)
{
	unsigned int cpu;

	for_each_possible_cpu (cpu) {
		int nid = per_cpu(numa_node, cpu);

		KT_EXPECT_EQ(nid, apic_to_node(cpu_to_apic_id(cpu)));
		if (cpu && node_present_pages(nid))
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
