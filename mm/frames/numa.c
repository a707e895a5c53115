/*
 * mm/frames/numa.c - which memory, and which CPU, belongs to which node
 *
 * What ACPI tells (acpi_numa) meets what the machine has. RAM of no node goes to the
 * lowest one; a domain with neither RAM nor a CPU is no node. Where nothing is told, all
 * is node 0.
 *
 * Locking: written during boot only.
 */
#define pr_fmt(fmt) "NUMA: " fmt

#include <linux/acpi.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mmzone.h>
#include <asm/processor.h>

nodemask_t node_online_map = { 1 };
unsigned int nr_node_ids = 1;
DEFINE_PER_CPU(int, numa_node);

#define INITIAL_APIC_ID_SHIFT 24 /* of EBX of leaf 1: SDM volume 2, CPUID */

int node_distance(int from, int to)
{
	return acpi_numa.distance[from][to];
}

int apic_to_node(u32 apic_id)
{
	unsigned int i;

	for (i = 0; i < acpi_numa.nr_cpus; i++) {
		if (acpi_numa.cpu[i].apic_id == apic_id &&
		    node_online(acpi_numa.cpu[i].nid))
			return acpi_numa.cpu[i].nid;
	}
	return first_online_node;
}

/* A page on a border is of the node in which it begins. */
static int __init give_ram_to_nodes(void)
{
	int err = memblock_set_node(0, ~(phys_addr_t)0, NUMA_NO_NODE);
	unsigned int i;

	for (i = 0; i < acpi_numa.nr_ranges && !err; i++) {
		const struct acpi_memory_range *r = &acpi_numa.range[i];
		phys_addr_t base = PAGE_ALIGN(r->base);

		err = memblock_set_node(base, PAGE_ALIGN(r->end) - base, r->nid);
	}
	return err;
}

/* Regions merge as they are given away, so the search begins anew. */
static void __init give_rest_to(int nid)
{
	unsigned int i = 0;

	while (i < memblock.memory.cnt) {
		const struct memblock_region *r = &memblock.memory.regions[i++];

		if (r->nid != NUMA_NO_NODE)
			continue;
		pr_info("no node has [mem 0x%016llx-0x%016llx]: node %d gets it\n",
			r->base, r->base + r->size - 1, nid);
		memblock_set_node(r->base, r->size, nid);
		i = 0;
	}
}

static nodemask_t __init nodes_in_use(void)
{
	nodemask_t nodes = { 0 };
	unsigned int i, cpu;

	for (i = 0; i < memblock.memory.cnt; i++) {
		if (memblock.memory.regions[i].nid != NUMA_NO_NODE)
			node_set(memblock.memory.regions[i].nid, &nodes);
	}
	for (i = 0; i < acpi_numa.nr_cpus; i++) {
		for (cpu = 0; cpu < acpi_machine.nr_cpus; cpu++) {
			if (acpi_machine.cpu_apic_id[cpu] == acpi_numa.cpu[i].apic_id)
				node_set(acpi_numa.cpu[i].nid, &nodes);
		}
	}
	return nodes;
}

static void __init forget_nodes(const char *why)
{
	pr_warn("%s: all memory is one node\n", why);
	acpi_numa.nr_nodes = acpi_numa.nr_cpus = 0;
	memblock_set_node(0, ~(phys_addr_t)0, 0);
}

/* Which frames are whose: the one place where that is told exactly. */
static void __init print_ranges(void)
{
	unsigned int i;

	printk(KERN_INFO "Early memory node ranges\n");
	for (i = 0; i < memblock.memory.cnt; i++) {
		const struct memblock_region *r = &memblock.memory.regions[i];

		printk(KERN_INFO "  node %3d: [mem 0x%016llx-0x%016llx]\n", r->nid,
		       r->base, r->base + r->size - 1);
	}
}

void __init numa_init(void)
{
	nodemask_t nodes;
	int nid;

	if (!acpi_numa.nr_nodes)
		return;
	if (give_ram_to_nodes()) {
		forget_nodes("memory is in too many pieces");
		return;
	}
	nodes = nodes_in_use();
	if (!nodes.bits) {
		forget_nodes("the SRAT is not of this machine");
		return;
	}
	give_rest_to(first_node(nodes));
	node_online_map = nodes;
	for_each_online_node (nid)
		nr_node_ids = nid + 1;
	this_cpu_write(numa_node, apic_to_node(cpuid(1).ebx >> INITIAL_APIC_ID_SHIFT));
	pr_info("%u nodes; this CPU is of node %d\n", num_online_nodes(), numa_node_id());
	print_ranges();
}
